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

#define LOCKER_WINDOWS 16u

struct locker {
	xcb_window_t windows[LOCKER_WINDOWS]; /* that hide a monitor each, or more */
	size_t count;
	xcb_window_t lowest; /* of these, and of others that their programs have there */
};

/*
 * The atom's name is _NET_SUPPORTING_WM_CHECK; top: the strip's, above which to look.
 * *out is what was found.
 */
MUST_USE bool locker_is_there(struct x *x, const struct desk_client *desk,
    const struct monitors *monitors, xcb_atom_t supporting_check, xcb_window_t top,
    struct locker *out);

/* Is one of its windows still shown above the strip, whatever it hides by now? */
MUST_USE bool locker_stays(struct x *x, const struct locker *locker, xcb_window_t top);

bool locker_has(const struct locker *locker, xcb_window_t window);

#endif
