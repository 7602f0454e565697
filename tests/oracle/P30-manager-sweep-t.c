/*
 * P30: whichever request is paravent-wm's last, its death leaves no pixel of a guest
 * beyond its frame, moves no window, dom0's neither, and sends no key to a guest; and the
 * next manager frames all of them where they are.
 */
#include "tests/oracle/sweep.h"

#include "tests/scenario/ancestor.h"
#include "tests/scenario/ask.h"
#include "tests/scenario/hands.h"
#include "tests/unit/kill_one.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE_MS 20000
#define WINDOW 1u
#define POPUP 2u
#define PASSING 3u /* comes and goes during the manager's life */
#define KEYCODE_A 38u
#define COARSE 7u /* steps, where nothing of ours is on the screen yet */
#define FINE 13u

struct sweep {
	struct probe *probe;
	xcb_window_t dom0;  /* a window of dom0's */
	xcb_window_t fence; /* another, which is never shown */
	struct rect dom0_at, window_at;
	unsigned tried, bad;
};

/* --- what is to stay ---------------------------------------------------------------- */

/* Of the guest's window; empty while it is not to be seen. */
static struct rect
window_place(struct sweep *s)
{
	xcb_window_t outer = rig_find_now(s->probe->rig, "stays");

	return outer ? rig_area(s->probe->rig, rig_content(s->probe->rig, outer))
	             : (struct rect){0, 0, 0, 0};
}

/* Waits until both are where they were, and framed by a manager or not. */
static bool
await_places(struct sweep *s, bool is_managed)
{
	struct rig *rig = s->probe->rig;
	int64_t deadline = rig_now_ms() + PATIENCE_MS;

	do {
		bool is_framed = ancestor_parent(rig->x, s->dom0) != rig->screen->root;
		if (is_framed == is_managed &&
		    rect_equals(rig_area(rig, s->dom0), s->dom0_at) &&
		    rect_equals(window_place(s), s->window_at)) {
			return true;
		}
		probe_answer(s->probe, 5);
	} while (rig_now_ms() < deadline);
	struct rect d = rig_area(rig, s->dom0);
	struct rect w = window_place(s);
	tap_diag("dom0's %d,%d was %d,%d; guest's %d,%d was %d,%d", d.x, d.y,
	    s->dom0_at.x, s->dom0_at.y, w.x, w.y, s->window_at.x, s->window_at.y);
	return false;
}

/* Nobody manages: nobody has the focus, and a key reaches nobody. */
static bool
keys_go_nowhere(struct sweep *s)
{
	struct rig *rig = s->probe->rig;
	const struct rig_message *m;
	bool nowhere = true;

	rig_forget(rig);
	hands_move(rig->x, s->window_at.x + 5, s->window_at.y + 5);
	hands_key(rig->x, KEYCODE_A, true);
	hands_key(rig->x, KEYCODE_A, false);
	rig_sync(rig);
	if (!probe_sync(s->probe)) {
		return false;
	}
	while ((m = rig_next(rig, 0))) {
		nowhere = nowhere && m->type != MSG_KEYPRESS;
	}
	return nowhere;
}

/* --- a manager's life ----------------------------------------------------------------
 */

static void
ask_manager(struct rig *rig, const char *type, xcb_window_t window, uint32_t word)
{
	const uint32_t words[5] = {word};

	ask_root(rig->x, rig->screen->root, window, rig_atom(rig, type), words);
	xcb_flush(rig->x);
}

/* Waits until the manager has done all that it was asked for, or is killed. */
static void
fence(struct sweep *s)
{
	struct rig *rig = s->probe->rig;
	xcb_atom_t extents = rig_atom(rig, "_NET_FRAME_EXTENTS");
	int64_t deadline = rig_now_ms() + PATIENCE_MS;
	bool has_answered = false;

	xcb_delete_property(rig->x, s->fence, extents);
	ask_manager(rig, "_NET_REQUEST_FRAME_EXTENTS", s->fence, 0);
	while (!has_answered && !proxy_has_obeyed(s->probe->proxy) &&
	    rig_now_ms() < deadline) {
		probe_answer(s->probe, 2);
		xcb_get_property_reply_t *reply = xcb_get_property_reply(rig->x,
		    xcb_get_property(
		        rig->x, 0, s->fence, extents, XCB_ATOM_CARDINAL, 0, 4),
		    NULL);
		has_answered = reply && reply->format == 32;
		free(reply);
	}
}

/* Framing, resizing, focus, and a window that comes and goes. */
static void
live(struct sweep *s)
{
	struct probe *probe = s->probe;
	struct rig *rig = probe->rig;
	xcb_window_t outer = rig_find_now(rig, "stays");

	ask_manager(rig, "_NET_ACTIVE_WINDOW", outer, 2);
	fence(s);
	probe_show(probe, PASSING, (struct rect){120, 120, 90, 50}, false);
	rig_title(rig, PASSING, "passes");
	probe_catch_up(probe);
	fence(s);
	/* Where dom0's window, which comes to the top, does not hide its name. */
	rig_configure(rig, PASSING, (struct rect){220, 150, 60, 70});
	probe_catch_up(probe);
	fence(s);
	ask_manager(rig, "_NET_ACTIVE_WINDOW", s->dom0, 2);
	probe_destroy(probe, PASSING);
	probe_catch_up(probe);
	fence(s);
	fence(s); /* what the first one's turn pushed, too */
}

