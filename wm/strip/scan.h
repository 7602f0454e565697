/*
 * Which windows are on the screen, and whose: by the X clients that made them, under any
 * window manager.
 * Draws nothing; waits for the X server alone.
 */
#ifndef STRIP_SCAN_H
#define STRIP_SCAN_H

#include "common/base/rect.h"
#include "common/desk/client.h"
#include "common/x/connection.h"
#include "wm/text.h"

#define SCAN_MOST 256u /* the lowest ones beyond are left out */

struct scan_window {
	xcb_window_t window; /* a domain's frame; dom0's own top-level window */
	struct rect area;    /* px, on the root */
	uint32_t domain;     /* 0: dom0 */
	bool holds_ours; /* while it is looked for: a manager's frame of this client's */
	char title[TEXT_BYTES];
};

struct scan {
	struct scan_window at[SCAN_MOST]; /* bottom first */
	size_t count;
};

/*
 * Windows that can be seen, but for those that this very client made.  asked: what the
 * root window holds (its answer is taken); the caller may have had more to ask with it.
 */
void scan_windows(struct x *x, const struct desk_client *desk,
    xcb_query_tree_cookie_t asked, struct scan *out);

#endif
