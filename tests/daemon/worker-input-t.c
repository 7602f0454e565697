/*
 * Input on its way from the desktop to the guest, without a window manager (P7, P8).
 */
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define KEY_A 38
#define KEY_B 56
#define KEY_SHIFT 50
#define PRESS 2
#define RELEASE 3
#define BUTTON_PRESS 4
#define BUTTON_RELEASE 5
#define FOCUS_IN 9
#define FOCUS_OUT 10

static const struct rect first = {100, 120, 300, 200};
static const struct rect second = {600, 120, 300, 200};

static void
show(struct rig *rig, uint32_t id, struct rect r, const char *title, bool popup)
{
	rig_create_window(rig, id, r, popup);
	rig_title(rig, id, title);
	rig_map(rig, id, 0, popup);
}

/* Two windows, pointer away, focus nowhere; nothing unread. */
static xcb_window_t
begin(struct rig *rig)
{
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, 1200, 1000);
	rig_focus(rig, XCB_NONE);
	rig_begin(rig, 8);
	show(rig, 1, first, "one", false);
	show(rig, 2, second, "two", false);
	xcb_window_t outer = rig_find(rig, "one");
	rig_find(rig, "two");
	rig_forget(rig);
	return outer;
}

static bool
is(const struct rig_message *m, uint32_t type, uint32_t window, uint32_t word0)
{
	bool same =
	    m && m->type == type && m->window == window && rig_word(m, 0) == word0;

	if (!same && m) {
		printf("# got type=%u window=%u %u, not type=%u window=%u %u\n", m->type,
		    m->window, rig_word(m, 0), type, window, word0);
	} else if (!same) {
		printf("# nothing came\n");
	}
	return same;
}

static bool
is_key(const struct rig_message *m, uint32_t window, uint32_t what, uint32_t code)
{
	return is(m, MSG_KEYPRESS, window, what) && rig_word(m, 4) == code;
}

static bool
is_quiet(struct rig *rig)
{
	rig_sync(rig);
	const struct rig_message *m = rig_next(rig, 100);

	if (m) {
		printf(
		    "# got type=%u window=%u %u\n", m->type, m->window, rig_word(m, 0));
	}
	return !m;
}

static void
focus_one(struct rig *rig, xcb_window_t outer)
{
	rig_focus(rig, outer);
	const struct rig_message *m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(
	    m && m->type == MSG_KEYMAP_NOTIFY && m->window == 0, "keymap precedes focus");
	ok_named(is(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 1, FOCUS_IN), "focus in");
}

/* --- keyboard ---------------------------------------------------------------------- */

static void
keys_in_order(struct rig *rig)
{
	xcb_window_t outer = begin(rig);
	int64_t start = rig_now_ms();
	bool in_order = true;

	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	ok_named(is_quiet(rig), "P7-no-key-without-focus");
	focus_one(rig, outer);
	for (int i = 0; i < 1000; i++) {
		rig_fake(rig, XCB_KEY_PRESS, (uint8_t)(KEY_A + i % 9), 0, 0);
		rig_fake(rig, XCB_KEY_RELEASE, (uint8_t)(KEY_A + i % 9), 0, 0);
		int64_t early = start + 2 * i - rig_now_ms();
		if (early > 0) {
			poll(NULL, 0, (int)early); /* 500 a second */
		}
	}
	for (int i = 0; i < 1000 && in_order; i++) {
		uint32_t code = (uint32_t)(KEY_A + i % 9);

		in_order = is_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, code) &&
		    is_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, code);
	}
	ok_named(in_order, "1000 keys at 500 a second arrive in order");
	ok_named(is_quiet(rig), "and nothing else");
}

static void
focus_leaves(struct rig *rig)
{
	xcb_window_t outer = begin(rig);

	focus_one(rig, outer);
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	ok_named(is_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_A), "pressed");
	rig_focus(rig, XCB_NONE);
	ok_named(is_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, KEY_A),
	    "P7-released-before-focus-leaves");
	ok_named(
	    is(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 1, FOCUS_OUT), "focus out");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	ok_named(is_quiet(rig), "its release is nobody's business then");
}

