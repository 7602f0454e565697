/*
 * A test's windows, and a look into the buffers that they lie in.
 */
#ifndef TEST_DRIVER_WINDOW_H
#define TEST_DRIVER_WINDOW_H

#include "protocol/xext/paravent-xcb.h"

/* From now on all top-level windows have pictures of their own. */
void windows_redirect(xcb_connection_t *connection);

/* A mapped, override-redirect window at 0, 0, without a border, filled with colour. */
xcb_window_t window_open(
    xcb_connection_t *connection, uint16_t width, uint16_t height, uint32_t colour);

/* Likewise, but of depth 32, with an ARGB visual.  0: the server has none. */
xcb_window_t window_open_argb(
    xcb_connection_t *connection, uint16_t width, uint16_t height, uint32_t colour);

void window_resize(
    xcb_connection_t *connection, xcb_window_t window, uint16_t width, uint16_t height);

/* What window_resize() and drawing paint from now on. */
void window_set_colour(
    xcb_connection_t *connection, xcb_window_t window, uint32_t colour);

/* A held buffer, mapped. */
struct view {
	struct paravent_x_get_buffer_reply
	    reply; /* status says whether the rest is set */
	int fd;
	const uint32_t *pixels; /* reply.slab_pages pages, read-only */
};

/* Asks for the window's buffer and maps it.  False when the request failed. */
MUST_USE bool view_open(
    struct view *view, xcb_connection_t *connection, xcb_window_t window);

/* Unmaps it, and releases it unless connection is NULL. */
void view_close(struct view *view, xcb_connection_t *connection);

/* Without the byte that depth 24 does not use. */
uint32_t view_pixel(const struct view *view, unsigned x, unsigned y);

/* Every pixel is colour. */
bool view_is(const struct view *view, uint32_t colour);

#endif
