/*
 * An X connection on an event loop: events in, one flush before each wait, and replies
 * that are taken when they come instead of being waited for.
 * Must not know what an event means.
 */
#ifndef X_LOOP_H
#define X_LOOP_H

#include "common/x/connection.h"

#include <ev.h>

struct x_loop;

/* Whom events go to.  The owner may not destroy the loop from inside a call. */
struct x_loop_owner {
	/* An event, borrowed for the call; never an error. */
	void (*event)(void *data, const xcb_generic_event_t *event);
	/* An error that nobody declared with x_expect_error(): true when it is dealt
	 * with, else ended() follows. */
	bool (*error)(void *data, const xcb_generic_error_t *error);
	/* Before each wait: the last moment to send what this turn has gathered. */
	void (*settle)(void *data);
	/* The connection is of no more use; why is for the log.  Called once. */
	void (*ended)(void *data, const char *why);
	void *data; /* borrowed */
};

/* NULL when out of memory.  The connection is borrowed until x_loop_destroy(). */
MUST_USE struct x_loop *x_loop_create(
    struct ev_loop *loop, struct x *x, const struct x_loop_owner *owner);
void x_loop_destroy(struct x_loop *watch); /* NULL is fine */

/*
 * Calls taken(data, key, reply) when the reply to a request comes; reply is NULL after an
 * error, and borrowed for the call.  False when too many wait: then the reply is thrown
 * away.  What X sent before the reply is taken before it.
 */
bool x_loop_await(struct x_loop *watch, unsigned int sequence,
    void (*taken)(void *data, uint32_t key, const void *reply), uint32_t key);

#endif
