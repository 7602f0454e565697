/*
 * One session's channel: complete messages in, a bounded queue of messages out, on an
 * event loop.  Everything queued during one turn of the loop leaves in one write. Knows
 * nothing of what messages mean; never blocks.
 */
#ifndef TRANSPORT_LINK_H
#define TRANSPORT_LINK_H

#include "protocol/transport/transport.h"
#include "protocol/wire/frame.h"

#include <ev.h>

struct link;

/* Whose doing the end of a stream was. */
enum link_fault {
	LINK_FAULT_NONE, /* the other end is gone, or link_close() was called */
	LINK_FAULT_PEER, /* it sent half a message, or no message, or does not read */
	LINK_FAULT_OURS, /* out of memory; a message of ours that cannot be sent */
};

/*
 * What a link tells its owner.  The owner may not destroy the link from inside a call (a
 * bug, which aborts); it may call link_close().
 */
struct link_owner {
	/*
	 * Bytes came: take what is there with link_take_raw() and link_next().  Messages
	 * that are left untaken stay; when their bytes fill the link's room it stops
	 * reading until link_next() has returned FRAME_NONE.
	 */
	void (*readable)(void *data);
	/*
	 * The stream has ended; why is for the log.  Called once, from the loop, after
	 * every complete message that came before the end was offered.  Nothing is
	 * called afterwards, and what is sent from then on is dropped.  Whose doing it
	 * was, link_fault() says.
	 */
	void (*ended)(void *data, const char *why);
	/* Optional: the queue out fell below LINK_LOW_BYTES after it had been above. */
	void (*drained)(void *data);
	void *data; /* borrowed */
};

#define LINK_MAX_BYTES (4u << 20) /* queued out; one byte more ends the session */
#define LINK_LOW_BYTES 16384u

/* A message whose first byte came and whose last did not for so long ends the session. */
#define LINK_HALF_SECONDS 30.0

/* Takes the transport, also on failure.  NULL when out of memory. */
MUST_USE struct link *link_create(struct ev_loop *loop, struct transport *transport,
    enum frame_side side, const struct link_owner *owner);
void link_destroy(struct link *link); /* NULL is fine */

/*
 * Ends the stream from our side, after one try to write what is queued: ended() comes
 * from the loop with this reason, which must stay (a literal).  The first reason stands.
 */
void link_close(struct link *link, const char *why);

/* In place of LINK_HALF_SECONDS, from the next half message on. */
void link_set_patience(struct link *link, double seconds);

/*
 * While it is held the owner takes nothing by its own will, and what waits untaken is not
 * the other end's fault.  Let go, the time of a half message begins anew with the next
 * link_next() or link_take_raw().
 */
void link_hold(struct link *link, bool is_held);

/*
 * Ends the session when what is queued has waited for so long and the other end took
 * none of it (LINK_FAULT_PEER).  0, as at first: only the queue's length does.
 */
void link_set_unread_patience(struct link *link, double seconds);

/*
 * As frames_take_raw() and frames_next().  FRAME_BAD also closes the link with
 * link_why(); of a link that is closed comes FRAME_NONE.
 */
const uint8_t *link_take_raw(struct link *link, size_t len);
MUST_USE enum frame_status link_next(struct link *link, struct frame *out);

/* Why the stream was bad, or why the link closed. */
const char *link_why(const struct link *link);
enum link_fault link_fault(const struct link *link); /* NONE while it is open */
int link_take_fd(struct link *link);                 /* as transport_take_fd() */

/*
 * Queues bytes or a message; body may be NULL when len is 0.  All that was queued leaves
 * before the loop waits: also what an ev_prepare watcher queues, if its priority is above
 * EV_MINPRI.  When the queue is full, or fd cannot go this way, the link closes itself:
 * the owner need not check.  fd is duplicated; -1 for none.
 * At most QUEUE_MAX_FDS (queue.h) wait.
 */
void link_send_raw(struct link *link, const void *bytes, size_t len);
void link_send(
    struct link *link, uint32_t type, uint32_t window, const void *body, size_t len);
void link_send_fd(struct link *link, uint32_t type, uint32_t window, const void *body,
    size_t len, int fd);

/* Bytes queued out and not yet taken by the transport. */
size_t link_queued(const struct link *link);

enum transport_buffers link_buffers(const struct link *link);

/* Writes what is queued now instead of at the end of this turn. */
void link_flush(struct link *link);

#endif
