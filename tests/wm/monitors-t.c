/* Monitors that come, go and change, with windows of dom0's and of a domain on them. */
#include "tests/scenario/monitors.h"
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"

enum { DOM0, WORK };

#define FULLSCREEN "_NET_WM_STATE_FULLSCREEN"
#define MAX_VERT "_NET_WM_STATE_MAXIMIZED_VERT"

static const struct rect left = {0, 0, 500, 800};
static const struct rect right = {500, 0, 500, 800};
static const struct rect small = {0, 0, 400, 500};
static const struct rect on_right = {620, 300, 240, 180};

static void
set_monitor(struct rig *rig, const char *name, struct rect r)
{
	monitors_set(rig->x, name, r);
	rig_sync(rig);
}

static void
remove_monitor(struct rig *rig, const char *name)
{
	monitors_remove(rig->x, name);
	rig_sync(rig);
}

static struct rect
frame_of(struct rig *rig, xcb_window_t w)
{
	return rig_place(rig, rig_top(rig, w));
}

static bool
is_in(struct rect r, struct rect monitor)
{
	return rect_equals(rect_intersect(r, monitor), r);
}

/* --- one window in each way -------------------------------------------------------- */

enum { PLAIN, DOMAINS, TILED, MAXIMISED, FULL, ELSEWHERE, N };

struct crowd {
	xcb_window_t windows[N];
	struct rect frames[N];
};

static void
look(struct rig *rig, struct crowd *crowd)
{
	for (int i = 0; i < N; i++) {
		crowd->frames[i] = frame_of(rig, crowd->windows[i]);
	}
}

static struct crowd
gather(struct rig *rig)
{
	struct crowd crowd;

	for (int i = 0; i < N; i++) {
		crowd.windows[i] = rig_show(rig, i == DOMAINS ? WORK : DOM0, on_right);
		rig_ask(rig, crowd.windows[i], "_NET_MOVERESIZE_WINDOW",
		    10 | 3u << 8 | 2u << 12, 620, 300, 0, 0);
	}
	rig_ask(rig, crowd.windows[TILED], "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	rig_key(rig, 0xffeb, 0xff51);
	rig_state(rig, crowd.windows[MAXIMISED], 1, MAX_VERT, 2);
	rig_state(rig, crowd.windows[FULL], 1, FULLSCREEN, 2);
	rig_ask(rig, crowd.windows[ELSEWHERE], "_NET_WM_DESKTOP", 2, 2, 0, 0, 0);
	look(rig, &crowd);
	return crowd;
}

static void
dismiss(struct rig *rig, const struct crowd *crowd)
{
	for (int i = 0; i < N; i++) {
		rig_close(rig, crowd->windows[i]);
	}
}

static void
goes_and_returns(struct rig *rig)
{
	struct crowd crowd = gather(rig);
	struct crowd now = crowd;

	ok_named(is_in(crowd.frames[PLAIN], right) && is_in(crowd.frames[DOMAINS], right),
	    "windows are on the second monitor");
	ok_named(rect_equals(crowd.frames[FULL], right), "one fills it");
	ok_named(rect_equals(crowd.frames[TILED], (struct rect){500, 0, 250, 800}),
	    "one has its left half");
	remove_monitor(rig, "second");
	look(rig, &now);
	for (int i = 0; i < N; i++) {
		ok_named(is_in(now.frames[i], left), "gone: all of each is on the other");
	}
	ok_named(rect_equals(now.frames[FULL], left), "which one fills now");
	ok_named(rect_equals(now.frames[TILED], (struct rect){0, 0, 250, 800}),
	    "and one has the left half of");
	ok_named(now.frames[MAXIMISED].height == 800, "what was maximised is");
	ok_named(rig_word(rig, crowd.windows[ELSEWHERE], "_NET_WM_DESKTOP", 9) == 2 &&
	        !rig_is_viewable(rig, crowd.windows[ELSEWHERE]),
	    "workspaces are kept");
	set_monitor(rig, "second", right);
	look(rig, &now);
	for (int i = 0; i < N; i++) {
		ok_named(rect_equals(now.frames[i], crowd.frames[i]),
		    "back: each returns to its place");
	}
	dismiss(rig, &crowd);
}

static void
stays_where_put(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, DOM0, on_right);

	rig_configure(rig, w, 1 | 2, on_right);
	remove_monitor(rig, "second");
	rig_ask(rig, w, "_NET_MOVERESIZE_WINDOW", 10 | 3u << 8 | 2u << 12, 30, 60, 0, 0);
	struct rect put = frame_of(rig, w);
	set_monitor(rig, "second", right);
	ok_named(rect_equals(frame_of(rig, w), put),
	    "what was moved meanwhile stays where it was put");
	rig_close(rig, w);
}

