/*
 * Full screen and attention the whole way: a program in a guest asks, the domain's policy
 * decides, the person agrees or goes there, and the program hears of it.  Meanwhile the
 * strip says who asks, and stays above what fills the screen.  Under three window
 * managers: the program says in its title what it believes.
 */
#include "common/paint/tone.h"
#include "tests/oracle/puppet.h"
#include "tests/scenario/atom.h"
#include "tests/scenario/procfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REMOVE 0
#define ADD 1
#define PAGER 2         /* EWMH: who asks */
#define STRIP 28        /* px, from the top */
#define SHOWN 0x8090a0u /* what the programs draw */

/* A window that just got the focus gets keys a little later, and shows it by then. */
#define TYPED_AGAIN_MS 1500

enum domain { RED, BLUE, GREEN, N_DOMAINS };

static const char *const names[N_DOMAINS] = {"red", "blue", "green"};
static const uint32_t colours[N_DOMAINS] = {0xc53030, 0x2b6cb0, 0x2f855a};
static const char *const policies[N_DOMAINS] = {
    "fullscreen = never\nattention = no\nguard = 0\n",
    "fullscreen = ask\nguard = 0\n",
    "fullscreen = allow\nguard = 0\n",
};

/* What is looked at, and what is asked of it. */
struct view {
	struct stage *stage; /* borrowed */
	enum domain domain;
	xcb_window_t window;
	const char *state; /* its title must begin so, after the label */
	unsigned written;  /* and say that so often at least */
	bool is_full;
	bool is_shown; /* the badge */
};

/* --- the person ------------------------------------------------------------------- */

/* What a person does with the window manager's own means. */
static void
act(const struct view *view, const char *type, uint32_t first, const char *state,
    uint32_t source)
{
	struct desk *desk = &view->stage->fixture.desk;
	xcb_client_message_event_t e = {
	    .response_type = XCB_CLIENT_MESSAGE,
	    .format = 32,
	    .window = view->window,
	    .type = desk_atom(desk, type),
	    .data.data32 = {first, state ? desk_atom(desk, state) : 0, 0, source},
	};

	xcb_send_event(desk->x, 0, desk->screen->root,
	    XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT,
	    (const char *)&e);
	xcb_flush(desk->x);
}

static bool
has_focus(struct desk *desk, void *data)
{
	const struct view *view = data;
	xcb_get_input_focus_reply_t *reply =
	    xcb_get_input_focus_reply(desk->x, xcb_get_input_focus(desk->x), NULL);
	bool has = reply && reply->focus == view->window;

	free(reply);
	return has;
}

/* --- what is seen ----------------------------------------------------------------- */

/* Begins so, after the label; then the number. */
static bool
says(struct desk *desk, void *data)
{
	const struct view *view = data;

	desk_look(desk);
	const struct desk_window *w = desk_by_id(desk, view->window);
	const char *at = w ? strstr(w->title, view->state) : NULL;

	return at && (unsigned)atoi(at + strlen(view->state)) >= view->written;
}

static bool
await_says(struct view *view, const char *state, unsigned written)
{
	struct fixture *fixture = &view->stage->fixture;

	view->state = state;
	view->written = written;
	if (desk_await(&fixture->desk, fixture_deadline(fixture), says, view)) {
		return true;
	}
	const struct desk_window *w = desk_by_id(&fixture->desk, view->window);
	tap_diag("it says %s, not %s %u", w ? w->title : "nothing", state, written);
	return false;
}

/* How often its state was written, as its title says. */
static unsigned
written_of(struct view *view)
{
	struct desk *desk = &view->stage->fixture.desk;

	desk_look(desk);
	const struct desk_window *w = desk_by_id(desk, view->window);
	const char *at = w ? strrchr(w->title, '.') : NULL;

	return at ? (unsigned)atoi(at + 1) : 0;
}

/* Types until the title says so. */
static bool
type_until(struct view *view, const char *key, const char *state, unsigned written)
{
	struct fixture *fixture = &view->stage->fixture;
	int64_t deadline = fixture_deadline(fixture);

	view->state = state;
	view->written = written;
	while (clock_ms() < deadline && desk_type(&fixture->desk, key, 0)) {
		if (desk_await(&fixture->desk, clock_ms() + TYPED_AGAIN_MS, says, view)) {
			return true;
		}
	}
	return await_says(view, state, written);
}

static bool
fills(struct desk *desk, void *data)
{
	const struct view *view = data;

	desk_look(desk);
	const struct desk_window *w = desk_by_id(desk, view->window);

	return w &&
	    (w->area.width >= 1280 && w->area.height >= 1024 - STRIP) == view->is_full;
}

