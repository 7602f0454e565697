/*
 * What the attention view looks like, as requests to the X server: marks that it has
 * already, and texts.
 * Decides nothing, and waits for nothing.
 */
#ifndef STRIP_VIEW_PAINT_H
#define STRIP_VIEW_PAINT_H

#include "wm/strip/monitors.h"
#include "wm/strip/plates.h"
#include "wm/strip/scan.h"
#include "wm/strip/style.h"

/* All borrowed for the call. */
struct view_scene {
	struct x *x;
	const struct desk_client *desk;
	const struct plates *plates;
	const struct monitors *monitors;
	const struct strip_style *style;
	const struct scan *scan;
	size_t chosen;        /* of the scan's windows */
	xcb_pixmap_t picture; /* the dimmed desktop; is drawn on */
	uint32_t width, height;
};

/* Darkens a picture of the desktop. */
void view_dim(struct x *x, xcb_pixmap_t picture, uint32_t width, uint32_t height);

/*
 * Frames and names each window where it can be seen; the chosen one stands out.  Drawn
 * again it covers all that it drew before, of the same windows.
 */
void view_paint(const struct view_scene *scene);

#endif
