/*
 * Keyboard and pointer of the desktop as plain events.
 * Decides nothing about who may see them.
 */
#ifndef GUEST_X_INPUT_H
#define GUEST_X_INPUT_H

#include "common/x/connection.h"

enum x_input_kind {
	X_KEY_PRESS,
	X_KEY_RELEASE,
	X_BUTTON_PRESS,
	X_BUTTON_RELEASE,
	X_MOTION,
	X_ENTER,
	X_LEAVE,
	X_FOCUS_IN,
	X_FOCUS_OUT,
	X_REGRABBED, /* a grab of the keyboard ended: keys may have gone up meanwhile */
	X_KEYMAP,    /* follows X_FOCUS_IN and X_REGRABBED */
};

struct x_input_event {
	enum x_input_kind kind;
	xcb_window_t
	    window;     /* the content; the frame for keys and focus; 0 for keymaps */
	int32_t x, y;   /* px, in window */
	uint32_t state; /* X modifiers and buttons */
	uint8_t code;   /* keycode or button */
	uint8_t mode, detail;
	uint8_t keys[32]; /* X_KEYMAP: bit k mod 8 of byte k/8 is keycode k */
};

/* False for what is not input, or tells nothing. */
MUST_USE bool x_input_decode(const xcb_generic_event_t *event, struct x_input_event *out);

/*
 * Keys that repeat send presses only (XKB detectable auto-repeat).  Whoever speaks XKB is
 * told of new keyboards and keymaps by XKB alone: returns the number of its events, or 0.
 */
MUST_USE uint8_t x_input_init(struct x *x);

/* Does this event of XKB say that keys have another meaning? */
bool x_input_is_new_keymap(const xcb_generic_event_t *event);

#define X_INPUT_KEYS 256 /* keycodes */

/*
 * Asks which keys are modifiers; x_input_modifiers() reads from the reply which bits of
 * an event's state each keycode stands for.
 */
MUST_USE unsigned int x_input_ask_modifiers(struct x *x);
void x_input_modifiers(
    const xcb_get_modifier_mapping_reply_t *reply, uint8_t bits[X_INPUT_KEYS]);

/* Asks who has the focus; x_input_is_focus_foreign(): a window of another client's? */
MUST_USE unsigned int x_input_ask_focus(struct x *x);
bool x_input_is_focus_foreign(struct x *x, const xcb_get_input_focus_reply_t *reply);

/* Asks what is on the keys; x_input_keys() reads from the reply which have keysym
 * on any level. */
MUST_USE unsigned int x_input_ask_keys(struct x *x);
void x_input_keys(struct x *x, const xcb_get_keyboard_mapping_reply_t *reply,
    uint32_t keysym, uint8_t keys[32]);

#endif