static bool
await_full(struct view *view, bool is_full)
{
	struct fixture *fixture = &view->stage->fixture;

	view->is_full = is_full;
	return desk_await(&fixture->desk, fixture_deadline(fixture), fills, view);
}

static bool
await_badge(struct view *view, bool is_shown)
{
	static const unsigned tags[N_DOMAINS] = {STAGE_RED, STAGE_BLUE, STAGE_GREEN};

	view->is_shown = is_shown;
	return stage_await_badge(view->stage, tags[view->domain], is_shown);
}

/* The label stands in the strip, no guest's pixel does, and its frame is all around. */
static bool
is_marked(struct desk *desk, void *data)
{
	const struct view *view = data;
	const struct picture *p = desk_picture(desk);
	uint32_t shown = 0;

	if (!p || picture_at(p, 1, 1) != tone_round(colours[view->domain])) {
		return false;
	}
	for (uint32_t x = 0; x < p->width; x++) {
		for (uint32_t y = 0; y < p->height; y++) {
			bool is_edge = y < STRIP || x == 0 || x == p->width - 1 ||
			    y == p->height - 1;

			if (is_edge && picture_at(p, x, y) == SHOWN) {
				return false;
			}
			shown += picture_at(p, x, y) == SHOWN;
		}
	}
	return shown > p->width * p->height / 100 * 90;
}

static bool
await_marked(struct view *view)
{
	struct fixture *fixture = &view->stage->fixture;

	return desk_await(&fixture->desk, fixture_deadline(fixture), is_marked, view);
}

static bool
has_state(struct desk *desk, void *data)
{
	const struct view *view = data;

	return atom_is_in(desk->x, view->window, "_NET_WM_STATE", view->state) ==
	    view->is_shown;
}

/* Strip and window manager both say that it wants attention, or that it does not. */
static bool
await_attention(struct view *view, bool is_shown)
{
	struct fixture *fixture = &view->stage->fixture;

	view->state = "_NET_WM_STATE_DEMANDS_ATTENTION";
	return await_badge(view, is_shown) &&
	    desk_await(&fixture->desk, fixture_deadline(fixture), has_state, view);
}

static bool
go_to(struct view *view)
{
	struct fixture *fixture = &view->stage->fixture;

	act(view, "_NET_ACTIVE_WINDOW", PAGER, NULL, 0);
	return desk_await(&fixture->desk, fixture_deadline(fixture), has_focus, view);
}

/* Has it ask as soon as the focus is elsewhere. */
static bool
type_and_leave(struct view *view, const char *key, struct view *elsewhere)
{
	return go_to(view) && type_until(view, key, "asks.", 0) && go_to(elsewhere);
}

/* --- the scenarios ---------------------------------------------------------------- */

static void
test_never(struct tap *tap, struct view *red, struct view *elsewhere)
{
	unsigned before = written_of(red);

	tap_ok(tap, go_to(red) && type_until(red, "f", "state:.", before + 2),
	    "P9-asked: full screen never: the program had it for itself, and no more");
	tap_ok(tap, await_full(red, false), "P9-asked: and fills nothing");
	before = written_of(red);
	tap_ok(tap,
	    type_and_leave(red, "a", elsewhere) && await_says(red, "state:.", before + 2),
	    "P9-asked: attention never: it is told");
	tap_ok(tap, await_attention(red, false), "P9-asked: and nobody else is");
}

/* The person fills the screen with it, and ends that again. */
static void
test_person(struct tap *tap, struct view *view)
{
	tap_ok(tap, go_to(view), "P9-asked: the person goes there");
	act(view, "_NET_WM_STATE", ADD, "_NET_WM_STATE_FULLSCREEN", PAGER);
	tap_ok(tap, await_says(view, "state: fullscreen.", 0),
	    "P9-asked: the person agrees, and the program hears of it");
	tap_ok(tap, await_full(view, true) && await_marked(view),
	    "P9-asked: it fills the screen; frame and strip stay");
	act(view, "_NET_WM_STATE", REMOVE, "_NET_WM_STATE_FULLSCREEN", PAGER);
	tap_ok(tap, await_says(view, "state:.", 0) && await_full(view, false),
	    "P9-asked: the person ends it, and the program hears of it");
}

static void
test_ask(struct tap *tap, struct view *blue, struct view *elsewhere)
{
	unsigned before = written_of(blue);

	tap_ok(tap,
	    type_and_leave(blue, "g", elsewhere) &&
	        await_says(blue, "state:.", before + 2),
	    "P9-asked: full screen after a question: not yet, and the program hears of "
	    "it");
	tap_ok(tap, await_attention(blue, true) && await_full(blue, false),
	    "P9-asked: strip and window manager say that it asks for something");
	test_person(tap, blue);
	tap_ok(tap, await_attention(blue, false),
	    "P9-asked: with the focus the question is gone");
	/* Asked while it has the focus already: nobody needs to be led there. */
	before = written_of(blue);
	tap_ok(tap,
	    type_until(blue, "f", "state:.", before + 2) && await_full(blue, false),
	    "P9-asked: asked with the focus, it is not granted either");
	tap_ok(tap, await_attention(blue, false), "P9-asked: and no question stays");
}

