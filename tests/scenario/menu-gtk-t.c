/* A menu that a click opens, and another chooses from, under paravent-wm. */
#include "tests/scenario/menu.h"

#include <stddef.h>

int
main(void)
{
	static const char *const program[] = {"gtk3-demo-application", NULL};
	static const struct menu menu = {.wm = FIXTURE_PARAVENT,
	    .program = program,
	    .drawn = {10, 22, 180, 16}, /* its menu bar, below the label */
	    .colours = 8,
	    .opens = {140, 30},
	    .item = {40, 20},
	    .button = 1,
	    .picture = "tests/scenario/menu-gtk.png"};

	return menu_test(&menu);
}
