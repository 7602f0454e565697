/* What GetBuffer tells: statuses, sizes, seals, and the picture itself. */
#include "common/base/fd.h"
#include "common/base/memfd.h"
#include "tests/driver/window.h"
#include "tests/driver/xserver.h"
#include "tests/scenario/tap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#define RED 0xff0000
#define GREEN 0x00ff00

struct test {
	struct tap tap;
	struct xserver server;
	xcb_connection_t *connection;
};

static bool
has_status(struct test *test, xcb_window_t window, enum paravent_x_status status)
{
	struct view view;
	struct paravent_x_get_buffer_reply zero = {0};

	if (!view_open(&view, test->connection, window)) {
		return false;
	}
	if (status != PARAVENT_X_OK) {
		zero.response_type = 1;
		zero.sequence = view.reply.sequence;
		zero.status = (uint8_t)status;
		return memcmp(&zero, &view.reply, sizeof(zero)) == 0 && view.fd < 0;
	}
	bool same = view.reply.status == PARAVENT_X_OK;
	view_close(&view, test->connection);
	return same;
}

static void
check_version(struct test *test)
{
	struct paravent_x_query_version_reply *reply = paravent_xcb_query_version_reply(
	    test->connection, paravent_xcb_query_version(test->connection), NULL);

	tap_ok(&test->tap,
	    reply && reply->major == PARAVENT_X_MAJOR &&
	        reply->minor == PARAVENT_X_MINOR &&
	        reply->pages == PARAVENT_X_PAGES_MEMFD,
	    "version and kind of pages");
	free(reply);
}

static void
check_not_redirected(struct test *test)
{
	xcb_window_t window = window_open(test->connection, 50, 50, RED);

	tap_ok(&test->tap,
	    has_status(test, xserver_screen(test->connection)->root,
	        PARAVENT_X_NOT_REDIRECTED) &&
	        has_status(test, window, PARAVENT_X_NOT_REDIRECTED),
	    "neither the root nor a window that is not redirected has a buffer");
	windows_redirect(test->connection);
	tap_ok(&test->tap, has_status(test, window, PARAVENT_X_OK),
	    "once redirected it has one");
	xcb_unmap_window(test->connection, window);
	tap_ok(&test->tap, has_status(test, window, PARAVENT_X_NOT_REDIRECTED),
	    "unmapped it has none");
	xcb_destroy_window(test->connection, window);
}

static void
check_child(struct test *test)
{
	xcb_screen_t *screen = xserver_screen(test->connection);
	xcb_window_t window = window_open(test->connection, 50, 50, RED);
	xcb_window_t child = xcb_generate_id(test->connection);

	xcb_create_window(test->connection, 24, child, window, 5, 5, 10, 10, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, screen->root_visual, 0, NULL);
	xcb_map_window(test->connection, child);
	tap_ok(&test->tap, has_status(test, child, PARAVENT_X_NOT_REDIRECTED),
	    "a child has none: its pixels lie in its parent's");
	xcb_destroy_window(test->connection, window);
}

static void
check_shape(struct test *test)
{
	xcb_window_t window = window_open(test->connection, 101, 53, RED);
	struct view view;
	int wanted = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

	if (!tap_ok(&test->tap, view_open(&view, test->connection, window) && view.pixels,
	        "a window's buffer")) {
		return;
	}
	tap_ok(&test->tap,
	    view.reply.width == 101 && view.reply.height == 53 &&
	        view.reply.depth == 24 && view.reply.buffer != 0 &&
	        view.reply.slab != 0 && view.reply.refs == 0 &&
	        (size_t)view.reply.slab_pages * PAGE_BYTES >= (size_t)101 * 53 * 4,
	    "has the window's size");
	tap_ok(&test->tap,
	    !memfd_check(view.fd, (size_t)view.reply.slab_pages * PAGE_BYTES) &&
	        fcntl(view.fd, F_GET_SEALS) == wanted,
	    "is a sealed memfd");
	tap_ok(&test->tap, view_is(&view, RED), "has the window's background");
	view_close(&view, test->connection);
	xcb_destroy_window(test->connection, window);
}

static void
check_border(struct test *test)
{
	xcb_window_t window = window_open(test->connection, 40, 30, RED);
	uint32_t colour = GREEN, border = 3;
	struct view view;

	xcb_change_window_attributes(
	    test->connection, window, XCB_CW_BORDER_PIXEL, &colour);
	xcb_configure_window(
	    test->connection, window, XCB_CONFIG_WINDOW_BORDER_WIDTH, &border);
	bool opened = view_open(&view, test->connection, window) && view.pixels;
	tap_ok(&test->tap,
	    opened && view.reply.width == 46 && view.reply.height == 36 &&
	        view.reply.border == 3 && view_pixel(&view, 2, 2) == GREEN &&
	        view_pixel(&view, 3, 3) == RED,
	    "a border is part of the buffer");
	view_close(&view, test->connection);
	xcb_destroy_window(test->connection, window);
}

/* --- pictures -------------------------------------------------------------------- */

