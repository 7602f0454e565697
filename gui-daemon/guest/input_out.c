#include "gui-daemon/guest/input_out.h"

#include "protocol/transport/link.h"

#include <string.h>

#define MANY_BYTES 65536u /* queued: motion waits, for the agent is behind */
#define MOST_BUTTONS 10u
#define STATE_BUTTON 8u     /* bit of X's state: button 1 */
#define STATE_BUTTONS 0x3eu /* bit n: X's state tells of button n */

enum input_type {
	TYPE_KEY_PRESS = 2,
	TYPE_KEY_RELEASE = 3,
	TYPE_BUTTON_PRESS = 4,
	TYPE_BUTTON_RELEASE = 5,
	TYPE_ENTER = 7,
	TYPE_LEAVE = 8,
	TYPE_FOCUS_IN = 9,
	TYPE_FOCUS_OUT = 10,
};

void
input_out_init(
    struct input_out *in, struct link *link, const struct domain_policy *policy)
{
	*in = (struct input_out){.link = link, .policy = policy};
}

/* --- messages ---------------------------------------------------------------------- */

static void
send_key(struct input_out *in, uint32_t id, enum input_type type,
    const struct x_input_event *e, uint8_t code)
{
	struct msg_keypress out = {
	    .type = type,
	    .x = e ? e->x : 0,
	    .y = e ? e->y : 0,
	    .state = e ? e->state : 0,
	    .keycode = code,
	};
	uint8_t body[20];
	size_t len = wire_encode_keypress(body, sizeof(body), &out);

	link_send(in->link, MSG_KEYPRESS, id, body, len);
}

static void
send_button(struct input_out *in, uint32_t id, enum input_type type,
    const struct x_input_event *e, uint32_t button)
{
	struct msg_button out = {
	    .type = type,
	    .x = e ? e->x : in->motion_x,
	    .y = e ? e->y : in->motion_y,
	    .state = e ? e->state : 0,
	    .button = button,
	};
	uint8_t body[20];
	size_t len = wire_encode_button(body, sizeof(body), &out);

	link_send(in->link, MSG_BUTTON, id, body, len);
}

static void
send_motion(struct input_out *in)
{
	struct msg_motion out = {
	    .x = in->motion_x,
	    .y = in->motion_y,
	    .state = in->motion_state,
	};
	uint8_t body[16];
	size_t len = wire_encode_motion(body, sizeof(body), &out);

	in->has_motion = false;
	link_send(in->link, MSG_MOTION, in->motion_window, body, len);
}

static void
send_crossing(struct input_out *in, uint32_t id, enum input_type type,
    const struct x_input_event *e)
{
	struct msg_crossing out = {
	    .type = type,
	    .x = e->x,
	    .y = e->y,
	    .state = e->state,
	    .mode = e->mode,
	    .detail = e->detail,
	    .focus = in->has_focus && in->focus == id,
	};
	uint8_t body[28];
	size_t len = wire_encode_crossing(body, sizeof(body), &out);

	link_send(in->link, MSG_CROSSING, id, body, len);
}

static void
send_focus(struct input_out *in, enum input_type type, uint8_t detail)
{
	struct msg_focus out = {.type = type, .detail = detail};
	uint8_t body[12];
	size_t len = wire_encode_focus(body, sizeof(body), &out);

	link_send(in->link, MSG_FOCUS, in->focus, body, len);
}

static void
send_keymap(struct input_out *in)
{
	struct msg_keymap_notify out;
	uint8_t body[32];

	memcpy(out.keys, in->keys.down, sizeof(out.keys));
	size_t len = wire_encode_keymap_notify(body, sizeof(body), &out);
	link_send(in->link, MSG_KEYMAP_NOTIFY, 0, body, len);
}

/* --- keyboard ---------------------------------------------------------------------- */

/* Releases what the guest holds down and the person does not (held NULL: anything). */
static void
release_stuck(struct input_out *in, const uint8_t held[KEYS_BYTES])
{
	int code;

	while ((code = keys_take_stuck(&in->keys, held)) >= 0) {
		send_key(in, in->focus, TYPE_KEY_RELEASE, NULL, (uint8_t)code);
	}
}

static void
focus_out(struct input_out *in, uint8_t detail)
{
	if (!in->has_focus) {
		return;
	}
	if (!in->awaits_keymap) {
		in->left = in->keys;
		release_stuck(in, NULL);
		send_focus(in, TYPE_FOCUS_OUT, detail);
	}
	in->has_focus = false;
	in->awaits_keymap = false;
}

static void
focus_in(struct input_out *in, uint32_t id, uint8_t detail)
{
	if (in->has_focus && in->focus == id) {
		return;
	}
	focus_out(in, detail);
	in->has_focus = true;
	in->focus = id;
	in->focus_detail = detail;
	in->awaits_keymap = true;
	in->swallowed = (struct keys){{0}};
}

