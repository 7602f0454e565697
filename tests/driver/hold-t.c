/* Holds: held pages are never used anew; released ones are; errors. */
#include "tests/driver/window.h"
#include "tests/driver/xserver.h"
#include "tests/scenario/tap.h"
#include "tests/unit/kill_one.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xcb/xcbext.h>

#define RED 0xff0000
#define GREEN 0x00ff00

struct test {
	struct tap tap;
	struct xserver server;
	xcb_connection_t *connection;
};

/* Opens and closes windows of the same size that would use the pages if they were free.
 */
static void
churn(struct test *test, uint16_t width, uint16_t height)
{
	for (int i = 0; i < 8; i++) {
		xcb_window_t window = window_open(test->connection, width, height, GREEN);

		window_resize(test->connection, window, (uint16_t)(width + 1), height);
		if (i % 2) {
			xcb_destroy_window(test->connection, window);
		}
	}
	xserver_sync(test->connection);
}

static bool
open_held(struct test *test, struct view *view, xcb_window_t window)
{
	return tap_ok(&test->tap,
	    view_open(view, test->connection, window) && view->pixels,
	    "a buffer to hold");
}

static void
check_kept(struct test *test, const char *what, bool destroy)
{
	xcb_window_t window = window_open(test->connection, 150, 140, RED);
	struct view view;

	if (!open_held(test, &view, window)) {
		return;
	}
	if (destroy) {
		xcb_destroy_window(test->connection, window);
	} else {
		xcb_unmap_window(test->connection, window);
	}
	churn(test, 150, 140);
	tap_ok(
	    &test->tap, view_is(&view, RED), "held, it outlives its window's %s", what);
	view_close(&view, test->connection);
}

/* The slab that a new window of the size gets. */
static uint32_t
next_slab(xcb_connection_t *connection, uint16_t width, uint16_t height)
{
	xcb_window_t window = window_open(connection, width, height, GREEN);
	struct view view;
	uint32_t slab = 0;

	if (view_open(&view, connection, window)) {
		slab = view.reply.slab;
		view_close(&view, connection);
	}
	xcb_destroy_window(connection, window);
	return slab;
}

static void
check_reused(struct test *test)
{
	xcb_window_t window = window_open(test->connection, 333, 222, RED);
	struct view view;

	if (!open_held(test, &view, window)) {
		return;
	}
	uint32_t slab = view.reply.slab;
	xcb_destroy_window(test->connection, window);
	tap_ok(&test->tap, next_slab(test->connection, 333, 222) != slab,
	    "held pages are not used anew");
	/* What the line before used goes to a window that stays. */
	window_open(test->connection, 333, 222, GREEN);
	view_close(&view, test->connection);
	tap_ok(&test->tap, next_slab(test->connection, 333, 222) == slab,
	    "released ones are");
}

static void
check_two_holders(struct test *test)
{
	xcb_connection_t *other = xserver_connect(&test->server);
	xcb_window_t window = window_open(test->connection, 90, 80, RED);
	struct view ours, theirs;

	xserver_sync(test->connection);
	if (!open_held(test, &ours, window) || !view_open(&theirs, other, window)) {
		tap_ok(&test->tap, false, "two holders");
		return;
	}
	xcb_destroy_window(test->connection, window);
	view_close(&ours, test->connection);
	churn(test, 90, 80);
	tap_ok(&test->tap,
	    theirs.reply.buffer == ours.reply.buffer && view_is(&theirs, RED),
	    "one client's release does not end another's hold");
	xcb_generic_error_t *error = xcb_request_check(test->connection,
	    paravent_xcb_release_buffer_checked(test->connection, theirs.reply.buffer));
	tap_ok(&test->tap,
	    error && error->error_code == XCB_VALUE &&
	        error->resource_id == theirs.reply.buffer,
	    "nor may a client end another's");
	free(error);
	view_close(&theirs, other);
	xserver_sync(other);
	xcb_disconnect(other);
}

