/*
 * Pictures to the X server, of the root window's depth.
 * Draws nothing itself; waits for nothing.
 */
#ifndef STRIP_UPLOAD_H
#define STRIP_UPLOAD_H

#include "common/paint/mark.h"
#include "common/x/connection.h"

/* The picture at x, y (px) of target, clipped as gc says. */
void upload_at(struct x *x, xcb_drawable_t target, xcb_gcontext_t gc,
    const struct mark_picture *picture, int32_t at_x, int32_t at_y);

/* The picture over all of target. */
void upload_to(struct x *x, xcb_drawable_t target, const struct mark_picture *picture);

/* A new pixmap of it, the caller's to free. */
MUST_USE xcb_pixmap_t upload_new(struct x *x, const struct mark_picture *picture);

#endif
