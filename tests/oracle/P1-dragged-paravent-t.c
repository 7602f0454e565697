/*
 * P1, P4: while the person drags and resizes a domain's window by hand, after each X
 * request of its worker and of paravent-wm every pixel of the guest lies in its frame,
 * and its name stands in the title bar.
 */
#include "tests/oracle/probe.h"
#include "tests/scenario/ancestor.h"
#include "tests/scenario/hands.h"

#include <stdlib.h>

#define GRIP_MS 3000 /* a drag that is one has shown by then */
#define STEPS 24
#define STEP_PX 4
#define WIDTH 110u
#define HEIGHT 70u

enum grip {
	GRIP_BAR,
	GRIP_BOTTOM_RIGHT,
	GRIP_BOTTOM_LEFT,
	GRIP_TOP_LEFT,
	GRIP_RIGHT,
};

static const struct way {
	const char *name;
	enum grip grip;
	int dx, dy; /* there; then back and beyond */
} ways[] = {
    {"moved", GRIP_BAR, 1, 1},
    {"larger and smaller by the lower right corner", GRIP_BOTTOM_RIGHT, 1, 1},
    {"by the lower left corner", GRIP_BOTTOM_LEFT, -1, 1},
    {"by the upper left corner", GRIP_TOP_LEFT, -1, -1},
    {"narrower than its name and buttons", GRIP_RIGHT, -3, 0},
};

static struct rect
frame_of(struct probe *probe)
{
	struct rig *rig = probe->rig;
	xcb_window_t own = rig_find_now(rig, "dragged");

	return rig_area(rig, ancestor_top(rig->x, rig->screen->root, own));
}

static void
take_hold(struct probe *probe, enum grip grip, int32_t *x, int32_t *y)
{
	struct rect r = frame_of(probe);
	bool is_left = grip == GRIP_BOTTOM_LEFT || grip == GRIP_TOP_LEFT;
	bool is_bottom = grip == GRIP_BOTTOM_LEFT || grip == GRIP_BOTTOM_RIGHT;

	*x = is_left ? r.x : r.x + (int32_t)r.width - 1;
	*y = is_bottom           ? r.y + (int32_t)r.height - 1
	    : GRIP_RIGHT == grip ? r.y + (int32_t)r.height / 2
	                         : r.y;
	if (grip == GRIP_BAR) {
		*x = r.x + 20;
		*y = r.y + 8;
	}
	hands_move(probe->rig->x, *x, *y);
	hands_button(probe->rig->x, 1, true);
}

/* The manager moves it when it comes to that. */
static bool
await_other_frame(struct probe *probe, struct rect before)
{
	int64_t deadline = rig_now_ms() + GRIP_MS;

	while (rect_equals(before, frame_of(probe)) && rig_now_ms() < deadline) {
		probe_answer(probe, 5);
	}
	return !rect_equals(before, frame_of(probe));
}

/*
 * The guest draws each size that it is told, as it can.  False, with the button up, when
 * nothing came of it.
 */
static bool
drag_once(struct probe *probe, const struct way *way)
{
	struct rect before = frame_of(probe);
	int32_t x;
	int32_t y;

	take_hold(probe, way->grip, &x, &y);
	for (int i = 1; i <= STEPS; i++) {
		hands_move(probe->rig->x, x + way->dx * STEP_PX * i / 2,
		    y + way->dy * STEP_PX * i / 2);
		probe_answer(probe, 2);
	}
	bool has_changed = await_other_frame(probe, before);
	hands_move(probe->rig->x, x - way->dx * 5, y - way->dy * 5);
	hands_move(probe->rig->x, x, y);
	hands_button(probe->rig->x, 1, false);
	return probe_sync(probe) && has_changed;
}

/* The manager may have put the window elsewhere just before the edge was taken hold of.
 */
static bool
drag(struct probe *probe, const struct way *way)
{
	int64_t deadline = rig_now_ms() + PROBE_PATIENCE_MS;
	bool has_changed = drag_once(probe, way);

	while (!has_changed && rig_now_ms() < deadline) {
		has_changed = drag_once(probe, way);
	}
	return has_changed;
}

static bool
await_framed(struct probe *probe)
{
	struct rig *rig = probe->rig;
	int64_t deadline = rig_now_ms() + PROBE_PATIENCE_MS;
	xcb_window_t own = XCB_NONE;

	while (rig_now_ms() < deadline) {
		own = rig_find_now(rig, "dragged");
		if (own && ancestor_top(rig->x, rig->screen->root, own) != own) {
			return probe_sync(probe);
		}
		probe_answer(probe, 5);
	}
	return false;
}

static void
try_way(struct probe *probe, const struct way *way)
{
	probe_begin(probe);
	probe_create(probe, 1, (struct rect){100, 90, WIDTH, HEIGHT}, false);
	rig_title(probe->rig, 1, "dragged");
	probe_dump(probe, 1, WIDTH, HEIGHT);
	rig_map(probe->rig, 1, 0, false);
	bool is_there = await_framed(probe);
	uint32_t before = proxy_judged(probe->proxy);
	tap_ok(probe->tap, is_there && drag(probe, way), "it is %s", way->name);
	tap_diag("%u different pictures", proxy_judged(probe->proxy) - before);
	tap_ok(probe->tap, probe_end(probe) == WORKER_ENDED, "its worker ends well");
	tap_ok(probe->tap, probe_is_clean(probe), "P1-dragged: %s", way->name);
}

int
main(void)
{
	struct tap tap = {0};
	struct probe *probe = probe_open(&tap,
	    &(struct probe_options){
	        .manager = PROBE_PARAVENT, .saved = "tests/oracle/dragged.png"});

	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		try_way(probe, &ways[i]);
	}
	probe_close(probe);
	return tap_done(&tap);
}
