/*
 * P2, P3, P29: monitors that come, go and change.  Each has a strip with the label of who
 * gets the keys; and while the screen is locked nothing of a guest is seen on them, not
 * even before the locker covers them, and no key reaches a guest.
 */
#include "common/paint/tone.h"
#include "tests/scenario/locked.h"
#include "tests/scenario/monitors.h"
#include "tests/scenario/procfs.h"
#include "tests/strip/stage.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#define KEY_A 38
#define KEY_B 56 /* while locked: an A may still be on its way */
#define KEYS 20u
#define LOOKS 20u

static const struct rect all = {0, 0, 1280, 1024};
static const struct rect small = {0, 0, 800, 600};
static const struct rect left = {0, 0, 640, 1024};
static const struct rect right = {640, 0, 640, 1024};
static const struct rect lower = {640, 300, 500, 600};

/* --- each has a strip -------------------------------------------------------------- */

struct wanted {
	const struct rect *at;
	size_t count;
	unsigned domain;
};

static bool
has_label(const struct picture *picture, struct rect monitor, unsigned domain)
{
	return picture_at(picture, (uint32_t)monitor.x + 1, (uint32_t)monitor.y + 1) ==
	    tone_round(stage_domains[domain].colour);
}

static bool
has_labels(struct desk *desk, void *data)
{
	const struct wanted *wanted = data;
	const struct picture *picture = desk_picture(desk);
	bool has = picture != NULL;

	for (size_t i = 0; has && i < wanted->count; i++) {
		has = has_label(picture, wanted->at[i], wanted->domain);
	}
	return has;
}

/* The label of each domain in turn, everywhere, and the keys that go with it. */
static void
judge_strips(struct tap *tap, struct stage *stage, const struct rect *at, size_t count,
    const char *what)
{
	bool good = true;

	for (unsigned d = 0; d < STAGE_DOMAINS && good; d++) {
		struct wanted wanted = {at, count, d};

		stage_focus(stage, d);
		good = desk_await(&stage->fixture.desk, fixture_deadline(&stage->fixture),
		           has_labels, &wanted) &&
		    stage_drain(stage, d) && stage_type(stage, KEY_A) == d;
	}
	tap_ok(tap, good, "P2, P3: %s: each monitor has its label, and keys flow", what);
}

static void
test_strips(struct tap *tap, struct stage *stage)
{
	xcb_connection_t *x = stage->fixture.desk.x;
	const struct rect two[] = {left, right};
	const struct rect changed[] = {left, lower};

	judge_strips(tap, stage, &all, 1, "one");
	monitors_set(x, "first", left);
	judge_strips(tap, stage, &left, 1, "a smaller one");
	monitors_set(x, "second", right);
	judge_strips(tap, stage, two, 2, "a second one came");
	monitors_set(x, "second", lower);
	judge_strips(tap, stage, changed, 2, "it moved and shrank");
	monitors_remove(x, "second");
	judge_strips(tap, stage, &left, 1, "it went");
}

/* --- locked ------------------------------------------------------------------------ */

static void
resize(struct stage *stage, xcb_window_t locker, struct rect r)
{
	const uint32_t values[] = {
	    (uint32_t)r.x, (uint32_t)r.y, r.width, r.height, XCB_STACK_MODE_ABOVE};

	xcb_configure_window(stage->fixture.desk.x, locker,
	    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y | XCB_CONFIG_WINDOW_WIDTH |
	        XCB_CONFIG_WINDOW_HEIGHT | XCB_CONFIG_WINDOW_STACK_MODE,
	    values);
	xcb_flush(stage->fixture.desk.x);
}

/* How often the daemon said so since it began. */
static bool
await_said(struct stage *stage, const char *word, size_t times)
{
	return crew_await_log(&stage->fixture.crew, "daemon", word, times,
	    fixture_deadline(&stage->fixture));
}

/* Whatever a guest shows meanwhile. */
static bool
stays_hidden(struct stage *stage)
{
	unsigned shown = 0;
	bool is = true;

	while (shown < LOOKS && is) {
		agent_pop_up(
		    &stage->agents[1], 1 + shown++, (struct rect){700, 40, 90, 60});
		agent_pump(&stage->agents[1], 2);
		is = locked_hides_all(&stage->fixture.desk, NULL);
	}
	if (!is) {
		fixture_save_picture(&stage->fixture, "tests/strip/P29-monitors.png");
	}
	while (shown > 0) {
		agent_destroy(&stage->agents[1], shown--);
	}
	return is;
}

static bool
no_key_arrives(struct stage *stage)
{
	struct agent *red = &stage->agents[0];
	size_t from = red->n_pressed;

	stage_focus(stage, 0);
	for (unsigned i = 0; i < KEYS; i++) {
		stage_type(stage, KEY_B);
		agent_pump(red, 2);
	}
	return agent_await_released(red, fixture_deadline(&stage->fixture)) &&
	    !agent_was_given(red, from, KEY_B);
}

static void
judge_locked(struct tap *tap, struct stage *stage, size_t unlocked, const char *what)
{
	tap_ok(tap, stays_hidden(stage), "P29: %s: nothing of a guest is seen", what);
	tap_ok(tap, no_key_arrives(stage), "P29: %s: no key reaches a guest", what);
	tap_ok(tap, crew_log_count(&stage->fixture.crew, "daemon", UNLOCKED) == unlocked,
	    "P29: %s: it is still locked", what);
}

