/*
 * P24: the attention chord shows whose each window is, and nothing a guest does masks it:
 * with another key held, while a worker is stopped, while a guest floods the desktop.
 */
#include "common/paint/tone.h"
#include "tests/scenario/procfs.h"
#include "tests/strip/stage.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#define ESCAPE 9
#define SUPER 133
#define KEY_A 38
#define KEY_P 33
#define UNUSED 254
#define GLANCE_MS 5
#define PAUSE_MS 3000

/* One of the topmost windows is as large as the screen.  Few requests: it is timed. */
static bool
has_veil(struct stage *stage)
{
	xcb_connection_t *x = stage->fixture.desk.x;
	xcb_query_tree_reply_t *tree = xcb_query_tree_reply(
	    x, xcb_query_tree(x, stage->fixture.desk.screen->root), NULL);
	int count = tree ? xcb_query_tree_children_length(tree) : 0;
	bool found = false;

	for (int i = count - 1; i >= 0 && i >= count - 3 && !found; i--) {
		xcb_get_geometry_reply_t *g = xcb_get_geometry_reply(
		    x, xcb_get_geometry(x, xcb_query_tree_children(tree)[i]), NULL);

		found = g && g->width == stage->fixture.options.width &&
		    g->height == stage->fixture.options.height;
		free(g);
	}
	free(tree);
	return found;
}

static bool
await_veil(struct stage *stage, bool shown, int64_t deadline)
{
	while (has_veil(stage) != shown) {
		if (clock_ms() > deadline) {
			return false;
		}
	}
	return true;
}

static void
press_chord(struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;

	desk_key(desk, SUPER, true);
	desk_key(desk, ESCAPE, true);
	desk_key(desk, ESCAPE, false);
	desk_key(desk, SUPER, false);
}

static void
tap_key(struct stage *stage, uint8_t code)
{
	desk_key(&stage->fixture.desk, code, true);
	desk_key(&stage->fixture.desk, code, false);
}

/* Opens the view, tells how long that took, and looks at each window's mark. */
static bool
opens(struct stage *stage, const char *when)
{
	int64_t before = clock_ms();

	press_chord(stage);
	bool shown = await_veil(stage, true, fixture_deadline(&stage->fixture));
	tap_diag("%s: %d ms", when, (int)(clock_ms() - before));
	return shown;
}

static bool
closes(struct stage *stage)
{
	tap_key(stage, ESCAPE);
	return await_veil(stage, false, fixture_deadline(&stage->fixture));
}

/* A question for desk_await(): is that one's colour in the left edge of its place? */
struct marked {
	const struct stage *stage;
	unsigned domain;
};

static bool
has_mark(struct desk *desk, void *data)
{
	const struct marked *marked = data;
	uint32_t colour = tone_round(stage_domains[marked->domain].colour);
	unsigned count = 0;

	desk_look(desk);
	const struct desk_window *window =
	    desk_by_id(desk, marked->stage->windows[marked->domain]);
	const struct picture *picture = desk_picture(desk);
	for (uint32_t i = 20; window && picture && i < 100; i++) {
		uint32_t x = (uint32_t)window->area.x + 2;
		uint32_t y = (uint32_t)window->area.y + i;
		count += (picture->pixels[y * picture->width + x] & 0xffffff) == colour;
	}
	return count > 10;
}

static bool
is_marked(struct stage *stage, unsigned domain)
{
	struct marked marked = {stage, domain};

	return desk_await(
	    &stage->fixture.desk, fixture_deadline(&stage->fixture), has_mark, &marked);
}

static void
test_view(struct tap *tap, struct stage *stage)
{
	tap_ok(tap, stage_drain(stage, 0), "keys flow");
	tap_ok(tap, opens(stage, "nothing special"), "P24: the chord opens the view");
	bool marked = true;
	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		marked = marked && is_marked(stage, d);
	}
	tap_ok(tap, marked, "each window is framed in its domain's mark, in place");
	fixture_save_picture(&stage->fixture, "P24-view.png");
	tap_ok(tap, closes(stage), "Escape closes it");
	tap_ok(tap, stage_drain(stage, 0), "keys flow again");
}

static void
test_masks(struct tap *tap, struct stage *stage)
{
	pid_t worker = fixture_worker(&stage->fixture, "red");
	bool flows = stage_drain(stage, 0);

	desk_key(&stage->fixture.desk, KEY_A, true);
	tap_ok(tap, flows && opens(stage, "another key held"), "P24: another key held");
	desk_key(&stage->fixture.desk, KEY_A, false);
	tap_ok(tap, closes(stage), "closed");
	stage_signal(worker, SIGSTOP);
	tap_ok(tap, opens(stage, "the focused worker stopped") && is_marked(stage, 0),
	    "P24: the worker that has the keyboard is stopped");
	tap_ok(tap, closes(stage), "closed");
	stage_signal(worker, SIGCONT);
	for (uint32_t i = 1; i <= 200; i++) {
		agent_show(&stage->agents[1], i,
		    (struct rect){(int32_t)i * 3, (int32_t)i * 3, 300, 200}, "flood");
	}
	tap_ok(tap, opens(stage, "200 windows at once"), "P24: a flood of windows");
	tap_ok(tap, closes(stage), "closed");
}

/* As a menu of dom0 does; frozen is what a window manager does while it looks at a key.
 */