static void
focus_moves(struct rig *rig)
{
	xcb_window_t outer = begin(rig);
	xcb_window_t other = rig_find(rig, "two");

	focus_one(rig, outer);
	rig_fake(rig, XCB_KEY_PRESS, KEY_SHIFT, 0, 0);
	rig_fake(rig, XCB_KEY_PRESS, KEY_B, 0, 0);
	ok_named(is_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_SHIFT), "shift");
	ok_named(is_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_B), "letter");
	rig_focus(rig, other);
	ok_named(is_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, KEY_SHIFT) &&
	        is_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, KEY_B) &&
	        is(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 1, FOCUS_OUT),
	    "both released where they were pressed");
	const struct rig_message *m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(m && m->type == MSG_KEYMAP_NOTIFY &&
	        m->body[KEY_SHIFT / 8] == 1 << KEY_SHIFT % 8 && m->body[KEY_B / 8] == 0,
	    "P7-only-modifiers-are-shown");
	ok_named(is(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 2, FOCUS_IN), "focus in");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_B, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_SHIFT, 0, 0);
	ok_named(is_key(rig_next(rig, RIG_PATIENCE_MS), 2, RELEASE, KEY_SHIFT),
	    "the shown one is released");
	ok_named(is_quiet(rig), "the other is not");
}

/* Shift was pressed while nothing of the domain had the focus. */
static void
focus_comes(struct rig *rig)
{
	xcb_window_t outer = begin(rig);

	rig_fake(rig, XCB_KEY_PRESS, KEY_SHIFT, 0, 0);
	rig_focus(rig, outer);
	const struct rig_message *m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(m && m->type == MSG_KEYMAP_NOTIFY && m->body[KEY_SHIFT / 8] == 0,
	    "P7-no-modifier-of-others");
	ok_named(is(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 1, FOCUS_IN), "focus in");
	rig_fake(rig, XCB_KEY_PRESS, KEY_B, 0, 0);
	m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(
	    is_key(m, 1, PRESS, KEY_B) && rig_word(m, 3) == 0, "nor in what it says");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_B, 0, 0);
	while ((m = rig_next(rig, RIG_PATIENCE_MS)) && rig_word(m, 0) == PRESS) {
	}
	ok_named(is_key(m, 1, RELEASE, KEY_B), "released");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_SHIFT, 0, 0);
	ok_named(is_quiet(rig), "its release is nobody's business");
}

static void
repeats(struct rig *rig)
{
	xcb_window_t outer = begin(rig);
	bool presses = true;

	focus_one(rig, outer);
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	for (int i = 0; i < 4; i++) {
		presses =
		    presses && is_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_A);
	}
	ok_named(presses, "a held key repeats as presses alone");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	const struct rig_message *m;
	while ((m = rig_next(rig, RIG_PATIENCE_MS)) && rig_word(m, 0) == PRESS) {
	}
	ok_named(is_key(m, 1, RELEASE, KEY_A) && is_quiet(rig), "and is released once");
}

static void
focused_window_goes(struct rig *rig)
{
	xcb_window_t outer = begin(rig);

	focus_one(rig, outer);
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	ok_named(is_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_A), "pressed");
	rig_plain(rig, MSG_DESTROY, 1);
	ok_named(is_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, KEY_A) &&
	        is(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 1, FOCUS_OUT),
	    "keys are released in a window that goes");
	const struct rig_message *m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(m && m->type == MSG_DESTROY && m->window == 1, "then acknowledged");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	ok_named(is_quiet(rig), "and nothing after it");
}

