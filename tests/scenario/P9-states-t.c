/*
 * Full screen, attention and minimised, from the application to the desktop and back,
 * under openbox: the application says in its title what it believes.
 */
#include "tests/oracle/puppet.h"
#include "tests/scenario/atom.h"
#include "tests/scenario/procfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REMOVE 0
#define ADD 1
#define PAGER 2 /* EWMH: who asks */

/* A key that was taken has shown by then; one that comes later would act once more. */
#define TYPED_AGAIN_MS 3000

static const struct desk_window *
await(struct stage *stage, const char *title)
{
	return desk_await_window(
	    &stage->fixture.desk, title, fixture_deadline(&stage->fixture));
}

/* What a person does with the window manager's own means. */
static void
act(struct stage *stage, xcb_window_t window, const char *type, uint32_t first,
    const char *state, uint32_t source)
{
	struct desk *desk = &stage->fixture.desk;
	xcb_client_message_event_t e = {
	    .response_type = XCB_CLIENT_MESSAGE,
	    .format = 32,
	    .window = window,
	    .type = desk_atom(desk, type),
	    .data.data32 = {first, state ? desk_atom(desk, state) : 0, 0, source},
	};

	xcb_send_event(desk->x, 0, desk->screen->root,
	    XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT,
	    (const char *)&e);
	xcb_flush(desk->x);
}

/*
 * Types until the title says so: a window that just got the focus is given the keys a
 * little later.
 */
static bool
type_until(struct stage *stage, const char *key, desk_question *is_so, void *data)
{
	struct desk *desk = &stage->fixture.desk;
	int64_t deadline = fixture_deadline(&stage->fixture);

	while (clock_ms() < deadline) {
		if (!desk_type(desk, key, 0) ||
		    desk_await(desk, clock_ms() + TYPED_AGAIN_MS, is_so, data)) {
			break;
		}
	}
	return is_so(desk, data);
}

/* Into the window, wherever it is by now. */
static void
click(struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;
	const struct desk_window *w = await(stage, "state:");

	if (w) {
		desk_click(desk, w->area.x + 50, w->area.y + 60);
	}
}

static bool
has_title(struct desk *desk, void *data)
{
	desk_look(desk);
	return desk_find(desk, data) != NULL;
}

static bool
is_hidden(struct desk *desk, void *data)
{
	return !has_title(desk, data);
}

static bool
is_full(struct desk *desk, void *data)
{
	desk_look(desk);
	const struct desk_window *w = desk_find(desk, data);
	const struct desk_window *top = w ? desk_top_of(desk, w) : NULL;

	return top && top->area.width >= 1280 && top->area.height >= 1024;
}

/* A window, and where it is to be on the root, px. */
struct home {
	xcb_window_t window;
	struct rect area;
};

static bool
is_home(struct desk *desk, void *data)
{
	const struct home *home = data;

	desk_look(desk);
	const struct desk_window *w = desk_by_id(desk, home->window);
	return w && w->viewable && rect_equals(w->area, home->area);
}

/* Managers let windows glide, and a click goes where it lands. */
static bool
comes_home(struct stage *stage, struct home *home)
{
	return desk_await(
	    &stage->fixture.desk, fixture_deadline(&stage->fixture), is_home, home);
}

static void
test_fullscreen(struct stage *stage, struct home *home)
{
	xcb_window_t window = home->window;
	struct tap *tap = &stage->tap;
	static char full[] = "state: fullscreen.";

	tap_ok(tap, type_until(stage, "f", has_title, full),
	    "P9-fullscreen: the application has it");
	tap_ok(tap,
	    desk_await(
	        &stage->fixture.desk, fixture_deadline(&stage->fixture), is_full, full),
	    "P9-fullscreen: and fills the screen");
	act(stage, window, "_NET_WM_STATE", REMOVE, "_NET_WM_STATE_FULLSCREEN", PAGER);
	const struct desk_window *w = await(stage, "state:.");
	tap_ok(tap, w != NULL, "P9-fullscreen: the person ends it");
	act(stage, window, "_NET_WM_STATE", ADD, "_NET_WM_STATE_FULLSCREEN", PAGER);
	tap_ok(tap, await(stage, full) != NULL, "P9-fullscreen: the person begins it");
	act(stage, window, "_NET_WM_STATE", REMOVE, "_NET_WM_STATE_FULLSCREEN", PAGER);
	tap_ok(tap, await(stage, "state:.") && comes_home(stage, home),
	    "and ends it again: it is where it was");
}