/*
 * What is held as the domain gets the focus was pressed for somebody else (P7): the guest
 * is not shown it.  From one window to another of the same domain modifiers go along, for
 * it has seen them pressed.
 */
static void
adopt_keys(struct input_out *in, const uint8_t held[KEYS_BYTES])
{
	for (unsigned int code = 0; code < X_INPUT_KEYS; code++) {
		if (!in->modifiers[code]) {
			(void)!keys_release(&in->left, (uint8_t)code);
		}
	}
	for (size_t i = 0; i < KEYS_BYTES; i++) {
		in->keys.down[i] = held[i] & in->left.down[i];
		in->swallowed.down[i] = held[i] & (uint8_t)~in->left.down[i];
	}
	in->left = (struct keys){{0}};
}

/*
 * The state that an event came with, without modifiers that are held and not the guest's.
 * Locks stay: they are the keyboard's, whoever pressed them.
 */
static uint32_t
shown_state(const struct input_out *in, uint32_t state)
{
	static const struct keys none;
	uint32_t swallowed = 0;
	uint32_t shown = XCB_MOD_MASK_LOCK | XCB_MOD_MASK_2;

	if (memcmp(&in->swallowed, &none, sizeof(none)) == 0) {
		return state;
	}
	for (unsigned int code = 0; code < X_INPUT_KEYS; code++) {
		uint32_t bits = in->modifiers[code];

		swallowed |= keys_is_down(&in->swallowed, (uint8_t)code) ? bits : 0;
		shown |= keys_is_down(&in->keys, (uint8_t)code) ? bits : 0;
	}
	return state & ~(swallowed & ~shown);
}

/* If the keymap did not come first after all, nothing is known to be down. */
static void
complete_focus(struct input_out *in)
{
	if (in->awaits_keymap) {
		in->awaits_keymap = false;
		send_keymap(in);
		send_focus(in, TYPE_FOCUS_IN, in->focus_detail);
	}
}

/*
 * Keys that went down while somebody had grabbed the keyboard were pressed for whoever
 * had it: a locker, a menu of the manager's.
 */
static void
swallow_unheard(struct input_out *in, const uint8_t held[KEYS_BYTES])
{
	for (size_t i = 0; i < KEYS_BYTES; i++) {
		in->swallowed.down[i] = held[i] & (uint8_t)~in->keys.down[i];
	}
}

void
input_out_keymap(struct input_out *in, const uint8_t held[KEYS_BYTES])
{
	if (!in->has_focus) {
		return;
	}
	if (in->awaits_keymap) {
		adopt_keys(in, held);
		complete_focus(in);
	} else {
		release_stuck(in, held);
		swallow_unheard(in, held);
	}
}

bool
input_out_is_fresh(const struct input_out *in, uint32_t id, uint8_t code)
{
	return in->has_focus && in->focus == id && !keys_is_down(&in->keys, code) &&
	    !keys_is_down(&in->swallowed, code);
}

void
input_out_swallow(struct input_out *in, uint8_t code)
{
	complete_focus(in);
	keys_press(&in->swallowed, code);
}

void
input_out_let_go(struct input_out *in)
{
	if (!in->has_focus) {
		return;
	}
	complete_focus(in);
	for (size_t i = 0; i < KEYS_BYTES; i++) {
		in->swallowed.down[i] |= in->keys.down[i];
	}
	release_stuck(in, NULL);
}

static void
take_key_press(struct input_out *in, uint32_t id, const struct x_input_event *e)
{
	if (!in->has_focus || in->focus != id) {
		return;
	}
	complete_focus(in);
	if (keys_is_down(&in->swallowed, e->code)) {
		return;
	}
	keys_press(&in->keys, e->code);
	send_key(in, id, TYPE_KEY_PRESS, e, e->code);
}

static void
take_key_release(struct input_out *in, uint32_t id, const struct x_input_event *e)
{
	/* Keys are down in the focused window only, and are released before it loses it.
	 */
	(void)id;
	if (keys_release(&in->swallowed, e->code)) {
		return;
	}
	if (in->has_focus && keys_release(&in->keys, e->code)) {
		send_key(in, in->focus, TYPE_KEY_RELEASE, e, e->code);
	}
}

static void
take_focus_in(struct input_out *in, uint32_t id, const struct x_input_event *e)
{
	focus_in(in, id, e->detail);
}

static void
take_focus_out(struct input_out *in, uint32_t id, const struct x_input_event *e)
{
	if (in->focus == id) {
		focus_out(in, e->detail);
	}
}

/* --- pointer ----------------------------------------------------------------------- */

static bool
may_hover(const struct input_out *in)
{
	return policy_may_hover(in->policy, in->has_focus, in->buttons != 0);
}

static void
note_motion(struct input_out *in, uint32_t id, const struct x_input_event *e)
{
	if (in->has_motion && in->motion_window != id) {
		send_motion(in);
	}
	in->has_motion = true;
	in->motion_window = id;
	in->motion_x = e->x;
	in->motion_y = e->y;
	in->motion_state = e->state;
}

