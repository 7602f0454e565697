#include "gui-agent/x_buffer.h"

#include "common/base/log.h"
#include "common/base/memfd.h"
#include "protocol/xext/paravent-xcb.h"

#include <stdlib.h>
#include <string.h>
#include <xcb/xcbext.h>

/*
 * Answers under way, each with a descriptor: XCB takes at most 16 of those at a time, and
 * more end the connection.
 */
#define ASKED_MAX 8

/* Each connection asks: the driver serves those that did through others' server grabs. */
static const char *
ask_version(struct x *x, xcb_connection_t *connection)
{
	if (!paravent_xcb_is_present(connection)) {
		return "the X server lacks the PARAVENT extension: it does not run our "
		       "driver";
	}
	struct paravent_x_query_version_reply *reply = paravent_xcb_query_version_reply(
	    connection, paravent_xcb_query_version(connection), NULL);
	if (!reply || reply->major != PARAVENT_X_MAJOR) {
		free(reply);
		return "the driver is of another version";
	}
	x->buffers_are_grants = reply->pages == PARAVENT_X_PAGES_GRANT;
	free(reply);
	return NULL;
}

/*
 * The server sends descriptors with the first byte that it writes next, which may belong
 * to events before the answer.  When XCB has read those and not yet the answer, it takes
 * the descriptors for stray ones and gives the connection up.  So descriptions have a
 * connection of their own, where nothing comes but them.
 */
const char *
x_buffer_init(struct x *x, const char *display)
{
	x->buffers = xcb_connect(display, NULL);
	if (xcb_connection_has_error(x->buffers)) {
		return "cannot connect to the X server a second time";
	}
	x_replies_init(&x->descriptions, x->buffers);
	const char *why = ask_version(x, x->connection);
	return why ? why : ask_version(x, x->buffers);
}

void
x_buffer_finish(struct x *x)
{
	if (x->buffers) {
		xcb_disconnect(x->buffers);
		x->buffers = NULL;
	}
}

bool
x_buffer_drain(struct x *x)
{
	xcb_generic_event_t *(*const next)(xcb_connection_t *) =
	    x->buffers_came ? xcb_poll_for_event : xcb_poll_for_queued_event;
	xcb_generic_event_t *error;
	bool any = x_replies_dispatch(&x->descriptions, x);

	x->buffers_came = false;
	/* Nothing but errors comes so: of a release, say. */
	while ((error = next(x->buffers))) {
		log_warn("X error on a buffer: code=%u",
		    ((const xcb_generic_error_t *)(const void *)error)->error_code);
		free(error);
	}
	return any;
}

/* A buffer may lie in more pages than it needs; only those that it needs are told of. */
static bool
take_refs(const struct paravent_x_get_buffer_reply *reply, struct buffer *out)
{
	size_t bytes = (size_t)reply->width * reply->height * 4;
	size_t pages = (bytes + PAGE_BYTES - 1) / PAGE_BYTES;

	if (reply->refs == 0) {
		return true;
	}
	if (reply->refs < pages) {
		return false;
	}
	out->refs = calloc(pages, sizeof(*out->refs));
	if (!out->refs) {
		return false;
	}
	memcpy(
	    out->refs, paravent_xcb_get_buffer_refs(reply), pages * sizeof(*out->refs));
	out->refs_count = pages;
	return true;
}

/*
 * What X says of a window's buffer, NULL for an error: false, and *out none, when it has
 * none that is shared.  Else one hold on out->id is ours, and what out owns.
 */
static bool
take_reply(struct x *x, void *answer, struct buffer *out)
{
	const struct paravent_x_get_buffer_reply *reply = answer;

	*out = (struct buffer){.fd = -1};
	if (!reply || reply->status != PARAVENT_X_OK) {
		return false;
	}
	out->id = reply->buffer;
	out->width = reply->width;
	out->height = reply->height;
	if (reply->descriptors == 1) {
		/* XCB keeps the descriptors behind the reply's bytes. */
		size_t len = sizeof(*reply) + (size_t)reply->length * 4;
		out->fd = xcb_get_reply_fds(x->buffers, answer, len)[0];
	}
	if (!take_refs(reply, out)) {
		x_buffer_release(x, out->id);
		buffer_finish(out);
		return false;
	}
	return true;
}

static void ask_waiting(struct x *x);

/*
 * True for a description that newer geometry has overtaken while another one is asked
 * for; of two in a row one is used, so that an endless resize is seen to go on.
 */
