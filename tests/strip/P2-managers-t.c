/*
 * The strip under each window manager: it shows who has the focus, nothing lies over
 * it, and the attention chord works.
 */
#include "tests/scenario/ask.h"
#include "tests/scenario/procfs.h"
#include "tests/strip/storm.h"

#include <stdio.h>
#include <stdlib.h>

#define ESCAPE 9
#define SUPER 133

#define STORM_KEYS 300u
#define KEY_A 38
#define NEW_KEYS 5u
#define NEW_WINDOW 900u
#define GROUND 0x20242cu /* of the strip */
#define TITLE_FROM 100   /* px: where dom0's name has ended */
#define TITLE_WIDTH 200u
#define AGAIN_MS 3000
#define FLICKERS 10u /* a second: fewer than a person takes for flicker */

static const struct {
	const char *name;
	enum fixture_wm wm;
} managers[] = {
    {"none", FIXTURE_NO_WM},
    {"openbox", FIXTURE_OPENBOX},
    {"xfwm4", FIXTURE_XFWM4},
    {"i3", FIXTURE_I3},
    {"paravent-wm", FIXTURE_PARAVENT},
};

static bool
is_large(struct desk *desk, void *data)
{
	const struct stage *stage = data;

	desk_look(desk);
	const struct desk_window *window = desk_by_id(desk, stage->windows[1]);
	return window && window->area.width > stage->fixture.options.width * 3 / 4;
}

static bool
is_no_longer_large(struct desk *desk, void *data)
{
	return !is_large(desk, data);
}

/* Asks for a state; the window gets large, and the label is seen all the same. */
static bool
stays_seen(struct stage *stage, const char *one, const char *two)
{
	struct desk *desk = &stage->fixture.desk;
	xcb_atom_t first = desk_atom(desk, one);
	xcb_atom_t second = two ? desk_atom(desk, two) : (xcb_atom_t)XCB_ATOM_NONE;

	stage_ask_manager(stage, 1, "_NET_WM_STATE", 1, first, second);
	bool large = desk_await(desk, fixture_deadline(&stage->fixture), is_large, stage);
	bool seen = stage_await_label(stage, 1);
	stage_ask_manager(stage, 1, "_NET_WM_STATE", 0, first, second);
	/* Else windows that come to lie under the pointer later take the focus then. */
	(void)!desk_await(
	    desk, fixture_deadline(&stage->fixture), is_no_longer_large, stage);
	return large && seen;
}

static bool
is_shown(struct desk *desk, void *data)
{
	desk_look(desk);
	const struct desk_window *window = desk_by_id(desk, *(xcb_window_t *)data);
	return window && window->viewable;
}

static bool
has_view(struct desk *desk, void *data)
{
	const struct stage *stage = data;

	desk_look(desk);
	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_window *w = &desk->windows[i];

		if (w->depth == 1 && w->override_redirect && w->viewable &&
		    w->area.width == stage->fixture.options.width &&
		    w->area.height == stage->fixture.options.height) {
			return true;
		}
	}
	return false;
}

static bool
has_no_view(struct desk *desk, void *data)
{
	return !has_view(desk, data);
}

static const char *
name_of(const struct stage *stage)
{
	return managers[stage->fixture.options.wm].name;
}

static void
test_labels(struct tap *tap, struct stage *stage)
{
	bool follows = true;

	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		follows = follows && stage_activate(stage, d);
	}
	tap_ok(tap, follows, "%s: the label follows the focus", name_of(stage));
}

static void
test_large_windows(struct tap *tap, struct stage *stage)
{
	const char *name = name_of(stage);
	bool follows = stage_activate(stage, 1);

	if (stage->fixture.options.wm == FIXTURE_I3) {
		tap_skip(tap, "P2: seen above a maximised window", "i3 has none");
	} else {
		tap_ok(tap,
		    follows &&
		        stays_seen(stage, "_NET_WM_STATE_MAXIMIZED_VERT",
		            "_NET_WM_STATE_MAXIMIZED_HORZ"),
		    "P2: %s: seen above a maximised window", name);
	}
	tap_ok(tap, stays_seen(stage, "_NET_WM_STATE_FULLSCREEN", NULL),
	    "P2: %s: seen above a window in full screen", name);
}

static void
test_chord(struct tap *tap, struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;

	desk_key(desk, SUPER, true);
	desk_key(desk, ESCAPE, true);
	desk_key(desk, ESCAPE, false);
	desk_key(desk, SUPER, false);
	tap_ok(tap, desk_await(desk, fixture_deadline(&stage->fixture), has_view, stage),
	    "P24: %s: the attention chord", name_of(stage));
	desk_key(desk, ESCAPE, true);
	desk_key(desk, ESCAPE, false);
	tap_ok(tap,
	    desk_await(desk, fixture_deadline(&stage->fixture), has_no_view, stage),
	    "%s: Escape closes the view", name_of(stage));
}

