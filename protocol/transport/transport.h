/*
 * A byte stream between one agent and one worker: vchan, a UNIX socket, or memory.
 * Never blocks; knows nothing of messages.
 *
 * Who waits: watch transport_fd() for transport_events(), call transport_woken() when it
 * fires, then read and write until they return 0.
 */
#ifndef TRANSPORT_TRANSPORT_H
#define TRANSPORT_TRANSPORT_H

#include "common/base/base.h"

#include <sys/types.h>

struct transport;

/* Who may hand buffers over this transport, and how. */
enum transport_buffers {
	TRANSPORT_GRANTS, /* grant references inside the message */
	TRANSPORT_FDS,    /* a descriptor beside the message */
};

void transport_destroy(struct transport *t); /* NULL is fine; closes */

int transport_fd(const struct transport *t);

/* What to watch for now: EV_READ, and EV_WRITE when want_write and this kind needs it. */
int transport_events(const struct transport *t, bool want_write);

/* The descriptor fired: takes note.  False when the other end is gone. */
MUST_USE bool transport_woken(struct transport *t);

/* Bytes moved; 0 when nothing can move now; -1 when the stream has ended or is broken. */
ssize_t transport_read(struct transport *t, void *out, size_t size);
ssize_t transport_write(struct transport *t, const void *bytes, size_t len);

/*
 * As transport_write(); the descriptor goes with the first byte moved.  The caller keeps
 * fd. Only where transport_buffers() is TRANSPORT_FDS.
 */
ssize_t transport_write_fd(struct transport *t, const void *bytes, size_t len, int fd);

/* The oldest descriptor that came and was not taken, now the caller's; -1 when none. */
int transport_take_fd(struct transport *t);

/* How many descriptors came and were not taken. */
size_t transport_waiting_fds(const struct transport *t);

enum transport_buffers transport_buffers(const struct transport *t);

/* At most this many received descriptors wait to be taken; one more ends the stream. */
#define TRANSPORT_MAX_FDS 64

/* --- local.c: UNIX stream sockets ------------------------------------------------- */

/* NULL with errno.  Path as in unix(7), shorter than 108 bytes. */
MUST_USE struct transport *local_connect(const char *path);

/*
 * A listening socket at path (non-blocking, close-on-exec), or -1 with errno.  A stale
 * socket there is replaced; one that somebody still listens on is EADDRINUSE.
 */
MUST_USE int local_listen(const char *path);

/* The next client of a listening socket; NULL with errno (EAGAIN when none waits). */
MUST_USE struct transport *local_accept(int listener);

/* Wraps a connected stream socket; takes it, also on failure.  NULL with errno. */
MUST_USE struct transport *local_from_fd(int fd);

/* --- pair.c: in memory, for tests --------------------------------------------------- */

/*
 * Two ends of one stream, each holding at most capacity bytes (not 0) that the other has
 * not read.  transport_fd() is an eventfd; descriptors pass as over a socket.  False when
 * out of memory or descriptors.
 */
MUST_USE bool pair_create(struct transport *ends[2], size_t capacity);

/* --- vchan.c: Xen (only with --with-xen) -------------------------------------------- */

/* The daemon's end: connects to what domain has published.  NULL with errno. */
MUST_USE struct transport *vchan_connect(uint32_t domain, uint32_t port);

/*
 * The agent's end: publishes for domain, with rings of 64 KiB each way.  NULL with errno.
 * Until the other side has come transport_read() and transport_write() return 0.
 */
MUST_USE struct transport *vchan_serve(uint32_t domain, uint32_t port);

/* False while a serving vchan still waits for its client; true for every other kind. */
bool transport_is_open(const struct transport *t);

#endif
