/*
 * P29: a screen locker, which is any window of dom0 that covers the screen: nothing of a
 * guest comes over it, whatever the guest shows meanwhile, no key reaches a guest, and
 * the strip does not fight it.
 */
#include "tests/scenario/procfs.h"
#include "tests/strip/stage.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define COLOUR 0x102030u
#define ROUNDS 40u
#define KEYS 40u
#define KEY_A 38
#define QUIET_MS 300 /* without an event: it has settled */
#define MOST_RAISES 20u

struct locker {
	xcb_window_t window;
	xcb_connection_t *prompter;
};

/*
 * As lockers have it: another program draws the prompt, in a window within one of the
 * locker's.  Here it looks like the rest.
 */
static void
add_prompt(struct stage *stage, struct locker *locker)
{
	struct desk *desk = &stage->fixture.desk;
	const uint32_t values[] = {COLOUR};
	xcb_window_t room = xcb_generate_id(desk->x);

	locker->prompter = xcb_connect(stage->fixture.display, NULL);
	xcb_window_t prompt = xcb_generate_id(locker->prompter);

	xcb_create_window(desk->x, XCB_COPY_FROM_PARENT, room, locker->window, 100, 100,
	    300, 200, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL, values);
	xcb_map_window(desk->x, room);
	free(xcb_get_input_focus_reply(desk->x, xcb_get_input_focus(desk->x), NULL));
	xcb_create_window(locker->prompter, XCB_COPY_FROM_PARENT, prompt, room, 10, 10,
	    200, 100, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL, values);
	xcb_map_window(locker->prompter, prompt);
	free(xcb_get_input_focus_reply(
	    locker->prompter, xcb_get_input_focus(locker->prompter), NULL));
}

/* Above all, as lockers are: an override-redirect window in one colour. */
static struct locker
lock(struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;
	struct locker locker = {.window = xcb_generate_id(desk->x)};
	const uint32_t values[] = {COLOUR, 1, XCB_EVENT_MASK_VISIBILITY_CHANGE};

	xcb_create_window(desk->x, XCB_COPY_FROM_PARENT, locker.window,
	    desk->screen->root, 0, 0, desk->screen->width_in_pixels,
	    desk->screen->height_in_pixels, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
	    XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
	add_prompt(stage, &locker);
	xcb_map_window(desk->x, locker.window);
	xcb_flush(desk->x);
	return locker;
}

static void
unlock(struct stage *stage, struct locker *locker)
{
	struct desk *desk = &stage->fixture.desk;

	xcb_destroy_window(desk->x, locker->window);
	xcb_flush(desk->x);
	xcb_disconnect(locker->prompter);
}

static bool
await_word(struct stage *stage, const char *word)
{
	int64_t deadline = fixture_deadline(&stage->fixture);

	while (!crew_log_has(&stage->fixture.crew, "daemon", word)) {
		if (clock_ms() > deadline) {
			return false;
		}
		poll(NULL, 0, 5);
	}
	return true;
}

static bool
is_covered(struct desk *desk, void *data)
{
	const struct picture *picture = desk_picture(desk);

	(void)data;
	for (uint32_t y = 0; picture && y < picture->height; y++) {
		for (uint32_t x = 0; x < picture->width; x++) {
			if (picture_at(picture, x, y) != COLOUR) {
				return false;
			}
		}
	}
	return picture != NULL;
}

/* How many top-level windows the domain has, shown (or not). */
static size_t
count_windows(struct desk *desk, const char *domain, bool viewable)
{
	size_t count = 0;

	desk_look(desk);
	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_window *w = &desk->windows[i];

		count += strstr(w->class, domain) && w->override_redirect &&
		    w->viewable == viewable;
	}
	return count;
}

static bool
has_made_all(struct desk *desk, void *data)
{
	(void)data;
	return count_windows(desk, "green", false) >= ROUNDS;
}

static bool
shows_some(struct desk *desk, void *data)
{
	(void)data;
	return count_windows(desk, "green", true) > 0;
}

static bool
shows_none(struct desk *desk, void *data)
{
	return !shows_some(desk, data);
}

