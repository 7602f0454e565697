/*
 * P21, P10: override-redirect windows that ask to lie over the edges of the screen are
 * framed, and the frame is on the screen.
 */
#include "tests/oracle/puppet.h"

#include <stdio.h>

static const struct oracle_rules strict = {.edge_cuts = false};

static const struct {
	const char *name;
	int x, y;
} places[] = {
    {"left", -60, 300},
    {"right", 1200, 300},
    {"top", 500, -40},
    {"bottom", 500, 1000},
    {"corner", -60, -40},
    {"far", 5000, 5000},
};

static void
test_place(
    struct stage *stage, struct puppet *red, uint32_t id, const char *name, int x, int y)
{
	char title[64];
	const struct desk_window *content;

	snprintf(title, sizeof(title), "edge-%s", name);
	puppet_tell(red, "create %u %d %d 120 90 1", id, x, y);
	puppet_tell(red, "title %u %s", id, title);
	puppet_tell(red, "dump %u", id);
	puppet_tell(red, "map %u", id);
	content = stage_await_content(stage, title, 120, 90);
	tap_ok(&stage->tap, content && stage_has_ring(stage, content->area, STAGE_RED),
	    "P21-override-redirect-framed: %s", name);
	tap_ok(&stage->tap,
	    puppet_sync(red) && stage_await_area(stage, STAGE_RED, 120 * 90),
	    "P10-on-the-screen: %s", name);
	tap_ok(&stage->tap, stage_is_clean(stage, &strict), "P10-frame-on-the-screen: %s",
	    name);
	puppet_tell(red, "move %u 300 300 120 90", id);
	puppet_tell(red, "move %u %d %d 120 90", id, x, y);
	tap_ok(&stage->tap, puppet_sync(red) && stage_is_clean(stage, &strict),
	    "P10-moved-off-the-screen: %s", name);
	puppet_tell(red, "destroy %u", id);
	tap_ok(&stage->tap,
	    desk_await_gone(
	        &stage->fixture.desk, title, fixture_deadline(&stage->fixture)),
	    "destroyed: %s", name);
}

int
main(void)
{
	struct stage stage;
	struct puppet red;

	if (stage_open(&stage, &(struct fixture_options){.wm = FIXTURE_NO_WM}) &&
	    tap_ok(&stage.tap, puppet_start(&red, &stage.fixture, "red", STAGE_RED),
	        "a guest is served")) {
		for (uint32_t i = 0; i < ARRAY_LEN(places); i++) {
			test_place(&stage, &red, i + 1, places[i].name, places[i].x,
			    places[i].y);
		}
	}
	return stage_close(&stage);
}
