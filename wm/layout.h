/*
 * Where windows are to be, what is to be around them, and which lies above which.
 * Computes from what should be; changes nothing and asks nobody.
 */
#ifndef WM_LAYOUT_H
#define WM_LAYOUT_H

#include "common/base/rect.h"
#include "wm/hints.h"

struct wm;
struct client;

/* px, on the root: the client's own window. */
struct rect layout_place(const struct wm *wm, const struct client *client);

/* px: what its frame takes on each side. */
struct insets layout_insets(const struct wm *wm, const struct client *client);

/* All that is managed, bottom first; count in *count; owned by the caller; NULL when out
 * of memory. */
struct client **layout_stack(const struct wm *wm, size_t *count);

#endif
