/*
 * The window manager's part that the desktop's cannot play from outside: what EWMH and
 * ICCCM have clients read and ask for.  Watches rather than redirects: a window is mapped
 * and configured by X at once, and no client ever waits for this agent.
 */
#ifndef AGENT_X_WM_H
#define AGENT_X_WM_H

#include "gui-agent/x.h"

/* Announces a window manager.  NULL, or why not.  Blocks: for the start only. */
MUST_USE const char *x_wm_init(struct x *x);

void x_wm_mapped(struct x *x, struct window *window);
void x_wm_withdrawn(struct x *x, struct window *window);
void x_wm_gone(struct x *x, const struct window *window);
void x_wm_root_resized(struct x *x);
void x_wm_set_active(struct x *x, uint32_t window);

/* One bit of enum window_flags, here and in _NET_WM_STATE and WM_STATE. */
void x_wm_set_flag(struct x *x, struct window *window, uint32_t flag, bool on);

/* ICCCM 4.2.8; protocol is X_WM_DELETE_WINDOW or X_WM_TAKE_FOCUS. */
void x_wm_send_protocol(struct x *x, const struct window *window, enum x_atom protocol);

/* As the person asked: by WM_DELETE_WINDOW or, where a client knows none, by its end
 * (ICCCM 4.2.8.1). */
void x_wm_close(struct x *x, const struct window *window);

/* A request of a client to the window manager. */
void x_wm_message(struct x *x, const xcb_client_message_event_t *event);

/* At the end of a turn: writes the lists of clients if they changed. */
void x_wm_settle(struct x *x);

#endif
