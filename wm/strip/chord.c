#include "wm/strip/chord.h"

#include "common/base/log.h"

#include <stdlib.h>

#define SUPER XCB_MOD_MASK_4
#define MODIFIERS 256u /* sets of the eight modifiers */

static xcb_get_keyboard_mapping_reply_t *
ask_mapping(struct x *x, xcb_keycode_t first, uint8_t count)
{
	return xcb_get_keyboard_mapping_reply(
	    x->xcb, xcb_get_keyboard_mapping(x->xcb, first, count), NULL);
}

uint32_t
strip_chord_keysym(struct x *x, xcb_keycode_t code)
{
	xcb_get_keyboard_mapping_reply_t *reply = ask_mapping(x, code, 1);
	uint32_t keysym = reply && reply->keysyms_per_keycode > 0
	    ? xcb_get_keyboard_mapping_keysyms(reply)[0]
	    : 0;

	free(reply);
	return keysym;
}

static void
find_codes(struct x *x, uint32_t keysym, struct strip_chord *out)
{
	const xcb_setup_t *setup = xcb_get_setup(x->xcb);
	uint32_t n = setup->max_keycode - setup->min_keycode + 1u;
	xcb_get_keyboard_mapping_reply_t *reply =
	    ask_mapping(x, setup->min_keycode, (uint8_t)n);
	const xcb_keysym_t *keysyms =
	    reply ? xcb_get_keyboard_mapping_keysyms(reply) : NULL;

	*out = (struct strip_chord){.count = 0};
	for (uint32_t i = 0; reply && i < n && out->count < STRIP_CHORD_CODES; i++) {
		if (keysyms[i * reply->keysyms_per_keycode] == keysym) {
			out->codes[out->count++] =
			    (xcb_keycode_t)(setup->min_keycode + i);
		}
	}
	free(reply);
}

/* False when somebody else has it, with any of the other modifiers. */
static bool
grab(struct x *x, xcb_keycode_t code)
{
	xcb_void_cookie_t cookies[MODIFIERS];
	size_t count = 0;
	bool good = true;

	for (uint16_t set = 0; set < MODIFIERS; set++) {
		if (set & SUPER) {
			cookies[count++] =
			    xcb_grab_key_checked(x->xcb, 0, x->screen->root, set, code,
			        XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC);
		}
	}
	for (size_t i = 0; i < count; i++) {
		xcb_generic_error_t *error = xcb_request_check(x->xcb, cookies[i]);

		good = good && !error;
		free(error);
	}
	return good;
}

void
strip_chord_grab(struct x *x, uint32_t keysym, struct strip_chord *out)
{
	xcb_ungrab_key(x->xcb, XCB_GRAB_ANY, x->screen->root, XCB_MOD_MASK_ANY);
	find_codes(x, keysym, out);
	if (out->count == 0) {
		log_warn("no key for the attention chord on this keyboard");
	}
	for (size_t i = 0; i < out->count; i++) {
		if (!grab(x, out->codes[i])) {
			log_warn("another program has the attention chord, at least "
			         "with further modifiers");
		}
	}
}

bool
strip_chord_is(const struct strip_chord *chord, const xcb_key_press_event_t *event)
{
	return event->state & SUPER && strip_chord_has(chord, event->detail);
}

bool
strip_chord_has(const struct strip_chord *chord, xcb_keycode_t code)
{
	for (size_t i = 0; i < chord->count; i++) {
		if (chord->codes[i] == code) {
			return true;
		}
	}
	return false;
}