static void
take_motion(struct input_out *in, uint32_t id, const struct x_input_event *e)
{
	if (may_hover(in)) {
		note_motion(in, id, e);
	}
}

static void
take_crossing(struct input_out *in, uint32_t id, const struct x_input_event *e)
{
	if (may_hover(in)) {
		send_crossing(in, id, e->kind == X_ENTER ? TYPE_ENTER : TYPE_LEAVE, e);
	}
}

/* A press is preceded by motion to its place: without the focus there was none. */
static void
take_button_press(struct input_out *in, uint32_t id, const struct x_input_event *e)
{
	if (e->code > MOST_BUTTONS) {
		return;
	}
	note_motion(in, id, e);
	send_motion(in);
	if (!in->buttons) {
		in->buttons_window = id;
	}
	in->buttons |= 1u << e->code;
	send_button(in, id, TYPE_BUTTON_PRESS, e, e->code);
}

static void
take_button_release(struct input_out *in, uint32_t id, const struct x_input_event *e)
{
	if (e->code > MOST_BUTTONS || !(in->buttons & 1u << e->code)) {
		return;
	}
	in->buttons &= ~(1u << e->code);
	send_button(in, id, TYPE_BUTTON_RELEASE, e, e->code);
}

/* Those of which (bit n: button n) that the guest believes to be held. */
static void
release_buttons(struct input_out *in, uint32_t which)
{
	for (uint32_t button = 1; button <= MOST_BUTTONS; button++) {
		if (in->buttons & which & 1u << button) {
			send_button(
			    in, in->buttons_window, TYPE_BUTTON_RELEASE, NULL, button);
		}
	}
	in->buttons &= ~which;
}

void
input_out_let_go_buttons(struct input_out *in)
{
	release_buttons(in, UINT32_MAX);
}

/*
 * A button can go up where this worker hears nothing of it, as after a manager has taken
 * the window away in a drag.  X's state has bits for the first five.
 */
static void
let_go_unheard(struct input_out *in, const struct x_input_event *e)
{
	uint32_t held = e->state >> (STATE_BUTTON - 1);
	uint32_t lost = in->buttons & STATE_BUTTONS & ~held;

	if (lost && (e->kind == X_MOTION || e->kind == X_ENTER)) {
		if (in->has_motion) {
			send_motion(in);
		}
		release_buttons(in, lost);
	}
}

/* --- all --------------------------------------------------------------------------- */

static void (*const takers[])(
    struct input_out *, uint32_t, const struct x_input_event *) = {
    [X_KEY_PRESS] = take_key_press,
    [X_KEY_RELEASE] = take_key_release,
    [X_BUTTON_PRESS] = take_button_press,
    [X_BUTTON_RELEASE] = take_button_release,
    [X_MOTION] = take_motion,
    [X_ENTER] = take_crossing,
    [X_LEAVE] = take_crossing,
    [X_FOCUS_IN] = take_focus_in,
    [X_FOCUS_OUT] = take_focus_out,
};

static int32_t
clamp(int32_t at, uint32_t len)
{
	if (at < 0) {
		return 0;
	}
	return (uint32_t)at < len ? at : (int32_t)len - 1;
}

void
input_out_hide_outside(struct x_input_event *event, uint32_t width, uint32_t height)
{
	int32_t x = clamp(event->x, width);
	int32_t y = clamp(event->y, height);

	if (event->kind == X_LEAVE) {
		event->x = x;
		event->y = y;
	} else if ((event->kind == X_KEY_PRESS || event->kind == X_KEY_RELEASE) &&
	    (event->x != x || event->y != y)) {
		event->x = event->y = 0;
	}
}

void
input_out_take(struct input_out *in, uint32_t id, const struct x_input_event *event)
{
	if (event->kind >= ARRAY_LEN(takers) || !takers[event->kind]) {
		return;
	}
	let_go_unheard(in, event);
	/* Motion never passes, nor is passed by, another event. */
	if (event->kind != X_MOTION && in->has_motion) {
		send_motion(in);
	}
	struct x_input_event shown = *event;
	shown.state = shown_state(in, event->state);
	takers[event->kind](in, id, &shown);
}

void
input_out_forget(struct input_out *in, uint32_t id)
{
	if (in->buttons && in->buttons_window == id) {
		release_buttons(in, UINT32_MAX);
	}
	if (in->has_motion && in->motion_window == id) {
		in->has_motion = false;
	}
	if (in->has_focus && in->focus == id) {
		focus_out(in, 0);
	}
}

void
input_out_forget_held(struct input_out *in)
{
	in->left = (struct keys){{0}};
}

void
input_out_settle(struct input_out *in)
{
	if (in->has_motion && link_queued(in->link) < MANY_BYTES) {
		send_motion(in);
	}
}
