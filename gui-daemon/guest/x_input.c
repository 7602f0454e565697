#include "gui-daemon/guest/x_input.h"

#include <string.h>
/* The header names a field `explicit`; it is C, but other tools dislike it. */
#include <xcb/xkb.h>

#define KEYMAP_EVENTS \
	(XCB_XKB_EVENT_TYPE_MAP_NOTIFY | XCB_XKB_EVENT_TYPE_NEW_KEYBOARD_NOTIFY)
#define KEYMAP_PARTS (XCB_XKB_MAP_PART_KEY_SYMS | XCB_XKB_MAP_PART_MODIFIER_MAP)

uint8_t
x_input_init(struct x *x)
{
	const xcb_query_extension_reply_t *extension =
	    xcb_get_extension_data(x->xcb, &xcb_xkb_id);

	if (!extension || !extension->present) {
		return 0;
	}
	xcb_discard_reply(x->xcb, xcb_xkb_use_extension(x->xcb, 1, 0).sequence);
	xcb_discard_reply(x->xcb,
	    xcb_xkb_per_client_flags(x->xcb, XCB_XKB_ID_USE_CORE_KBD,
	        XCB_XKB_PER_CLIENT_FLAG_DETECTABLE_AUTO_REPEAT,
	        XCB_XKB_PER_CLIENT_FLAG_DETECTABLE_AUTO_REPEAT, 0, 0, 0)
	        .sequence);
	xcb_xkb_select_events(x->xcb, XCB_XKB_ID_USE_CORE_KBD, KEYMAP_EVENTS, 0,
	    XCB_XKB_EVENT_TYPE_NEW_KEYBOARD_NOTIFY, KEYMAP_PARTS, KEYMAP_PARTS, NULL);
	return extension->first_event;
}

bool
x_input_is_new_keymap(const xcb_generic_event_t *event)
{
	/* Every XKB event names its own type at byte 1. */
	uint8_t type = ((const xcb_xkb_map_notify_event_t *)(const void *)event)->xkbType;

	return type == XCB_XKB_MAP_NOTIFY || type == XCB_XKB_NEW_KEYBOARD_NOTIFY;
}

unsigned int
x_input_ask_modifiers(struct x *x)
{
	return xcb_get_modifier_mapping(x->xcb).sequence;
}

void
x_input_modifiers(
    const xcb_get_modifier_mapping_reply_t *reply, uint8_t bits[X_INPUT_KEYS])
{
	const xcb_keycode_t *codes = xcb_get_modifier_mapping_keycodes(reply);
	int count = xcb_get_modifier_mapping_keycodes_length(reply);

	memset(bits, 0, X_INPUT_KEYS);
	for (int i = 0; i < count; i++) {
		if (codes[i]) {
			bits[codes[i]] |= (uint8_t)(1u << i / (count / 8));
		}
	}
}

unsigned int
x_input_ask_focus(struct x *x)
{
	return xcb_get_input_focus(x->xcb).sequence;
}

bool
x_input_is_focus_foreign(struct x *x, const xcb_get_input_focus_reply_t *reply)
{
	return reply->focus > XCB_INPUT_FOCUS_POINTER_ROOT &&
	    reply->focus != x->screen->root && !x_is_own(x, reply->focus);
}

unsigned int
x_input_ask_keys(struct x *x)
{
	const xcb_setup_t *setup = xcb_get_setup(x->xcb);
	int count = setup->max_keycode - setup->min_keycode + 1;

	return xcb_get_keyboard_mapping(x->xcb, setup->min_keycode, (uint8_t)count)
	    .sequence;
}

void
x_input_keys(struct x *x, const xcb_get_keyboard_mapping_reply_t *reply, uint32_t keysym,
    uint8_t keys[32])
{
	const xcb_keysym_t *syms = xcb_get_keyboard_mapping_keysyms(reply);
	int count = xcb_get_keyboard_mapping_keysyms_length(reply);
	int columns = reply->keysyms_per_keycode;

	memset(keys, 0, 32);
	for (int i = 0; i < count && columns > 0; i++) {
		unsigned int code =
		    xcb_get_setup(x->xcb)->min_keycode + (unsigned int)(i / columns);

		if (syms[i] == keysym && code < 256) {
			keys[code / 8] |= (uint8_t)(1u << (code % 8));
		}
	}
}

