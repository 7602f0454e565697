/*
 * P29: a locker comes at any of the requests that the strip sends while the monitors
 * change: nothing of the strip or of a guest comes to lie above it, and it is noticed.
 */
#include "common/paint/tone.h"
#include "tests/oracle/proxy.h"
#include "tests/scenario/locked.h"
#include "tests/scenario/monitors.h"
#include "tests/scenario/procfs.h"
#include "tests/strip/stage.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xcb/xcbext.h>

#define STEP 5u      /* requests; 1 with $PARAVENT_SWEEP=full */
#define HELD_MS 3000 /* a request that is not sent by then is sent no more */
#define MAPPED_MS 40 /* likewise, a locker that is not there: the server is grabbed */

static const struct rect all = {0, 0, 1280, 1024};
static const struct rect left = {0, 0, 640, 1024};

struct sweep {
	struct stage *stage;
	struct proxy *proxy;
	uint32_t strip;      /* number of its connection */
	xcb_connection_t *x; /* owned: the locker's, for the desk's may have to wait */
	unsigned lives;
	uint32_t sure; /* so many requests it sends each time, at least */
};

/* --- monitors ---------------------------------------------------------------------- */

/* To the monitor's right edge, and there is no strip beyond it. */
static bool
has_strip(struct desk *desk, void *data)
{
	const struct rect *monitor = data;
	bool has = false;

	desk_look(desk);
	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_window *w = &desk->windows[i];

		has = has ||
		    (w->depth == 1 && w->viewable && w->override_redirect &&
		        strstr(w->class, "paravent-strip") &&
		        w->area.width == monitor->width);
	}
	return has;
}

static bool
is_settled(struct sweep *sweep, struct rect monitor)
{
	return desk_await(&sweep->stage->fixture.desk,
	           fixture_deadline(&sweep->stage->fixture), has_strip, &monitor) &&
	    stage_await_label(sweep->stage, 0);
}

static bool
set_monitor(struct sweep *sweep, struct rect monitor)
{
	monitors_set(sweep->stage->fixture.desk.x, "first", monitor);
	return is_settled(sweep, monitor);
}

/* --- the locker -------------------------------------------------------------------- */

/* Waits until it is on the screen, unless the strip has grabbed the server. */
static xcb_window_t
lock(struct sweep *sweep)
{
	xcb_window_t window = locked_show(sweep->x, all);
	int64_t deadline = clock_ms() + MAPPED_MS;
	void *reply = NULL;

	unsigned int asked = xcb_get_input_focus(sweep->x).sequence;
	xcb_flush(sweep->x);
	while (
	    !xcb_poll_for_reply(sweep->x, asked, &reply, NULL) && clock_ms() < deadline) {
		struct pollfd wait = {xcb_get_file_descriptor(sweep->x), POLLIN, 0};

		poll(&wait, 1, 5);
	}
	free(reply);
	return window;
}

static bool
await_said(const struct sweep *sweep, const char *word, size_t times)
{
	return crew_await_log(&sweep->stage->fixture.crew, "daemon", word, times,
	    fixture_deadline(&sweep->stage->fixture));
}

/* --- the sweep --------------------------------------------------------------------- */

static bool
await_held(const struct sweep *sweep, bool is_sure)
{
	int64_t deadline =
	    is_sure ? fixture_deadline(&sweep->stage->fixture) : clock_ms() + HELD_MS;

	/* It says so in memory only. */
	while (!proxy_has_obeyed(sweep->proxy) && clock_ms() < deadline) {
		poll(NULL, 0, 1);
	}
	return proxy_has_obeyed(sweep->proxy);
}

