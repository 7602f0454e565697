#include "gui-agent/x_input.h"

#include "common/base/log.h"
#include "protocol/xext/paravent-xcb.h"

#include <stdlib.h>
#include <string.h>
#include <xcb/xkb.h>

#define MAP_EVENTS \
	(XCB_XKB_EVENT_TYPE_MAP_NOTIFY | XCB_XKB_EVENT_TYPE_NEW_KEYBOARD_NOTIFY)

/* Caps Lock, and Num Lock where every keymap of xkeyboard-config has it. */
#define LOCK_BITS (XCB_MOD_MASK_LOCK | XCB_MOD_MASK_2)

static bool
has_key(const uint8_t *keys, uint32_t key)
{
	return keys[key / 8] & 1u << key % 8;
}

static void
set_key(uint8_t *keys, uint32_t key, bool on)
{
	uint8_t bit = (uint8_t)(1u << key % 8);

	keys[key / 8] = (uint8_t)(on ? keys[key / 8] | bit : keys[key / 8] & ~bit);
}

void
x_input_flush(struct x *x)
{
	if (x->input.batched > 0) {
		paravent_xcb_inject(x->connection, x->input.batch, x->input.batched);
		x->input.batched = 0;
	}
}

static void
add(struct x *x, struct paravent_x_event event)
{
	struct x_input *input = &x->input;

	if (input->batched == X_BATCH_MAX) {
		x_input_flush(x);
	}
	input->batch[input->batched++] = event;
}

static int16_t
coordinate(int32_t px)
{
	return (int16_t)(px < INT16_MIN ? INT16_MIN : px > INT16_MAX ? INT16_MAX : px);
}

void
x_input_motion(struct x *x, int32_t root_x, int32_t root_y)
{
	struct x_input *input = &x->input;

	if (input->batched > 0 &&
	    input->batch[input->batched - 1].type == PARAVENT_X_MOTION) {
		input->batched--;
	}
	add(x,
	    (struct paravent_x_event){
	        .type = PARAVENT_X_MOTION,
	        .x = coordinate(root_x),
	        .y = coordinate(root_y),
	    });
}

void
x_input_button(struct x *x, uint32_t button, bool press)
{
	uint16_t bit;

	if (button < 1 || button > 10) {
		return;
	}
	bit = (uint16_t)(1u << button);
	if (!press && !(x->input.buttons_down & bit)) {
		return;
	}
	x->input.buttons_down = (uint16_t)(press ? x->input.buttons_down | bit
	                                         : x->input.buttons_down & ~bit);
	add(x,
	    (struct paravent_x_event){
	        .type = press ? PARAVENT_X_BUTTON_PRESS : PARAVENT_X_BUTTON_RELEASE,
	        .detail = (uint8_t)button,
	    });
}

static void
send_key(struct x *x, uint32_t key, bool press)
{
	set_key(x->input.keys_down, key, press);
	add(x,
	    (struct paravent_x_event){
	        .type = press ? PARAVENT_X_KEY_PRESS : PARAVENT_X_KEY_RELEASE,
	        .detail = (uint8_t)key,
	    });
}

/* Sets the locks to what they are on the desktop: absolute, so a repetition is harmless.
 */
static void
sync_locks(struct x *x, uint32_t state)
{
	uint8_t locks = (uint8_t)(state & LOCK_BITS);

	if (locks == x->input.locks) {
		return;
	}
	x_input_flush(x);
	xcb_xkb_latch_lock_state(x->connection, XCB_XKB_ID_USE_CORE_KBD, LOCK_BITS, locks,
	    false, 0, 0, false, 0);
	x->input.locks = locks;
}

void
x_input_key(struct x *x, uint32_t keycode, bool press, uint32_t state)
{
	if (keycode < 8 || keycode >= X_KEYS) {
		return;
	}
	if (!press && !has_key(x->input.keys_down, keycode)) {
		return;
	}
	/* A lock key does its own work. */
	if (press && !has_key(x->input.lock_keys, keycode)) {
		sync_locks(x, state);
	}
	send_key(x, keycode, press);
}

void
x_input_sync(struct x *x, const uint8_t keys[X_KEYS / 8])
{
	for (uint32_t key = 8; key < X_KEYS; key++) {
		bool here = has_key(x->input.keys_down, key);
		bool there = has_key(keys, key);

		if (here && !there) {
			send_key(x, key, false);
		} else if (there && !here && has_key(x->input.modifier_keys, key)) {
			send_key(x, key, true);
		}
	}
}

