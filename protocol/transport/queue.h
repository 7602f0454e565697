/*
 * Bytes that wait to leave, and descriptors that go with certain of them.  Bounded.
 * Knows nothing of messages, and does not write of itself: it is given a transport.
 */
#ifndef TRANSPORT_QUEUE_H
#define TRANSPORT_QUEUE_H

#include "protocol/transport/transport.h"

#define QUEUE_MAX_FDS 512 /* every window of a busy guest, sent anew in one turn */

/* A descriptor and the byte, counted from the queue's front, that it goes with. */
struct queued_fd {
	int fd;    /* owned */
	size_t at; /* bytes from the first one that waits */
};

/* Zeroed is empty. */
struct queue {
	uint8_t *bytes; /* owned */
	size_t capacity, head, tail;
	struct queued_fd fds[QUEUE_MAX_FDS]; /* in order */
	size_t n_fds;
};

void queue_finish(struct queue *queue); /* leaves it empty */

/* Bytes that wait. */
size_t queue_len(const struct queue *queue);

/* Room for len more bytes, in one piece; NULL when out of memory. */
MUST_USE uint8_t *queue_reserve(struct queue *queue, size_t len);

/* The first len bytes of what was reserved are filled. */
void queue_commit(struct queue *queue, size_t len);

/*
 * A copy of fd goes with the next byte that is committed.  False when QUEUE_MAX_FDS wait
 * already or the process has no descriptor left.
 */
MUST_USE bool queue_add_fd(struct queue *queue, int fd);

/*
 * Writes what t takes: one write if no descriptor waits, else one up to the first and one
 * for each.  False when the stream is broken.
 */
MUST_USE bool queue_flush(struct queue *queue, struct transport *t);

#endif
