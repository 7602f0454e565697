/*
 * X Compound Text ("Compound Text Encoding", version 1.1; ICCCM 2.7.1) as UTF-8.
 * Pure.  Knows how characters are told apart, and of them only ASCII and Latin-1: what
 * those of other sets are, its caller may know.
 */
#ifndef BASE_COMPOUND_H
#define BASE_COMPOUND_H

#include "common/base/base.h"

/*
 * One character in an encoding that iconv(3) names, 1 to 4 bytes, as UTF-8 in out, which
 * has room for size bytes.  Returns how many it took; 0 when there is no such character.
 */
typedef size_t compound_convert(
    const char *encoding, const uint8_t *bytes, size_t len, char *out, size_t size);

/*
 * Writes at most size bytes with a NUL, cut between characters; text ends at len or its
 * first NUL.  Where there is no convert (NULL), or it does not know a character, that is
 * missing.  UTF-8 segments are copied as they are: whether they are UTF-8 is not checked.
 */
void compound_to_utf8(
    char *out, size_t size, const void *text, size_t len, compound_convert *convert);

#endif
