/*
 * Answers of X that nobody waits for: each question is queued with what to do with its
 * answer, and the answers that have come are handed out in order.
 * Never blocks.
 */
#ifndef AGENT_X_REPLIES_H
#define AGENT_X_REPLIES_H

#include "common/base/base.h"

#include <xcb/xcb.h>

struct x;

/* reply is NULL when X said no (an error); both are freed afterwards. */
typedef void (*x_reply_handler)(
    struct x *x, uint32_t window, uint32_t detail, void *reply);

struct x_question {
	unsigned int sequence; /* of the request, as in XCB's cookies */
	uint32_t window;
	uint32_t detail; /* the handler's own */
	x_reply_handler handler;
};

struct x_replies {
	xcb_connection_t *connection; /* borrowed: where the questions went */
	struct x_question *ring;      /* owned */
	size_t size, first, count;
};

void x_replies_init(struct x_replies *replies, xcb_connection_t *connection);
void x_replies_finish(struct x_replies *replies);

/*
 * Queues a question whose request has just been sent: call in the order of sending.  When
 * memory runs out the answer is thrown away, and false returned.
 */
bool x_replies_expect(struct x_replies *replies, struct x_question question);

/* Hands out the answers that are there; true when there was one. */
bool x_replies_dispatch(struct x_replies *replies, struct x *x);

#endif