/* A key that is held as the focus comes was pressed for somebody else: so are repeats. */
static void
key_of_another(struct rig *rig)
{
	xcb_window_t outer = begin(rig);
	xcb_window_t foreign = xcb_generate_id(rig->x);

	xcb_create_window(rig->x, XCB_COPY_FROM_PARENT, foreign, rig->screen->root, 0,
	    700, 50, 50, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_OVERRIDE_REDIRECT, &(uint32_t){1});
	xcb_map_window(rig->x, foreign);
	rig_focus(rig, foreign);
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	ok_named(is_quiet(rig), "P7-key-of-another-window");
	focus_one(rig, outer);
	ok_named(!rig_next(rig, 1000), "P7-no-repeats-of-a-key-pressed-elsewhere");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	ok_named(is_quiet(rig), "P7-nor-its-release");
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	ok_named(is_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_A), "the next is");
	rig_focus(rig, foreign);
	ok_named(is_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, KEY_A) &&
	        is(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 1, FOCUS_OUT),
	    "released as the focus goes");
	ok_named(!rig_next(rig, 1000), "P7-no-repeats-after-the-focus-went");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	rig_fake(rig, XCB_BUTTON_PRESS, 1, 0, 0);
	rig_fake(rig, XCB_BUTTON_RELEASE, 1, 0, 0);
	ok_named(is_quiet(rig), "clicks elsewhere are not the guest's");
	xcb_destroy_window(rig->x, foreign);
}

/* --- guard ---------------------------------------------------------------------------
 */

#define GUARD_MS 1500u /* long, so that a busy machine does not end it */

static bool
has_button(struct rig *rig, int ms)
{
	bool has = false;
	const struct rig_message *m;

	rig_sync(rig);
	while ((m = rig_next(rig, ms))) {
		has = has || m->type == MSG_BUTTON;
	}
	return has;
}

static void
click_at(struct rig *rig, int32_t x, int32_t y)
{
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, x, y);
	rig_fake(rig, XCB_BUTTON_PRESS, 1, 0, 0);
	rig_fake(rig, XCB_BUTTON_RELEASE, 1, 0, 0);
}

static void
guarded_clicks(struct rig *rig)
{
	int32_t x = first.x + 30;
	int32_t y = first.y + 40;

	rig->policy.guard_ms = GUARD_MS;
	begin(rig);
	click_at(rig, x, y);
	ok_named(!has_button(rig, 100), "P25-new-window-takes-no-click");
	poll(NULL, 0, GUARD_MS);
	click_at(rig, x, y);
	ok_named(has_button(rig, 300), "after the guard it does");
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, 1200, 1000);
	rig_configure(rig, 1, (struct rect){first.x + 5, first.y, 300, 200});
	rig_await_content(
	    rig, rig_find(rig, "one"), (struct rect){first.x + 5, first.y, 300, 200});
	click_at(rig, x, y);
	ok_named(!has_button(rig, 100), "P25-moved-window-takes-no-click");
	poll(NULL, 0, GUARD_MS);
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, x, y);
	rig_fake(rig, XCB_BUTTON_PRESS, 1, 0, 0);
	ok_named(has_button(rig, 300), "after the guard it does again");
	rig_fake(rig, XCB_BUTTON_RELEASE, 1, 0, 0);
	rig->policy.guard_ms = 0;
}

/* A window that lay below others is raised while the pointer is over one of them. */
static void
guarded_raise(struct rig *rig)
{
	uint32_t above[] = {XCB_STACK_MODE_ABOVE};
	uint32_t below[] = {XCB_STACK_MODE_BELOW};
	int32_t x = first.x + 30;
	int32_t y = first.y + 40;

	rig->policy.guard_ms = GUARD_MS;
	begin(rig);
	rig_configure(rig, 2, first);
	xcb_window_t two = rig_find(rig, "two");
	rig_await_content(rig, two, first);
	xcb_configure_window(rig->x, two, XCB_CONFIG_WINDOW_STACK_MODE, below);
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, x, y);
	rig_sync(rig);
	poll(NULL, 0, GUARD_MS);
	xcb_configure_window(rig->x, two, XCB_CONFIG_WINDOW_STACK_MODE, above);
	click_at(rig, x, y);
	ok_named(!has_button(rig, 100), "P25-raised-window-takes-no-click");
	poll(NULL, 0, GUARD_MS);
	click_at(rig, x, y);
	ok_named(has_button(rig, 300), "after the guard it does");
	rig->policy.guard_ms = 0;
}

