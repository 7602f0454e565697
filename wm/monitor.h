/*
 * Monitors, what panels leave of them, and which of them something is on.
 * Asks RandR; home.h moves windows.
 */
#ifndef WM_MONITOR_H
#define WM_MONITOR_H

#include "common/base/rect.h"

#define MONITORS_MAX 16

struct wm;

struct monitor {
	struct rect whole; /* px, on the root */
	struct rect free;  /* without the strip, which nobody covers */
	struct rect work;  /* without panels */
};

struct monitors {
	struct monitor at[MONITORS_MAX];
	size_t count; /* at least 1 */
	struct rect root;
};

/* Asks the server anew.  True when they are not those that are known. */
MUST_USE bool monitors_read(struct wm *wm, struct monitors *now);

/* From now on they are these: struts are applied. */
void monitors_take(struct wm *wm, const struct monitors *now);

/* Struts changed. */
void monitors_apply_struts(struct wm *wm);

/* The one that most of r is on, else the nearest. */
const struct monitor *monitors_find(const struct monitors *monitors, struct rect r);
const struct monitor *monitors_at(const struct monitors *monitors, int32_t x, int32_t y);

#endif
