/*
 * P21, P1: while two domains map, unmap, resize, move and draw a thousand times a second,
 * no screenshot shows a guest's pixel outside its frame.
 */
#include "tests/oracle/puppet.h"

#define WINDOWS 8
#define STEPS 2500
#define SCREENSHOTS_LEAST 20
#define ROUNDS 10

/* A window that grew shows dom0's fill where its old buffer ends. */
static const struct oracle_rules lax = {.edge_cuts = true, .fill = STAGE_FILL};

static void
open_windows(struct puppet *puppet, int dx, int override_redirect)
{
	for (int id = 1; id <= WINDOWS; id++) {
		puppet_tell(puppet, "create %d %d %d %d 120 %d", id, 60 * id + dx,
		    50 * id, 100 + 10 * id, override_redirect && id % 2);
		puppet_tell(puppet, "dump %d", id);
		puppet_tell(puppet, "map %d", id);
	}
}

static bool
storms(const struct puppet *puppet)
{
	return puppet->member->pid > 0;
}

static void
test_storm(struct stage *stage, struct puppet *red, struct puppet *blue)
{
	unsigned stormed = 0;
	size_t dirty = 0;
	size_t before = stage->judged;

	/* Again, where so few were taken meanwhile. */
	for (unsigned round = 0; round < ROUNDS && dirty < 3 && storms(red) &&
	     stage->judged - before < SCREENSHOTS_LEAST;
	     round++) {
		puppet_tell(red, "storm %d %u", STEPS, 4711 + round);
		puppet_tell(blue, "storm %d %u", STEPS, 815 + round);
		for (stormed = 0; stormed < 2 && dirty < 3 && storms(red);) {
			stormed += puppet_has_said(red, "stormed");
			stormed += puppet_has_said(blue, "stormed");
			dirty += !stage_is_clean(stage, &lax);
		}
	}
	before = stage->judged - before;
	tap_ok(&stage->tap, dirty == 0, "P21-frame-in-a-storm");
	tap_ok(&stage->tap, before >= SCREENSHOTS_LEAST, "judged often enough");
	tap_diag("%zu screenshots during %d steps", before, 2 * STEPS);
}

int
main(void)
{
	struct stage stage;
	struct puppet red;
	struct puppet blue;

	if (stage_open(&stage, &(struct fixture_options){.wm = FIXTURE_NO_WM}) &&
	    tap_ok(&stage.tap,
	        puppet_start(&red, &stage.fixture, "red", STAGE_RED) &&
	            puppet_start(&blue, &stage.fixture, "blue", STAGE_BLUE),
	        "two guests are served")) {
		open_windows(&red, 0, 0);
		open_windows(&blue, 300, 1);
		tap_ok(&stage.tap,
		    puppet_sync(&red) && puppet_sync(&blue) &&
		        stage_await_area(&stage, STAGE_RED, 1000) &&
		        stage_await_area(&stage, STAGE_BLUE, 1000),
		    "both show");
		test_storm(&stage, &red, &blue);
		tap_ok(&stage.tap, puppet_sync(&red) && puppet_sync(&blue),
		    "both are still served");
		tap_ok(
		    &stage.tap, stage_is_clean(&stage, &lax), "P21-frame-after-a-storm");
	}
	return stage_close(&stage);
}
