#include "tests/scenario/restart.h"

#include "tests/oracle/puppet.h"
#include "tests/scenario/ask.h"
#include "tests/scenario/place.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define HIDDEN_PX 8 /* of a title bar: the border that a maximised window has not */
#define CELL_PX 16  /* more than xterm's letters are wide or high */
#define TITLE "the-terminal"

static const char *const terminal[] = {"xterm", "-T", TITLE, NULL};
static const char *const stated[] = {
    "xclock", "-title", "the-clock", "-geometry", "200x200+400+300", NULL};
static const char *const cornered[] = {
    "xclock", "-title", "the-corner", "-geometry", "200x200+0+0", NULL};

/* A question for desk_await(): shown, but not by this worker, which was killed. */
struct anew {
	const char *title;
	pid_t old; /* 0: none */
	struct place now;
};

static bool
is_shown_anew(struct desk *desk, void *data)
{
	struct anew *anew = data;

	if (!place_find(desk, anew->title, &anew->now)) {
		return false;
	}
	pid_t maker = desk_maker(desk, desk_find(desk, anew->title)->id);
	if (maker == 0 || maker == anew->old) {
		return false;
	}
	const struct picture *picture = desk_picture(desk);
	return picture && picture_colours(picture, anew->now.content, 2) == 2;
}

static bool
await_shown(struct stage *stage, struct anew *anew)
{
	return desk_await(
	    &stage->fixture.desk, fixture_deadline(&stage->fixture), is_shown_anew, anew);
}

/* Kills red's worker or agent; where its window is when it is back. */
static bool
restart(struct stage *stage, const char *title, bool agent, struct place *now)
{
	struct fixture *fixture = &stage->fixture;
	struct anew anew = {.title = title};
	pid_t pid =
	    agent ? fixture_session(fixture, "red") : fixture_worker(fixture, "red");

	desk_look(&fixture->desk);
	const struct desk_window *window = desk_find(&fixture->desk, title);
	if (!window || pid <= 0) {
		return false;
	}
	anew.old = desk_maker(&fixture->desk, window->id);
	kill_one(pid, SIGKILL);
	bool back = await_shown(stage, &anew);
	*now = anew.now;
	return back;
}

static void
tell(const char *what, struct rect r)
{
	tap_diag("%s %d,%d %ux%u", what, r.x, r.y, r.width, r.height);
}

/* A window's place, and where its content shall come to lie. */
struct spot {
	const char *title;
	struct rect content, outer;
	struct place now;
};

static bool
is_there(struct desk *desk, void *data)
{
	struct spot *spot = data;

	return place_find(desk, spot->title, &spot->now) &&
	    spot->now.content.x == spot->content.x &&
	    spot->now.content.y == spot->content.y;
}

/* Likewise, and as large; outside of it the manager's frame, unless that is empty. */
static bool
is_the_same(struct desk *desk, void *data)
{
	struct spot *spot = data;

	return place_find(desk, spot->title, &spot->now) &&
	    rect_equals(spot->now.content, spot->content) &&
	    (rect_is_empty(spot->outer) || rect_equals(spot->now.outer, spot->outer));
}

static bool
is_within_reach(struct desk *desk, void *data)
{
	struct spot *spot = data;

	return place_find(desk, spot->title, &spot->now) && spot->now.outer.y >= 0;
}

/* The manager takes a moment to tell how it decorates. */
static bool
settles(struct stage *stage, struct spot *spot, desk_question *question)
{
	return desk_await(
	    &stage->fixture.desk, fixture_deadline(&stage->fixture), question, spot);
}

/* Three workers and two agents: after each the content is where it was at first. */
static void
test_restarts(struct stage *stage, const char *title)
{
	static const bool agents[] = {false, true, false, true, false};
	struct place first, now;

	if (!place_find(&stage->fixture.desk, title, &first)) {
		tap_ok(&stage->tap, false, "%s: it is there", title);
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(agents); i++) {
		struct spot spot = {.title = title, .content = first.content};
		bool back = restart(stage, title, agents[i], &now) &&
		    settles(stage, &spot, is_the_same);

		tell("content was", first.content);
		tell("content is", spot.now.content);
		tap_ok(&stage->tap, back && rect_equals(spot.now.content, first.content),
		    "P30-place: %s is where it was after %s's restart (%zu)", title,
		    agents[i] ? "the agent" : "the worker", i + 1);
	}
	struct spot last = {
	    .title = title, .content = first.content, .outer = first.outer};
	tap_ok(&stage->tap, settles(stage, &last, is_the_same),
	    "P30-place: %s stays there, its decoration too", title);
}

/* As a pager would (EWMH, _NET_WM_STATE). */
static void
set_state(struct desk *desk, const char *title, bool on, const char *one, const char *two)
{
	const uint32_t words[5] = {
	    on, desk_atom(desk, one), two ? desk_atom(desk, two) : 0, 2};

	desk_look(desk);
	const struct desk_window *window = desk_find(desk, title);
	ask_root(desk->x, desk->screen->root, window ? window->id : XCB_NONE,
	    desk_atom(desk, "_NET_WM_STATE"), words);
	xcb_flush(desk->x);
}

