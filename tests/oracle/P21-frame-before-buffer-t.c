/*
 * P21: the frame is right before any buffer, without damage, at 1x1, and for windows
 * larger than the screen.
 */
#include "tests/oracle/puppet.h"

static const struct oracle_rules strict = {.edge_cuts = false};
static const struct oracle_rules lax = {.edge_cuts = true};

static void
test_never_draws(struct stage *stage, struct puppet *red)
{
	const struct desk_window *content;

	puppet_tell(red, "create 1 300 200 400 300 0");
	puppet_tell(red, "title 1 never-draws");
	puppet_tell(red, "map 1");
	content = stage_await_content(stage, "never-draws", 400, 300);
	tap_ok(&stage->tap, content && stage_has_ring(stage, content->area, STAGE_RED),
	    "P21-frame-before-buffer");
	tap_ok(&stage->tap, stage_is_clean(stage, &strict),
	    "P21-frame-before-buffer: no pixel out of place");
}

static void
test_never_damages(struct stage *stage, struct puppet *red)
{
	const struct desk_window *content;

	puppet_tell(red, "create 2 100 100 150 100 0");
	puppet_tell(red, "title 2 never-damages");
	puppet_tell(red, "dump 2");
	puppet_tell(red, "map 2");
	content = stage_await_content(stage, "never-damages", 150, 100);
	tap_ok(&stage->tap, content && stage_has_ring(stage, content->area, STAGE_RED),
	    "P21-frame-without-damage");
	tap_ok(&stage->tap, stage_is_clean(stage, &strict),
	    "P21-frame-without-damage: no pixel out of place");
}

static void
test_1x1(struct stage *stage, struct puppet *blue)
{
	const struct desk_window *content;

	puppet_tell(blue, "create 1 400 300 1 1 0");
	puppet_tell(blue, "title 1 tiny");
	puppet_tell(blue, "map 1");
	content = stage_await_content(stage, "tiny", 1, 1);
	tap_ok(&stage->tap, content && stage_has_ring(stage, content->area, STAGE_BLUE),
	    "P21-frame-at-1x1, before its buffer");
	puppet_tell(blue, "dump 1");
	puppet_tell(blue, "paint 1 7");
	tap_ok(&stage->tap, puppet_sync(blue) && stage_await_area(stage, STAGE_BLUE, 1),
	    "P21-frame-at-1x1: its pixel is shown");
	tap_ok(&stage->tap, stage_is_clean(stage, &strict), "P21-frame-at-1x1, with it");
}

/* Many small ones of both domains, over each other. */
static void
test_crowd(struct stage *stage, struct puppet *red, struct puppet *blue)
{
	bool clean = true;

	for (int i = 0; i < 12; i++) {
		struct puppet *puppet = i % 2 ? red : blue;

		puppet_tell(puppet, "create %d %d %d 90 60 0", 20 + i, 500 + i * 23,
		    600 + i * 17);
		puppet_tell(puppet, "title %d crowd-%d", 20 + i, i);
		puppet_tell(puppet, "dump %d", 20 + i);
		puppet_tell(puppet, "map %d", 20 + i);
		clean = clean && puppet_sync(puppet) && stage_is_clean(stage, &strict);
	}
	tap_ok(&stage->tap, clean && stage_await_content(stage, "crowd-11", 90, 60),
	    "P1-framed-in-a-crowd");
	tap_ok(
	    &stage->tap, stage_is_clean(stage, &strict), "P1-framed-in-a-crowd, settled");
}

static void
test_big(struct stage *stage, struct puppet *green)
{
	puppet_tell(green, "create 1 0 0 3000 2000 0");
	puppet_tell(green, "title 1 enormous");
	puppet_tell(green, "dump 1");
	puppet_tell(green, "map 1");
	puppet_tell(green, "paint 1 3");
	tap_ok(&stage->tap,
	    puppet_sync(green) && stage_await_area(stage, STAGE_GREEN, 1000),
	    "P21-frame-of-a-big-window: it is shown");
	tap_ok(&stage->tap, stage_is_clean(stage, &lax), "P21-frame-of-a-big-window");
}

int
main(void)
{
	struct stage stage;
	struct puppet red;
	struct puppet blue;
	struct puppet green;

	if (stage_open(&stage, &(struct fixture_options){.wm = FIXTURE_NO_WM}) &&
	    tap_ok(&stage.tap,
	        puppet_start(&red, &stage.fixture, "red", STAGE_RED) &&
	            puppet_start(&blue, &stage.fixture, "blue", STAGE_BLUE) &&
	            puppet_start(&green, &stage.fixture, "green", STAGE_GREEN),
	        "three guests are served")) {
		test_never_draws(&stage, &red);
		test_never_damages(&stage, &red);
		test_1x1(&stage, &blue);
		test_crowd(&stage, &red, &blue);
		test_big(&stage, &green);
	}
	return stage_close(&stage);
}
