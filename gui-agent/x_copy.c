#include "gui-agent/x_copy.h"

#include "common/base/log.h"
#include "gui-agent/x.h"

#include <stdlib.h>
#include <string.h>

/* One more than fits, to see that it does not; a property is read in words. */
#define WORDS_MOST (X_COPY_MOST / 4 + 1)

static void
wipe(struct x_copy *copy)
{
	if (copy->bytes) {
		explicit_bzero(copy->bytes, X_COPY_MOST);
		free(copy->bytes);
		copy->bytes = NULL;
	}
	copy->len = 0;
}

static void
end(struct x *x)
{
	struct x_copy *copy = &x->copy;

	if (copy->window != XCB_NONE) {
		xcb_destroy_window(x->connection, copy->window);
		copy->window = XCB_NONE;
	}
	if (copy->is_too_big) {
		wipe(copy);
	}
	copy->state = X_COPY_DONE;
}

/* A requestor that can be told from that of any other reading. */
static void
ask(struct x *x, bool is_latin1)
{
	struct x_copy *copy = &x->copy;
	const uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE;

	copy->is_latin1 = is_latin1;
	copy->state = X_COPY_ASKED;
	copy->window = xcb_generate_id(x->connection);
	xcb_create_window(x->connection, 0, copy->window, x->check, 0, 0, 1, 1, 0,
	    XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, XCB_CW_EVENT_MASK,
	    &events);
	xcb_convert_selection(x->connection, copy->window, x->atoms[X_CLIPBOARD],
	    is_latin1 ? (xcb_atom_t)XCB_ATOM_STRING : x->atoms[X_UTF8_STRING],
	    x->atoms[X__PARAVENT_COPY], XCB_CURRENT_TIME);
}

void
x_copy_start(struct x *x)
{
	x_copy_finish(x);
	x->copy.bytes = calloc(1, X_COPY_MOST);
	if (!x->copy.bytes) {
		log_error("out of memory for the clipboard");
		end(x);
		return;
	}
	ask(x, false);
}

bool
x_copy_is_under_way(const struct x *x)
{
	return x->copy.state == X_COPY_ASKED || x->copy.state == X_COPY_READING;
}

void
x_copy_expire(struct x *x)
{
	if (x_copy_is_under_way(x)) {
		log_debug("the clipboard's owner does not answer");
		wipe(&x->copy);
		end(x);
	}
}

void
x_copy_finish(struct x *x)
{
	wipe(&x->copy);
	end(x);
	x->copy = (struct x_copy){.state = X_COPY_IDLE};
}

/* --- what the owner wrote ---------------------------------------------------------- */

static void
take_byte(struct x_copy *copy, uint8_t byte)
{
	if (copy->len == X_COPY_MOST) {
		copy->is_too_big = true;
	} else {
		copy->bytes[copy->len++] = byte;
	}
}

/* ICCCM 2.6.2: STRING is ISO Latin-1. */
static void
take_latin1(struct x_copy *copy, const uint8_t *at, size_t len)
{
	for (size_t i = 0; i < len && !copy->is_too_big; i++) {
		if (at[i] < 0x80) {
			take_byte(copy, at[i]);
		} else {
			take_byte(copy, (uint8_t)(0xc0 | at[i] >> 6));
			take_byte(copy, (uint8_t)(0x80 | (at[i] & 0x3f)));
		}
	}
}

static void
take_bytes(struct x_copy *copy, const uint8_t *at, size_t len)
{
	if (len > X_COPY_MOST - copy->len) {
		copy->is_too_big = true;
		return;
	}
	memcpy(copy->bytes + copy->len, at, len);
	copy->len += len;
}

/* True when this was the last of it. */
static bool
take_value(struct x *x, const xcb_get_property_reply_t *reply)
{
	struct x_copy *copy = &x->copy;
	const uint8_t *at = xcb_get_property_value(reply);
	size_t len = (size_t)xcb_get_property_value_length(reply);

	if (reply->type == x->atoms[X_INCR]) {
		copy->is_incremental = true; /* and now deleted: the owner begins */
		return false;
	}
	if (reply->format != 8) {
		len = 0;
	} else if (reply->type == XCB_ATOM_STRING) {
		take_latin1(copy, at, len);
	} else {
		take_bytes(copy, at, len);
	}
	copy->is_too_big = copy->is_too_big || reply->bytes_after > 0;
	return copy->is_too_big || !copy->is_incremental || len == 0;
}

static void
got_value(struct x *x, uint32_t window, uint32_t detail, void *reply)
{
	const xcb_get_property_reply_t *value = reply;

	(void)detail;
	if (window != x->copy.window || x->copy.state != X_COPY_READING) {
		return; /* of a reading that is over */
	}
	if (!value) {
		end(x);
	} else if (value->type != XCB_NONE && take_value(x, value)) {
		end(x);
	}
}

static void
read_property(struct x *x)
{
	xcb_window_t window = x->copy.window;

	x_replies_expect(&x->replies,
	    (struct x_question){
	        .sequence = xcb_get_property(x->connection, 1, window,
	            x->atoms[X__PARAVENT_COPY], XCB_GET_PROPERTY_TYPE_ANY, 0, WORDS_MOST)
	                        .sequence,
	        .window = window,
	        .handler = got_value,
	    });
}

/* --- events ------------------------------------------------------------------------ */

void
x_copy_notified(struct x *x, const xcb_selection_notify_event_t *event)
{
	struct x_copy *copy = &x->copy;

	if (copy->state != X_COPY_ASKED || event->requestor != copy->window ||
	    event->selection != x->atoms[X_CLIPBOARD]) {
		return;
	}
	if (event->property == x->atoms[X__PARAVENT_COPY]) {
		copy->state = X_COPY_READING;
		read_property(x);
	} else if (!copy->is_latin1) {
		xcb_destroy_window(x->connection, copy->window);
		ask(x, true);
	} else {
		end(x);
	}
}

/* Also before the answer to INCR has come: each new value is asked for, in order. */
void
x_copy_property(struct x *x, const xcb_property_notify_event_t *event)
{
	if (x->copy.state == X_COPY_READING && event->window == x->copy.window &&
	    event->atom == x->atoms[X__PARAVENT_COPY] &&
	    event->state == XCB_PROPERTY_NEW_VALUE) {
		read_property(x);
	}
}
