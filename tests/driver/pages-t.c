/* Pages run out, and are back: a window's picture moves, and no client can tell. */
#include "tests/driver/window.h"
#include "tests/driver/xserver.h"
#include "tests/scenario/tap.h"

#include <stdlib.h>
#include <xcb/composite.h>

#define RED 0xff0000
#define GREEN 0x00ff00
#define BLUE 0x0000ff
#define WHITE 0xffffff
#define GREY 0x777777

#define SIDE 900 /* px: 792 of 1000 pages */

struct test {
	struct tap tap;
	struct xserver server;
	xcb_connection_t *connection;
	xcb_gcontext_t gc; /* used, hence validated, before the move */
	xcb_window_t window, child;
	xcb_pixmap_t named; /* the window's picture */
};

static void
fill(const struct test *test, xcb_drawable_t where, int16_t x, int16_t y, uint32_t colour)
{
	xcb_rectangle_t spot = {x, y, 10, 10};

	xcb_change_gc(test->connection, test->gc, XCB_GC_FOREGROUND, &colour);
	xcb_poly_fill_rectangle(test->connection, where, test->gc, 1, &spot);
}

/* As GetImage sees it, without the byte that depth 24 does not use. */
static uint32_t
pixel_of(const struct test *test, xcb_drawable_t where, int16_t x, int16_t y)
{
	xcb_get_image_reply_t *image = xcb_get_image_reply(test->connection,
	    xcb_get_image(
	        test->connection, XCB_IMAGE_FORMAT_Z_PIXMAP, where, x, y, 1, 1, ~0u),
	    NULL);
	uint32_t pixel = UINT32_MAX;

	if (image) {
		pixel = *(uint32_t *)(void *)xcb_get_image_data(image) & 0xffffff;
	}
	free(image);
	return pixel;
}

static bool
is_shared(struct test *test, xcb_window_t window)
{
	struct view view;
	bool shared = view_open(&view, test->connection, window) && view.pixels;

	view_close(&view, test->connection);
	return shared;
}

/* A window without pages, a child in it, its picture named, and something drawn. */
static void
open_unshared(struct test *test)
{
	xcb_connection_t *c = test->connection;
	struct view view;

	test->window = window_open(c, SIDE, SIDE, GREEN);
	tap_ok(&test->tap,
	    view_open(&view, c, test->window) && !view.pixels &&
	        view.reply.status == PARAVENT_X_NOT_SHARED && view.reply.buffer == 0,
	    "the next one is not shared");
	test->named = xcb_generate_id(c);
	xcb_composite_name_window_pixmap(c, test->window, test->named);
	uint32_t grey = GREY;
	test->child = xcb_generate_id(c);
	xcb_create_window(c, XCB_COPY_FROM_PARENT, test->child, test->window, 400, 400,
	    100, 100, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL, &grey);
	xcb_map_window(c, test->child);
	test->gc = xcb_generate_id(c);
	xcb_create_gc(c, test->gc, test->window, 0, NULL);
	fill(test, test->window, 0, 0, BLUE);
	fill(test, test->child, 0, 0, WHITE);
	tap_ok(&test->tap,
	    pixel_of(test, test->window, 500, 100) == GREEN &&
	        pixel_of(test, test->window, 5, 5) == BLUE &&
	        pixel_of(test, test->named, 405, 405) == WHITE,
	    "but is drawn");
}

static void
check_moved(struct test *test, const struct view *view)
{
	tap_ok(&test->tap,
	    view->reply.width == SIDE && view->reply.height == SIDE &&
	        view_pixel(view, 500, 100) == GREEN && view_pixel(view, 5, 5) == BLUE &&
	        view_pixel(view, 9, 9) == BLUE && view_pixel(view, 10, 10) == GREEN &&
	        view_pixel(view, 405, 405) == WHITE &&
	        view_pixel(view, 450, 450) == GREY &&
	        view_pixel(view, SIDE - 1, SIDE - 1) == GREEN,
	    "the whole picture is there");
}

