/*
 * Reads what the guest's applications hold in CLIPBOARD, when the person copies it (ICCCM
 * 2.4, 2.7.2).  Never waits: an owner that stalls costs its own content alone.
 * Knows nothing of messages; logs no content.
 */
#ifndef AGENT_X_COPY_H
#define AGENT_X_COPY_H

#include "common/base/base.h"

#include <xcb/xcb.h>

struct x;

#define X_COPY_MOST 256000u   /* bytes */
#define X_COPY_PATIENCE_S 2.0 /* from the start to the last byte */

enum x_copy_state {
	X_COPY_IDLE,
	X_COPY_ASKED,   /* the owner has not answered */
	X_COPY_READING, /* it writes to our window's property */
	X_COPY_DONE,    /* bytes and len are to be told; x_copy_finish() then */
};

struct x_copy {
	enum x_copy_state state;
	xcb_window_t
	    window;     /* owned: this reading's alone, so that nothing late gets in */
	bool is_latin1; /* STRING was asked for, else UTF8_STRING */
	bool is_incremental;
	bool is_too_big;
	uint8_t *bytes; /* owned: UTF-8, unless the owner lies; room for X_COPY_MOST */
	size_t len;
};

/* Begins anew; X_COPY_DONE follows, with nothing if nobody owns text. */
void x_copy_start(struct x *x);

/* The owner's time is up. */
void x_copy_expire(struct x *x);

bool x_copy_is_under_way(const struct x *x);

/* Wipes and forgets. */
void x_copy_finish(struct x *x);

void x_copy_notified(struct x *x, const xcb_selection_notify_event_t *event);
void x_copy_property(struct x *x, const xcb_property_notify_event_t *event);

#endif
