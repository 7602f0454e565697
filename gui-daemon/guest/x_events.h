/*
 * What the desktop did to our windows, as calls with plain values.
 * Changes nothing; knows no guest.
 */
#ifndef GUEST_X_EVENTS_H
#define GUEST_X_EVENTS_H

#include "gui-daemon/guest/x_desk.h"
#include "gui-daemon/guest/x_input.h"

struct x_events_owner {
	void (*input)(void *data, const struct x_input_event *event);
	/* A frame's outer size, and where it is if at_root (else relative to a parent
	 * that a window manager made). */
	void (*configured)(
	    void *data, xcb_window_t outer, struct rect where, bool at_root);
	void (*mapped)(void *data, xcb_window_t outer);
	/* How much of a content window can be seen: XCB_VISIBILITY_*. */
	void (*visible)(void *data, xcb_window_t content, uint8_t visibility);
	void (*reparented)(void *data, xcb_window_t outer, bool at_root);
	void (*gone)(void *data, xcb_window_t window); /* a frame, or the tray */
	void (*tray_news)(void *data);                 /* a tray has come */
	void (*property)(void *data, xcb_window_t outer, xcb_atom_t atom);
	void (*asked_to_close)(void *data, xcb_window_t outer);
	/* sequence: of the last request before the server said so. */
	void (*exposed)(
	    void *data, xcb_window_t content, struct rect part, uint32_t sequence);
	/* All that was put into content so far is shown; segment: what was read, or 0. */
	void (*shown)(void *data, xcb_window_t content, uint32_t segment);
	void (*screen_resized)(void *data, struct rect screen);
	void (*keyboard_changed)(void *data); /* modifiers, or what is on the keys */
	void *data;                           /* borrowed */
};

/* shm_completion: the number of MIT-SHM's event, or 0. */
void x_events_take(struct x_desk *desk, uint8_t shm_completion,
    const struct x_events_owner *owner, const xcb_generic_event_t *event);

#endif
