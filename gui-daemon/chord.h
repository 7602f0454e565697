/*
 * A chord: modifiers and one key, as paravent.conf names it.
 * Pure; knows no keyboard: which keycodes bear the key is for whoever has an X server.
 */
#ifndef DAEMON_CHORD_H
#define DAEMON_CHORD_H

#include "common/base/base.h"

/* Bits as in X's state.  Locks (Caps, Num) are not of a chord. */
enum chord_modifier {
	CHORD_SHIFT = 1,
	CHORD_CTRL = 4,
	CHORD_ALT = 8,    /* Mod1 */
	CHORD_SUPER = 64, /* Mod4 */
	CHORD_MODIFIERS = 77,
};

struct chord {
	uint32_t modifiers; /* enum chord_modifier; one of Ctrl, Alt, Super among them */
	uint32_t keysym;    /* X's; the lower case of a letter */
};

#define CHORD_RULE                                                                    \
	"Ctrl, Alt, Super or Shift, each with +, then a letter, a digit, F1 to F12, " \
	"Insert, Delete, Home, End, Page_Up or Page_Down"

/* "Ctrl+Shift+C".  NULL, or what is wrong with it; *out is left alone then. */
MUST_USE const char *chord_read(const char *text, struct chord *out);

bool chord_equals(struct chord a, struct chord b);

/* Those of the clipboard where paravent.conf says nothing. */
struct chord chord_default_copy(void);
struct chord chord_default_paste(void);

#endif
