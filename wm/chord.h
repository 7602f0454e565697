/*
 * A key with modifiers, as a person writes it: "Super+Shift+Left".
 * Pure: names and X's numbers; grabs nothing.
 */
#ifndef WM_CHORD_H
#define WM_CHORD_H

#include "common/base/base.h"

/* X's bits of modifiers that a chord may name. */
enum chord_modifier {
	CHORD_SHIFT = 1,
	CHORD_CONTROL = 4,
	CHORD_ALT = 8,
	CHORD_SUPER = 64,
	CHORD_ALL = 77,
};

struct chord {
	uint16_t modifiers;
	uint32_t keysym; /* X's number; 0: no key */
};

/* False for what is no chord; "none" is the chord without a key. */
MUST_USE bool chord_read(const char *text, struct chord *out);

#endif
