/*
 * Input on its way from the desktop to the guest, without a window manager (P7, P8).
 */
#include "tests/daemon/worker-hands.h"
#include "tests/unit/tap.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* --- keyboard ---------------------------------------------------------------------- */

static void
keys_in_order(struct rig *rig)
{
	xcb_window_t outer = hands_begin(rig);
	int64_t start = rig_now_ms();
	bool in_order = true;

	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	ok_named(hands_got_nothing(rig), "P7-no-key-without-focus");
	ok_named(hands_focus(rig, outer), "keymap, then focus in");
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

		in_order =
		    hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, code) &&
		    hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, code);
	}
	ok_named(in_order, "1000 keys at 500 a second arrive in order");
	ok_named(hands_got_nothing(rig), "and nothing else");
}

static void
focus_leaves(struct rig *rig)
{
	xcb_window_t outer = hands_begin(rig);

	ok_named(hands_focus(rig, outer), "keymap, then focus in");
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	ok_named(
	    hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_A), "pressed");
	rig_focus(rig, XCB_NONE);
	ok_named(hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, KEY_A),
	    "P7-released-before-focus-leaves");
	ok_named(hands_got(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 1, FOCUS_OUT),
	    "focus out");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	ok_named(hands_got_nothing(rig), "its release is nobody's business then");
}

static void
focus_moves(struct rig *rig)
{
	xcb_window_t outer = hands_begin(rig);
	xcb_window_t other = rig_find(rig, "two");

	ok_named(hands_focus(rig, outer), "keymap, then focus in");
	rig_fake(rig, XCB_KEY_PRESS, KEY_SHIFT, 0, 0);
	rig_fake(rig, XCB_KEY_PRESS, KEY_B, 0, 0);
	ok_named(
	    hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_SHIFT), "shift");
	ok_named(
	    hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_B), "letter");
	rig_focus(rig, other);
	ok_named(hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, KEY_SHIFT) &&
	        hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, KEY_B) &&
	        hands_got(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 1, FOCUS_OUT),
	    "both released where they were pressed");
	const struct rig_message *m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(m && m->type == MSG_KEYMAP_NOTIFY &&
	        m->body[KEY_SHIFT / 8] == 1 << KEY_SHIFT % 8 && m->body[KEY_B / 8] == 0,
	    "P7-only-modifiers-are-shown");
	ok_named(hands_got(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 2, FOCUS_IN),
	    "focus in");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_B, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_SHIFT, 0, 0);
	ok_named(hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 2, RELEASE, KEY_SHIFT),
	    "the shown one is released");
	ok_named(hands_got_nothing(rig), "the other is not");
}

/* Shift was pressed while nothing of the domain had the focus. */
static void
focus_comes(struct rig *rig)
{
	xcb_window_t outer = hands_begin(rig);

	rig_fake(rig, XCB_KEY_PRESS, KEY_SHIFT, 0, 0);
	rig_focus(rig, outer);
	const struct rig_message *m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(m && m->type == MSG_KEYMAP_NOTIFY && m->body[KEY_SHIFT / 8] == 0,
	    "P7-no-modifier-of-others");
	ok_named(hands_got(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 1, FOCUS_IN),
	    "focus in");
	rig_fake(rig, XCB_KEY_PRESS, KEY_B, 0, 0);
	m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(hands_got_key(m, 1, PRESS, KEY_B) && rig_word(m, 3) == 0,
	    "nor in what it says");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_B, 0, 0);
	while ((m = rig_next(rig, RIG_PATIENCE_MS)) && rig_word(m, 0) == PRESS) {
	}
	ok_named(hands_got_key(m, 1, RELEASE, KEY_B), "released");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_SHIFT, 0, 0);
	ok_named(hands_got_nothing(rig), "its release is nobody's business");
}

/* Released, after however many repeats. */
static bool
is_released(struct rig *rig, uint8_t code)
{
	const struct rig_message *m;

	while ((m = rig_next(rig, RIG_PATIENCE_MS)) && rig_word(m, 0) == PRESS) {
	}
	return hands_got_key(m, 1, RELEASE, code);
}

static void
repeats(struct rig *rig)
{
	xcb_window_t outer = hands_begin(rig);
	bool presses = true;

	rig_set_repeat(rig, true);
	ok_named(hands_focus(rig, outer), "keymap, then focus in");
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	for (int i = 0; i < 4; i++) {
		presses = presses &&
		    hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_A);
	}
	ok_named(presses, "a held key repeats as presses alone");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	ok_named(
	    is_released(rig, KEY_A) && hands_got_nothing(rig), "and is released once");
	rig_set_repeat(rig, false);
}

