/*
 * P30: whichever allocation, mapping or descriptor the driver does not get, the X server
 * goes on, or does not start and says why; what a window lost by it is told of and healed
 * when it is next asked for; and nothing leaks.
 */
#include "tests/driver/window.h"
#include "tests/driver/xserver.h"
#include "tests/oracle/fault.h"
#include "tests/scenario/tap.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xcb/randr.h>
#include <xcb/xcbext.h>

#define RED 0xff0000
#define GREEN 0x80008000
#define BLUE 0x0000ff

#define MAX_PAGES "700"
#define ALL_WIDTH 800 /* px: a window of all pages */
#define ALL_HEIGHT 896
#define WINDOWS 3
#define MOST_STEPS 500u

static const struct kind {
	enum fault kind;
	const char *name;
} kinds[] = {
    {FAULT_ALLOC, "alloc"},
    {FAULT_MAP, "map"},
    {FAULT_FD, "fd"},
};

/* What the server and our code in it have. */
struct held {
	size_t fds;
	int32_t live; /* allocations */
};

struct sweep {
	struct tap tap;
	struct fault_room *room; /* shared with the server */
	struct xserver server;
	xcb_connection_t *connection;
	xcb_window_t windows[WINDOWS];
	struct held usual;      /* between two lives */
	unsigned errors, lost;  /* of a life: requests refused, windows without pages */
	uint32_t tried, silent; /* faults; those that no client saw */
};

static const struct xserver_options options = {
    .module = "tests/driver/.libs/faulty_drv.so",
    .device = "	Option \"MaxPages\" \"" MAX_PAGES "\"\n",
};

/* --- what is held --------------------------------------------------------------------
 */

static size_t
count_fds(pid_t pid)
{
	char path[64];
	size_t count = 0;

	snprintf(path, sizeof(path), "/proc/%d/fd", pid);
	DIR *folder = opendir(path);
	while (folder && readdir(folder)) {
		count++;
	}
	if (folder) {
		closedir(folder);
	}
	return count;
}

/* Whether the window of a size that leaves nothing to others got its pages. */
static bool
fill_all(struct sweep *sweep)
{
	xcb_connection_t *c = sweep->connection;
	xcb_window_t window = window_open(c, ALL_WIDTH, ALL_HEIGHT, BLUE);
	struct view view;
	bool good = view_open(&view, c, window) && view.pixels && view_is(&view, BLUE);

	view_close(&view, c);
	xcb_destroy_window(c, window);
	xserver_sync(c);
	return good;
}

static struct held
count_held(const struct sweep *sweep)
{
	return (struct held){
	    .fds = count_fds(sweep->server.pid),
	    .live = sweep->room->live,
	};
}

/* --- a life ---------------------------------------------------------------------------
 */

static void
look(struct sweep *sweep, xcb_connection_t *connection, xcb_window_t window, bool keep)
{
	struct view view;

	if (!view_open(&view, connection, window)) {
		sweep->errors++;
	} else if (!view.pixels) {
		sweep->lost++;
	}
	/* Who keeps it never gives it back by itself. */
	view_close(&view, keep ? NULL : connection);
}

static void
resize_screen(struct sweep *sweep, uint16_t width, uint16_t height)
{
	xcb_connection_t *c = sweep->connection;
	xcb_generic_error_t *error = xcb_request_check(c,
	    xcb_randr_set_screen_size_checked(
	        c, xserver_screen(c)->root, width, height, 100, 100));

	sweep->errors += error != NULL;
	free(error);
}

/* Another client holds a picture, and is ended so. */
static void
act_another(struct sweep *sweep)
{
	xcb_connection_t *other = xserver_connect(&sweep->server);
	xcb_window_t own = window_open(other, 10, 10, RED);

	look(sweep, other, sweep->windows[0], true);
	xserver_sync(other);
	xcb_kill_client(sweep->connection, own);
	xserver_sync(sweep->connection);
	xcb_disconnect(other);
}

