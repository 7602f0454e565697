/*
 * A person at dom0's desktop, for the lab's scripts: `person ACTION [ARGUMENT]...` on
 * $DISPLAY.  TITLE is part of a window's title; times are in milliseconds.
 *
 *   await TITLE MS           until such a window is shown; prints its ID X Y WIDTH HEIGHT
 *   gone TITLE MS            until none is; prints after how long
 *   renewed TITLE ID MS      until one that is not ID is; prints as await does
 *   count TITLE              prints how many there are
 *   colour TITLE RRGGBB      prints how many of its pixels have that colour
 *   colours TITLE RRGGBB MS  until half of those on the screen have
 *   click TITLE              in its middle
 *   type TEXT                at 20 keys a second; \n is Return
 *   chord CHARACTER          with Control and Shift
 *   save FILE                the whole screen, as PNG
 *
 * Exit status: 0; 1 when it was not so in time; 2 for a wrong call or no display.
 */
#include "tests/scenario/desk.h"
#include "tests/scenario/procfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEYS_PER_SECOND 20

struct call {
	struct desk desk;
	int64_t start; /* clock_ms() */
	char **arguments;
};

static int64_t
deadline_of(const struct call *call, const char *milliseconds)
{
	return call->start + atoll(milliseconds);
}

static bool
tell_window(const struct desk_window *window)
{
	if (window) {
		printf("%u %d %d %u %u\n", window->id, window->area.x, window->area.y,
		    window->area.width, window->area.height);
	}
	return window != NULL;
}

static bool
tell_time(const struct call *call, bool in_time)
{
	printf("%d\n", (int)(clock_ms() - call->start));
	return in_time;
}

static bool
run_await(struct call *call)
{
	return tell_window(desk_await_window(
	    &call->desk, call->arguments[0], deadline_of(call, call->arguments[1])));
}

static bool
run_gone(struct call *call)
{
	return tell_time(call,
	    desk_await_gone(
	        &call->desk, call->arguments[0], deadline_of(call, call->arguments[1])));
}

static bool
is_renewed(struct desk *desk, void *data)
{
	const struct call *call = data;
	const struct desk_window *window;

	desk_look(desk);
	window = desk_find(desk, call->arguments[0]);
	return window && window->id != strtoul(call->arguments[1], NULL, 10);
}

static bool
run_renewed(struct call *call)
{
	return desk_await(&call->desk, deadline_of(call, call->arguments[2]), is_renewed,
	           call) &&
	    tell_window(desk_find(&call->desk, call->arguments[0]));
}

static bool
run_count(struct call *call)
{
	desk_look(&call->desk);
	printf("%zu\n", desk_count(&call->desk, call->arguments[0]));
	return true;
}

/* Of the topmost window of that title; 0 when there is none. */
static size_t
count_colour(struct desk *desk, const struct call *call, size_t *all)
{
	desk_look(desk);
	const struct desk_window *window = desk_find(desk, call->arguments[0]);
	const struct picture *picture = window ? desk_picture(desk) : NULL;
	uint32_t colour = (uint32_t)strtoul(call->arguments[1], NULL, 16);

	if (!picture) {
		*all = 1;
		return 0;
	}
	struct rect screen = {0, 0, picture->width, picture->height};
	struct rect seen = rect_intersect(window->area, screen);
	*all = (size_t)seen.width * seen.height;
	return picture_count(picture, seen, colour);
}

static bool
run_colour(struct call *call)
{
	size_t all;

	printf("%zu\n", count_colour(&call->desk, call, &all));
	return true;
}

static bool
is_coloured(struct desk *desk, void *data)
{
	size_t all;

	return count_colour(desk, data, &all) * 2 > all;
}

static bool
run_colours(struct call *call)
{
	return tell_time(call,
	    desk_await(
	        &call->desk, deadline_of(call, call->arguments[2]), is_coloured, call));
}

static bool
run_click(struct call *call)
{
	desk_look(&call->desk);
	const struct desk_window *window = desk_find(&call->desk, call->arguments[0]);

	if (window) {
		desk_click(&call->desk, window->area.x + (int32_t)window->area.width / 2,
		    window->area.y + (int32_t)window->area.height / 2);
	}
	return window != NULL;
}

static bool
run_type(struct call *call)
{
	char *text = call->arguments[0];
	char *newline;

	while ((newline = strstr(text, "\\n"))) {
		*newline = '\n';
		memmove(newline + 1, newline + 2, strlen(newline + 2) + 1);
	}
	return desk_type(&call->desk, text, KEYS_PER_SECOND);
}

static bool
run_chord(struct call *call)
{
	static const uint8_t modifiers[] = {37, 50}; /* evdev + 8: Control, Shift */
	struct desk *desk = &call->desk;
	uint8_t keycode;
	bool shift;

	if (!desk_key_of(desk, (uint8_t)call->arguments[0][0], &keycode, &shift)) {
		return false;
	}
	for (size_t i = 0; i < ARRAY_LEN(modifiers); i++) {
		desk_key(desk, modifiers[i], true);
	}
	desk_key(desk, keycode, true);
	desk_key(desk, keycode, false);
	for (size_t i = ARRAY_LEN(modifiers); i-- > 0;) {
		desk_key(desk, modifiers[i], false);
	}
	return true;
}

static bool
run_save(struct call *call)
{
	const struct picture *picture = desk_picture(&call->desk);

	return picture && picture_save(picture, call->arguments[0]);
}

static const struct {
	const char *name;
	int arguments;
	bool (*run)(struct call *call);
} actions[] = {
    {"await", 2, run_await},
    {"gone", 2, run_gone},
    {"renewed", 3, run_renewed},
    {"count", 1, run_count},
    {"colour", 2, run_colour},
    {"colours", 3, run_colours},
    {"click", 1, run_click},
    {"type", 1, run_type},
    {"chord", 1, run_chord},
    {"save", 1, run_save},
};

int
main(int argc, char **argv)
{
	struct call call = {.arguments = argv + 2, .start = clock_ms()};

	for (size_t i = 0; argc > 1 && i < ARRAY_LEN(actions); i++) {
		if (strcmp(argv[1], actions[i].name) == 0 &&
		    argc == actions[i].arguments + 2) {
			if (!desk_open(&call.desk, NULL)) {
				return 2;
			}
			bool so = actions[i].run(&call);
			desk_look(&call.desk); /* the server has done all of it */
			desk_close(&call.desk);
			return so ? 0 : 1;
		}
	}
	fprintf(stderr, "person: wrong call\n");
	return 2;
}
