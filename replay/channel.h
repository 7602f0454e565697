/*
 * One side's end of a session: sends bytes, keeps what comes until somebody takes it.
 * Never waits past a deadline; does not know what is expected.
 */
#ifndef REPLAY_CHANNEL_H
#define REPLAY_CHANNEL_H

#include "replay/split.h"

struct transport;
struct channel;

/* Something that came. */
struct arrived {
	enum piece_kind piece; /* PIECE_END is the last one */
	struct bytes bytes;    /* owned */
	int fd;                /* owned; -1: none came with it */
};

/* Takes the transport, also on failure: NULL when out of memory. */
MUST_USE struct channel *channel_create(struct transport *transport, enum side self);
void channel_destroy(struct channel *channel); /* NULL is fine; closes */

enum channel_sent {
	CHANNEL_SENT,
	CHANNEL_TOO_LATE, /* the other side does not read */
	CHANNEL_ENDED,
	CHANNEL_NO_FD, /* none can go this way */
};

/* Returns when all has left; fd (-1: none) goes beside the first byte. */
MUST_USE enum channel_sent channel_send(
    struct channel *channel, const struct bytes *bytes, int fd, int64_t deadline_us);

/*
 * Waits until something came, extra (-1: none) is readable, or deadline_us; at once when
 * something waits already.  True when extra is readable.
 */
bool channel_wait(struct channel *channel, int extra, int64_t deadline_us);

/* Lets deadline_us pass; what comes is kept.  True when extra is readable before that. */
bool channel_idle(struct channel *channel, int extra, int64_t deadline_us);

/* The oldest that came and was not dropped; NULL: none. */
struct arrived *channel_front(struct channel *channel);
void channel_drop(struct channel *channel);

#endif