static bool
is_seen_again(struct desk *desk, void *data)
{
	(void)data;
	return !locked_hides_all(desk, NULL);
}

static void
unlock(struct tap *tap, struct stage *stage, xcb_window_t locker, size_t times)
{
	struct desk *desk = &stage->fixture.desk;

	xcb_destroy_window(desk->x, locker);
	xcb_flush(desk->x);
	tap_ok(tap,
	    await_said(stage, UNLOCKED, times) &&
	        desk_await(desk, fixture_deadline(&stage->fixture), is_seen_again, NULL),
	    "unlocked: the desktop is seen again");
}

/* Of the monitors, the first alone is known when the locker comes. */
static void
test_locked(struct tap *tap, struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;
	const struct rect two[] = {left, right};
	xcb_window_t locker = locked_show(stage->fixture.desk.x, left);

	tap_ok(tap,
	    await_said(stage, LOCKED, 1) &&
	        desk_await(
	            desk, fixture_deadline(&stage->fixture), locked_hides_all, NULL),
	    "P29: the first monitor is locked");
	monitors_set(desk->x, "second", right);
	judge_locked(tap, stage, 0, "a monitor comes");
	resize(stage, locker, all);
	judge_locked(tap, stage, 0, "the locker covers it");
	monitors_set(desk->x, "second", lower);
	monitors_remove(desk->x, "second");
	monitors_set(desk->x, "second", right);
	judge_locked(tap, stage, 0, "it changes, goes and comes");
	unlock(tap, stage, locker, 1);
	judge_strips(tap, stage, two, 2, "unlocked");
	monitors_remove(desk->x, "second");
	monitors_set(desk->x, "first", all);
}

/* While the screen is small, no picture of all of it can be had. */
static bool
has_shield(struct desk *desk, void *data)
{
	bool has = false;

	(void)data;
	desk_look(desk);
	for (size_t i = 0; i < desk->count; i++) {
		has = has ||
		    (desk->windows[i].depth == 1 && desk->windows[i].viewable &&
		        desk->windows[i].area.width > all.width);
	}
	return has;
}

/* In the very moment in which the screen grows. */
static bool
is_hidden_at_once(struct stage *stage)
{
	xcb_connection_t *x = stage->fixture.desk.x;

	xcb_grab_server(x);
	bool is = monitors_resize_screen(x, all.width, all.height) &&
	    locked_hides_all(&stage->fixture.desk, NULL);
	xcb_ungrab_server(x);
	xcb_flush(x);
	return is;
}

static void
test_grows(struct tap *tap, struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;

	monitors_set(desk->x, "first", small);
	judge_strips(tap, stage, &small, 1, "a small one");
	bool is_small = monitors_resize_screen(desk->x, small.width, small.height);
	xcb_window_t locker = locked_show(stage->fixture.desk.x, small);
	tap_ok(tap,
	    is_small && await_said(stage, LOCKED, 2) &&
	        desk_await(desk, fixture_deadline(&stage->fixture), has_shield, NULL),
	    "P29: a smaller screen is locked");
	tap_ok(tap, is_hidden_at_once(stage),
	    "P29: the screen grows: nothing of a guest is seen, at no moment");
	monitors_set(desk->x, "first", all);
	judge_locked(tap, stage, 1, "the screen grew");
	resize(stage, locker, all);
	judge_locked(tap, stage, 1, "the locker grew");
	unlock(tap, stage, locker, 2);
	judge_strips(tap, stage, &all, 1, "unlocked");
}

/* The strip hears of a locker and of the monitors at once, whichever came first. */
static void
test_busy(struct tap *tap, struct stage *stage, bool is_before, size_t times)
{
	struct desk *desk = &stage->fixture.desk;
	pid_t strip = stage->strip->pid;
	xcb_window_t locker = XCB_NONE;

	stage_signal(strip, SIGSTOP);
	bool stopped = procfs_await_stopped(strip);
	if (is_before) {
		locker = locked_show(stage->fixture.desk.x, all);
	}
	monitors_set(desk->x, "first", is_before ? left : all);
	if (!is_before) {
		locker = locked_show(stage->fixture.desk.x, all);
	}
	stage_signal(strip, SIGCONT);
	tap_ok(tap,
	    stopped && await_said(stage, LOCKED, times) &&
	        desk_await(
	            desk, fixture_deadline(&stage->fixture), locked_hides_all, NULL),
	    "P29: a locker %s the monitors change", is_before ? "before" : "after");
	unlock(tap, stage, locker, times);
}

static void
test_busy_strip(struct tap *tap, struct stage *stage)
{
	test_busy(tap, stage, true, 3);
	test_busy(tap, stage, false, 4);
	judge_strips(tap, stage, &all, 1, "afterwards");
}

int
main(void)
{
	static stage_test *const tests[] = {
	    test_strips, test_locked, test_grows, test_busy_strip, NULL};
	struct tap tap = {.count = 0};

	stage_run(&tap, FIXTURE_NO_WM, "guard = 0\nstrip = required\n", tests);
	return tap_done(&tap);
}
