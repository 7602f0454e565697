#include "tests/scenario/desk.h"
#include "tests/scenario/hands.h"

#include <stdlib.h>
#include <time.h>

#define KEYSYM_RETURN 0xff0d
#define KEYSYM_SHIFT_L 0xffe1

void
desk_move(struct desk *desk, int32_t x, int32_t y)
{
	hands_move(desk->x, x, y);
}

void
desk_button(struct desk *desk, uint8_t button, bool down)
{
	hands_button(desk->x, button, down);
}

void
desk_click(struct desk *desk, int32_t x, int32_t y)
{
	desk_move(desk, x, y);
	desk_button(desk, 1, true);
	desk_button(desk, 1, false);
}

static bool
find_keysym(const struct desk *desk, uint32_t keysym, uint8_t *keycode, bool *shift)
{
	for (unsigned level = 0; level < 2 && level < desk->per_keycode; level++) {
		for (unsigned code = desk->min_keycode; code <= desk->max_keycode;
		     code++) {
			size_t row =
			    (size_t)(code - desk->min_keycode) * desk->per_keycode;

			if (desk->keysyms[row + level] == keysym) {
				*keycode = (uint8_t)code;
				*shift = level == 1;
				return true;
			}
		}
	}
	return false;
}

bool
desk_key_of(const struct desk *desk, uint32_t character, uint8_t *keycode, bool *shift)
{
	return find_keysym(
	    desk, character == '\n' ? KEYSYM_RETURN : character, keycode, shift);
}

void
desk_key(struct desk *desk, uint8_t keycode, bool down)
{
	hands_key(desk->x, keycode, down);
}

static void
type_key(struct desk *desk, uint8_t keycode, bool shift)
{
	uint8_t shift_code;
	bool level;

	if (shift && find_keysym(desk, KEYSYM_SHIFT_L, &shift_code, &level)) {
		desk_key(desk, shift_code, true);
		desk_key(desk, keycode, true);
		desk_key(desk, keycode, false);
		desk_key(desk, shift_code, false);
		return;
	}
	desk_key(desk, keycode, true);
	desk_key(desk, keycode, false);
}

static void
add_ns(struct timespec *at, long ns)
{
	at->tv_nsec += ns;
	if (at->tv_nsec >= 1000000000) {
		at->tv_nsec -= 1000000000;
		at->tv_sec++;
	}
}

bool
desk_type(struct desk *desk, const char *text, unsigned keys_per_second)
{
	struct timespec next;

	clock_gettime(CLOCK_MONOTONIC, &next);
	for (const char *at = text; *at; at++) {
		uint8_t keycode;
		bool shift;

		if (!desk_key_of(desk, (unsigned char)*at, &keycode, &shift)) {
			return false;
		}
		type_key(desk, keycode, shift);
		if (keys_per_second > 0) { /* the pace of fingers, not a wait */
			add_ns(&next, 1000000000L / (long)keys_per_second);
			clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
		}
	}
	return true;
}

void
desk_focus(struct desk *desk, xcb_window_t window)
{
	xcb_set_input_focus(
	    desk->x, XCB_INPUT_FOCUS_POINTER_ROOT, window, XCB_CURRENT_TIME);
	/* With the second answer all others have been told, not only we. */
	for (int i = 0; i < 2; i++) {
		free(xcb_get_input_focus_reply(
		    desk->x, xcb_get_input_focus(desk->x), NULL));
	}
}
