/*
 * As applications, pagers and panels ask a window manager (ICCCM 4.2.8, EWMH): client
 * messages to the root.
 */
#ifndef SCENARIO_ASK_H
#define SCENARIO_ASK_H

#include "common/base/base.h"

#include <xcb/xcb.h>

/* About window.  Does not flush. */
void ask_root(xcb_connection_t *x, xcb_window_t root, xcb_window_t window,
    xcb_atom_t type, const uint32_t words[5]);

#endif