void
x_input_release_keys(struct x *x)
{
	const uint8_t none[X_KEYS / 8] = {0};

	x_input_sync(x, none);
}

void
x_input_release_buttons(struct x *x)
{
	for (uint32_t button = 1; button <= 10; button++) {
		x_input_button(x, button, false);
	}
}

/* Modifiers by their bit: those that lock are never pressed by x_input_sync(). */
static void
take_modifiers(struct x *x, const xcb_get_modifier_mapping_reply_t *reply)
{
	const xcb_keycode_t *codes = xcb_get_modifier_mapping_keycodes(reply);
	uint32_t per_modifier = reply->keycodes_per_modifier;

	memset(x->input.modifier_keys, 0, sizeof(x->input.modifier_keys));
	memset(x->input.lock_keys, 0, sizeof(x->input.lock_keys));
	for (uint32_t i = 0; i < 8 * per_modifier; i++) {
		bool locks = LOCK_BITS & 1u << i / per_modifier;

		if (codes[i] != 0) {
			set_key(locks ? x->input.lock_keys : x->input.modifier_keys,
			    codes[i], true);
		}
	}
}

static void
got_modifiers(struct x *x, uint32_t window, uint32_t detail, void *reply)
{
	(void)window, (void)detail;
	if (reply) {
		take_modifiers(x, reply);
	}
}

void
x_input_mapping(struct x *x)
{
	x_replies_expect(&x->replies,
	    (struct x_question){
	        .sequence = xcb_get_modifier_mapping(x->connection).sequence,
	        .handler = got_modifiers,
	    });
}

void
x_input_xkb(struct x *x, const xcb_generic_event_t *event)
{
	/* Every XKB event names its own type at byte 1. */
	const xcb_xkb_state_notify_event_t *state = (const void *)event;

	if (state->xkbType == XCB_XKB_STATE_NOTIFY) {
		x->input.locks = state->lockedMods & LOCK_BITS;
	} else {
		x_input_mapping(x);
	}
}

/* A session that died may have left keys and buttons down: they become ours, and go up.
 */
static void
release_leftovers(struct x *x)
{
	xcb_query_keymap_cookie_t keys = xcb_query_keymap(x->connection);
	xcb_query_pointer_cookie_t pointer = xcb_query_pointer(x->connection, x->root);
	xcb_query_keymap_reply_t *k = xcb_query_keymap_reply(x->connection, keys, NULL);
	xcb_query_pointer_reply_t *p =
	    xcb_query_pointer_reply(x->connection, pointer, NULL);

	if (k && p) {
		memcpy(x->input.keys_down, k->keys, sizeof(x->input.keys_down));
		/* Button1Mask is bit 8 there, and button 1 is bit 1 here. */
		x->input.buttons_down = (uint16_t)(p->mask >> 7 & 0x3e);
	}
	free(k);
	free(p);
	x_input_release_keys(x);
	x_input_release_buttons(x);
}

const char *
x_input_init(struct x *x)
{
	const xcb_query_extension_reply_t *found =
	    xcb_get_extension_data(x->connection, &xcb_xkb_id);
	xcb_xkb_use_extension_reply_t *use = NULL;

	if (found && found->present) {
		use = xcb_xkb_use_extension_reply(
		    x->connection, xcb_xkb_use_extension(x->connection, 1, 0), NULL);
	}
	if (!use || !use->supported) {
		free(use);
		return "the X server has no XKEYBOARD extension";
	}
	free(use);
	x->xkb_event = found->first_event;
	const xcb_xkb_select_events_details_t locks = {
	    .affectState = XCB_XKB_STATE_PART_MODIFIER_LOCK,
	    .stateDetails = XCB_XKB_STATE_PART_MODIFIER_LOCK,
	};
	/* Who has asked for XKB is sent no MappingNotify unless it asks for these. */
	xcb_xkb_select_events_aux(x->connection, XCB_XKB_ID_USE_CORE_KBD,
	    XCB_XKB_EVENT_TYPE_STATE_NOTIFY | MAP_EVENTS, 0,
	    XCB_XKB_EVENT_TYPE_NEW_KEYBOARD_NOTIFY, XCB_XKB_MAP_PART_MODIFIER_MAP,
	    XCB_XKB_MAP_PART_MODIFIER_MAP, &locks);
	x_input_mapping(x);
	release_leftovers(x);
	return NULL;
}
