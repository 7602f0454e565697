/*
 * Client messages (ICCCM 4.2.8, EWMH).
 * Sends; waits for nothing, and does not know what they mean.
 */
#ifndef X_MESSAGE_H
#define X_MESSAGE_H

#include "common/x/connection.h"

/* About window, to the client that made it. */
void message_send(
    struct x *x, xcb_window_t window, xcb_atom_t type, const uint32_t words[5]);

/* About window, to the root and so to the window manager, as EWMH has it. */
void message_send_root(
    struct x *x, xcb_window_t window, xcb_atom_t type, const uint32_t words[5]);

/* To `to` for those that selected any of events; 0: for who made it. */
void message_send_to(struct x *x, xcb_window_t to, uint32_t events, xcb_window_t window,
    xcb_atom_t type, const uint32_t words[5]);

#endif