static void
guarded_keys(struct rig *rig)
{
	rig->policy.guard_ms = GUARD_MS;
	xcb_window_t outer = begin(rig);

	focus_one(rig, outer);
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	rig_fake(rig, XCB_KEY_PRESS, KEY_B, 0, 0);
	ok_named(!rig_next(rig, GUARD_MS + 1000),
	    "P25-just-focused-takes-no-key, also when it repeats later");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_B, 0, 0);
	rig_fake(rig, XCB_KEY_PRESS, KEY_B, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_B, 0, 0);
	ok_named(is_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_B) &&
	        is_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, KEY_B),
	    "after the guard it does");
	rig_focus(rig, XCB_NONE);
	poll(NULL, 0, 200);
	rig_focus(rig, outer);
	click_at(rig, first.x + 30, first.y + 40);
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	const struct rig_message *m;
	while ((m = rig_next(rig, 1000)) && m->type != MSG_KEYPRESS) {
	}
	ok_named(is_key(m, 1, PRESS, KEY_A), "a click ends the guard of keys");
	rig->policy.guard_ms = 0;
}

/* A menu of the focused domain takes clicks at once. */
static void
guarded_popup(struct rig *rig)
{
	rig->policy.guard_ms = GUARD_MS;
	xcb_window_t outer = begin(rig);

	focus_one(rig, outer);
	poll(NULL, 0, GUARD_MS);
	show(rig, 3, (struct rect){150, 150, 100, 100}, "menu", true);
	rig_find(rig, "menu");
	click_at(rig, 160, 170);
	ok_named(has_button(rig, 300), "P25-popups-of-the-focused-are-exempt");
	rig->policy.guard_ms = 0;
}

/* --- pointer ----------------------------------------------------------------------- */

static void
hover(struct rig *rig)
{
	xcb_window_t outer = begin(rig);
	int32_t last_x = 0, last_y = 0;
	size_t motions = 0;

	for (int i = 0; i < 10000; i++) {
		rig_fake(rig, XCB_MOTION_NOTIFY, 0, first.x + i % 300, first.y + i % 200);
	}
	ok_named(is_quiet(rig), "P8-no-motion-without-focus");
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, 10, 10);
	ok_named(is_quiet(rig), "P8-no-leave-without-focus");
	focus_one(rig, outer);
	for (int i = 0; i < 10000; i++) {
		rig_fake(rig, XCB_MOTION_NOTIFY, 0, first.x + i % 300, first.y + i % 200);
	}
	rig_sync(rig);
	const struct rig_message *m;
	while ((last_x != 9999 % 300 || last_y != 9999 % 200) &&
	    (m = rig_next(rig, RIG_PATIENCE_MS))) {
		if (m->type == MSG_MOTION) {
			motions++;
			last_x = (int32_t)rig_word(m, 0);
			last_y = (int32_t)rig_word(m, 1);
		}
	}
	ok_named(motions > 0 && last_x == 9999 % 300 && last_y == 9999 % 200,
	    "the last motion arrives");
	printf("# %zu messages for 10000 motions\n", motions);
}

static void
click(struct rig *rig)
{
	begin(rig);
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, first.x + 30, first.y + 40);
	rig_fake(rig, XCB_BUTTON_PRESS, 1, 0, 0);
	const struct rig_message *m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(
	    m && m->type == MSG_MOTION && rig_word(m, 0) == 30 && rig_word(m, 1) == 40,
	    "a press without focus is preceded by motion");
	m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(is(m, MSG_BUTTON, 1, BUTTON_PRESS) && rig_word(m, 1) == 30 &&
	        rig_word(m, 2) == 40 && rig_word(m, 4) == 1,
	    "press");
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, first.x + 50, first.y + 60);
	rig_fake(rig, XCB_BUTTON_RELEASE, 1, 0, 0);
	m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(m && m->type == MSG_MOTION && rig_word(m, 0) == 50, "dragged");
	m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(is(m, MSG_BUTTON, 1, BUTTON_RELEASE) && rig_word(m, 1) == 50, "release");
	for (uint8_t button = 4; button <= 7; button++) {
		rig_fake(rig, XCB_BUTTON_PRESS, button, 0, 0);
		rig_fake(rig, XCB_BUTTON_RELEASE, button, 0, 0);
	}
	uint32_t wheel = 0;
	while (wheel != 0xf0 && (m = rig_next(rig, RIG_PATIENCE_MS))) {
		if (m->type == MSG_BUTTON && rig_word(m, 0) == BUTTON_PRESS) {
			wheel |= 1u << rig_word(m, 4);
		}
	}
	ok_named(wheel == 0xf0, "the wheel's buttons");
	/* On the frame itself. */
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, first.x + 30, first.y - 5);
	while (rig_next(rig, 300)) {
	}
	rig_fake(rig, XCB_BUTTON_PRESS, 1, 0, 0);
	rig_fake(rig, XCB_BUTTON_RELEASE, 1, 0, 0);
	ok_named(is_quiet(rig), "clicks on the frame are not the guest's");
}

