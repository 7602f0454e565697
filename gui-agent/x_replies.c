#include "gui-agent/x_replies.h"

#include "common/base/log.h"
#include "gui-agent/x.h"

#include <stdlib.h>
#include <xcb/xcbext.h>

void
x_replies_init(struct x_replies *replies, xcb_connection_t *connection)
{
	*replies = (struct x_replies){.connection = connection};
}

void
x_replies_finish(struct x_replies *replies)
{
	free(replies->ring);
	*replies = (struct x_replies){.ring = NULL};
}

static bool
grow(struct x_replies *replies)
{
	size_t size = replies->size ? 2 * replies->size : 64;
	struct x_question *ring = calloc(size, sizeof(*ring));

	if (!ring) {
		return false;
	}
	for (size_t i = 0; i < replies->count; i++) {
		ring[i] = replies->ring[(replies->first + i) % replies->size];
	}
	free(replies->ring);
	replies->ring = ring;
	replies->size = size;
	replies->first = 0;
	return true;
}

bool
x_replies_expect(struct x_replies *replies, struct x_question question)
{
	if (replies->count == replies->size && !grow(replies)) {
		log_error("out of memory for a question to the X server");
		xcb_discard_reply(replies->connection, question.sequence);
		return false;
	}
	replies->ring[(replies->first + replies->count++) % replies->size] = question;
	return true;
}

/* Windows end whenever their clients like; any other error is a loss. */
static void
report(const struct x_question *question, const xcb_generic_error_t *error)
{
	bool is_gone = error->error_code == XCB_MATCH ||
	    error->error_code == XCB_WINDOW || error->error_code == XCB_DRAWABLE;

	(is_gone ? log_debug : log_warn)(
	    "no answer of X: window=%#x error=%u request=%u.%u", question->window,
	    error->error_code, error->major_code, error->minor_code);
}

static void
dispatch_one(struct x *x, const struct x_question *question, void *reply,
    xcb_generic_error_t *error)
{
	if (error) {
		report(question, error);
	}
	question->handler(x, question->window, question->detail, reply);
	free(reply);
	free(error);
}

bool
x_replies_dispatch(struct x_replies *replies, struct x *x)
{
	bool any = false;

	while (replies->count > 0) {
		struct x_question question = replies->ring[replies->first];
		void *reply = NULL;
		xcb_generic_error_t *error = NULL;

		if (!xcb_poll_for_reply(
		        replies->connection, question.sequence, &reply, &error)) {
			break;
		}
		/* Out of the ring first: the handler may ask again. */
		replies->first = (replies->first + 1) % replies->size;
		replies->count--;
		dispatch_one(x, &question, reply, error);
		any = true;
	}
	return any;
}
