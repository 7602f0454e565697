/*
 * Gathers a byte stream into complete messages, so that nothing is ever read inside a
 * handler.  Bounded: holds at most one message's most bytes plus FRAME_SLACK.
 * Pure but for its one buffer; no I/O.
 */
#ifndef WIRE_FRAME_H
#define WIRE_FRAME_H

#include "protocol/wire/messages.h"

#define FRAME_SLACK 65536u /* bytes */

/* Which end of the channel reads, hence which messages are legal. */
enum frame_side {
	FRAME_AT_DAEMON, /* an unknown type or a wrong length ends the session */
	FRAME_AT_AGENT,  /* an unknown type is skipped by its length */
};

enum frame_status {
	FRAME_NONE, /* no complete message yet */
	FRAME_READY,
	FRAME_BAD, /* the stream is void from here on; frame_why() */
};

/* A complete message; body is borrowed until the next frame_next() or frame_space(). */
struct frame {
	uint32_t type; /* known, of the right direction, and of a legal length */
	struct guest_u32 window; /* the id as it came */
	const uint8_t *body;
	size_t len; /* bytes */
};

struct frames;

/* NULL when out of memory. */
MUST_USE struct frames *frames_create(enum frame_side side);
void frames_destroy(struct frames *frames); /* NULL is fine */

/*
 * Where the next bytes from the channel go: sets *room to how many fit, which is never 0
 * unless complete messages wait (take them first) or memory ran out (then NULL).
 */
void *frames_space(struct frames *frames, size_t *room);
void frames_filled(struct frames *frames, size_t len);

/*
 * Takes len bytes (at most FRAME_SLACK) that have no header; NULL until they are there.
 * Only for the handshake: the first frames_next() ends it, and from then on every byte
 * belongs to a message and this returns NULL.  Borrowed as a frame's body is.
 */
const uint8_t *frames_take_raw(struct frames *frames, size_t len);

/*
 * The next complete message.  What is wrong with a header is known as soon as the header
 * is complete; a body of an unknown type is thrown away as it comes, never held.  After
 * FRAME_BAD it stays so, and bytes that still come are dropped.
 */
MUST_USE enum frame_status frames_next(struct frames *frames, struct frame *out);

/* After FRAME_BAD: why, for the log. */
const char *frames_why(const struct frames *frames);

/* True when part of a message waits for its rest. */
bool frames_is_partial(const struct frames *frames);

#endif