static void
test_attention(struct tap *tap, struct view *green, struct view *elsewhere)
{
	tap_ok(tap,
	    type_and_leave(green, "a", elsewhere) &&
	        await_says(green, "state: attention.", 0),
	    "P9-asked: the program demands attention");
	tap_ok(tap, await_attention(green, true),
	    "P9-asked: strip and window manager say so");
	tap_ok(tap, go_to(green) && await_says(green, "state:.", 0),
	    "P9-asked: the person goes there, and the program hears of it");
	tap_ok(
	    tap, await_attention(green, false), "P9-asked: and it is asked for no more");
}

/* paravent-wm asks the person, whatever the domain's policy; others grant at once. */
static void
test_allow(struct tap *tap, struct view *green)
{
	bool is_asked = green->stage->fixture.options.wm == FIXTURE_PARAVENT;
	unsigned before = written_of(green);

	if (is_asked) {
		tap_ok(tap,
		    go_to(green) && type_until(green, "f", "state:.", before + 2) &&
		        await_full(green, false),
		    "P9-asked: the window manager does not grant it: it is told");
		test_person(tap, green);
		return;
	}
	tap_ok(tap,
	    go_to(green) && type_until(green, "f", "state: fullscreen.", before + 1),
	    "P9-asked: full screen allowed: the program has it");
	tap_ok(tap, await_full(green, true) && await_marked(green),
	    "P9-asked: it fills the screen; frame and strip stay");
	act(green, "_NET_WM_STATE", REMOVE, "_NET_WM_STATE_FULLSCREEN", PAGER);
	tap_ok(tap, await_says(green, "state:.", 0) && await_full(green, false),
	    "P9-asked: the person ends it, and the program hears of it");
}

/* --- all of it under one window manager ------------------------------------------- */

static bool
start(struct stage *stage, struct view *views)
{
	char states[4096];
	char title[32];
	const char *const program[] = {states, NULL};

	fixture_built(states, sizeof(states), "tests/scenario/states");
	for (unsigned i = 0; i < N_DOMAINS; i++) {
		if (!fixture_start(&stage->fixture, names[i], program)) {
			return false;
		}
	}
	for (unsigned i = 0; i < N_DOMAINS; i++) {
		snprintf(title, sizeof(title), "[%s] state:.", names[i]);
		const struct desk_window *w = desk_await_window(
		    &stage->fixture.desk, title, fixture_deadline(&stage->fixture));

		views[i] = (struct view){.stage = stage, .domain = i};
		/* The topmost may be the window manager's frame. */
		for (size_t k = 0; w && k < stage->fixture.desk.count; k++) {
			const struct desk_window *other = &stage->fixture.desk.windows[k];

			if (strstr(other->title, title) && other->class[0]) {
				views[i].window = other->id;
			}
		}
		if (!views[i].window) {
			return false;
		}
	}
	return true;
}

static unsigned
run(enum fixture_wm wm, const char *name, unsigned *count)
{
	static struct stage stage; /* much too large for a stack */
	struct view views[N_DOMAINS];
	struct tap *tap = &stage.tap;
	const struct fixture_options options = {
	    .wm = wm, .strip = true, .policies = policies};

	tap_diag("%s", name);
	bool ready = stage_open(&stage, &options);
	tap->count = *count;
	if (tap_ok(tap, ready && start(&stage, views), "three programs under %s", name)) {
		test_never(tap, &views[RED], &views[BLUE]);
		test_ask(tap, &views[BLUE], &views[RED]);
		test_attention(tap, &views[GREEN], &views[RED]);
		test_allow(tap, &views[GREEN]);
	}
	tap_ok(tap, fixture_close(&stage.fixture, tap), "nothing is left");
	oracle_destroy(stage.oracle);
	*count = tap->count;
	return tap->failed;
}

int
main(int argc, char **argv)
{
	static const struct {
		enum fixture_wm wm;
		const char *name;
	} managers[] = {
	    {FIXTURE_OPENBOX, "openbox"},
	    {FIXTURE_XFWM4, "xfwm4"},
	    {FIXTURE_PARAVENT, "paravent-wm"},
	};
	struct tap all = {.count = 0};

	for (size_t i = 0; i < ARRAY_LEN(managers); i++) {
		if (argc < 2 || strcmp(argv[1], managers[i].name) == 0) {
			all.failed += run(managers[i].wm, managers[i].name, &all.count);
		}
	}
	return tap_done(&all);
}
