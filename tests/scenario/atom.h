/* Atoms by name, for programs that talk to an X server as a test or a guest's client. */
#ifndef SCENARIO_ATOM_H
#define SCENARIO_ATOM_H

#include "common/base/base.h"

#include <xcb/xcb.h>

/* Interned if it is new; a round trip.  XCB_NONE when the server went away. */
xcb_atom_t atom_named(xcb_connection_t *x, const char *name);

/* Is it among the atoms of that property of the window (EWMH _NET_WM_STATE, say)? */
bool atom_is_in(
    xcb_connection_t *x, xcb_window_t window, const char *property, const char *name);

#endif