static void
act_describe(struct sweep *sweep)
{
	static const struct paravent_x_wanted wanted = {XCB_ATOM_WM_NAME, 16};
	xcb_connection_t *c = sweep->connection;
	xcb_generic_error_t *error = NULL;

	free(xcb_wait_for_reply(c,
	    paravent_xcb_describe_window(c, sweep->windows[0], &wanted, 1).sequence,
	    &error));
	sweep->errors += error != NULL;
	free(error);
}

static void
act(struct sweep *sweep)
{
	xcb_connection_t *c = sweep->connection;
	const xcb_screen_t *screen = xserver_screen(c);

	sweep->windows[0] = window_open(c, 300, 200, RED);
	sweep->windows[1] = window_open_argb(c, 64, 64, GREEN);
	look(sweep, c, sweep->windows[0], false);
	look(sweep, c, sweep->windows[1], false);
	act_another(sweep);
	window_resize(c, sweep->windows[0], 500, 400);
	look(sweep, c, sweep->windows[0], false);
	sweep->windows[2] = window_open(c, 700, 600, BLUE);
	look(sweep, c, sweep->windows[2], false);
	act_describe(sweep);
	resize_screen(sweep, 4000, 3000);
	resize_screen(sweep, screen->width_in_pixels, screen->height_in_pixels);
	xserver_sync(c);
}

/* --- its end --------------------------------------------------------------------------
 */

static bool
is_whole(struct sweep *sweep, xcb_window_t window, uint32_t colour)
{
	xcb_connection_t *c = sweep->connection;
	struct view view;
	bool good = view_open(&view, c, window) && view.pixels && view_is(&view, colour);

	view_close(&view, c);
	return good;
}

/* Every window has its picture in pages, and the screen its size. */
static const char *
heal(struct sweep *sweep)
{
	static const uint32_t colours[WINDOWS] = {RED, GREEN, BLUE};
	xcb_connection_t *c = sweep->connection;
	const xcb_screen_t *screen = xserver_screen(c);
	const char *bad = NULL;
	unsigned before = sweep->errors;

	for (size_t i = 0; i < WINDOWS; i++) {
		if (!is_whole(sweep, sweep->windows[i], colours[i])) {
			bad = "a window has not got its picture back";
		}
		xcb_destroy_window(c, sweep->windows[i]);
	}
	resize_screen(sweep, screen->width_in_pixels, screen->height_in_pixels);
	if (sweep->errors > before) {
		bad = "the screen does not change its size any more";
	}
	return bad;
}

/* What went wrong in a life with the call failing; NULL: nothing. */
static const char *
live(struct sweep *sweep, enum fault kind, uint32_t step)
{
	struct xserver *server = &sweep->server;
	unsigned ran_out = xserver_times_logged(server, "pages ran out");

	sweep->errors = sweep->lost = 0;
	fault_order(sweep->room, kind, step);
	act(sweep);
	sweep->room->kind = FAULT_N;
	bool is_lost = sweep->lost > 0, was_told = sweep->errors > 0;
	const char *bad = heal(sweep);
	unsigned told = xserver_times_logged(server, "pages ran out");
	sweep->silent += sweep->room->came && !is_lost && !was_told;
	if (bad) {
		return bad;
	}
	if (is_lost && told == ran_out) {
		return "a window has no pages, and no line tells";
	}
	if (told != xserver_times_logged(server, "in shareable pages again")) {
		return "it was not told that all is well again";
	}
	if (!fill_all(sweep)) {
		return "some pages did not come back";
	}
	struct held now = count_held(sweep);
	if (sweep->usual.fds != 0 &&
	    (now.fds != sweep->usual.fds || now.live != sweep->usual.live)) {
		return "something is kept for ever";
	}
	sweep->usual = now;
	return xcb_connection_has_error(sweep->connection) ? "the server has gone" : NULL;
}