static void
resized(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, DOM0, (struct rect){0, 0, 300, 200});
	xcb_window_t max = rig_show(rig, WORK, (struct rect){0, 0, 300, 200});

	rig_ask(
	    rig, w, "_NET_MOVERESIZE_WINDOW", 10 | 3u << 8 | 2u << 12, 150, 560, 0, 0);
	rig_ask(
	    rig, max, "_NET_MOVERESIZE_WINDOW", 10 | 3u << 8 | 2u << 12, 40, 40, 0, 0);
	rig_state(rig, max, 1, MAX_VERT, 2);
	struct rect before = frame_of(rig, w);
	set_monitor(rig, "first", small);
	ok_named(is_in(frame_of(rig, w), small), "smaller: a window moves inside");
	ok_named(frame_of(rig, max).height == small.height,
	    "a maximised one takes the new height");
	set_monitor(rig, "first", left);
	ok_named(rect_equals(frame_of(rig, w), before) &&
	        frame_of(rig, max).height == left.height,
	    "as large as before: they are as before");
	rig_close(rig, w);
	rig_close(rig, max);
}

/* A strut along the lower edge, under the second monitor only. */
static void
struts(struct rig *rig)
{
	const uint32_t strut[12] = {0, 0, 0, 30, 0, 0, 0, 0, 0, 0, 500, 999};
	xcb_window_t dock = rig_window(rig, DOM0, (struct rect){500, 770, 500, 30});

	rig_set_atom(rig, dock, "_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_DOCK");
	rig_set(rig, dock, "_NET_WM_STRUT_PARTIAL", "CARDINAL", strut, 12);
	rig_map(rig, dock);
	struct crowd crowd = gather(rig);
	ok_named(
	    crowd.frames[MAXIMISED].height == 770 && crowd.frames[FULL].height == 800,
	    "a panel of the second monitor is spared there");
	remove_monitor(rig, "second");
	look(rig, &crowd);
	ok_named(crowd.frames[MAXIMISED].height == 800, "not on the first");
	set_monitor(rig, "second", right);
	look(rig, &crowd);
	ok_named(crowd.frames[MAXIMISED].height == 770, "and there again");
	dismiss(rig, &crowd);
	rig_close(rig, dock);
}

static void
drag_across(struct rig *rig, xcb_window_t w, int32_t x, int32_t y)
{
	struct rect r = frame_of(rig, w);

	rig_pointer(rig, r.x + 100, r.y + 8);
	rig_button(rig, 1, true);
	rig_pointer(rig, 300, 300);
	rig_pointer(rig, x, y);
	rig_button(rig, 1, false);
	rig_sync(rig);
}

static void
dragged(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, DOM0, (struct rect){0, 0, 240, 180});

	rig_ask(
	    rig, w, "_NET_MOVERESIZE_WINDOW", 10 | 3u << 8 | 2u << 12, 100, 300, 0, 0);
	drag_across(rig, w, 740, 0);
	ok_named(rect_equals(frame_of(rig, w), right),
	    "dragged to the second monitor's top, it takes that monitor");
	drag_across(rig, w, 300, 400);
	struct rect r = frame_of(rig, w);
	ok_named(r.width < 300 && is_in(r, left), "dragged back, it has its size again");
	drag_across(rig, w, 999, 400);
	ok_named(rect_equals(frame_of(rig, w), (struct rect){750, 0, 250, 800}),
	    "dragged to its side, half of that monitor");
	r = frame_of(rig, w);
	rig_pointer(rig, r.x + 100, r.y + 8);
	rig_button(rig, 1, true);
	rig_pointer(rig, 300, 300);
	remove_monitor(rig, "second");
	rig_button(rig, 1, false);
	rig_sync(rig);
	ok_named(is_in(frame_of(rig, w), left), "a monitor that goes ends a drag");
	set_monitor(rig, "second", right);
	rig_close(rig, w);
}

int
main(void)
{
	struct rig *rig = rig_create(NULL);

	set_monitor(rig, "first", left);
	set_monitor(rig, "second", right);
	goes_and_returns(rig);
	stays_where_put(rig);
	resized(rig);
	struts(rig);
	dragged(rig);
	rig_destroy(rig);
	return done_testing();
}
