/* A menu that is there while a button is held; needs no more than xterm. */
#include "tests/scenario/menu.h"

#include <stddef.h>

#define KEYCODE_CONTROL 37 /* evdev + 8 */

int
main(void)
{
	static const char *const program[] = {"xterm", "-T", "menu", "-xrm",
	    "*SimpleMenu*font: fixed", "-xrm", "*SimpleMenu*menuLabel.font: fixed", "-e",
	    "sh", "-c", "echo '################'; exec cat", NULL};
	static const struct menu menu = {.wm = FIXTURE_OPENBOX,
	    .program = program,
	    .drawn = {4, 20, 100, 24}, /* its line, below the label */
	    .colours = 2,
	    .opens = {150, 120},
	    .item = {60, 71}, /* Enable Reverse Video */
	    .button = 2,
	    .modifier = KEYCODE_CONTROL,
	    .is_held = true,
	    .picture = "tests/scenario/menu-xterm.png"};

	return menu_test(&menu);
}