static void
test_minimised(struct stage *stage, struct home *home)
{
	xcb_window_t window = home->window;
	struct tap *tap = &stage->tap;
	static char any[] = "state:";

	tap_ok(tap, type_until(stage, "m", is_hidden, any),
	    "the application minimises itself");
	act(stage, window, "_NET_ACTIVE_WINDOW", PAGER, NULL, 0);
	tap_ok(tap, await(stage, "state:.") && comes_home(stage, home),
	    "the person brings it back where it was, and it knows");
}

/* Something that is no window of the manager's takes the focus, and keeps it. */
static void
look_away(struct desk *desk)
{
	const uint32_t values[] = {0x304050, 1};
	xcb_window_t away = xcb_generate_id(desk->x);

	xcb_create_window(desk->x, XCB_COPY_FROM_PARENT, away, desk->screen->root, 1200,
	    900, 40, 40, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
	xcb_map_window(desk->x, away);
	desk_focus(desk, away);
}

/* The person sees that it asks: the manager says so. */
static bool
is_asked(struct desk *desk, void *data)
{
	const struct home *home = data;

	return atom_is_in(
	    desk->x, home->window, "_NET_WM_STATE", "_NET_WM_STATE_DEMANDS_ATTENTION");
}

/*
 * Goes there with a click, types keys, and awaits the title.  What a manager takes for
 * something else, a person does again.
 */
static bool
go_until(struct stage *stage, const char *keys, char *title)
{
	struct desk *desk = &stage->fixture.desk;
	int64_t deadline = fixture_deadline(&stage->fixture);
	bool is_so = false;

	while (!is_so && clock_ms() < deadline) {
		click(stage);
		is_so = desk_type(desk, keys, 0) &&
		    desk_await(desk, clock_ms() + TYPED_AGAIN_MS, has_title, title);
	}
	return is_so;
}

static void
test_attention(struct stage *stage, struct home *home)
{
	struct tap *tap = &stage->tap;
	struct desk *desk = &stage->fixture.desk;
	static char asks[] = "state: a"; /* it asks, or has asked */

	static char paid[] = "state:.";

	bool typed = await(stage, paid) && go_until(stage, "a", asks);
	look_away(desk);
	if (!tap_ok(tap, typed && await(stage, "state: attention.") != NULL,
	        "the application asks for attention")) {
		const struct desk_window *w = desk_find(desk, "state:");
		tap_diag("typed=%d, it says %s", typed, w ? w->title : "nothing");
	}
	bool is_seen =
	    desk_await(desk, fixture_deadline(&stage->fixture), is_asked, home);
	if (!tap_ok(tap, is_seen && go_until(stage, "", paid), "it has it, and knows")) {
		const struct desk_window *w = desk_find(desk, "state:");
		tap_diag("seen=%d, it says %s", is_seen, w ? w->title : "nothing");
	}
}

int
main(void)
{
	struct stage stage;
	char states[4096];
	const char *const program[] = {states, NULL};

	fixture_built(states, sizeof(states), "tests/scenario/states");
	if (stage_open(&stage, &(struct fixture_options){.wm = FIXTURE_OPENBOX})) {
		const struct desk_window *w =
		    fixture_start(&stage.fixture, "red", program)
		    ? await(&stage, "state:.")
		    : NULL;
		if (tap_ok(&stage.tap, w != NULL, "an application with a window")) {
			struct home home = {w->id, w->area};
			desk_click(&stage.fixture.desk, w->area.x + 50, w->area.y + 60);
			test_fullscreen(&stage, &home);
			test_minimised(&stage, &home);
			test_attention(&stage, &home);
		}
	}
	return stage_close(&stage);
}