/* Popups and windows, all over the screen. */
static void
rage(struct stage *stage, uint32_t first)
{
	for (uint32_t i = 0; i < ROUNDS; i++) {
		struct rect r = {(int32_t)(i * 37 % 900), (int32_t)(60 + i * 53 % 600),
		    60 + i, 40 + i};

		agent_pop_up(&stage->agents[1], first + i, r);
	}
	agent_show(
	    &stage->agents[1], first + ROUNDS, (struct rect){300, 300, 200, 200}, "late");
	agent_pump(&stage->agents[1], 0);
}

static void
test_before(struct tap *tap, struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;
	int64_t deadline = fixture_deadline(&stage->fixture);

	agent_pop_up(&stage->agents[1], 1, (struct rect){400, 400, 60, 40});
	tap_ok(tap, desk_await(desk, deadline, shows_some, NULL), "a popup is shown");
	tap_ok(tap, stage_drain(stage, 0), "and keys flow");
}

static void
test_locked(struct tap *tap, struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;
	struct locker locker = lock(stage);
	int64_t deadline = fixture_deadline(&stage->fixture);
	size_t before = stage->agents[0].n_pressed;

	tap_ok(tap, await_word(stage, "the screen is locked"), "P29: it is noticed");
	tap_ok(tap, desk_await(desk, deadline, shows_none, NULL),
	    "P29: popups that were shown are taken away");
	tap_ok(tap, desk_await(desk, deadline, is_covered, NULL),
	    "P29: the locker covers all");
	rage(stage, 2);
	tap_ok(tap, desk_await(desk, deadline, has_made_all, NULL),
	    "a guest shows %u popups", ROUNDS);
	tap_ok(tap, is_covered(desk, NULL), "P29: none comes over the locker");
	for (unsigned i = 0; i < KEYS; i++) {
		stage_type(stage, KEY_A);
		agent_pump(&stage->agents[0], 2);
	}
	/* Others, typed before, may still be on their way. */
	tap_ok(tap, !agent_was_given(&stage->agents[0], before, KEY_A),
	    "P29: no key reaches a guest");
	tap_ok(tap,
	    agent_await_released(&stage->agents[0], fixture_deadline(&stage->fixture)),
	    "and none is down");
	unlock(stage, &locker);
	tap_ok(tap,
	    await_word(stage, "the screen is unlocked") &&
	        desk_await(desk, fixture_deadline(&stage->fixture), shows_some, NULL),
	    "unlocked, what was held back is shown");
	tap_ok(tap, stage_drain(stage, 0), "and keys flow again");
}

/* As i3lock does: raises itself whenever anything is above it. */
static unsigned
fight(struct desk *desk, xcb_window_t locker)
{
	const uint32_t above = XCB_STACK_MODE_ABOVE;
	struct pollfd wait = {.fd = xcb_get_file_descriptor(desk->x), .events = POLLIN};
	unsigned raises = 0;

	do {
		xcb_generic_event_t *event;

		while ((event = xcb_poll_for_event(desk->x))) {
			const xcb_visibility_notify_event_t *v = (const void *)event;

			if ((event->response_type & 0x7f) == XCB_VISIBILITY_NOTIFY &&
			    v->window == locker &&
			    v->state != XCB_VISIBILITY_UNOBSCURED) {
				xcb_configure_window(desk->x, locker,
				    XCB_CONFIG_WINDOW_STACK_MODE, &above);
				raises++;
			}
			free(event);
		}
		xcb_flush(desk->x);
	} while (raises <= MOST_RAISES && poll(&wait, 1, QUIET_MS) > 0);
	return raises;
}

static void
test_peace(struct tap *tap, struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;
	struct locker locker = lock(stage);
	int64_t deadline = fixture_deadline(&stage->fixture);
	bool was_covered = desk_await(desk, deadline, is_covered, NULL);
	unsigned raises = fight(desk, locker.window);

	tap_diag("%u raises", raises);
	tap_ok(tap,
	    was_covered && raises <= MOST_RAISES &&
	        desk_await(desk, deadline, is_covered, NULL),
	    "P29: the strip does not fight a locker that raises itself");
	unlock(stage, &locker);
	tap_ok(tap, stage_drain(stage, 0), "keys flow afterwards");
}

int
main(void)
{
	static stage_test *const tests[] = {test_before, test_locked, test_peace, NULL};
	struct tap tap = {.count = 0};

	stage_run(&tap, FIXTURE_NO_WM, "guard = 0\nstrip = optional\n", tests);
	stage_run(&tap, FIXTURE_OPENBOX, "guard = 0\nstrip = required\n", tests);
	return tap_done(&tap);
}
