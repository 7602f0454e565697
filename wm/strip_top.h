/*
 * What the strip shows itself in: popups, one over each of its docks.  Keeps them above
 * domains' popups.
 * Judges nothing of dom0's, which may be a screen locker.
 */
#ifndef WM_STRIP_TOP_H
#define WM_STRIP_TOP_H

#include <xcb/xcb.h>

struct wm;

/* A popup, of whomever, was shown or came to lie elsewhere (P2). */
void strip_top_keep_above(struct wm *wm, xcb_window_t popup);

/* A window is gone. */
void strip_top_forget(struct wm *wm, xcb_window_t window);

#endif
