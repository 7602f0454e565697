/*
 * Is the screen locked?  A screen locker is known by what it does: a window of dom0 that
 * no manager has a part in (override-redirect, not the manager's own, and no managed
 * window inside) covers all of each monitor, above the strip.
 * Changes nothing; waits for the X server alone.
 */
#ifndef STRIP_LOCKER_H
#define STRIP_LOCKER_H

#include "common/desk/client.h"
#include "wm/strip/monitors.h"

/* The atom's name is _NET_SUPPORTING_WM_CHECK; top: the strip's, above which to look. */
MUST_USE bool locker_is_there(struct x *x, const struct desk_client *desk,
    const struct monitors *monitors, xcb_atom_t supporting_check, xcb_window_t top);

#endif
