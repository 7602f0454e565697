/*
 * Is the screen locked?  A screen locker is known by what it does: a window of dom0 that
 * no manager has a part in (override-redirect, and nobody else's window inside) covers
 * all of each monitor, above the strip.
 * Changes nothing; waits for the X server alone.
 */
#ifndef STRIP_LOCKER_H
#define STRIP_LOCKER_H

#include "common/desk/client.h"
#include "wm/strip/monitors.h"

/* top: the strip's, above which to look. */
MUST_USE bool locker_is_there(struct x *x, const struct desk_client *desk,
    const struct monitors *monitors, xcb_window_t top);

#endif
