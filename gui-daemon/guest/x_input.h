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

/* Keys that repeat send presses only (XKB detectable auto-repeat). */
void x_input_init(struct x *x);

/* Asks which keys are modifiers; x_input_modifiers() reads the reply into a bit set. */
MUST_USE unsigned int x_input_ask_modifiers(struct x *x);
void x_input_modifiers(const xcb_get_modifier_mapping_reply_t *reply, uint8_t keys[32]);

#endif
