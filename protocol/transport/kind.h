/*
 * What a kind of transport provides, for local.c, pair.c and vchan.c only.
 */
#ifndef TRANSPORT_KIND_H
#define TRANSPORT_KIND_H

#include "protocol/transport/transport.h"

/* Each as the function of that name in transport.h; optional ones may be NULL. */
struct transport_kind {
	enum transport_buffers buffers;
	bool waits_by_write; /* EV_WRITE tells when there is room; else EV_READ does */
	void (*destroy)(struct transport *t);
	int (*fd)(const struct transport *t);
	bool (*woken)(struct transport *t);
	bool (*is_open)(const struct transport *t); /* optional: always open */
	ssize_t (*read)(struct transport *t, void *out, size_t size);
	ssize_t (*write)(struct transport *t, const void *bytes, size_t len, int fd);
};

/* Received descriptors in the order in which they came. */
struct fd_queue {
	int fds[TRANSPORT_MAX_FDS]; /* owned; a ring */
	size_t first, count;
};

/* The front of each kind's own struct. */
struct transport {
	const struct transport_kind *kind; /* borrowed, static */
	struct fd_queue received;
};

/* Takes fd; false, having closed it, when the queue is full. */
MUST_USE bool fd_queue_put(struct fd_queue *queue, int fd);
int fd_queue_take(struct fd_queue *queue);    /* -1 when empty */
void fd_queue_finish(struct fd_queue *queue); /* closes all */

#endif
