/*
 * A frame and the content inside it, as X windows.  The X server alone keeps the frame
 * visible: all of it is window background, so it is right before anything is drawn, at
 * 1×1, and while this process is stopped.
 * Knows no guest: geometry and titles are plain values that were checked.
 */
#ifndef GUEST_X_WINDOW_H
#define GUEST_X_WINDOW_H

#include "gui-daemon/guest/x_desk.h"

struct x_frame {
	xcb_window_t outer;   /* what a window manager sees; background: the tile */
	xcb_window_t content; /* the only one that guest pixels are put into */
	struct insets insets;
	bool is_popup, is_icon;
};

enum x_frame_kind {
	X_FRAME_MANAGED,
	X_FRAME_POPUP,
	X_FRAME_ICON,
};

/*
 * Creates it unmapped, with its content at content (px from the root's corner).  A popup
 * is override-redirect and has its label below, so that a menu does not cover the item
 * that opened it.  An icon, which the desktop's tray takes in, has no room for a label.
 */
void x_frame_create(struct x_desk *desk, struct rect content, enum x_frame_kind kind,
    struct x_frame *out);
void x_frame_destroy(struct x_desk *desk, struct x_frame *frame);

void x_frame_map(struct x_desk *desk, const struct x_frame *frame);

/* ICCCM 4.1.4: also told to the window manager. */
void x_frame_unmap(struct x_desk *desk, const struct x_frame *frame);

/* Asks for the content to be there; a managed window's manager may refuse. */
void x_frame_place(struct x_desk *desk, const struct x_frame *frame, struct rect content);

/* The same for the position alone. */
void x_frame_move(struct x_desk *desk, const struct x_frame *frame, struct rect content);

/* Makes the content fit a frame that was resized. */
void x_frame_fit(
    struct x_desk *desk, const struct x_frame *frame, uint32_t width, uint32_t height);

void x_frame_set_cursor(
    struct x_desk *desk, const struct x_frame *frame, xcb_cursor_t cursor);

#endif
