/*
 * A set of pointer shapes, by the names of the X cursor font (X11/cursorfont.h) without
 * XC_: `all`, `none`, `all but NAME ...`, or `NAME ...`.  Pure.
 */
#ifndef DAEMON_CURSOR_SET_H
#define DAEMON_CURSOR_SET_H

#include "common/base/base.h"

#define CURSOR_SHAPES 77 /* shape n is glyph 2n; the odd glyphs are masks */
#define CURSOR_SET_WORDS 3

struct cursor_set {
	uint32_t words[CURSOR_SET_WORDS]; /* bit n mod 32 of word n/32: shape n */
};

#define CURSOR_SET_RULE                                                               \
	"all, none, all but NAME ..., or NAME ... of the X cursor font, as left_ptr " \
	"xterm"

/* NULL, or what is wrong; *out is left alone then. */
MUST_USE const char *cursor_set_read(const char *text, struct cursor_set *out);

/* All but the pirate, which means "about to kill" on many desktops. */
struct cursor_set cursor_set_usual(void);

bool cursor_set_has(const struct cursor_set *set, uint32_t glyph);
bool cursor_set_is_sane(const struct cursor_set *set);

#endif
