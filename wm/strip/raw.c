#include "wm/strip/raw.h"

#include "common/base/log.h"

#include <stdlib.h>
#include <xcb/xinput.h>

#define SUPER_ROW 6 /* Mod4 in a modifier mapping */

static bool
has_raw_events(struct x *x)
{
	xcb_input_xi_query_version_reply_t *version = xcb_input_xi_query_version_reply(
	    x->xcb, xcb_input_xi_query_version(x->xcb, 2, 2), NULL);
	/* Before 2.1 a grab hides them. */
	bool has = version &&
	    (version->major_version > 2 ||
	        (version->major_version == 2 && version->minor_version >= 1));

	free(version);
	return has;
}

static void
select_events(struct x *x)
{
	struct {
		xcb_input_event_mask_t head;
		uint32_t events;
	} mask = {
	    {XCB_INPUT_DEVICE_ALL_MASTER, 1},
	    XCB_INPUT_XI_EVENT_MASK_RAW_KEY_PRESS |
	        XCB_INPUT_XI_EVENT_MASK_RAW_KEY_RELEASE,
	};

	xcb_input_xi_select_events(x->xcb, x->screen->root, 1, &mask.head);
}

/*
 * Whether a key of Super is down.  Of no other key: its press may be among the events
 * that were not read yet, and would be taken for one that was seen already.
 */
static void
take_state(struct raw *raw, const xcb_query_keymap_reply_t *keys, xcb_keycode_t code)
{
	if (keys) {
		raw_take_core(raw, code, keys->keys[code / 8] >> code % 8 & 1);
	}
}

void
raw_look_at_keyboard(struct x *x, struct raw *raw)
{
	xcb_get_modifier_mapping_cookie_t asked_modifiers =
	    xcb_get_modifier_mapping(x->xcb);
	xcb_query_keymap_cookie_t asked_keys = xcb_query_keymap(x->xcb);
	xcb_get_modifier_mapping_reply_t *modifiers =
	    xcb_get_modifier_mapping_reply(x->xcb, asked_modifiers, NULL);
	xcb_query_keymap_reply_t *keys = xcb_query_keymap_reply(x->xcb, asked_keys, NULL);
	size_t row = modifiers ? modifiers->keycodes_per_modifier : 0;

	raw->n_supers = 0;
	for (size_t i = 0; i < row && raw->n_supers < RAW_SUPERS; i++) {
		xcb_keycode_t code =
		    xcb_get_modifier_mapping_keycodes(modifiers)[SUPER_ROW * row + i];

		if (code) {
			raw->supers[raw->n_supers++] = code;
			take_state(raw, keys, code);
		}
	}
	free(modifiers);
	free(keys);
}

void
raw_watch(struct x *x, struct raw *out)
{
	const xcb_query_extension_reply_t *extension =
	    xcb_get_extension_data(x->xcb, &xcb_input_id);

	*out = (struct raw){.opcode = 0};
	if (!extension || !extension->present || !has_raw_events(x)) {
		log_warn("no XInput 2.1: a program that grabs the keyboard masks the "
		         "attention chord");
		return;
	}
	out->opcode = extension->major_opcode;
	select_events(x);
	raw_look_at_keyboard(x, out);
}

static bool
is_held(const struct raw *raw, xcb_keycode_t code)
{
	return raw->held[code / 8] >> code % 8 & 1;
}

static bool
has_super(const struct raw *raw)
{
	for (size_t i = 0; i < raw->n_supers; i++) {
		if (is_held(raw, raw->supers[i])) {
			return true;
		}
	}
	return false;
}

void
raw_take_core(struct raw *raw, xcb_keycode_t code, bool is_pressed)
{
	uint8_t bit = (uint8_t)(1u << code % 8);

	raw->held[code / 8] = (uint8_t)(is_pressed ? raw->held[code / 8] | bit
	                                           : raw->held[code / 8] & ~bit);
}

bool
raw_take(struct raw *raw, const xcb_generic_event_t *event, struct raw_press *out)
{
	const xcb_input_raw_key_press_event_t *e = (const void *)event;

	if (!raw->opcode || event->response_type != XCB_GE_GENERIC ||
	    e->extension != raw->opcode || e->detail > UINT8_MAX) {
		return false;
	}
	xcb_keycode_t code = (xcb_keycode_t)e->detail;
	bool was_held = is_held(raw, code);
	bool is_press = e->event_type == XCB_INPUT_RAW_KEY_PRESS;
	if (!is_press && e->event_type != XCB_INPUT_RAW_KEY_RELEASE) {
		return false;
	}
	raw_take_core(raw, code, is_press);
	if (!is_press || was_held) {
		return false;
	}
	*out = (struct raw_press){code, has_super(raw)};
	return true;
}
