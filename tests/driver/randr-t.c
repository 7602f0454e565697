/* The screen takes any size at run time, cheaply, and stays sane. */
#include "tests/driver/window.h"
#include "tests/driver/xserver.h"
#include "tests/scenario/procfs.h"
#include "tests/scenario/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xcb/randr.h>

#define RED 0xff0000

struct test {
	struct tap tap;
	struct xserver server;
	xcb_connection_t *connection;
	xcb_window_t root;
	xcb_randr_crtc_t crtc;
	xcb_randr_output_t output;
};

static bool
find_output(struct test *test)
{
	xcb_randr_get_screen_resources_reply_t *reply =
	    xcb_randr_get_screen_resources_reply(test->connection,
	        xcb_randr_get_screen_resources(test->connection, test->root), NULL);

	if (!reply || reply->num_crtcs != 1 || reply->num_outputs != 1) {
		free(reply);
		return false;
	}
	test->crtc = xcb_randr_get_screen_resources_crtcs(reply)[0];
	test->output = xcb_randr_get_screen_resources_outputs(reply)[0];
	free(reply);
	return true;
}

static xcb_randr_mode_t
create_mode(struct test *test, uint16_t width, uint16_t height)
{
	char name[32];
	xcb_randr_mode_info_t info = {
	    .width = width,
	    .height = height,
	    .dot_clock = 100000000,
	    .hsync_start = width,
	    .hsync_end = width,
	    .htotal = width,
	    .vsync_start = height,
	    .vsync_end = height,
	    .vtotal = height,
	};

	info.name_len = (uint16_t)snprintf(name, sizeof(name), "%ux%u-t", width, height);
	xcb_randr_create_mode_reply_t *reply =
	    xcb_randr_create_mode_reply(test->connection,
	        xcb_randr_create_mode(
	            test->connection, test->root, info, info.name_len, name),
	        NULL);
	xcb_randr_mode_t mode = reply ? reply->mode : 0;
	free(reply);
	if (mode) {
		xcb_randr_add_output_mode(test->connection, test->output, mode);
	}
	return mode;
}

static bool
set_crtc(struct test *test, xcb_randr_mode_t mode)
{
	xcb_randr_set_crtc_config_reply_t *reply =
	    xcb_randr_set_crtc_config_reply(test->connection,
	        xcb_randr_set_crtc_config(test->connection, test->crtc, 0, 0, 0, 0, mode,
	            XCB_RANDR_ROTATION_ROTATE_0, mode ? 1 : 0, &test->output),
	        NULL);
	bool good = reply && reply->status == XCB_RANDR_SET_CONFIG_SUCCESS;

	free(reply);
	return good;
}

static bool
set_size(struct test *test, uint16_t width, uint16_t height)
{
	xcb_randr_mode_t mode = create_mode(test, width, height);

	if (!mode || !set_crtc(test, 0)) {
		return false;
	}
	xcb_generic_error_t *error = xcb_request_check(test->connection,
	    xcb_randr_set_screen_size_checked(test->connection, test->root, width, height,
	        width / 4u + 1, height / 4u + 1));
	bool good = !error && set_crtc(test, mode);
	free(error);
	return good;
}

static bool
root_is(struct test *test, uint16_t width, uint16_t height)
{
	xcb_get_geometry_reply_t *reply = xcb_get_geometry_reply(
	    test->connection, xcb_get_geometry(test->connection, test->root), NULL);
	bool same = reply && reply->width == width && reply->height == height;

	free(reply);
	return same;
}

/* The last screen change event since the last call tells this size. */
static bool
was_told(struct test *test, uint16_t width, uint16_t height)
{
	bool same = false;

	xserver_sync(test->connection);
	for (xcb_generic_event_t *event;
	     (event = xcb_poll_for_event(test->connection));) {
		xcb_randr_screen_change_notify_event_t *change = (void *)event;

		same = change->width == width && change->height == height;
		free(event);
	}
	return same;
}

/* The pointer reaches the corner, and goes no further. */
static bool
corner_is(struct test *test, uint16_t width, uint16_t height)
{
	struct paravent_x_event event = {
	    .type = PARAVENT_X_MOTION, .x = INT16_MAX, .y = INT16_MAX};

	paravent_xcb_inject(test->connection, &event, 1);
	xcb_query_pointer_reply_t *reply = xcb_query_pointer_reply(
	    test->connection, xcb_query_pointer(test->connection, test->root), NULL);
	bool same = reply && reply->root_x == width - 1 && reply->root_y == height - 1;
	free(reply);
	return same;
}