static void
put_noise(struct test *test, xcb_window_t window, uint8_t depth, uint32_t *pixels,
    uint16_t width, uint16_t height)
{
	xcb_gcontext_t gc = xcb_generate_id(test->connection);
	size_t count = (size_t)width * height;

	for (size_t i = 0; i < count; i++) {
		pixels[i] = (uint32_t)random() * 2654435761u;
	}
	xcb_create_gc(test->connection, gc, window, 0, NULL);
	xcb_put_image(test->connection, XCB_IMAGE_FORMAT_Z_PIXMAP, window, gc, width,
	    height, 0, 0, 0, depth, (uint32_t)(count * 4), (const uint8_t *)pixels);
	xcb_free_gc(test->connection, gc);
	xserver_sync(test->connection);
}

static bool
shows(const struct view *view, const uint32_t *pixels, unsigned width, unsigned height)
{
	uint32_t mask = view->reply.depth == 32 ? 0xffffffff : 0xffffff;

	for (unsigned y = 0; y < height; y++) {
		for (unsigned x = 0; x < width; x++) {
			if (view_pixel(view, x, y) != (pixels[y * width + x] & mask)) {
				return false;
			}
		}
	}
	return true;
}

/* Draws into a held buffer's window: the mapping shows it as it is drawn. */
static void
check_picture(struct test *test, xcb_window_t window, uint8_t depth, const char *name)
{
	static uint32_t pixels[123 * 77];
	struct view view;

	if (!tap_ok(&test->tap,
	        window && view_open(&view, test->connection, window) && view.pixels,
	        "a buffer of depth %u", depth)) {
		return;
	}
	for (int round = 0; round < 3; round++) {
		put_noise(test, window, depth, pixels, 123, 77);
		tap_ok(&test->tap,
		    view.reply.depth == depth && shows(&view, pixels, 123, 77),
		    "%s: drawing %d is in the mapped buffer", name, round);
	}
	view_close(&view, test->connection);
	xcb_destroy_window(test->connection, window);
}

static void
check_resize(struct test *test)
{
	static uint32_t pixels[200 * 100];
	xcb_window_t window = window_open(test->connection, 100, 100, RED);
	struct view before, after;

	bool opened = view_open(&before, test->connection, window) && before.pixels;
	window_set_colour(test->connection, window, GREEN);
	window_resize(test->connection, window, 200, 100);
	opened = opened && view_open(&after, test->connection, window) && after.pixels;
	if (!tap_ok(&test->tap, opened, "buffers before and after a resize")) {
		return;
	}
	tap_ok(&test->tap,
	    after.reply.buffer != before.reply.buffer &&
	        after.reply.slab != before.reply.slab && after.reply.width == 200 &&
	        view_is(&after, GREEN),
	    "a resized window has another buffer");
	put_noise(test, window, 24, pixels, 200, 100);
	tap_ok(&test->tap, shows(&after, pixels, 200, 100) && view_is(&before, RED),
	    "drawing is in the new one, and the held old one stays as it was");
	view_close(&before, test->connection);
	view_close(&after, test->connection);
	xcb_destroy_window(test->connection, window);
}

static void
check_moves_nothing(struct test *test)
{
	xcb_window_t window = window_open(test->connection, 100, 100, RED);
	uint32_t place[] = {300, 200};
	struct view before, after;

	bool opened = view_open(&before, test->connection, window) && before.pixels;
	xcb_configure_window(
	    test->connection, window, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, place);
	opened = opened && view_open(&after, test->connection, window) && after.pixels;
	tap_ok(&test->tap, opened && after.reply.buffer == before.reply.buffer,
	    "a moved window keeps its buffer");
	view_close(&before, test->connection);
	view_close(&after, test->connection);
	xcb_destroy_window(test->connection, window);
}

/* The pointer stands on the window, and has a picture. */
static void
check_sprite(struct test *test)
{
	xcb_window_t window = window_open(test->connection, 64, 64, RED);
	xcb_font_t font = xcb_generate_id(test->connection);
	xcb_cursor_t cursor = xcb_generate_id(test->connection);
	struct paravent_x_event event = {.type = PARAVENT_X_MOTION, .x = 30, .y = 30};
	struct view view;

	xcb_open_font(test->connection, font, 6, "cursor");
	xcb_create_glyph_cursor(test->connection, cursor, font, font, 34, 35, 0, 0, 0,
	    0xffff, 0xffff, 0xffff);
	xcb_change_window_attributes(
	    test->connection, window, XCB_CW_CURSOR, (uint32_t[]){cursor});
	paravent_xcb_inject(test->connection, &event, 1);
	xserver_sync(test->connection);
	bool opened = view_open(&view, test->connection, window) && view.pixels;
	tap_ok(&test->tap, opened && view_is(&view, RED), "no cursor is drawn into it");
	view_close(&view, test->connection);
	xcb_destroy_window(test->connection, window);
}

int
main(void)
{
	struct test test = {0};

	if (!xserver_start(&test.server, &(struct xserver_options){0})) {
		return 1;
	}
	test.connection = xserver_connect(&test.server);
	check_version(&test);
	check_not_redirected(&test);
	check_child(&test);
	check_shape(&test);
	check_border(&test);
	check_picture(&test, window_open(test.connection, 123, 77, RED), 24, "opaque");
	check_picture(&test, window_open_argb(test.connection, 123, 77, 0), 32, "ARGB");
	check_resize(&test);
	check_moves_nothing(&test);
	check_sprite(&test);
	tap_ok(&test.tap, !xcb_connection_has_error(test.connection), "still connected");
	xcb_disconnect(test.connection);
	tap_ok(&test.tap, xserver_stop(&test.server), "the server ends well");
	return tap_done(&test.tap);
}
