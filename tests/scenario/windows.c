#include "tests/scenario/windows.h"

#include "tests/oracle/puppet.h"
#include "tests/scenario/lab.h"
#include "tests/scenario/place.h"
#include "tests/scenario/procfs.h"

#include <stdlib.h>
#include <string.h>

#define CLICK_MS 5000 /* a click that hit has shown by then */
#define DRAG_STEPS 8
#define MOVED_PX 64 /* either way, and more than it then grows */
#define GROWN_PX 48
#define DRAG_STEP_MS 200 /* then the pointer goes on: managers wait for some pixels */

/* What is shown in each domain. */
struct shown {
	const char *domain;
	unsigned tag;
	const char *title; /* part of it */
	const char *const *program;
};

static const char *const terminal[] = {
    "xterm", "-T", "red-terminal", "-geometry", "60x12+40+80", NULL};
static const char *const application[] = {"gtk3-demo-application", NULL};
static const char *const clock_face[] = {"xclock", "-title", "the-clock", "-geometry",
    "200x200+700+120", "-update", "1", NULL};

static const struct shown three[] = {
    {"red", STAGE_RED, "red-terminal", terminal},
    {"green", STAGE_GREEN, "the-clock", clock_face},
    {"blue", STAGE_BLUE, "Application Class", application},
};

/* The lab has two domains, and no GTK. */
static const struct shown two[] = {
    {"red", STAGE_RED, "red-terminal", terminal},
    {"blue", STAGE_BLUE, "the-clock", clock_face},
};

/* Waits until the window's place satisfies a question about it and the old one. */
struct change {
	const char *title;
	struct place before, now;
	bool (*is_done)(const struct place *before, const struct place *now);
};

static bool
has_changed(struct desk *desk, void *data)
{
	struct change *change = data;

	return place_find(desk, change->title, &change->now) &&
	    change->is_done(&change->before, &change->now);
}

static bool
is_placed(const struct place *before, const struct place *now)
{
	(void)before;
	return !rect_is_empty(now->content);
}

static bool
is_moved(const struct place *before, const struct place *now)
{
	return abs(now->content.x - before->content.x) == MOVED_PX &&
	    abs(now->content.y - before->content.y) == MOVED_PX;
}

static bool
is_larger(const struct place *before, const struct place *now)
{
	return now->content.width >= before->content.width + 20 &&
	    now->content.height >= before->content.height + 20;
}

static void
tell_place(const char *when, const struct place *place)
{
	tap_diag("%s: manager's frame %d,%d %ux%u, ours %d,%d %ux%u, content %d,%d %ux%u",
	    when, place->outer.x, place->outer.y, place->outer.width, place->outer.height,
	    place->frame.x, place->frame.y, place->frame.width, place->frame.height,
	    place->content.x, place->content.y, place->content.width,
	    place->content.height);
}

static bool
await_change(struct stage *stage, struct change *change)
{
	if (desk_await(&stage->fixture.desk, fixture_deadline(&stage->fixture),
	        has_changed, change)) {
		return true;
	}
	tell_place("before", &change->before);
	tell_place("now", &change->now);
	return false;
}

static bool
is_different(const struct place *before, const struct place *now)
{
	return !rect_equals(before->outer, now->outer);
}

/*
 * Others than ours must have grabbed the pointer, and shown it, before the button is
 * released; the pointer goes to and fro until then.  Ours takes events in their order.
 */
static void
await_begun(struct stage *stage, const struct change *change, int32_t x, int32_t y,
    int32_t dx, int32_t dy)
{
	struct desk *desk = &stage->fixture.desk;
	struct change begun = *change;
	int64_t deadline = fixture_deadline(&stage->fixture);
	int i = 0;

	begun.is_done = is_different;
	do {
		i = i % (DRAG_STEPS - 1) + 1;
		desk_move(desk, x + dx * i / DRAG_STEPS, y + dy * i / DRAG_STEPS);
	} while (stage->fixture.options.wm != FIXTURE_PARAVENT &&
	    !desk_await(desk, clock_ms() + DRAG_STEP_MS, has_changed, &begun) &&
	    clock_ms() < deadline);
}