/* Draws on the root's last row and reads it back. */
static bool
corner_draws(struct test *test, uint16_t width, uint16_t height)
{
	xcb_gcontext_t gc = xcb_generate_id(test->connection);
	uint32_t values[] = {RED, XCB_SUBWINDOW_MODE_INCLUDE_INFERIORS};
	xcb_rectangle_t corner = {(int16_t)(width - 1), (int16_t)(height - 1), 1, 1};

	xcb_create_gc(test->connection, gc, test->root,
	    XCB_GC_FOREGROUND | XCB_GC_SUBWINDOW_MODE, values);
	xcb_poly_fill_rectangle(test->connection, test->root, gc, 1, &corner);
	xcb_free_gc(test->connection, gc);
	xcb_get_image_reply_t *image = xcb_get_image_reply(test->connection,
	    xcb_get_image(test->connection, XCB_IMAGE_FORMAT_Z_PIXMAP, test->root,
	        corner.x, corner.y, 1, 1, ~0u),
	    NULL);
	bool same =
	    image && (*(uint32_t *)(void *)xcb_get_image_data(image) & 0xffffff) == RED;
	free(image);
	return same;
}

static void
check_size(struct test *test, uint16_t width, uint16_t height)
{
	bool set = set_size(test, width, height);

	tap_ok(
	    &test->tap, set && root_is(test, width, height), "%ux%u: set", width, height);
	tap_ok(&test->tap, was_told(test, width, height), "%ux%u: told", width, height);
	tap_ok(&test->tap,
	    corner_is(test, width, height) && corner_draws(test, width, height),
	    "%ux%u: pointer and pixels reach the corner", width, height);
}

static void
check_too_large(struct test *test)
{
	tap_ok(&test->tap,
	    !set_size(test, 16385, 100) && !set_size(test, 100, 6145) &&
	        set_size(test, 800, 600) && root_is(test, 800, 600),
	    "larger than 16384x6144 is refused");
}

static void
check_window_stays(struct test *test)
{
	xcb_window_t window = window_open(test->connection, 400, 300, RED);
	struct view before, after;

	bool opened = view_open(&before, test->connection, window) && before.pixels;
	bool set = set_size(test, 1234, 567);
	opened = opened && view_open(&after, test->connection, window) && after.pixels;
	tap_ok(&test->tap,
	    set && opened && before.reply.buffer == after.reply.buffer &&
	        view_is(&after, RED),
	    "a window's buffer and picture stay");
	view_close(&before, test->connection);
	view_close(&after, test->connection);
	xcb_destroy_window(test->connection, window);
}

/* 16384x6144 is 384 MiB if anybody clears it. */
static void
check_cheap(struct test *test)
{
	int64_t before = procfs_memory_kib(test->server.pid, "Rss");
	bool set = set_size(test, 16383, 6143);
	int64_t after = procfs_memory_kib(test->server.pid, "Rss");

	tap_ok(&test->tap, set && before > 0 && after - before < 16 * 1024,
	    "a huge screen costs little memory: %ld KiB", (long)(after - before));
}

static void
check_steps(struct test *test)
{
	bool good = true;

	for (uint16_t i = 0; i < 50 && good; i++) {
		good = set_size(test, (uint16_t)(701 + 13 * i), (uint16_t)(501 + 7 * i));
	}
	tap_ok(&test->tap, good, "fifty odd sizes one after the other");
}

/* Option "Mode". */
static void
check_first_size(struct tap *tap)
{
	struct test test = {.tap = *tap};
	struct xserver_options options = {.device = "	Option \"Mode\" \"1367x771\"\n"};

	if (tap_ok(&test.tap, xserver_start(&test.server, &options), "Option \"Mode\"")) {
		test.connection = xserver_connect(&test.server);
		test.root = xserver_screen(test.connection)->root;
		tap_ok(&test.tap, root_is(&test, 1367, 771), "is the first size");
		xcb_disconnect(test.connection);
		tap_ok(&test.tap, xserver_stop(&test.server), "the server ends well");
	}
	*tap = test.tap;
}

int
main(void)
{
	struct test test = {0};

	if (!xserver_start(&test.server, &(struct xserver_options){0})) {
		return 1;
	}
	test.connection = xserver_connect(&test.server);
	test.root = xserver_screen(test.connection)->root;
	windows_redirect(test.connection);
	free(xcb_randr_query_version_reply(
	    test.connection, xcb_randr_query_version(test.connection, 1, 5), NULL));
	xcb_randr_select_input(
	    test.connection, test.root, XCB_RANDR_NOTIFY_MASK_SCREEN_CHANGE);
	tap_ok(&test.tap, find_output(&test), "one output, one CRTC");
	tap_ok(&test.tap, root_is(&test, 1920, 1080), "1920x1080 at first");
	check_cheap(&test);
	check_size(&test, 640, 480);
	check_size(&test, 3840, 2160);
	check_size(&test, 16384, 6144);
	check_size(&test, 1, 1);
	check_size(&test, 1023, 769);
	check_size(&test, 1921, 1);
	check_window_stays(&test);
	check_too_large(&test);
	check_steps(&test);
	xcb_disconnect(test.connection);
	tap_ok(&test.tap, xserver_stop(&test.server), "the server ends well");
	check_first_size(&test.tap);
	return tap_done(&test.tap);
}
