/*
 * A link's state, for link.c and link_send.c.
 */
#ifndef TRANSPORT_LINK_INTERNAL_H
#define TRANSPORT_LINK_INTERNAL_H

#include "protocol/transport/deadline.h"
#include "protocol/transport/link.h"
#include "protocol/transport/queue.h"

/* So many descriptors wait, and the owner takes them before more is read; or they leave.
 */
#define LINK_MANY_FDS (TRANSPORT_MAX_FDS / 2)

struct link {
	struct ev_loop *loop;        /* borrowed */
	struct transport *transport; /* owned */
	struct frames *frames;       /* owned */
	struct link_owner owner;
	struct queue out;
	ev_io io;
	ev_prepare before_wait; /* at EV_MINPRI: after whoever queues in one */
	ev_timer again;         /* at once: there is more to read, or the end to tell */
	struct deadline half;   /* a half message waits for its rest */
	struct deadline unread; /* bytes wait that the other end does not take */
	const char *why;        /* not NULL: closed */
	enum link_fault fault;  /* with why */
	unsigned calling;       /* calls to the owner on the stack */
	bool is_held;           /* the owner takes nothing by its own will */
	bool is_stalled;        /* the owner left messages; no room to read */
	bool was_high;          /* the queue passed LINK_LOW_BYTES */
	bool is_drained;        /* it fell below again; the owner shall hear of it */
	bool took_whole;        /* a message was taken since the last look at half */
	bool is_overdue;  /* half's time is over; the rest may have come meanwhile */
	bool wants_write; /* the transport took less than was queued */
};

/* Nothing is read or written any more; the owner hears of it from the loop. */
void link_end(struct link *link, enum link_fault fault, const char *why);

#endif
