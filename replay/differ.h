/*
 * How what came differs from what was expected, in words.
 * Compares nothing but to find the words.
 */
#ifndef REPLAY_DIFFER_H
#define REPLAY_DIFFER_H

#include "replay/channel.h"

#include <stdio.h>

/* Three lines, each with the capture's name and the line: why, - expected, + came. */
void differ_print(FILE *out, const char *name, const struct event *expected,
    enum piece_kind piece, const struct bytes *came, const char *why);

/* The name of the first field that differs, or how else they do; static or borrowed. */
const char *differ_where(
    const struct event *expected, enum piece_kind piece, const struct bytes *came);

#endif
