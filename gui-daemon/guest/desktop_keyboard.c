/* What is on the desktop's keys: which are modifiers, and which make a chord. */
#include "gui-daemon/guest/desktop-internal.h"

static void
on_modifiers(void *data, uint32_t key, const void *reply)
{
	struct desktop *desktop = data;

	(void)key;
	if (reply) {
		x_input_modifiers(reply, desktop->input.modifiers);
	}
}

static void
on_keyboard(void *data, uint32_t key, const void *reply)
{
	struct desktop *desktop = data;

	(void)key;
	for (unsigned i = 0; i < CHORD_N && reply; i++) {
		x_input_keys(desktop->x, reply, desktop->chords.chord[i].keysym,
		    desktop->chords.keys[i].down);
	}
}

void
desktop_look_at_keyboard(struct desktop *desktop)
{
	x_loop_await(desktop->watch, x_input_ask_modifiers(desktop->x), on_modifiers, 0);
	x_loop_await(desktop->watch, x_input_ask_keys(desktop->x), on_keyboard, 0);
}
