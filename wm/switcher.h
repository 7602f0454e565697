/*
 * Alt-Tab: a list of windows, grouped by domain, each with its domain's mark and name.
 * The keyboard is grabbed while it is open; nothing of it reaches a window.
 */
#ifndef WM_SWITCHER_H
#define WM_SWITCHER_H

#include "common/base/base.h"

#include <xcb/xcb.h>

struct wm;
struct client;

#define SWITCHER_MAX 64 /* rows; as many of them are shown as fit */

struct switcher {
	bool is_open;
	xcb_window_t window;
	xcb_window_t rows[SWITCHER_MAX]; /* clients */
	size_t count, chosen;
	uint16_t modifiers; /* while one of them is held it stays open */
};

/* Opens, or goes on.  within: only windows of the focused one's domain. */
void switcher_step(struct wm *wm, int by, bool within, uint16_t modifiers);
/* True when the key was the switcher's. */
bool switcher_key(struct wm *wm, uint32_t keysym, uint16_t modifiers);
void switcher_release(struct wm *wm, uint32_t keysym);
void switcher_close(struct wm *wm, bool choose);
/* A window goes. */
void switcher_forget(struct wm *wm, const struct client *client);

#endif
