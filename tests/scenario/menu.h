/*
 * A program's menu opens, is framed in its domain's colour, and works: the same test for
 * each toolkit.  The item that is chosen makes the program dark.
 */
#ifndef SCENARIO_MENU_H
#define SCENARIO_MENU_H

#include "tests/scenario/fixture.h"

struct menu_place {
	int32_t x, y; /* px */
};

struct menu {
	enum fixture_wm wm;
	const char *const *program; /* NULL-terminated */
	struct rect drawn;          /* px of its window that show, once it has drawn, */
	size_t colours;             /* so many colours */
	struct menu_place opens;    /* in its window: where the menu opens */
	struct menu_place item;     /* in the menu's frame: what to choose */
	uint8_t button;             /* that opens it, and chooses */
	uint8_t modifier;           /* keycode that is held meanwhile; 0: none */
	bool is_held;               /* the button, from the one place to the other */
	const char *picture;        /* of the build tree */
};

/* Returns the test program's exit status. */
int menu_test(const struct menu *menu);

#endif
