/*
 * The attention chord: Super and a key, grabbed with every combination of further
 * modifiers, so that a Lock or another held key does not mask it (P24).
 * Decides nothing of what it does.
 */
#ifndef STRIP_CHORD_H
#define STRIP_CHORD_H

#include "common/x/connection.h"

#define STRIP_CHORD_CODES 4u /* keys that give one keysym, at most */

struct strip_chord {
	xcb_keycode_t codes[STRIP_CHORD_CODES];
	size_t count;
};

/* Grabs Super and the key anew, as after a change of the keyboard; waits for X. */
void strip_chord_grab(struct x *x, uint32_t keysym, struct strip_chord *out);

/* Is this press the chord?  Of raw ones: with Super held, is this code? */
bool strip_chord_is(const struct strip_chord *chord, const xcb_key_press_event_t *event);
bool strip_chord_has(const struct strip_chord *chord, xcb_keycode_t code);

/* The keysym of a key, without modifiers; 0 for none. */
uint32_t strip_chord_keysym(struct x *x, xcb_keycode_t code);

#endif
