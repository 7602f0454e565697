/*
 * Wrong turns for a worker, one at a time, by $PARAVENT_BREAK: what stands here is called
 * in place of libxcb's function of that name (ld --wrap).
 */
#include "common/base/base.h"

#include <stdlib.h>
#include <string.h>
#include <xcb/shm.h>
#include <xcb/xcb.h>

#define CONTENTS_MAX 1024
#define BLACK 0

xcb_void_cookie_t __real_xcb_create_window(xcb_connection_t *x, uint8_t depth,
    xcb_window_t window, xcb_window_t parent, int16_t left, int16_t top, uint16_t width,
    uint16_t height, uint16_t border, uint16_t class, xcb_visualid_t visual,
    uint32_t mask, const void *values);
xcb_void_cookie_t __wrap_xcb_create_window(xcb_connection_t *x, uint8_t depth,
    xcb_window_t window, xcb_window_t parent, int16_t left, int16_t top, uint16_t width,
    uint16_t height, uint16_t border, uint16_t class, xcb_visualid_t visual,
    uint32_t mask, const void *values);
xcb_void_cookie_t __real_xcb_reparent_window(xcb_connection_t *x, xcb_window_t window,
    xcb_window_t parent, int16_t left, int16_t top);
xcb_void_cookie_t __wrap_xcb_reparent_window(xcb_connection_t *x, xcb_window_t window,
    xcb_window_t parent, int16_t left, int16_t top);
xcb_void_cookie_t __real_xcb_map_window(xcb_connection_t *x, xcb_window_t window);
xcb_void_cookie_t __wrap_xcb_map_window(xcb_connection_t *x, xcb_window_t window);
xcb_void_cookie_t __real_xcb_shm_put_image(xcb_connection_t *x, xcb_drawable_t target,
    xcb_gcontext_t gc, uint16_t all_width, uint16_t all_height, uint16_t from_x,
    uint16_t from_y, uint16_t width, uint16_t height, int16_t to_x, int16_t to_y,
    uint8_t depth, uint8_t format, uint8_t event, xcb_shm_seg_t segment, uint32_t offset);
xcb_void_cookie_t __wrap_xcb_shm_put_image(xcb_connection_t *x, xcb_drawable_t target,
    xcb_gcontext_t gc, uint16_t all_width, uint16_t all_height, uint16_t from_x,
    uint16_t from_y, uint16_t width, uint16_t height, int16_t to_x, int16_t to_y,
    uint8_t depth, uint8_t format, uint8_t event, xcb_shm_seg_t segment, uint32_t offset);

/* Contents and the frame windows that hold them. */
static struct {
	xcb_window_t content, outer;
	xcb_pixmap_t tile;
} contents[CONTENTS_MAX];
static size_t n_contents;
static xcb_pixmap_t last_tile; /* of the outer window created last */
static xcb_window_t last_outer;

static bool
breaks(const char *what)
{
	const char *asked = getenv("PARAVENT_BREAK");

	return asked && strcmp(asked, what) == 0;
}

static size_t
content_at(xcb_window_t window)
{
	for (size_t i = n_contents; i-- > 0;) {
		if (contents[i].content == window || contents[i].outer == window) {
			return i;
		}
	}
	return SIZE_MAX;
}

static bool
is_outer(xcb_connection_t *x, xcb_window_t parent, uint32_t mask)
{
	return parent == xcb_setup_roots_iterator(xcb_get_setup(x)).data->root &&
	    (mask & XCB_CW_BACK_PIXMAP);
}

xcb_void_cookie_t
__wrap_xcb_create_window(xcb_connection_t *x, uint8_t depth, xcb_window_t window,
    xcb_window_t parent, int16_t left, int16_t top, uint16_t width, uint16_t height,
    uint16_t border, uint16_t class, xcb_visualid_t visual, uint32_t mask,
    const void *values)
{
	const uint32_t *from = values;
	uint32_t own[8] = {0};
	size_t count = (size_t)__builtin_popcount(mask);

	memcpy(own, from, count * sizeof(own[0]));
	if (is_outer(x, parent, mask)) {
		last_tile = own[0];
		last_outer = window;
		if (breaks("late frame")) {
			mask = (mask & ~(uint32_t)XCB_CW_BACK_PIXMAP) | XCB_CW_BACK_PIXEL;
			own[0] = BLACK;
		}
	} else if ((mask & XCB_CW_BIT_GRAVITY) && n_contents < CONTENTS_MAX) {
		contents[n_contents].content = window;
		contents[n_contents].tile = last_tile;
		contents[n_contents++].outer = last_outer;
	} else if ((mask & XCB_CW_WIN_GRAVITY) && own[0] != last_tile &&
	    breaks("no label")) {
		own[0] = last_tile;
	} else if ((mask & XCB_CW_WIN_GRAVITY) && breaks("sides that stay behind")) {
		own[2] = XCB_GRAVITY_NORTH_WEST;
	}
	return __real_xcb_create_window(x, depth, window, parent, left, top, width,
	    height, border, class, visual, mask, own);
}

xcb_void_cookie_t
__wrap_xcb_reparent_window(xcb_connection_t *x, xcb_window_t window, xcb_window_t parent,
    int16_t left, int16_t top)
{
	return __real_xcb_reparent_window(
	    x, window, parent, (int16_t)(left - breaks("a column too many")), top);
}

/* Of the size of nothing: any window of the root's, over its frame, for one request. */
static void
flash(xcb_connection_t *x, xcb_window_t outer)
{
	const xcb_screen_t *screen = xcb_setup_roots_iterator(xcb_get_setup(x)).data;
	const uint32_t values[] = {0x555555, 1};
	xcb_window_t bare = xcb_generate_id(x);

	__real_xcb_create_window(x, XCB_COPY_FROM_PARENT, bare, screen->root, 100, 100,
	    30, 30, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
	__real_xcb_map_window(x, bare);
	__real_xcb_map_window(x, outer);
	xcb_destroy_window(x, bare);
}

xcb_void_cookie_t
__wrap_xcb_map_window(xcb_connection_t *x, xcb_window_t window)
{
	if (breaks("a flash at each map") && content_at(window) != SIZE_MAX) {
		flash(x, window);
	}
	return __real_xcb_map_window(x, window);
}

/* The frame comes when there is something in it. */
static void
mend_frame(xcb_connection_t *x, size_t at)
{
	xcb_change_window_attributes(
	    x, contents[at].outer, XCB_CW_BACK_PIXMAP, &contents[at].tile);
	xcb_clear_area(x, 0, contents[at].outer, 0, 0, 0, 0);
}

xcb_void_cookie_t
__wrap_xcb_shm_put_image(xcb_connection_t *x, xcb_drawable_t target, xcb_gcontext_t gc,
    uint16_t all_width, uint16_t all_height, uint16_t from_x, uint16_t from_y,
    uint16_t width, uint16_t height, int16_t to_x, int16_t to_y, uint8_t depth,
    uint8_t format, uint8_t event, xcb_shm_seg_t segment, uint32_t offset)
{
	size_t at = content_at(target);

	if (at != SIZE_MAX && breaks("pixels in the frame")) {
		target = contents[at].outer;
	}
	xcb_void_cookie_t cookie =
	    __real_xcb_shm_put_image(x, target, gc, all_width, all_height, from_x, from_y,
	        width, height, to_x, to_y, depth, format, event, segment, offset);
	if (at != SIZE_MAX && breaks("late frame")) {
		mend_frame(x, at);
	}
	return cookie;
}
