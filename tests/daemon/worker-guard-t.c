/*
 * The guard: what just came under the pointer takes no click, and what just got the
 * focus no key, for a while (P25).
 */
#include "tests/daemon/worker-hands.h"
#include "tests/unit/tap.h"

#include <poll.h>

#define GUARD_MS 1250u      /* of clicks: see takes_no_click() */
#define KEYS_GUARD_MS 3000u /* long, so that a busy machine does not end it */

/* Whether the guest is told of a button before it has heard nothing for ms. */
static bool
has_button(struct rig *rig, int ms)
{
	bool has = false;
	const struct rig_message *m;

	rig_settle(rig);
	while (!has && (m = rig_next(rig, ms))) {
		has = m->type == MSG_BUTTON;
	}
	return has;
}

/* Clicks there until the guest is told: when the guard is over, and not before. */
static bool
has_button_at_last(struct rig *rig, int32_t x, int32_t y)
{
	bool has = false;

	for (int ms = 0; !has && ms < RIG_PATIENCE_MS; ms += 100) {
		hands_click(rig, x, y);
		has = has_button(rig, 100);
	}
	return has;
}

/* Until all that is on its way has come. */
static void
settle(struct rig *rig)
{
	rig_settle(rig);
	while (rig_next(rig, 100)) {
	}
}

/* Where "one" is clicked at. */
#define CLICK_X (hands_first.x + 30)
#define CLICK_Y (hands_first.y + 40)

/* Brings about what begins a guard; when, at the earliest. */
typedef int64_t beginning(struct rig *rig);

/* A machine that is so busy that the guard was over may have a longer one. */
static bool
takes_no_click(struct rig *rig, beginning *begin)
{
	for (uint32_t ms = GUARD_MS;; ms *= 2) {
		rig->policy.guard_ms = ms;
		int64_t since = begin(rig);

		hands_click(rig, CLICK_X, CLICK_Y);
		bool has = has_button(rig, 100);
		if (!has || rig_now_ms() - since < ms || ms > POLICY_MOST_GUARD_MS / 2) {
			rig->policy.guard_ms = 0;
			return !has;
		}
	}
}

static int64_t
appear(struct rig *rig)
{
	int64_t since = rig_now_ms();

	hands_begin(rig);
	return since;
}

static int64_t
be_moved(struct rig *rig)
{
	struct rect aside = {hands_first.x + 5, hands_first.y, 300, 200};

	hands_begin(rig);
	ok_named(has_button_at_last(rig, CLICK_X, CLICK_Y), "after the guard it does");
	settle(rig);
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, 1200, 1000);
	int64_t since = rig_now_ms();
	rig_configure(rig, 1, aside);
	rig_await_content(rig, rig_find(rig, "one"), aside);
	return since;
}

/* A window that lay below others is raised while the pointer is over one of them. */
static int64_t
be_raised(struct rig *rig)
{
	uint32_t above[] = {XCB_STACK_MODE_ABOVE};
	uint32_t below[] = {XCB_STACK_MODE_BELOW};

	hands_begin(rig);
	rig_configure(rig, 2, hands_first);
	xcb_window_t two = rig_find(rig, "two");
	rig_await_content(rig, two, hands_first);
	xcb_configure_window(rig->x, two, XCB_CONFIG_WINDOW_STACK_MODE, below);
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, CLICK_X, CLICK_Y);
	rig_sync(rig);
	poll(NULL, 0, (int)rig->policy.guard_ms);
	int64_t since = rig_now_ms();
	xcb_configure_window(rig->x, two, XCB_CONFIG_WINDOW_STACK_MODE, above);
	return since;
}

static void
guarded_clicks(struct rig *rig)
{
	ok_named(takes_no_click(rig, appear), "P25-new-window-takes-no-click");
	ok_named(takes_no_click(rig, be_moved), "P25-moved-window-takes-no-click");
	ok_named(
	    has_button_at_last(rig, CLICK_X, CLICK_Y), "after the guard it does again");
	ok_named(takes_no_click(rig, be_raised), "P25-raised-window-takes-no-click");
	ok_named(has_button_at_last(rig, CLICK_X, CLICK_Y), "after the guard it does");
}

static void
guarded_keys(struct rig *rig)
{
	rig->policy.guard_ms = KEYS_GUARD_MS;
	xcb_window_t outer = hands_begin(rig);

	rig_set_repeat(rig, true);
	ok_named(hands_focus(rig, outer), "keymap, then focus in");
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	rig_fake(rig, XCB_KEY_PRESS, KEY_B, 0, 0);
	ok_named(!rig_next(rig, KEYS_GUARD_MS + 1000),
	    "P25-just-focused-takes-no-key, also when it repeats later");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_B, 0, 0);
	rig_set_repeat(rig, false);
	rig_fake(rig, XCB_KEY_PRESS, KEY_B, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_B, 0, 0);
	ok_named(hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_B) &&
	        hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, KEY_B),
	    "after the guard it does");
	rig_focus(rig, XCB_NONE);
	poll(NULL, 0, 200);
	rig_focus(rig, outer);
	hands_click(rig, hands_first.x + 30, hands_first.y + 40);
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	const struct rig_message *m;
	while ((m = rig_next(rig, RIG_PATIENCE_MS)) && m->type != MSG_KEYPRESS) {
	}
	ok_named(hands_got_key(m, 1, PRESS, KEY_A), "a click ends the guard of keys");
	rig->policy.guard_ms = 0;
}

/* A menu of the focused domain takes clicks at once. */
static void
guarded_popup(struct rig *rig)
{
	rig->policy.guard_ms = GUARD_MS;
	xcb_window_t outer = hands_begin(rig);

	ok_named(hands_focus(rig, outer), "keymap, then focus in");
	poll(NULL, 0, GUARD_MS);
	hands_show(rig, 3, (struct rect){150, 150, 100, 100}, "menu", true);
	rig_find(rig, "menu");
	hands_click(rig, 160, 170);
	ok_named(
	    has_button(rig, RIG_PATIENCE_MS), "P25-popups-of-the-focused-are-exempt");
	rig->policy.guard_ms = 0;
}

int
main(void)
{
	struct rig *rig = rig_create(false);

	guarded_clicks(rig);
	guarded_keys(rig);
	guarded_popup(rig);
	rig_destroy(rig);
	return done_testing();
}