struct wide {
	const char *title;
	bool is_full; /* and high */
	struct place before, now;
};

/* The frame is as it will be, and the content follows it. */
static bool
is_filled(const struct wide *wide, const struct picture *picture)
{
	struct rect in = wide->now.content;
	struct rect out = wide->now.frame;
	int32_t right = out.x - in.x + (int32_t)out.width - (int32_t)in.width;
	int32_t below = out.y - in.y + (int32_t)out.height - (int32_t)in.height;

	return (!wide->is_full || out.height >= picture->height) &&
	    right == (int32_t)FIXTURE_FRAME && below == (int32_t)FIXTURE_FRAME;
}

static bool
is_wide(struct desk *desk, void *data)
{
	struct wide *wide = data;

	if (!place_find(desk, wide->title, &wide->now) || !desk_picture(desk) ||
	    rect_equals(wide->now.content, wide->before.content) ||
	    wide->now.content.width + 20u < desk->picture.width ||
	    !is_filled(wide, &desk->picture)) {
		return false;
	}
	/* Its program has heard of it, and drawn: else the next worker may not. */
	struct rect area = wide->now.content;
	struct rect corner = {area.x + (int32_t)area.width - 12,
	    area.y + (int32_t)area.height - 12, 12, 12};
	return picture_count(&desk->picture, corner, STAGE_FILL & 0xfcfcfc) == 0;
}

/* Where it was and no larger; xterm takes whole cells, in its own time. */
static bool
is_as_large(struct desk *desk, void *data)
{
	struct spot *spot = data;

	if (!is_there(desk, spot)) {
		return false;
	}
	struct rect now = spot->now.content;
	return now.width <= spot->content.width && now.height <= spot->content.height &&
	    now.width + CELL_PX > spot->content.width &&
	    now.height + CELL_PX > spot->content.height;
}

/* Grown by the manager: restarts make it neither larger nor smaller, nor move it. */
static void
test_grown(struct stage *stage, const char *title, const char *one, const char *two)
{
	struct wide wide = {.title = title, .is_full = !two};
	struct place now = {.content = {0}};
	bool back = true;

	if (!tap_ok(&stage->tap, place_find(&stage->fixture.desk, title, &wide.before),
	        "%s: it is there to be made large", title)) {
		return;
	}
	set_state(&stage->fixture.desk, title, true, one, two);
	if (!tap_ok(&stage->tap,
	        desk_await(&stage->fixture.desk, fixture_deadline(&stage->fixture),
	            is_wide, &wide),
	        "%s: %s", title, one)) {
		return;
	}
	tell("content is", wide.now.content);
	struct spot spot = {.title = title, .content = wide.now.content};
	for (int i = 0; i < 4 && back; i++) {
		back = restart(stage, title, i == 2, &now) &&
		    settles(stage, &spot, is_as_large);
		tell("content is", spot.now.content);
	}
	tap_ok(&stage->tap,
	    back && spot.now.frame.width <= stage->fixture.desk.picture.width &&
	        spot.now.outer.y > -HIDDEN_PX,
	    "P30-place: %s with %s neither grows nor moves", title, one);
}

static bool
start(struct stage *stage, const char *domain, const char *const *program,
    const char *title, struct place *now)
{
	struct anew anew = {.title = title};
	bool shown =
	    fixture_start(&stage->fixture, domain, program) && await_shown(stage, &anew);

	*now = anew.now;
	return shown;
}

static void
test_stated(struct stage *stage)
{
	struct place now;
	struct spot clock = {.title = "the-clock", .content = {.x = 400, .y = 300}};
	struct spot corner = {.title = "the-corner"};

	bool shown = start(stage, "blue", stated, clock.title, &now) &&
	    settles(stage, &clock, is_there);
	tell("decoration", clock.now.outer);
	tell("content", clock.now.content);
	tap_ok(&stage->tap, shown, "a program's stated position is that of its content");
	shown = start(stage, "green", cornered, corner.title, &now) &&
	    settles(stage, &corner, is_within_reach);
	tell("decoration", corner.now.outer);
	tell("content", corner.now.content);
	tap_ok(
	    &stage->tap, shown, "in the screen's corner its title bar is within reach");
}

int
restart_test(enum fixture_wm wm)
{
	struct stage stage;
	struct place first;

	if (tap_ok(&stage.tap, stage_open(&stage, &(struct fixture_options){.wm = wm}),
	        "a desktop with a window manager") &&
	    tap_ok(&stage.tap, start(&stage, "red", terminal, TITLE, &first),
	        "a window that the manager has placed")) {
		test_restarts(&stage, TITLE);
		test_stated(&stage);
	}
	/*
	 * Ours asks the person before a domain's window is large again, so it comes back
	 * plain, and xterm then takes whole cells in its own time.
	 */
	if (!stage.tap.failed && wm != FIXTURE_PARAVENT) {
		test_grown(&stage, TITLE, "_NET_WM_STATE_MAXIMIZED_VERT",
		    "_NET_WM_STATE_MAXIMIZED_HORZ");
		test_grown(&stage, TITLE, "_NET_WM_STATE_FULLSCREEN", NULL);
	}
	return stage_close(&stage);
}