static bool
grab(struct stage *stage, uint8_t mode)
{
	xcb_connection_t *x = stage->fixture.desk.x;
	xcb_window_t root = stage->fixture.desk.screen->root;
	xcb_grab_keyboard_reply_t *keys = xcb_grab_keyboard_reply(x,
	    xcb_grab_keyboard(x, 0, root, XCB_CURRENT_TIME, XCB_GRAB_MODE_ASYNC, mode),
	    NULL);
	xcb_grab_pointer_reply_t *pointer = xcb_grab_pointer_reply(x,
	    xcb_grab_pointer(x, 0, root, 0, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC,
	        XCB_NONE, XCB_NONE, XCB_CURRENT_TIME),
	    NULL);
	bool good = keys && keys->status == XCB_GRAB_STATUS_SUCCESS && pointer &&
	    pointer->status == XCB_GRAB_STATUS_SUCCESS;

	free(keys);
	free(pointer);
	return good;
}

/* The strip lets go of the keyboard after its view has gone, and X tells nobody. */
static bool
await_grab(struct stage *stage, uint8_t mode)
{
	int64_t deadline = fixture_deadline(&stage->fixture);
	bool grabbed;

	while (!(grabbed = grab(stage, mode)) && clock_ms() < deadline) {
		poll(NULL, 0, GLANCE_MS);
	}
	return grabbed;
}

static void
ungrab(struct stage *stage)
{
	xcb_connection_t *x = stage->fixture.desk.x;

	xcb_ungrab_keyboard(x, XCB_CURRENT_TIME);
	xcb_ungrab_pointer(x, XCB_CURRENT_TIME);
	xcb_flush(x);
}

static void
test_grabs(struct tap *tap, struct stage *stage)
{
	bool good = await_grab(stage, XCB_GRAB_MODE_ASYNC);

	tap_ok(tap, good && opens(stage, "keyboard and pointer grabbed"),
	    "P24: another program has grabbed keyboard and pointer");
	tap_ok(tap, closes(stage), "Escape closes it even so");
	ungrab(stage);
}

/* As when it is the first key of another keyboard: what the strip reads of it is new. */
static void
test_new_keyboard(struct tap *tap, struct stage *stage)
{
	static const xcb_keysym_t nothing = 0;
	xcb_connection_t *x = stage->fixture.desk.x;
	struct desk *desk = &stage->fixture.desk;
	int64_t deadline = fixture_deadline(&stage->fixture);

	xcb_grab_server(x);
	desk_key(desk, SUPER, true);
	xcb_change_keyboard_mapping(x, 1, UNUSED, 1, &nothing);
	desk_key(desk, ESCAPE, true);
	xcb_ungrab_server(x);
	xcb_flush(x);
	tap_ok(tap, await_veil(stage, true, deadline),
	    "P24: the keyboard changes while the chord is pressed");
	desk_key(desk, ESCAPE, false);
	desk_key(desk, SUPER, false);
	tap_ok(tap, closes(stage), "closed");
}

/* While a program of dom0 keeps all keys, or all requests, from others, nothing helps. */
static void
test_what_cannot_be(struct tap *tap, struct stage *stage)
{
	xcb_connection_t *x = stage->fixture.desk.x;
	int64_t deadline = fixture_deadline(&stage->fixture);
	bool good = await_grab(stage, XCB_GRAB_MODE_SYNC);

	press_chord(stage);
	ungrab(stage);
	tap_ok(tap, good && await_veil(stage, true, deadline),
	    "P24: the keyboard was frozen: as soon as it is let go of");
	tap_ok(tap, closes(stage), "closed");
	xcb_grab_server(x);
	press_chord(stage);
	good = !has_veil(stage);
	xcb_ungrab_server(x);
	xcb_flush(x);
	tap_ok(tap, good && await_veil(stage, true, deadline),
	    "P24: the server was grabbed: likewise");
	tap_ok(tap, closes(stage), "closed");
}

/* The topmost window is chosen at first: the flood's, of green. */
static void
test_pause(struct tap *tap, struct stage *stage)
{
	struct agent *agent = &stage->agents[1];

	bool good = stage_drain(stage, 1) && opens(stage, "to pause");
	tap_key(stage, KEY_P);
	good = good && closes(stage);
	good = good && stage_await_label(stage, STAGE_NOBODY);
	size_t before = agent->n_pressed;
	/* Longer than a half message may take: what waits unread is not the guest's
	 * fault. */
	for (unsigned i = 0; i < PAUSE_MS / 20; i++) {
		stage_type(stage, KEY_A);
		agent_move(agent, 1, (struct rect){(int32_t)i, 40, 300, 200});
		agent_pump(agent, 20);
	}
	/* Markers that were typed before may still have been on their way. */
	tap_ok(tap, good && !agent_was_given(agent, before, KEY_A),
	    "P pauses a domain: no keys");
	good = opens(stage, "to go on");
	tap_key(stage, KEY_P);
	tap_ok(tap, good && closes(stage) && stage_drain(stage, 1), "P again: they flow");
}

int
main(void)
{
	static stage_test *const tests[] = {test_view, test_masks, test_grabs,
	    test_new_keyboard, test_what_cannot_be, test_pause, NULL};
	struct tap tap = {.count = 0};

	stage_run(&tap, FIXTURE_NO_WM, "guard = 0\nstrip = required\n", tests);
	return tap_done(&tap);
}