/* One that ends at its start does so by the order; the proxy says so a moment later. */
static void
await_obeyed(const struct proxy *proxy)
{
	int64_t deadline = rig_now_ms() + PATIENCE_MS;

	while (!proxy_has_obeyed(proxy) && rig_now_ms() < deadline) {
		poll(NULL, 0, 1);
	}
}

/* True when it was killed; false when it lived to its end. */
static bool
run_manager(struct sweep *s, uint32_t request)
{
	struct probe *probe = s->probe;

	proxy_order(probe->proxy,
	    &(struct proxy_order){.verb = PROXY_KILL,
	        .client = proxy_clients(probe->proxy),
	        .request = request});
	bool has_started = probe_start_manager(probe);
	if (has_started) {
		live(s);
	} else {
		await_obeyed(probe->proxy);
	}
	bool was_killed = proxy_has_obeyed(probe->proxy);
	if (!was_killed && !has_started) {
		probe_tell_manager_log(probe);
	}
	kill_one(
	    probe->rig->manager, SIGKILL); /* one that ends well moves windows back */
	probe_await_manager(probe);
	return was_killed;
}

/* False when it lived to the end. */
static bool
kill_at(struct sweep *s, uint32_t request)
{
	struct probe *probe = s->probe;
	bool was_killed = run_manager(s, request);

	if (probe->is_there[PASSING]) {
		probe_destroy(probe, PASSING);
	}
	bool is_gone = proxy_await_gone(probe->proxy, probe->manager, PROBE_PATIENCE_MS);
	bool are_placed = await_places(s, false);
	bool is_clean = probe_is_clean(probe);
	bool is_good = is_gone && are_placed && is_clean && keys_go_nowhere(s);
	if (!is_good) {
		tap_diag("request %u: %s%s%s", request, is_gone ? "" : "not gone ",
		    are_placed ? "" : "moved ", is_clean ? "keys" : "unframed");
	}
	s->tried++;
	s->bad += !is_good;
	return was_killed;
}

static void
open_dom0(struct sweep *s)
{
	struct rig *rig = s->probe->rig;
	const uint32_t values[] = {0xe0e0e0};

	s->dom0_at = (struct rect){200, 30, 60, 40};
	s->dom0 = xcb_generate_id(rig->x);
	xcb_create_window(rig->x, XCB_COPY_FROM_PARENT, s->dom0, rig->screen->root, 200,
	    30, 60, 40, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL, values);
	xcb_map_window(rig->x, s->dom0);
	s->fence = xcb_generate_id(rig->x);
	xcb_create_window(rig->x, XCB_COPY_FROM_PARENT, s->fence, rig->screen->root, 0, 0,
	    1, 1, 0, XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, 0, NULL);
	rig_sync(rig);
}

static void
end_manager(struct sweep *s)
{
	kill_one(s->probe->rig->manager, SIGKILL);
	probe_await_manager(s->probe);
	(void)!proxy_await_gone(s->probe->proxy, s->probe->manager, PROBE_PATIENCE_MS);
}

/* Windows open while a manager runs, which says where they are. */
static void
begin(struct sweep *s)
{
	struct probe *probe = s->probe;

	probe_begin(probe);
	open_dom0(s);
	probe_show(probe, WINDOW, (struct rect){30, 60, 100, 60}, false);
	rig_title(probe->rig, WINDOW, "stays");
	probe_show(probe, POPUP, (struct rect){20, 180, 60, 30}, true);
	tap_ok(probe->tap, probe_sync(probe), "a guest's windows under a manager");
	s->dom0_at = rig_area(probe->rig, s->dom0);
	s->window_at = window_place(s);
}

/* Which request after this one: those before windows are framed show nothing. */
static uint32_t
next(uint32_t request, uint32_t start)
{
	const char *extent = getenv("PARAVENT_SWEEP");
	const char *sanitizers = getenv("SAN_CFLAGS");

	if (extent && strcmp(extent, "full") == 0) {
		return request + 1;
	}
	if (request < start) {
		return request + start / COARSE;
	}
	return request + FINE * (sanitizers && sanitizers[0] ? 4 : 1);
}

int
main(void)
{
	struct tap tap = {0};
	struct probe *probe = probe_open(&tap,
	    &(struct probe_options){
	        .manager = PROBE_PARAVENT, .saved = "tests/oracle/manager-sweep.png"});
	uint32_t start = proxy_requests(probe->proxy, probe->manager);
	struct sweep s = {.probe = probe};

	tap_ok(&tap, start > 100, "a manager starts, with %u requests", start);
	begin(&s);
	end_manager(&s);
	tap_ok(&tap, await_places(&s, false), "killed, it leaves windows where they are");
	for (uint32_t n = 1; s.bad == 0 && kill_at(&s, n); n = next(n, start)) {
	}
	tap_ok(&tap, s.bad == 0, "P30-manager-sweep: killed, it leaves all as it was");
	tap_ok(&tap, probe_start_manager(probe) && await_places(&s, true),
	    "P30-manager-sweep: the next one frames all where they are");
	end_manager(&s);
	tap_ok(&tap, probe_end(probe) == WORKER_ENDED && probe_is_clean(probe),
	    "and the worker has served through all of it");
	tap_diag("killed %u times", s.tried);
	probe_close(probe);
	return tap_done(&tap);
}