static bool
live_locked(struct sweep *sweep)
{
	struct fixture *fixture = &sweep->stage->fixture;
	size_t times = ++sweep->lives;
	xcb_window_t locker = lock(sweep);

	proxy_release(sweep->proxy);
	bool good = await_said(sweep, LOCKED, times) &&
	    desk_await(
	        &fixture->desk, fixture_deadline(fixture), locked_hides_all, NULL) &&
	    crew_log_count(&fixture->crew, "daemon", UNLOCKED) == times - 1;
	if (!good) {
		fixture_save_picture(fixture, "tests/strip/P29-monitors-sweep.png");
	}
	xcb_destroy_window(sweep->x, locker);
	xcb_flush(sweep->x);
	return good && await_said(sweep, UNLOCKED, times) &&
	    crew_log_count(&fixture->crew, "daemon", LOCKED) == times;
}

/* The nth request from now on, with the monitor's change.  False: there was none. */
static bool
hold_at(struct sweep *sweep, uint32_t n, bool *is_good)
{
	const struct proxy_order order = {
	    .verb = PROXY_HOLD,
	    .client = sweep->strip,
	    .request = proxy_requests(sweep->proxy, sweep->strip) + n,
	};
	const struct proxy_order none = {.verb = PROXY_PASS};

	proxy_order(sweep->proxy, &order);
	monitors_set(sweep->stage->fixture.desk.x, "first", left);
	xcb_flush(sweep->stage->fixture.desk.x);
	bool is_held = await_held(sweep, n <= sweep->sure);
	if (is_held) {
		*is_good = live_locked(sweep);
	}
	proxy_order(sweep->proxy, &none);
	proxy_release(sweep->proxy);
	*is_good = *is_good && is_settled(sweep, left) && set_monitor(sweep, all) &&
	    procfs_await_asleep(
	        sweep->stage->strip->pid, fixture_deadline(&sweep->stage->fixture));
	return is_held;
}

static uint32_t
step(void)
{
	const char *extent = getenv("PARAVENT_SWEEP");

	return extent && strcmp(extent, "full") == 0 ? 1 : STEP;
}

static void
test_sweep(struct tap *tap, struct sweep *sweep)
{
	bool is_good = set_monitor(sweep, all);
	uint32_t before = proxy_requests(sweep->proxy, sweep->strip);

	is_good = is_good && set_monitor(sweep, left);
	uint32_t most = proxy_requests(sweep->proxy, sweep->strip) - before;
	is_good = is_good && set_monitor(sweep, all);
	uint32_t n = 1;
	sweep->sure = most * 3 / 4;
	while (is_good && hold_at(sweep, n, &is_good)) {
		n += step();
	}
	tap_diag("%u requests when the monitors change; a locker came at %u of them, the "
	         "last was request %u",
	    most, sweep->lives, n);
	tap_ok(tap, is_good, "P29: a locker comes while the monitors change: none above");
	tap_ok(tap, n > sweep->sure, "at all of the requests that this takes");
}

static bool
open_sweep(struct sweep *sweep)
{
	struct stage *stage = sweep->stage;

	if (!stage_open(stage, FIXTURE_NO_WM, "guard = 0\nstrip = required\n")) {
		return false;
	}
	sweep->x = xcb_connect(stage->fixture.display, NULL);
	sweep->proxy =
	    proxy_start(&(struct proxy_plan){.display = stage->fixture.display});
	if (!sweep->proxy) {
		return false;
	}
	stage->strip_display = proxy_display(sweep->proxy);
	sweep->strip = proxy_clients(sweep->proxy);
	return stage_start_strip(stage) && stage_drain(stage, 0);
}

int
main(void)
{
	static struct stage stage; /* much too large for a stack */
	struct sweep sweep = {.stage = &stage};
	struct tap tap = {.count = 0};

	if (tap_ok(&tap, open_sweep(&sweep), "a desktop with a strip")) {
		test_sweep(&tap, &sweep);
	}
	if (stage.strip) {
		stage_kill_strip(&stage); /* before what stands between it and X */
	}
	proxy_finish(sweep.proxy);
	if (sweep.x) {
		xcb_disconnect(sweep.x);
	}
	tap_ok(&tap, stage_close(&stage, &tap), "nothing is left");
	return tap_done(&tap);
}