/* Drags by (dx, dy). */
static void
drag(struct stage *stage, const struct change *change, int32_t x, int32_t y, int32_t dx,
    int32_t dy)
{
	struct desk *desk = &stage->fixture.desk;

	desk_move(desk, x, y);
	desk_button(desk, 1, true);
	await_begun(stage, change, x, y, dx, dy);
	desk_move(desk, x + dx, y + dy);
	desk_button(desk, 1, false);
}

/* A window, and where it was before and after the desk's last picture was taken. */
struct rest {
	const char *title;
	struct place place;
};

/* A question for desk_await(): a picture on which the window does not move. */
static bool
is_at_rest(struct desk *desk, void *data)
{
	struct rest *rest = data;
	struct place after;

	return place_find(desk, rest->title, &rest->place) && desk_picture(desk) &&
	    place_find(desk, rest->title, &after) &&
	    rect_equals(rest->place.content, after.content) &&
	    rect_equals(rest->place.frame, after.frame);
}

/* Likewise: content is not one colour, nor its lower right part. */
static bool
is_drawn(struct desk *desk, void *data)
{
	const struct rest *rest = data;

	if (!is_at_rest(desk, data)) {
		return false;
	}
	struct rect area = rest->place.content;
	struct rect corner = {area.x + (int32_t)area.width - 12,
	    area.y + (int32_t)area.height - 12, 12, 12};
	return picture_colours(&desk->picture, area, 2) == 2 &&
	    picture_count(&desk->picture, corner, 0x000000) == 0;
}

static bool
await_drawn(struct stage *stage, const char *title)
{
	struct rest rest = {.title = title};

	return desk_await(
	    &stage->fixture.desk, fixture_deadline(&stage->fixture), is_drawn, &rest);
}

/* At any moment: on the first picture on which it does not move. */
static bool
is_framed(struct stage *stage, const struct shown *window)
{
	struct desk *desk = &stage->fixture.desk;
	struct rest rest = {.title = window->title};

	if (desk_await(desk, fixture_deadline(&stage->fixture), is_at_rest, &rest) &&
	    oracle_has_ring(
	        stage->oracle, &desk->picture, rest.place.content, window->tag)) {
		return true;
	}
	tell_place("without its ring", &rest.place);
	return false;
}

/* Towards the middle of the screen, so that its corner stays there. */
static int32_t
inwards(int32_t start, uint32_t length, uint32_t screen)
{
	return start + (int32_t)length / 2 < (int32_t)screen / 2 ? MOVED_PX : -MOVED_PX;
}

static void
test_opens(struct stage *stage, const struct shown *window)
{
	struct change change = {.title = window->title, .is_done = is_placed};

	if (!tap_ok(&stage->tap,
	        fixture_start(&stage->fixture, window->domain, window->program) &&
	            await_change(stage, &change),
	        "%s: its window opens", window->title)) {
		return;
	}
	tap_ok(&stage->tap, await_drawn(stage, window->title), "%s: it is drawn",
	    window->title);
	tap_ok(&stage->tap, is_framed(stage, window),
	    "P1: %s is framed in its domain's colour", window->title);
}

static bool
is_uncovered(struct desk *desk, const struct place *place, int32_t x, int32_t y)
{
	xcb_translate_coordinates_reply_t *at = xcb_translate_coordinates_reply(desk->x,
	    xcb_translate_coordinates(
	        desk->x, desk->screen->root, desk->screen->root, (int16_t)x, (int16_t)y),
	    NULL);
	bool is = at && at->child == place->top;

	free(at);
	return is;
}

/* Of the title bar's middle half; -1 when other windows cover all of it. */
static int32_t
find_uncovered(struct desk *desk, const struct place *place, int32_t y)
{
	int32_t quarter = (int32_t)place->outer.width / 4;

	for (int32_t x = place->outer.x + quarter; x < place->outer.x + 3 * quarter;
	     x++) {
		if (is_uncovered(desk, place, x, y)) {
			return x;
		}
	}
	return -1;
}

