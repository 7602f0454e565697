/*
 * What the desktop_*.c files do for desktop.c.
 * For them only.
 */
#ifndef GUEST_DESKTOP_INTERNAL_H
#define GUEST_DESKTOP_INTERNAL_H

#include "gui-daemon/guest/desktop.h"

/* A property of one of our windows has changed. */
void desktop_take_property(struct desktop *desktop, xcb_window_t outer, xcb_atom_t atom);

/* At a turn's end: has the domain begun, or ceased, to ask for attention? */
void desktop_init_attention(struct desktop *desktop);
void desktop_watch_attention(struct desktop *desktop);

/* At a turn's end: has the keyboard come to a window of the domain, or left it? */
void desktop_want_keys(struct desktop *desktop);

/*
 * The window has the focus, as it ever may have it: what it asked attention for is over
 * (EWMH, _NET_WM_STATE_DEMANDS_ATTENTION), and a manager that does not see it so is told.
 */
void desktop_pay_attention(struct desktop *desktop, struct window *window);

/*
 * The focus has come to the window, or left it (other kinds are fine).  Left: unless X
 * says that it is in another one of the domain's, or in none, what was held then is not
 * the domain's any more, however soon it comes back.
 */
void desktop_follow_focus(
    struct desktop *desktop, struct window *window, enum x_input_kind kind);

/* Asks which keys are modifiers, and which make a chord. */
void desktop_look_at_keyboard(struct desktop *desktop);

/* Asks who the desktop's tray is; icons go there. */
void desktop_look_for_tray(struct desktop *desktop);

/* The tray, or one of our windows with it, has been destroyed. */
void desktop_window_gone(struct desktop *desktop, xcb_window_t gone);

void desktop_icon_reparented(
    struct desktop *desktop, struct window *window, bool at_root);

#endif
