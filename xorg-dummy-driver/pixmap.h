/*
 * Pixmaps that windows are redirected to lie in shareable buffers; every other pixmap is
 * ordinary memory.
 */
#ifndef DRIVER_PIXMAP_H
#define DRIVER_PIXMAP_H

#include "xorg-dummy-driver/driver.h"

#include <windowstr.h>

struct buffer;

/* Wraps the screen's CreatePixmap and DestroyPixmap. */
Bool pixmap_init(ScreenPtr screen);
void pixmap_finish(ScreenPtr screen);

/* The buffer that the pixmap lies in, borrowed; NULL for ordinary memory. */
struct buffer *pixmap_buffer(PixmapPtr pixmap);

/*
 * Moves the picture of a window whose pixmap lies in ordinary memory into a buffer, if
 * pages are to be had again; no client can tell.  As pixmap_buffer() afterwards.
 */
struct buffer *pixmap_share(WindowPtr window, PixmapPtr pixmap);

#endif
