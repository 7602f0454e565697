/*
 * The window manager, as far as EWMH lets everybody know it.
 */
#ifndef STRIP_MANAGER_H
#define STRIP_MANAGER_H

#include "common/x/connection.h"

/*
 * The manager's window that says there is one (EWMH, _NET_SUPPORTING_WM_CHECK, whose atom
 * it needs); XCB_NONE without one, or without a word of it.  Waits for the X server.
 */
MUST_USE xcb_window_t manager_find(struct x *x, xcb_atom_t supporting_check);

#endif