static bool
is_stale(struct window *window, const struct buffer *b, bool asked_again)
{
	bool fits = b->width == window->area.width && b->height == window->area.height;

	if (fits || !asked_again || window->buffer_skipped) {
		window->buffer_skipped = false;
		return false;
	}
	window->buffer_skipped = true;
	return true;
}

/* The description of a buffer of this window has come. */
static void
take(struct x *x, struct window *window, struct buffer *b, bool asked_again)
{
	bool known = b->id == window->told_buffer.id && window->told_mapped;

	if (!window->mapped || known || is_stale(window, b, asked_again)) {
		x_buffer_release(x, b->id);
		buffer_finish(b);
		return;
	}
	x_buffer_drop_fresh(x, window);
	window->fresh = *b;
}

static void
drop(struct x *x, struct buffer *b)
{
	x_buffer_release(x, b->id);
	buffer_finish(b);
}

static bool
is_unshared(const void *answer)
{
	const struct paravent_x_get_buffer_reply *reply = answer;

	return reply && reply->status == PARAVENT_X_NOT_SHARED;
}

/*
 * Remembers a window for which there were no pages.  True when some were given back since
 * the question: the answer may be older than that.
 */
static bool
remember_unshared(struct x *x, struct window *window, bool unshared, uint32_t given_back)
{
	if (!unshared || !window->mapped || !x->wants_buffers) {
		windows_clear_unshared(&x->windows, window);
		return false;
	}
	windows_mark_unshared(&x->windows, window);
	return given_back != x->given_back;
}

/* given_back is what x->given_back was at the question. */
static void
got_buffer(struct x *x, uint32_t id, uint32_t given_back, void *reply)
{
	struct window *window = windows_find(&x->windows, id);
	struct buffer b;
	bool got = take_reply(x, reply, &b);

	x->buffers_asked--;
	if (window) {
		bool again =
		    remember_unshared(x, window, is_unshared(reply), given_back) ||
		    window->buffer_again;

		window->buffer_pending = window->buffer_again = false;
		if (got && x->wants_buffers) {
			take(x, window, &b, again);
			got = false;
		}
		if (again) {
			x_buffer_ask(x, window);
		}
		windows_mark_dirty(&x->windows, window);
	}
	if (got) {
		drop(x, &b);
	}
	ask_waiting(x);
}

static void
send(struct x *x, struct window *window)
{
	window->buffer_pending = x_replies_expect(&x->descriptions,
	    (struct x_question){
	        .sequence = paravent_xcb_get_buffer(x->buffers, window->id).sequence,
	        .window = window->id,
	        .detail = x->given_back,
	        .handler = got_buffer,
	    });
	x->buffers_asked += window->buffer_pending;
}

static void
ask_waiting(struct x *x)
{
	struct window *window;

	while (
	    x->buffers_asked < ASKED_MAX && (window = TAILQ_FIRST(&x->windows.waiting))) {
		windows_clear_waiting(&x->windows, window);
		window->buffer_pending = false;
		x_buffer_ask(x, window);
		windows_mark_dirty(&x->windows, window);
	}
}

void
x_buffer_ask(struct x *x, struct window *window)
{
	if (!x->wants_buffers || !window->mapped || window->is_waiting) {
		return;
	}
	if (window->buffer_pending) {
		window->buffer_again = true;
	} else if (x->buffers_asked < ASKED_MAX) {
		send(x, window);
	} else {
		window->buffer_pending = true;
		windows_mark_waiting(&x->windows, window);
	}
}

void
x_buffer_given_back(struct x *x)
{
	x->given_back++;
}

void
x_buffer_settle(struct x *x)
{
	struct window *window;

	if (x->given_back_seen == x->given_back) {
		return;
	}
	x->given_back_seen = x->given_back;
	TAILQ_FOREACH(window, &x->windows.unshared, in_unshared)
	{
		x_buffer_ask(x, window);
	}
}

void
x_buffer_drop_fresh(struct x *x, struct window *window)
{
	x_buffer_release(x, window->fresh.id);
	buffer_finish(&window->fresh);
}

void
x_buffer_release(struct x *x, uint32_t id)
{
	if (id != 0) {
		paravent_xcb_release_buffer(x->buffers, id);
		x_buffer_given_back(x);
	}
}

void
x_buffer_release_all(struct x *x, struct window *window)
{
	uint32_t id;

	x_buffer_drop_fresh(x, window);
	while ((id = holds_take(&window->holds)) != 0) {
		x_buffer_release(x, id);
	}
}