static void
test_storm(struct tap *tap, struct stage *stage)
{
	bool has_focus =
	    stage->fixture.options.wm == FIXTURE_NO_WM || stage_activate(stage, 0);
	struct storm_score score = storm_of_popups(stage, STORM_KEYS);

	tap_diag("%s: %u keys typed, %u arrived, %u beside another label%s",
	    has_focus ? "focus" : "no focus", score.typed, score.arrived, score.misled,
	    score.is_alive ? "" : ", the last never");
	tap_ok(tap,
	    has_focus && score.is_alive && score.arrived == STORM_KEYS &&
	        score.misled == 0,
	    "P2: %s: popups over the strip stop no key", name_of(stage));
	tap_ok(tap, score.flickers < FLICKERS, "P27: %s: nor make it flicker (I8)",
	    name_of(stage));
	tap_diag("%zu changes of the strip a second, at most", score.flickers);
}

/* Keys arrive at the first domain, whose label is on the screen, and nobody else. */
static bool
types_there(struct stage *stage)
{
	struct agent *agent = &stage->agents[0];
	int64_t deadline = fixture_deadline(&stage->fixture);
	size_t before = agent->n_pressed;

	while (agent->n_pressed < before + NEW_KEYS) {
		if (clock_ms() > deadline || stage_type(stage, KEY_A) != 0) {
			return false;
		}
		agent_pump(agent, 20);
	}
	return true;
}

/*
 * Under managers that heed it a domain that the person does not work
 * in gets no keyboard by showing something (EWMH _NET_WM_USER_TIME).
 */
static void
test_new_window(struct tap *tap, struct stage *stage)
{
	struct fixture *fixture = &stage->fixture;
	bool works = stage_activate(stage, 0) && types_there(stage);

	agent_show(&stage->agents[1], NEW_WINDOW, (struct rect){400, 300, 200, 120},
	    "a new one");
	agent_pump(&stage->agents[1], 0);
	bool is_shown = works &&
	    desk_await_window(&fixture->desk, "a new one", fixture_deadline(fixture));
	tap_ok(tap, is_shown && types_there(stage),
	    "P6: %s: another domain's new window does not take the keyboard",
	    name_of(stage));
	agent_destroy(&stage->agents[1], NEW_WINDOW);
	agent_pump(&stage->agents[1], 0);
	tap_ok(tap,
	    desk_await_gone(&fixture->desk, "a new one", fixture_deadline(fixture)),
	    "%s: it goes", name_of(stage));
}

/* Right of dom0's name there is something on the strip's ground. */
static bool
has_title(struct desk *desk, void *data)
{
	const struct picture *picture = desk_picture(desk);
	const struct rect room = {TITLE_FROM, 3, TITLE_WIDTH, 18};

	(void)data;
	return picture &&
	    picture_count(picture, room, GROUND) < (size_t)room.width * room.height;
}

/* And dom0's label is there. */
static bool
has_no_title(struct desk *desk, void *data)
{
	return stage_label(data) == STAGE_NOBODY && !has_title(desk, NULL);
}

/* What a busy manager lets go by, a person asks for again. */
static bool
activate_plain(struct stage *stage, xcb_window_t window)
{
	struct desk *desk = &stage->fixture.desk;
	const uint32_t pager[5] = {2, 0, 0, 0, 0};
	int64_t deadline = fixture_deadline(&stage->fixture);
	bool is_active = false;

	while (!is_active && clock_ms() < deadline) {
		ask_root(desk->x, desk->screen->root, window,
		    desk_atom(desk, "_NET_ACTIVE_WINDOW"), pager);
		xcb_flush(desk->x);
		is_active = desk_await(desk, clock_ms() + AGAIN_MS, has_no_title, stage);
	}
	return is_active;
}

/* Programs of dom0's as old as xterm have ICCCM's title alone. */
static void
test_old_title(struct tap *tap, struct stage *stage)
{
	static const char title[] = "a name that has been one for thirty years";
	struct desk *desk = &stage->fixture.desk;
	xcb_window_t window = xcb_generate_id(desk->x);
	int64_t deadline = fixture_deadline(&stage->fixture);

	xcb_create_window(desk->x, XCB_COPY_FROM_PARENT, window, desk->screen->root, 300,
	    300, 200, 150, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, 0,
	    NULL);
	xcb_map_window(desk->x, window);
	bool is_plain = desk_await(desk, deadline, is_shown, &window) &&
	    activate_plain(stage, window);
	xcb_change_property(desk->x, XCB_PROP_MODE_REPLACE, window, XCB_ATOM_WM_NAME,
	    XCB_ATOM_STRING, 8, sizeof(title) - 1, title);
	xcb_flush(desk->x);
	tap_ok(tap, is_plain && desk_await(desk, deadline, has_title, NULL),
	    "%s: a title that only ICCCM knows is on the strip", name_of(stage));
	xcb_destroy_window(desk->x, window);
	xcb_flush(desk->x);
}

int
main(void)
{
	static stage_test *const alone[] = {test_storm, NULL};
	static stage_test *const all[] = {test_labels, test_new_window,
	    test_large_windows, test_chord, test_old_title, test_storm, NULL};
	struct tap tap = {.count = 0};

	for (size_t i = 0; i < ARRAY_LEN(managers); i++) {
		tap_diag("window manager: %s", managers[i].name);
		stage_run(&tap, managers[i].wm,
		    "guard = 0\nstrip = required\nfullscreen = allow\n",
		    managers[i].wm == FIXTURE_NO_WM ? alone : all);
	}
	return tap_done(&tap);
}