static void
check_counts(struct test *test)
{
	xcb_window_t window = window_open(test->connection, 70, 60, RED);
	struct view one, two;

	if (!open_held(test, &one, window) || !open_held(test, &two, window)) {
		return;
	}
	xcb_destroy_window(test->connection, window);
	view_close(&one, test->connection);
	churn(test, 70, 60);
	tap_ok(&test->tap, view_is(&two, RED), "each GetBuffer is one hold");
	view_close(&two, test->connection);
}

/* A child process holds a buffer until it is killed. */
static pid_t
start_holder(struct test *test, xcb_window_t window)
{
	int told[2];
	char byte = 0;

	if (pipe(told) < 0) {
		return -1;
	}
	pid_t pid = fork();
	if (pid == 0) {
		xcb_connection_t *connection = xserver_connect(&test->server);
		struct view view;

		if (view_open(&view, connection, window) &&
		    write(told[1], &byte, 1) == 1) {
			pause();
		}
		_exit(1);
	}
	close(told[1]);
	bool holds = read(told[0], &byte, 1) == 1;
	close(told[0]);
	return holds ? pid : -1;
}

static void
check_killed(struct test *test)
{
	xcb_window_t window = window_open(test->connection, 410, 310, RED);
	struct view view;

	if (!open_held(test, &view, window)) {
		return;
	}
	uint32_t slab = view.reply.slab;
	pid_t pid = start_holder(test, window);
	tap_ok(&test->tap, pid > 0, "another process holds it too");
	xcb_destroy_window(test->connection, window);
	view_close(&view, test->connection);
	bool reused_early = next_slab(test->connection, 410, 310) == slab;
	kill_one(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	/*
	 * The server learns of the end by the closed socket: ask until it has.  The
	 * windows stay, so that they use up what else is free.
	 */
	bool reused = false;
	for (int i = 0; i < 200 && !reused; i++) {
		struct view next;
		xcb_window_t other = window_open(test->connection, 410, 310, GREEN);

		if (view_open(&next, test->connection, other)) {
			reused = next.reply.slab == slab;
			view_close(&next, test->connection);
		}
		poll(NULL, 0, 1);
	}
	tap_ok(&test->tap, !reused_early, "its hold keeps the pages");
	tap_ok(&test->tap, reused, "killed, it no longer does");
}

/* --- a random walk --------------------------------------------------------------- */

#define WINDOWS 12
#define VIEWS 24
#define STEPS 1500

struct walk {
	xcb_window_t windows[WINDOWS];
	uint32_t colours[WINDOWS];
	struct view views[VIEWS]; /* pixels NULL: free */
	uint32_t seen[VIEWS];     /* the colour that each view must keep */
	uint32_t last_colour;
};

static void
walk_change(struct test *test, struct walk *walk, size_t i)
{
	uint16_t width = (uint16_t)(20 + random() % 200);
	uint16_t height = (uint16_t)(20 + random() % 100);
	uint32_t colour = ++walk->last_colour;

	if (walk->windows[i] && random() % 3 == 0) {
		xcb_destroy_window(test->connection, walk->windows[i]);
		walk->windows[i] = 0;
		return;
	}
	if (!walk->windows[i]) {
		walk->windows[i] = window_open(test->connection, width, height, colour);
	} else {
		/* Off and on again: another buffer also for the same size. */
		xcb_unmap_window(test->connection, walk->windows[i]);
		window_set_colour(test->connection, walk->windows[i], colour);
		window_resize(test->connection, walk->windows[i], width, height);
		xcb_map_window(test->connection, walk->windows[i]);
	}
	walk->colours[i] = colour;
}

static bool
walk_view(struct test *test, struct walk *walk, size_t i, size_t v)
{
	bool good = true;

	if (walk->views[v].pixels) {
		good = view_is(&walk->views[v], walk->seen[v]);
		view_close(&walk->views[v], test->connection);
	} else if (walk->windows[i]) {
		good = view_open(&walk->views[v], test->connection, walk->windows[i]) &&
		    walk->views[v].pixels && view_is(&walk->views[v], walk->colours[i]);
		walk->seen[v] = walk->colours[i];
	}
	return good;
}

static void
check_walk(struct test *test)
{
	static struct walk walk;
	bool good = true;

	for (int step = 0; step < STEPS && good; step++) {
		size_t i = (size_t)random() % WINDOWS;

		if (random() % 2) {
			walk_change(test, &walk, i);
		} else {
			good = walk_view(test, &walk, i, (size_t)random() % VIEWS);
		}
	}
	for (size_t v = 0; v < VIEWS; v++) {
		if (walk.views[v].pixels) {
			good = good && view_is(&walk.views[v], walk.seen[v]);
			view_close(&walk.views[v], test->connection);
		}
	}
	tap_ok(&test->tap, good, "held pictures stay through %d random steps", STEPS);
}

/* --- errors ---------------------------------------------------------------------- */

static void
check_errors(struct test *test)
{
	xcb_generic_error_t *error = NULL;
	int fd;

	paravent_xcb_get_buffer_reply(test->connection,
	    paravent_xcb_get_buffer(test->connection, 0x7fffff), &fd, &error);
	tap_ok(&test->tap, error && error->error_code == XCB_WINDOW && fd < 0,
	    "no such window: BadWindow");
	free(error);
	error = xcb_request_check(test->connection,
	    paravent_xcb_release_buffer_checked(test->connection, 0xdeadbeef));
	tap_ok(&test->tap,
	    error && error->error_code == XCB_VALUE && error->resource_id == 0xdeadbeef,
	    "no such hold: BadValue");
	free(error);
}

/* A request of opcode with that many units, its header included. */
static uint8_t
raw_error(struct test *test, uint8_t opcode, size_t units)
{
	static xcb_extension_t extension = {PARAVENT_X_NAME, 0};
	uint32_t words[8] = {0};
	struct iovec parts[3] = {{0}, {0}, {words, units * 4}};
	xcb_protocol_request_t request = {
	    .count = 1,
	    .ext = &extension,
	    .opcode = opcode,
	    .isvoid = 1,
	};
	unsigned int sequence =
	    xcb_send_request(test->connection, XCB_REQUEST_CHECKED, parts + 2, &request);
	xcb_generic_error_t *error =
	    xcb_request_check(test->connection, (xcb_void_cookie_t){sequence});
	uint8_t code = error ? error->error_code : 0;

	free(error);
	return code;
}

static void
check_lengths(struct test *test)
{
	tap_ok(&test->tap,
	    raw_error(test, PARAVENT_X_QUERY_VERSION, 1) == XCB_LENGTH &&
	        raw_error(test, PARAVENT_X_QUERY_VERSION, 3) == XCB_LENGTH &&
	        raw_error(test, PARAVENT_X_GET_BUFFER, 1) == XCB_LENGTH &&
	        raw_error(test, PARAVENT_X_GET_BUFFER, 3) == XCB_LENGTH &&
	        raw_error(test, PARAVENT_X_RELEASE_BUFFER, 1) == XCB_LENGTH &&
	        raw_error(test, PARAVENT_X_RELEASE_BUFFER, 3) == XCB_LENGTH &&
	        raw_error(test, PARAVENT_X_INJECT, 1) == XCB_LENGTH &&
	        raw_error(test, PARAVENT_X_INJECT, 3) == XCB_LENGTH,
	    "wrong lengths: BadLength");
	tap_ok(&test->tap,
	    raw_error(test, 5, 1) == XCB_REQUEST &&
	        raw_error(test, 255, 2) == XCB_REQUEST,
	    "no such request: BadRequest");
}

int
main(void)
{
	struct test test = {0};

	if (!xserver_start(&test.server, &(struct xserver_options){0})) {
		return 1;
	}
	test.connection = xserver_connect(&test.server);
	windows_redirect(test.connection);
	check_kept(&test, "unmapping", false);
	check_kept(&test, "end", true);
	check_reused(&test);
	check_two_holders(&test);
	check_counts(&test);
	check_killed(&test);
	check_walk(&test);
	check_errors(&test);
	check_lengths(&test);
	tap_ok(&test.tap, !xcb_connection_has_error(test.connection), "still connected");
	xcb_disconnect(test.connection);
	tap_ok(&test.tap, xserver_stop(&test.server), "the server ends well");
	return tap_done(&test.tap);
}