static bool
decode_key(const xcb_generic_event_t *event, struct x_input_event *out)
{
	const xcb_key_press_event_t *e = (const void *)event;

	out->window = e->event;
	out->x = e->event_x;
	out->y = e->event_y;
	out->state = e->state;
	out->code = e->detail;
	return true;
}

static bool
decode_motion(const xcb_generic_event_t *event, struct x_input_event *out)
{
	const xcb_motion_notify_event_t *e = (const void *)event;

	out->window = e->event;
	out->x = e->event_x;
	out->y = e->event_y;
	out->state = e->state;
	return e->same_screen;
}

static bool
decode_crossing(const xcb_generic_event_t *event, struct x_input_event *out)
{
	const xcb_enter_notify_event_t *e = (const void *)event;

	out->window = e->event;
	out->x = e->event_x;
	out->y = e->event_y;
	out->state = e->state;
	out->mode = e->mode;
	out->detail = e->detail;
	return true;
}

/*
 * Focus that comes and goes with a grab of the keyboard is not a change of focus; what
 * concerns only the pointer's position, or stays inside the frame, is none either.
 */
static bool
decode_focus(const xcb_generic_event_t *event, struct x_input_event *out)
{
	const xcb_focus_in_event_t *e = (const void *)event;

	out->window = e->event;
	out->mode = e->mode;
	out->detail = e->detail;
	if (e->mode == XCB_NOTIFY_MODE_GRAB) {
		return false;
	}
	if (e->mode == XCB_NOTIFY_MODE_UNGRAB) {
		out->kind = X_REGRABBED;
		return e->response_type == XCB_FOCUS_IN;
	}
	return e->detail == XCB_NOTIFY_DETAIL_ANCESTOR ||
	    e->detail == XCB_NOTIFY_DETAIL_VIRTUAL ||
	    e->detail == XCB_NOTIFY_DETAIL_NONLINEAR ||
	    e->detail == XCB_NOTIFY_DETAIL_NONLINEAR_VIRTUAL;
}

/* The event has no room for keycodes 0 to 7, which no key has. */
static bool
decode_keymap(const xcb_generic_event_t *event, struct x_input_event *out)
{
	const xcb_keymap_notify_event_t *e = (const void *)event;

	memcpy(out->keys + 1, e->keys, sizeof(e->keys));
	return true;
}

static const struct {
	enum x_input_kind kind;
	bool (*decode)(const xcb_generic_event_t *event, struct x_input_event *out);
} decoders[] = {
    [XCB_KEY_PRESS] = {X_KEY_PRESS, decode_key},
    [XCB_KEY_RELEASE] = {X_KEY_RELEASE, decode_key},
    [XCB_BUTTON_PRESS] = {X_BUTTON_PRESS, decode_key},
    [XCB_BUTTON_RELEASE] = {X_BUTTON_RELEASE, decode_key},
    [XCB_MOTION_NOTIFY] = {X_MOTION, decode_motion},
    [XCB_ENTER_NOTIFY] = {X_ENTER, decode_crossing},
    [XCB_LEAVE_NOTIFY] = {X_LEAVE, decode_crossing},
    [XCB_FOCUS_IN] = {X_FOCUS_IN, decode_focus},
    [XCB_FOCUS_OUT] = {X_FOCUS_OUT, decode_focus},
    [XCB_KEYMAP_NOTIFY] = {X_KEYMAP, decode_keymap},
};

bool
x_input_decode(const xcb_generic_event_t *event, struct x_input_event *out)
{
	/* What SendEvent made is not input: nobody types for the person (P15). */
	unsigned int type = event->response_type;

	if (type >= ARRAY_LEN(decoders) || !decoders[type].decode) {
		return false;
	}
	*out = (struct x_input_event){.kind = decoders[type].kind};
	return decoders[type].decode(event, out);
}
