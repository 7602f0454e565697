/*
 * What a frame tells the window manager: title, class, hints, state (ICCCM, EWMH).
 * Knows no guest: texts were admitted, numbers checked.
 */
#ifndef GUEST_X_PROPS_H
#define GUEST_X_PROPS_H

#include "gui-daemon/guest/x_window.h"

/* As ICCCM 4.1.2.3, for the content; the frame's insets are added here. */
struct x_size_hints {
	bool has_position, has_user_position, has_min, has_max, has_inc, has_base;
	uint32_t min_width, min_height, max_width, max_height;
	uint32_t width_inc, height_inc, base_width, base_height;
	bool is_static; /* a position is the frame's, not that of the decoration */
};

enum x_state {
	X_STATE_FULLSCREEN = 1,
	X_STATE_ATTENTION = 2,
	X_STATE_HIDDEN = 4,
};

/* What never changes: protocols, class, group, process.  class may be empty. */
void x_props_set_fixed(
    struct x_desk *desk, const struct x_frame *frame, const char *class);

/* "[label] title": the label first, never cut (P4). */
void x_props_set_title(
    struct x_desk *desk, const struct x_frame *frame, const char *title);

void x_props_set_size_hints(
    struct x_desk *desk, const struct x_frame *frame, const struct x_size_hints *hints);

/*
 * Asks the window manager how it will decorate: it answers with _NET_FRAME_EXTENTS of
 * the desk's leader (EWMH, _NET_REQUEST_FRAME_EXTENTS), or not at all.
 */
void x_props_ask_extents(struct x_desk *desk);

/* XCB_NONE: of none. */
void x_props_set_transient_for(
    struct x_desk *desk, const struct x_frame *frame, xcb_window_t other);

/*
 * Before a managed frame is mapped: may the manager give it the focus, as is its custom?
 * If not it is told so (EWMH, _NET_WM_USER_TIME of 0).
 */
void x_props_set_wants_focus(
    struct x_desk *desk, const struct x_frame *frame, bool wants);

/* Before the frame is mapped: the state to start in; enum x_state. */
void x_props_set_state(struct x_desk *desk, const struct x_frame *frame, uint32_t state);

/* While it is mapped: asks the window manager (EWMH, _NET_WM_STATE; ICCCM 4.1.4). */
void x_props_ask_state(
    struct x_desk *desk, const struct x_frame *frame, uint32_t add, uint32_t remove);

#endif
