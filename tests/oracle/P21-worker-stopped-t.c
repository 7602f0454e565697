/*
 * P21: while a domain's worker is stopped, its frames still come back when something
 * that lay over them moves away.
 */
#include "tests/oracle/puppet.h"
#include "tests/unit/kill_one.h"

#include <signal.h>

static const struct oracle_rules strict = {.edge_cuts = false};

/* A window of the test's own, as of any other program of dom0. */
static xcb_window_t
open_cover(struct desk *desk, struct rect area)
{
	const uint32_t values[] = {0x808080, 1};
	xcb_window_t cover = xcb_generate_id(desk->x);

	xcb_create_window(desk->x, XCB_COPY_FROM_PARENT, cover, desk->screen->root,
	    (int16_t)area.x, (int16_t)area.y, (uint16_t)area.width, (uint16_t)area.height,
	    0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
	xcb_map_window(desk->x, cover);
	return cover;
}

static void
move_cover(struct desk *desk, xcb_window_t cover, struct rect area)
{
	const uint32_t values[] = {(uint32_t)area.x, (uint32_t)area.y, area.width,
	    area.height, XCB_STACK_MODE_ABOVE};

	xcb_configure_window(desk->x, cover,
	    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y | XCB_CONFIG_WINDOW_WIDTH |
	        XCB_CONFIG_WINDOW_HEIGHT | XCB_CONFIG_WINDOW_STACK_MODE,
	    values);
}

static void
test_uncovered(struct stage *stage, struct rect content, unsigned tag)
{
	struct desk *desk = &stage->fixture.desk;
	struct rect over = {0, 0, 700, 600};
	const struct oracle_rules covered = {.trusted = &over, .n_trusted = 1};
	xcb_window_t cover = open_cover(desk, over);
	bool clean = true;

	tap_ok(
	    &stage->tap, !stage_has_ring(stage, content, tag), "the window is covered");
	for (int step = 0; step <= 14; step++) {
		over.x = step * 50;
		move_cover(desk, cover, over);
		clean = stage_is_clean(stage, &covered) && clean;
	}
	tap_ok(&stage->tap, clean, "P21-frame-while-stopped, at each step");
	xcb_destroy_window(desk->x, cover);
	tap_ok(&stage->tap, stage_has_ring(stage, content, tag),
	    "P21-frame-while-stopped, uncovered");
}

static void
test_stopped(struct stage *stage, struct puppet *red)
{
	const struct desk_window *content;
	pid_t worker = fixture_worker(&stage->fixture, "red");

	puppet_tell(red, "create 1 200 150 300 200 0");
	puppet_tell(red, "title 1 stopped");
	puppet_tell(red, "dump 1");
	puppet_tell(red, "map 1");
	content = stage_await_content(stage, "stopped", 300, 200);
	if (!tap_ok(&stage->tap,
	        content && puppet_sync(red) && stage_await_area(stage, STAGE_RED, 60000),
	        "the window is shown") ||
	    !tap_ok(&stage->tap, worker > 0, "its worker is known")) {
		return;
	}
	kill_one(worker, SIGSTOP);
	test_uncovered(stage, content->area, STAGE_RED);
	kill_one(worker, SIGCONT);
	tap_ok(&stage->tap, stage_await_area(stage, STAGE_RED, 60000),
	    "its pixels come back when the worker goes on");
	tap_ok(&stage->tap, stage_is_clean(stage, &strict), "and lie in its frame");
}

int
main(void)
{
	struct stage stage;
	struct puppet red;

	if (stage_open(&stage, &(struct fixture_options){.wm = FIXTURE_NO_WM}) &&
	    tap_ok(&stage.tap, puppet_start(&red, &stage.fixture, "red", STAGE_RED),
	        "a guest is served")) {
		test_stopped(&stage, &red);
	}
	return stage_close(&stage);
}
