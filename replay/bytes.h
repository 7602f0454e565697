/*
 * Bytes that grow.
 * Knows nothing of what they are.
 */
#ifndef REPLAY_BYTES_H
#define REPLAY_BYTES_H

#include "common/base/base.h"

#include <stdio.h>

/* Zeroed is empty. */
struct bytes {
	uint8_t *at; /* owned */
	size_t len, room;
};

void bytes_finish(struct bytes *b); /* leaves it empty */

/* Appends; from NULL: zeros.  False, with nothing appended, when out of memory. */
MUST_USE bool bytes_add(struct bytes *b, const void *from, size_t len);

/* A copy; out must be empty. */
MUST_USE bool bytes_copy(struct bytes *out, const void *from, size_t len);

/* Whether it was written is for fflush() to tell. */
void bytes_write(FILE *out, const struct bytes *b);

#endif