static void
test_moves(struct stage *stage, const struct shown *window)
{
	struct change change = {.title = window->title, .is_done = is_moved};
	struct rect outer;
	int32_t bar;

	if (!place_find(&stage->fixture.desk, window->title, &change.before)) {
		tap_ok(&stage->tap, false, "%s: it is there to be moved", window->title);
		return;
	}
	outer = change.before.outer;
	bar = change.before.frame.y - outer.y;
	const struct fixture_options *screen = &stage->fixture.options;
	drag(stage, &change,
	    find_uncovered(&stage->fixture.desk, &change.before, outer.y + bar / 2),
	    outer.y + bar / 2, inwards(outer.x, outer.width, screen->width),
	    inwards(outer.y, outer.height, screen->height));
	tap_ok(&stage->tap, await_change(stage, &change), "%s: moved by its title bar",
	    window->title);
	tap_ok(&stage->tap, is_framed(stage, window), "P1: %s is framed where it is now",
	    window->title);
}

static void
test_resizes(struct stage *stage, const struct shown *window)
{
	struct change change = {.title = window->title, .is_done = is_larger};
	struct rect outer;

	if (!place_find(&stage->fixture.desk, window->title, &change.before)) {
		tap_ok(
		    &stage->tap, false, "%s: it is there to be resized", window->title);
		return;
	}
	outer = change.before.outer;
	drag(stage, &change, outer.x + (int32_t)outer.width - 2,
	    outer.y + (int32_t)outer.height - 2, GROWN_PX, GROWN_PX);
	tap_ok(&stage->tap, await_change(stage, &change), "%s: resized by its corner",
	    window->title);
	tap_ok(&stage->tap, await_drawn(stage, window->title),
	    "%s: its program draws the new size", window->title);
	tap_ok(&stage->tap, is_framed(stage, window), "P1: %s is framed at its new size",
	    window->title);
}

/* It may still be on its way to the size that it was given: whoever misses clicks again.
 */
static bool
close_by_button(struct stage *stage, const struct shown *window)
{
	struct desk *desk = &stage->fixture.desk;
	int64_t deadline = fixture_deadline(&stage->fixture);
	struct place place;

	while (clock_ms() < deadline && place_find(desk, window->title, &place)) {
		int32_t bar = place.frame.y - place.outer.y;

		desk_click(desk, place.outer.x + (int32_t)place.outer.width - bar / 2 - 2,
		    place.outer.y + bar / 2);
		if (desk_await_gone(desk, window->title, clock_ms() + CLICK_MS)) {
			return true;
		}
	}
	return desk_await_gone(desk, window->title, clock_ms() + CLICK_MS);
}

static void
test_closes(struct stage *stage, const struct shown *window)
{
	struct place place;

	if (!place_find(&stage->fixture.desk, window->title, &place)) {
		tap_ok(&stage->tap, false, "%s: it is there to be closed", window->title);
		return;
	}
	tap_ok(&stage->tap, close_by_button(stage, window), "%s: closed by its button",
	    window->title);
}

int
windows_test(enum fixture_wm wm, const char *picture)
{
	const struct shown *shown = lab_is_used() ? two : three;
	size_t count = lab_is_used() ? ARRAY_LEN(two) : ARRAY_LEN(three);
	struct stage stage;

	if (tap_ok(&stage.tap, stage_open(&stage, &(struct fixture_options){.wm = wm}),
	        "a desktop with a window manager")) {
		for (size_t i = 0; i < count; i++) {
			test_opens(&stage, &shown[i]);
		}
		for (size_t i = 0; i < count; i++) {
			test_moves(&stage, &shown[i]);
			test_resizes(&stage, &shown[i]);
		}
		fixture_save_picture(&stage.fixture, picture);
		for (size_t i = 0; i < count; i++) {
			test_closes(&stage, &shown[i]);
		}
	}
	return stage_close(&stage);
}
