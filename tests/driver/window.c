#include "tests/driver/window.h"

#include "common/base/fd.h"
#include "common/base/memfd.h"
#include "tests/driver/xserver.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <xcb/composite.h>

void
windows_redirect(xcb_connection_t *connection)
{
	free(xcb_composite_query_version_reply(
	    connection, xcb_composite_query_version(connection, 0, 4), NULL));
	xcb_composite_redirect_subwindows(
	    connection, xserver_screen(connection)->root, XCB_COMPOSITE_REDIRECT_MANUAL);
}

xcb_window_t
window_open(
    xcb_connection_t *connection, uint16_t width, uint16_t height, uint32_t colour)
{
	xcb_screen_t *screen = xserver_screen(connection);
	xcb_window_t window = xcb_generate_id(connection);
	uint32_t values[] = {colour, 1};

	xcb_create_window(connection, 24, window, screen->root, 0, 0, width, height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, screen->root_visual,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
	xcb_map_window(connection, window);
	return window;
}

static xcb_visualid_t
argb_visual(const xcb_screen_t *screen)
{
	xcb_depth_iterator_t depth = xcb_screen_allowed_depths_iterator(screen);

	for (; depth.rem > 0; xcb_depth_next(&depth)) {
		if (depth.data->depth == 32 && depth.data->visuals_len > 0) {
			return xcb_depth_visuals(depth.data)[0].visual_id;
		}
	}
	return 0;
}

xcb_window_t
window_open_argb(
    xcb_connection_t *connection, uint16_t width, uint16_t height, uint32_t colour)
{
	xcb_screen_t *screen = xserver_screen(connection);
	xcb_visualid_t visual = argb_visual(screen);
	xcb_colormap_t map = xcb_generate_id(connection);
	xcb_window_t window = xcb_generate_id(connection);
	uint32_t values[] = {colour, 0, 1, map};

	if (!visual) {
		return 0;
	}
	xcb_create_colormap(
	    connection, XCB_COLORMAP_ALLOC_NONE, map, screen->root, visual);
	xcb_create_window(connection, 32, window, screen->root, 0, 0, width, height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, visual,
	    XCB_CW_BACK_PIXEL | XCB_CW_BORDER_PIXEL | XCB_CW_OVERRIDE_REDIRECT |
	        XCB_CW_COLORMAP,
	    values);
	xcb_map_window(connection, window);
	return window;
}

void
window_resize(
    xcb_connection_t *connection, xcb_window_t window, uint16_t width, uint16_t height)
{
	uint32_t values[] = {width, height};

	xcb_configure_window(connection, window,
	    XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, values);
}

void
window_set_colour(xcb_connection_t *connection, xcb_window_t window, uint32_t colour)
{
	xcb_change_window_attributes(connection, window, XCB_CW_BACK_PIXEL, &colour);
}

static bool
view_map(struct view *view)
{
	size_t bytes = (size_t)view->reply.slab_pages * PAGE_BYTES;
	void *pixels = mmap(NULL, bytes, PROT_READ, MAP_SHARED, view->fd, 0);

	if (pixels == MAP_FAILED) {
		return false;
	}
	view->pixels = pixels;
	return true;
}

bool
view_open(struct view *view, xcb_connection_t *connection, xcb_window_t window)
{
	struct paravent_x_get_buffer_reply *reply = paravent_xcb_get_buffer_reply(
	    connection, paravent_xcb_get_buffer(connection, window), &view->fd, NULL);

	view->pixels = NULL;
	if (!reply) {
		return false;
	}
	view->reply = *reply;
	free(reply);
	return view->reply.status != PARAVENT_X_OK || view_map(view);
}

void
view_close(struct view *view, xcb_connection_t *connection)
{
	if (!view->pixels) {
		return;
	}
	munmap(
	    (void *)(uintptr_t)view->pixels, (size_t)view->reply.slab_pages * PAGE_BYTES);
	view->pixels = NULL;
	fd_close(&view->fd);
	if (connection) {
		paravent_xcb_release_buffer(connection, view->reply.buffer);
	}
}

uint32_t
view_pixel(const struct view *view, unsigned x, unsigned y)
{
	uint32_t mask = view->reply.depth == 32 ? 0xffffffff : 0xffffff;

	return view->pixels[(size_t)y * view->reply.width + x] & mask;
}

bool
view_is(const struct view *view, uint32_t colour)
{
	for (unsigned y = 0; y < view->reply.height; y++) {
		for (unsigned x = 0; x < view->reply.width; x++) {
			if (view_pixel(view, x, y) != colour) {
				return false;
			}
		}
	}
	return true;
}