/* The same window, child, context and name go on, and draw where dom0 looks. */
static void
check_goes_on(struct test *test, const struct view *view)
{
	fill(test, test->window, 20, 20, RED);
	fill(test, test->child, 20, 20, BLUE);
	fill(test, test->named, 40, 40, WHITE);
	xcb_copy_area(
	    test->connection, test->named, test->window, test->gc, 0, 0, 60, 60, 10, 10);
	xserver_sync(test->connection);
	tap_ok(&test->tap,
	    view_pixel(view, 25, 25) == RED && view_pixel(view, 425, 425) == BLUE &&
	        view_pixel(view, 45, 45) == WHITE && view_pixel(view, 65, 65) == BLUE,
	    "drawing goes on in it");
	tap_ok(&test->tap,
	    pixel_of(test, test->window, 25, 25) == RED &&
	        pixel_of(test, test->named, 25, 25) == RED &&
	        pixel_of(test, test->named, 425, 425) == BLUE,
	    "and is read from it");
}

static void
check_back(struct test *test, xcb_window_t first, struct view *held)
{
	xcb_connection_t *c = test->connection;
	struct view view;

	xcb_destroy_window(c, first);
	tap_ok(&test->tap, !is_shared(test, test->window), "held pages are not yet back");
	tap_ok(&test->tap, !xserver_has_logged(&test->server, "shareable pages again"),
	    "nor does the log say so");
	view_close(held, c);
	if (!tap_ok(&test->tap, view_open(&view, c, test->window) && view.pixels,
	        "released, they serve the one that had none")) {
		return;
	}
	check_moved(test, &view);
	check_goes_on(test, &view);
	tap_ok(&test->tap, xserver_has_logged(&test->server, "shareable pages again"),
	    "the log says that all is well");
	xcb_destroy_window(c, test->window);
	xserver_sync(c);
	tap_ok(&test->tap,
	    view_pixel(&view, 25, 25) == RED &&
	        pixel_of(test, test->named, 25, 25) == RED,
	    "its picture outlives it for who holds or named it");
	view_close(&view, c);
	xcb_free_pixmap(c, test->named);
}

static void
check_resized(struct test *test)
{
	xcb_connection_t *c = test->connection;
	xcb_window_t one = window_open(c, SIDE, SIDE, RED);
	xcb_window_t two = window_open(c, SIDE, SIDE, GREEN);

	tap_ok(&test->tap, is_shared(test, one) && !is_shared(test, two),
	    "again there are pages for one only");
	xcb_destroy_window(c, one);
	window_resize(c, two, SIDE, SIDE + 1);
	tap_ok(&test->tap, is_shared(test, two), "a new size gets what is back too");
	window_resize(c, two, 100, 100);
	tap_ok(&test->tap, is_shared(test, window_open(c, 800, 800, RED)),
	    "a window that gets smaller gives back");
}

int
main(void)
{
	struct test test = {0};
	struct xserver_options options = {.device = "	Option \"MaxPages\" \"1000\"\n"};
	struct view view;

	if (!tap_ok(&test.tap, xserver_start(&test.server, &options), "1000 pages")) {
		return tap_done(&test.tap);
	}
	test.connection = xserver_connect(&test.server);
	windows_redirect(test.connection);
	xcb_window_t first = window_open(test.connection, SIDE, SIDE, RED);
	if (tap_ok(&test.tap,
	        view_open(&view, test.connection, first) && view.pixels &&
	            view_is(&view, RED),
	        "a window that they suffice for")) {
		open_unshared(&test);
		tap_ok(&test.tap, xserver_has_logged(&test.server, "pages ran out"),
		    "the log says so");
		check_back(&test, first, &view);
		check_resized(&test);
	}
	tap_ok(&test.tap, !xcb_connection_has_error(test.connection), "still connected");
	xcb_disconnect(test.connection);
	tap_ok(&test.tap, xserver_stop(&test.server), "the server ends well");
	return tap_done(&test.tap);
}
