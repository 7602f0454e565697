/*
 * An application's icon from its guest into the desktop's tray: in its domain's mark,
 * clickable, and there again when the tray has died and come back.
 */
#include "tests/daemon/tray.h"
#include "tests/oracle/puppet.h"
#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

#define INNER 0xffffffu
#define CLICKED 0xffff00u
#define NAP_MS 5 /* between looks: the tray is served here */
#define TRAYS 30 /* one after the other, at once: X gives them the same ids */

static struct tray tray;

/* The icon is a square of this colour with the red domain's mark around it. */
static bool
is_shown(struct stage *stage, uint32_t inner)
{
	struct rect slot = tray_slot(&tray, 0);
	const struct picture *picture = desk_picture(&stage->fixture.desk);
	struct rect in = {slot.x + 3, slot.y + 3, slot.width - 6, slot.height - 6};

	return picture &&
	    picture_count(picture, slot, inner) == (size_t)in.width * in.height &&
	    picture_count(picture, in, inner) == (size_t)in.width * in.height &&
	    picture_count(picture, slot, TRAY_BACKGROUND) == 0 &&
	    picture_colours(picture, slot, 4) == 3; /* with the mark's two tones */
}

static bool
await_shown(struct stage *stage, uint32_t inner)
{
	int64_t deadline = fixture_deadline(&stage->fixture);

	while (clock_ms() < deadline) {
		tray_serve(&tray);
		if (is_shown(stage, inner)) {
			return true;
		}
		poll(NULL, 0, NAP_MS);
	}
	fixture_save_picture(&stage->fixture, "tests/scenario/tray-wrong.png");
	return false;
}

static bool
is_in_each_next(struct stage *stage)
{
	bool is = true;

	for (int i = 0; is && i < TRAYS; i++) {
		tray_die(&tray);
		is = tray_open(&tray, stage->fixture.display, false) &&
		    await_shown(stage, CLICKED);
	}
	return is;
}

static void
test_tray(struct stage *stage)
{
	struct tap *tap = &stage->tap;
	const char *display = stage->fixture.display;

	tap_ok(tap, tray_open(&tray, display, false) && await_shown(stage, INNER),
	    "P1-icon: in the tray, inside its domain's mark");
	fixture_save_picture(&stage->fixture, "tests/scenario/tray.png");
	struct rect slot = tray_slot(&tray, 0);
	desk_click(&stage->fixture.desk, slot.x + 12, slot.y + 12);
	tap_ok(tap, await_shown(stage, CLICKED), "a click is the application's");
	tap_ok(tap, is_in_each_next(stage), "P30-tray: it is in each next tray too");
	tray_die(&tray);
}

int
main(void)
{
	struct stage stage;
	char icon[4096];
	const char *const program[] = {icon, NULL};

	fixture_built(icon, sizeof(icon), "tests/scenario/icon");
	if (stage_open(&stage, &(struct fixture_options){.wm = FIXTURE_OPENBOX})) {
		if (tap_ok(&stage.tap, fixture_start(&stage.fixture, "red", program),
		        "an application with an icon")) {
			test_tray(&stage);
		}
	}
	return stage_close(&stage);
}
