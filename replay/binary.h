/*
 * A capture as bytes: what `record` writes while it runs.
 * Opens no files.
 *
 * After the 12 bytes of magic and version each event is: u32 kind, piece, from, flags
 * (1: any_tail, 2: a mask follows), u64 delay in us, u32 length, char fd[24], u32 and u64
 * words of the descriptor; then `length` bytes; then as many of mask.  Little-endian.
 */
#ifndef REPLAY_BINARY_H
#define REPLAY_BINARY_H

#include "replay/parse.h"

#include <stdio.h>

/* Whether bytes begin as such a capture does. */
bool binary_is(const uint8_t *at, size_t len);

/* Whether all was written is for fflush() and ferror() to tell. */
void binary_write_start(FILE *out);
void binary_write_event(FILE *out, const struct event *event);

/*
 * As parse_text(); complaint->line is 0.  Whatever it takes can be printed and is read
 * back from that text.
 */
MUST_USE bool binary_read(
    const uint8_t *at, size_t len, struct capture *out, struct complaint *complaint);

#endif