static void
popup_of_focused(struct rig *rig)
{
	xcb_window_t outer = begin(rig);

	focus_one(rig, outer);
	show(rig, 3, (struct rect){150, 150, 100, 100}, "menu", true);
	rig_find(rig, "menu");
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, 160, 170);
	const struct rig_message *m;
	while ((m = rig_next(rig, RIG_PATIENCE_MS)) && m->type != MSG_MOTION &&
	    m->type != MSG_CROSSING) {
	}
	ok_named(m && m->window == 3, "a popup of the focused domain gets the pointer");
	rig_fake(rig, XCB_BUTTON_PRESS, 1, 0, 0);
	while ((m = rig_next(rig, RIG_PATIENCE_MS)) && m->type != MSG_BUTTON) {
	}
	ok_named(is(m, MSG_BUTTON, 3, BUTTON_PRESS), "and its buttons");
	rig_plain(rig, MSG_UNMAP, 3);
	while ((m = rig_next(rig, RIG_PATIENCE_MS)) && m->type != MSG_BUTTON) {
	}
	ok_named(is(m, MSG_BUTTON, 3, BUTTON_RELEASE),
	    "a button held in a window that goes is released");
	rig_fake(rig, XCB_BUTTON_RELEASE, 1, 0, 0);
	bool again = false;
	while ((m = rig_next(rig, 100))) {
		again = again || m->type == MSG_BUTTON;
	}
	ok_named(!again, "once");
}

/* --- window manager's messages ----------------------------------------------------- */

static void
close_button(struct rig *rig)
{
	xcb_window_t outer = begin(rig);
	xcb_client_message_event_t e = {
	    .response_type = XCB_CLIENT_MESSAGE,
	    .format = 32,
	    .window = outer,
	    .type = rig_atom(rig, "WM_PROTOCOLS"),
	    .data.data32 = {rig_atom(rig, "WM_DELETE_WINDOW")},
	};

	xcb_send_event(rig->x, 0, outer, XCB_EVENT_MASK_NO_EVENT, (const char *)&e);
	rig_sync(rig);
	const struct rig_message *m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(m && m->type == MSG_CLOSE && m->window == 1, "close button");

	/* What another client sends as if it were typed is not. */
	xcb_key_press_event_t key = {
	    .response_type = XCB_KEY_PRESS,
	    .detail = KEY_A,
	    .event = outer,
	    .root = rig->screen->root,
	    .same_screen = 1,
	};
	focus_one(rig, outer);
	xcb_send_event(rig->x, 0, outer, XCB_EVENT_MASK_KEY_PRESS, (const char *)&key);
	ok_named(is_quiet(rig), "P15-no-synthetic-key");
}

int
main(void)
{
	struct rig *rig = rig_create(false);

	keys_in_order(rig);
	focus_leaves(rig);
	focus_moves(rig);
	focus_comes(rig);
	repeats(rig);
	focused_window_goes(rig);
	key_of_another(rig);
	guarded_clicks(rig);
	guarded_raise(rig);
	guarded_keys(rig);
	guarded_popup(rig);
	hover(rig);
	click(rig);
	popup_of_focused(rig);
	close_button(rig);
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "channel closed: ended");
	rig_destroy(rig);
	return done_testing();
}