static void
focused_window_goes(struct rig *rig)
{
	xcb_window_t outer = hands_begin(rig);

	ok_named(hands_focus(rig, outer), "keymap, then focus in");
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	ok_named(
	    hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_A), "pressed");
	rig_plain(rig, MSG_DESTROY, 1);
	ok_named(hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, KEY_A) &&
	        hands_got(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 1, FOCUS_OUT),
	    "keys are released in a window that goes");
	const struct rig_message *m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(m && m->type == MSG_DESTROY && m->window == 1, "then acknowledged");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	ok_named(hands_got_nothing(rig), "and nothing after it");
}

/* A key that is held as the focus comes was pressed for somebody else: so are repeats. */
static void
key_of_another(struct rig *rig)
{
	xcb_window_t outer = hands_begin(rig);
	xcb_window_t foreign = xcb_generate_id(rig->x);

	xcb_create_window(rig->x, XCB_COPY_FROM_PARENT, foreign, rig->screen->root, 0,
	    700, 50, 50, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_OVERRIDE_REDIRECT, &(uint32_t){1});
	xcb_map_window(rig->x, foreign);
	rig_set_repeat(rig, true);
	rig_focus(rig, foreign);
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	ok_named(hands_got_nothing(rig), "P7-key-of-another-window");
	ok_named(hands_focus(rig, outer), "keymap, then focus in");
	ok_named(!rig_next(rig, 1000), "P7-no-repeats-of-a-key-pressed-elsewhere");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	ok_named(hands_got_nothing(rig), "P7-nor-its-release");
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	ok_named(hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, KEY_A),
	    "the next is");
	rig_focus(rig, foreign);
	ok_named(is_released(rig, KEY_A) &&
	        hands_got(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 1, FOCUS_OUT),
	    "released as the focus goes");
	ok_named(!rig_next(rig, 1000), "P7-no-repeats-after-the-focus-went");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	rig_fake(rig, XCB_BUTTON_PRESS, 1, 0, 0);
	rig_fake(rig, XCB_BUTTON_RELEASE, 1, 0, 0);
	ok_named(hands_got_nothing(rig), "clicks elsewhere are not the guest's");
	rig_set_repeat(rig, false);
	xcb_destroy_window(rig->x, foreign);
}

/* Nothing comes of a held key, though X repeats it and then says that it is released. */
static bool
is_nobodys(struct rig *rig, uint8_t code)
{
	bool is_silent = !rig_next(rig, 1000); /* X repeats after 660 ms */

	rig_settle(rig);
	rig_fake(rig, XCB_KEY_RELEASE, code, 0, 0);
	rig_set_repeat(rig, false);
	return is_silent && hands_got_nothing(rig);
}

static bool
is_typed(struct rig *rig, uint8_t code)
{
	rig_fake(rig, XCB_KEY_PRESS, code, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, code, 0, 0);
	return hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, PRESS, code) &&
	    hands_got_key(rig_next(rig, RIG_PATIENCE_MS), 1, RELEASE, code);
}

/* A locker, a menu of the manager: what was pressed for them is not the guest's. */
static void
key_of_a_grab(struct rig *rig)
{
	xcb_window_t outer = hands_begin(rig);

	ok_named(hands_focus(rig, outer), "keymap, then focus in");
	xcb_grab_keyboard_reply_t *grab = xcb_grab_keyboard_reply(rig->x,
	    xcb_grab_keyboard(rig->x, 0, rig->screen->root, XCB_CURRENT_TIME,
	        XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC),
	    NULL);
	ok(grab && grab->status == XCB_GRAB_STATUS_SUCCESS);
	free(grab);
	rig_set_repeat(rig, true);
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	xcb_ungrab_keyboard(rig->x, XCB_CURRENT_TIME);
	rig_sync(rig);
	ok_named(is_nobodys(rig, KEY_A), "P7-key-of-a-grab");
	ok_named(is_typed(rig, KEY_A), "pressed anew, it is the guest's");
}

static void
tell(struct rig *rig, enum control_type type, uint32_t number)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = type;
	record.number = number;
	ok(control_send(rig->control, &record, -1));
}

/* Deaf, as the daemon says: what is pressed meanwhile stays nobody's, however long. */
static void
key_while_deaf(struct rig *rig, enum control_type deaf, const char *name)
{
	xcb_window_t outer = hands_begin(rig);

	ok_named(hands_focus(rig, outer), "keymap, then focus in");
	tell(rig, deaf, 1);
	ok_named(hands_got_nothing(rig), "deaf");
	rig_set_repeat(rig, true);
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	ok_named(hands_got_nothing(rig), "it hears nothing");
	tell(rig, deaf, 0);
	ok_named(is_nobodys(rig, KEY_A), name);
	ok_named(is_typed(rig, KEY_A), "pressed anew, it is the guest's");
}

/* --- pointer ----------------------------------------------------------------------- */

