/*
 * Keys as the keyboards send them (XInput 2.1 raw events): whoever has grabbed or frozen
 * the keyboard, and whoever has the focus.
 * Keeps which keys are down and nothing else; passes none on.
 */
#ifndef STRIP_RAW_H
#define STRIP_RAW_H

#include "common/x/connection.h"

#define RAW_SUPERS 8u /* keys that are Super, at most */

struct raw {
	uint8_t opcode;   /* XInput's; 0: there are no raw events */
	uint8_t held[32]; /* bits by keycode */
	xcb_keycode_t supers[RAW_SUPERS];
	size_t n_supers;
};

struct raw_press {
	xcb_keycode_t code;
	bool with_super;
};

/* Asks for them, and waits for X.  Without XInput 2.1 there are none. */
void raw_watch(struct x *x, struct raw *out);

/* The keyboard has changed: which keys are Super; waits for X. */
void raw_look_at_keyboard(struct x *x, struct raw *raw);

/*
 * A core event of our own grab, which hides raw ones from us while its window is the root
 * (Xorg's FilterRawEvents).
 */
void raw_take_core(struct raw *raw, xcb_keycode_t code, bool is_pressed);

/* True when the event says that a key was pressed, which is told; not for repeats. */
bool raw_take(struct raw *raw, const xcb_generic_event_t *event, struct raw_press *out);

#endif