static void
sweep_kind(struct sweep *sweep, const struct kind *kind)
{
	const char *bad = NULL;
	uint32_t step = 0;

	sweep->tried = sweep->silent = 0;
	do {
		bad = live(sweep, kind->kind, ++step);
		sweep->tried += sweep->room->came;
	} while (!bad && sweep->room->came && step < MOST_STEPS);
	if (!tap_ok(&sweep->tap, !bad && sweep->tried > 0, "P30-driver-faults: %s",
	        kind->name)) {
		tap_diag("%s %u: %s", kind->name, step, bad ? bad : "none came");
	}
	tap_diag(
	    "%s: %u failed, %u of them unseen", kind->name, sweep->tried, sweep->silent);
}

/* --- the start ------------------------------------------------------------------------
 */

/* A server that is to have a call failing as it starts. */
static const char *
start_failing(struct sweep *sweep, enum fault kind, uint32_t step)
{
	struct xserver_end end = {.by_itself = false};
	struct xserver_options trial = options;

	trial.end = &end;
	fault_order(sweep->room, kind, step);
	if (!xserver_start(&sweep->server, &trial)) {
		return end.by_itself && end.has_said ? NULL : "it died, or said nothing";
	}
	sweep->connection = xserver_connect(&sweep->server);
	windows_redirect(sweep->connection);
	/* Asked again where the fault comes this late. */
	bool serves = fill_all(sweep) || fill_all(sweep);
	xcb_disconnect(sweep->connection);
	return xserver_stop(&sweep->server) && serves ? NULL : "it does not serve";
}

static void
sweep_start(struct sweep *sweep, const struct kind *kind)
{
	const char *bad = NULL;
	uint32_t step = 0;

	do {
		bad = start_failing(sweep, kind->kind, ++step);
	} while (!bad && sweep->room->came && step < MOST_STEPS);
	if (!tap_ok(
	        &sweep->tap, !bad, "P30-driver-faults: %s, as it starts", kind->name)) {
		tap_diag("%s %u: %s", kind->name, step, bad);
	}
	tap_diag("%s: %u failed", kind->name, step - 1);
}

/* --- all ------------------------------------------------------------------------------
 */

/* Not closed on exec: the server finds it by its number. */
static struct fault_room *
make_room(void)
{
	char number[16];
	int fd = memfd_create("paravent-fault-room", 0);
	size_t size = sizeof(struct fault_room);

	if (fd < 0 || ftruncate(fd, (off_t)size) < 0) {
		return NULL;
	}
	snprintf(number, sizeof(number), "%d", fd);
	setenv("PARAVENT_FAULT_ROOM", number, 1);
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	return at == MAP_FAILED ? NULL : at;
}

static void
sweep_lives(struct sweep *sweep)
{
	fault_order(sweep->room, FAULT_N, 0);
	sweep->room->live = 0;
	if (!tap_ok(&sweep->tap, xserver_start(&sweep->server, &options),
	        "an X server with calls that can be made to fail")) {
		return;
	}
	int32_t before = sweep->room->live;
	sweep->connection = xserver_connect(&sweep->server);
	windows_redirect(sweep->connection);
	const char *bad = live(sweep, FAULT_N, 0);
	tap_ok(&sweep->tap, !bad && sweep->errors + sweep->lost == 0,
	    "without a fault all goes well%s%s", bad ? ": " : "", bad ? bad : "");
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		sweep_kind(sweep, &kinds[i]);
	}
	bad = live(sweep, FAULT_N, 0);
	tap_ok(&sweep->tap, !bad && sweep->errors + sweep->lost == 0,
	    "nor at the end%s%s", bad ? ": " : "", bad ? bad : "");
	xcb_disconnect(sweep->connection);
	tap_ok(&sweep->tap, xserver_stop(&sweep->server), "the server ends well");
	/* Xorg never frees its screen: what is the driver's in it stays, the pool goes.
	 */
	tap_ok(&sweep->tap, sweep->room->live < before, "and has freed its pages");
}

int
main(void)
{
	static struct sweep sweep;

	setvbuf(stdout, NULL, _IOLBF, 0);
	sweep.room = make_room();
	if (!sweep.room) {
		return 1;
	}
	sweep_lives(&sweep);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		sweep_start(&sweep, &kinds[i]);
	}
	return tap_done(&sweep.tap);
}
