/*
 * The clipboard's chords on this keyboard: which keycodes bear their keys.
 * Pure; what a chord does is clipboard.h's.
 */
#ifndef GUEST_CHORDS_H
#define GUEST_CHORDS_H

#include "gui-daemon/control.h"
#include "gui-daemon/guest/keys.h"

enum chord_kind {
	CHORD_COPY,
	CHORD_PASTE,
	CHORD_N,
};

struct chord_keys {
	struct chord chord[CHORD_N];
	struct keys keys[CHORD_N]; /* with the chord's keysym on any of their levels */
};

struct chord_keys chord_keys_new(const struct chords *chords);

/* True, with which, when a press of the key in this state (X's) completes a chord. */
bool chord_keys_find(
    const struct chord_keys *chords, uint32_t state, uint8_t code, enum chord_kind *kind);

#endif
