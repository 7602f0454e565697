/*
 * Titles in the encodings that X clients use, as UTF-8.
 * Pure, but for the tables of iconv(3).  What comes out is valid UTF-8, whatever came in;
 * it is not made safe to show: the daemon does that.
 */
#ifndef AGENT_TEXT_H
#define AGENT_TEXT_H

#include "common/base/base.h"

/*
 * Each writes at most size bytes with a NUL, cut between characters; text ends at len or
 * its first NUL.  Bytes that are no character become '?'.
 */
void text_from_utf8(char *out, size_t size, const void *text, size_t len);
void text_from_latin1(char *out, size_t size, const void *text, size_t len);

/*
 * X Compound Text: UTF-8 segments, and all character sets that iconv(3) of this guest
 * knows; characters of others become '_'.
 */
void text_from_compound(char *out, size_t size, const void *text, size_t len);

#endif