static void
hover(struct rig *rig)
{
	xcb_window_t outer = hands_begin(rig);
	int32_t last_x = 0, last_y = 0;
	size_t motions = 0;

	for (int i = 0; i < 10000; i++) {
		rig_fake(rig, XCB_MOTION_NOTIFY, 0, hands_first.x + i % 300,
		    hands_first.y + i % 200);
	}
	ok_named(hands_got_nothing(rig), "P8-no-motion-without-focus");
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, 10, 10);
	ok_named(hands_got_nothing(rig), "P8-no-leave-without-focus");
	ok_named(hands_focus(rig, outer), "keymap, then focus in");
	for (int i = 0; i < 10000; i++) {
		rig_fake(rig, XCB_MOTION_NOTIFY, 0, hands_first.x + i % 300,
		    hands_first.y + i % 200);
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

/*
 * A manager takes the window away, as with a change of desktops, and the button goes up
 * where the worker hears nothing of it: the drag is over, and motion with it.
 */
static void
window_goes_in_a_drag(struct rig *rig)
{
	xcb_window_t outer = hands_begin(rig);

	rig_fake(rig, XCB_MOTION_NOTIFY, 0, hands_first.x + 30, hands_first.y + 40);
	rig_fake(rig, XCB_BUTTON_PRESS, 1, 0, 0);
	rig_sync(rig);
	ok_named(rig_await(rig, MSG_BUTTON) != NULL, "pressed");
	xcb_unmap_window(rig->x, outer);
	rig_sync(rig);
	rig_fake(rig, XCB_BUTTON_RELEASE, 1, 0, 0);
	xcb_map_window(rig->x, outer);
	rig_sync(rig);
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, hands_first.x + 31, hands_first.y + 40);
	const struct rig_message *m = rig_await(rig, MSG_BUTTON);
	ok_named(hands_got(m, MSG_BUTTON, 1, BUTTON_RELEASE), "P8-released-unheard");
	rig_forget(rig);
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, hands_first.x + 50, hands_first.y + 60);
	ok_named(hands_got_nothing(rig), "P8-and-no-motion-after-it");
}

static void
click(struct rig *rig)
{
	hands_begin(rig);
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, hands_first.x + 30, hands_first.y + 40);
	rig_fake(rig, XCB_BUTTON_PRESS, 1, 0, 0);
	const struct rig_message *m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(
	    m && m->type == MSG_MOTION && rig_word(m, 0) == 30 && rig_word(m, 1) == 40,
	    "a press without focus is preceded by motion");
	m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(hands_got(m, MSG_BUTTON, 1, BUTTON_PRESS) && rig_word(m, 1) == 30 &&
	        rig_word(m, 2) == 40 && rig_word(m, 4) == 1,
	    "press");
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, hands_first.x + 50, hands_first.y + 60);
	rig_fake(rig, XCB_BUTTON_RELEASE, 1, 0, 0);
	m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(m && m->type == MSG_MOTION && rig_word(m, 0) == 50, "dragged");
	m = rig_next(rig, RIG_PATIENCE_MS);
	ok_named(hands_got(m, MSG_BUTTON, 1, BUTTON_RELEASE) && rig_word(m, 1) == 50,
	    "release");
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
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, hands_first.x + 30, hands_first.y - 5);
	while (rig_next(rig, 300)) {
	}
	rig_fake(rig, XCB_BUTTON_PRESS, 1, 0, 0);
	rig_fake(rig, XCB_BUTTON_RELEASE, 1, 0, 0);
	ok_named(hands_got_nothing(rig), "clicks on the frame are not the guest's");
}

static void
popup_of_focused(struct rig *rig)
{
	xcb_window_t outer = hands_begin(rig);

	ok_named(hands_focus(rig, outer), "keymap, then focus in");
	hands_show(rig, 3, (struct rect){150, 150, 100, 100}, "menu", true);
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
	ok_named(hands_got(m, MSG_BUTTON, 3, BUTTON_PRESS), "and its buttons");
	rig_plain(rig, MSG_UNMAP, 3);
	while ((m = rig_next(rig, RIG_PATIENCE_MS)) && m->type != MSG_BUTTON) {
	}
	ok_named(hands_got(m, MSG_BUTTON, 3, BUTTON_RELEASE),
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
	xcb_window_t outer = hands_begin(rig);
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
	ok_named(hands_focus(rig, outer), "keymap, then focus in");
	xcb_send_event(rig->x, 0, outer, XCB_EVENT_MASK_KEY_PRESS, (const char *)&key);
	ok_named(hands_got_nothing(rig), "P15-no-synthetic-key");
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
	key_of_a_grab(rig);
	key_while_deaf(rig, CONTROL_PAUSED, "P7-key-while-paused");
	key_while_deaf(rig, CONTROL_LOCKED, "P29-key-while-locked");
	hover(rig);
	window_goes_in_a_drag(rig);
	click(rig);
	popup_of_focused(rig);
	close_button(rig);
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "channel closed: ended");
	rig_destroy(rig);
	return done_testing();
}
