/*
 * Where windows go when monitors change: from one that went to one that is there, and
 * back when it returns.
 * Changes what should be; makes no request.
 */
#ifndef WM_HOME_H
#define WM_HOME_H

#include "common/base/rect.h"

struct wm;
struct client;
struct monitors;

/* Where a window stood before its monitor went; the person's next move forgets it. */
struct home {
	bool is_set;
	struct rect normal;  /* px, on the root: the client */
	struct rect monitor; /* px: what it was on */
};

/* The monitors were before and are wm's now: every window finds its place. */
void home_resettle(struct wm *wm, const struct monitors *before);

/* To the monitor at x, y, from whichever it is on. */
void home_move_to(struct wm *wm, struct client *client, int32_t x, int32_t y);

#endif
