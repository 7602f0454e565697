/*
 * What the attention view looks like: drawn into pixmaps with cairo.
 * Decides nothing.
 */
#ifndef STRIP_VIEW_PAINT_H
#define STRIP_VIEW_PAINT_H

#include "wm/strip/scan.h"

struct view_picture {
	xcb_pixmap_t dimmed;    /* the desktop, dimmed */
	xcb_pixmap_t shown;     /* is drawn anew */
	uint32_t width, height; /* px of both */
	const uint8_t *texture; /* borrowed for the call: the session's */
};

/* Darkens a picture of the desktop. */
void view_dim(struct x *x, xcb_pixmap_t pixmap, uint32_t width, uint32_t height);

/* The dimmed desktop with each window framed and named, chosen of them stands out. */
void view_paint(struct x *x, const struct desk_client *desk,
    const struct view_picture *picture, const struct scan *scan, size_t chosen);

#endif
