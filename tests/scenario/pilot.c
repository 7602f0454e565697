/*
 * The demo's person: waits for the three domains' windows, lays them out, types a line
 * into one terminal, opens a menu in another domain's program and saves a picture of the
 * desktop. Usage: pilot FILE.png, with $DISPLAY set.  One line on standard error says
 * what failed.
 */
#include "tests/scenario/desk.h"
#include "tests/scenario/procfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE_MS 60000
/* What just came takes no click: a person looks until nothing has come or moved for so
 * long.  More than the default guard. */
#define LOOK_MS 1000
/* More than a label is high: a window has it at its top, a menu at its bottom. */
#define LABEL_PX 20
#define LINES_PX 44 /* a terminal's first line ends above it, with a label or without */
#define LINE "echo Hello from the work domain\n"

static const struct place {
	const char *title; /* part of it, as the desktop shows it */
	int32_t x, y; /* px: where the demo puts it, without the window manager's frame */
} places[] = {
    {"[work]", 36, 40},
    {"[personal]", 890, 90},
    {"[untrusted]", 850, 380},
};

static bool
complain(const char *what)
{
	fprintf(stderr, "%s\n", what);
	return false;
}

static bool
lay_out(struct desk *desk)
{
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		const struct desk_window *window =
		    desk_await_window(desk, places[i].title, clock_ms() + PATIENCE_MS);

		if (!window) {
			fprintf(stderr, "no window %s came to the desktop\n",
			    places[i].title);
			return false;
		}
		const uint32_t where[] = {(uint32_t)places[i].x, (uint32_t)places[i].y};
		xcb_configure_window(desk->x, window->id,
		    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, where);
	}
	return true;
}

/* Whether the window shows more than one colour farther than margin px from top and
 * bottom. */
static bool
shows_something(struct desk *desk, const char *title, uint32_t margin)
{
	desk_look(desk);
	const struct desk_window *window = desk_find(desk, title);
	const struct picture *picture = desk_picture(desk);
	if (!window || !picture) {
		return false;
	}
	struct rect inside = window->area;
	inside.x += 8;
	inside.y += (int32_t)margin;
	inside.width = inside.width > 16 ? inside.width - 16 : 0;
	inside.height = inside.height > 2 * margin ? inside.height - 2 * margin : 0;
	return picture_colours(picture, inside, 8) >= 2;
}

/* A window that shows more than its neutral background. */
static bool
is_drawn(struct desk *desk, void *data)
{
	return shows_something(desk, data, LABEL_PX);
}

static bool
await_drawn(struct desk *desk)
{
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		char title[32];

		snprintf(title, sizeof(title), "%s", places[i].title);
		if (!desk_await(desk, clock_ms() + PATIENCE_MS, is_drawn, title)) {
			fprintf(stderr, "the window of %s stayed empty\n", title);
			return false;
		}
	}
	return true;
}

/* What a window shows, and a wish that it should show something else. */
struct change {
	const char *title;
	uint64_t before;
};

static uint64_t
hash_of(struct desk *desk, const char *title)
{
	desk_look(desk);
	const struct desk_window *window = desk_find(desk, title);
	const struct picture *picture = desk_picture(desk);

	return window && picture ? picture_hash(picture, window->area) : 0;
}

static bool
has_changed(struct desk *desk, void *data)
{
	const struct change *change = data;

	return hash_of(desk, change->title) != change->before;
}

/* Where all windows are, in a number. */
static uint64_t
layout_of(struct desk *desk)
{
	uint64_t hash = 0;

	desk_look(desk);
	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_window *window = &desk->windows[i];
		const uint32_t words[] = {window->id, (uint32_t)window->area.x,
		    (uint32_t)window->area.y, window->area.width, window->area.height,
		    window->viewable};

		for (size_t j = 0; j < ARRAY_LEN(words); j++) {
			hash = hash * 1000003 + words[j];
		}
	}
	return hash;
}

static bool
is_laid_out_anew(struct desk *desk, void *data)
{
	const uint64_t *before = data;

	return layout_of(desk) != *before;
}

static void
await_rest(struct desk *desk)
{
	int64_t deadline = clock_ms() + PATIENCE_MS;
	uint64_t layout;

	do {
		layout = layout_of(desk);
	} while (desk_await(desk, clock_ms() + LOOK_MS, is_laid_out_anew, &layout) &&
	    clock_ms() < deadline);
}

static bool
click_into(struct desk *desk, const char *title, int32_t dx, int32_t dy)
{
	await_rest(desk);
	desk_look(desk);
	const struct desk_window *window = desk_find(desk, title);

	if (!window) {
		fprintf(stderr, "the window of %s has gone\n", title);
		return false;
	}
	desk_click(desk, window->area.x + dx, window->area.y + dy);
	return true;
}

static bool
has_lines(struct desk *desk, void *data)
{
	return shows_something(desk, data, LINES_PX);
}

static bool
has_no_lines(struct desk *desk, void *data)
{
	return !has_lines(desk, data);
}

static bool
press_until(struct desk *desk, const char *key, desk_question *is_so, char *title)
{
	int64_t deadline = clock_ms() + PATIENCE_MS;

	while (clock_ms() < deadline) {
		if (!desk_type(desk, key, 0) ||
		    desk_await(desk, clock_ms() + LOOK_MS, is_so, title)) {
			break;
		}
	}
	return is_so(desk, title);
}

/*
 * Keys that come too soon after a click are nobody's: Return until the shell answers
 * below the first lines, and an empty screen again.
 */
static bool
wake_shell(struct desk *desk, char *title)
{
	return press_until(desk, "\n", has_lines, title) &&
	    desk_type(desk, "clear\n", 0) &&
	    desk_await(desk, clock_ms() + PATIENCE_MS, has_no_lines, title);
}

/* The line is on the screen when the shell's answer has come after the echo of each key.
 */
static bool
type_line(struct desk *desk)
{
	char title[32];

	snprintf(title, sizeof(title), "%s", places[0].title);
	if (!click_into(desk, title, 200, 200)) {
		return false;
	}
	if (!wake_shell(desk, title)) {
		return complain("the shell of work does not answer");
	}
	for (const char *c = LINE; *c != '\0'; c++) {
		const char key[2] = {*c, '\0'};
		struct change change = {title, hash_of(desk, title)};

		if (!desk_type(desk, key, 0) ||
		    !desk_await(desk, clock_ms() + PATIENCE_MS, has_changed, &change)) {
			return complain(
			    "the terminal of work does not show what was typed");
		}
	}
	return true;
}

static bool
has_menu(struct desk *desk, void *data)
{
	const char *title = data;

	desk_look(desk);
	return desk_count(desk, title) >= 2;
}

static bool
open_menu(struct desk *desk)
{
	char title[] = "[personal]";

	/* The first menu of the bar, which lies below the frame's label. */
	if (!click_into(desk, title, 34, 30)) {
		return false;
	}
	return desk_await(desk, clock_ms() + PATIENCE_MS, has_menu, title) ||
	    complain("no menu opened in personal");
}

static bool
perform(struct desk *desk, const char *path)
{
	char title[] = "[personal]";

	if (!lay_out(desk) || !await_drawn(desk) || !type_line(desk) ||
	    !open_menu(desk) ||
	    !desk_await(desk, clock_ms() + PATIENCE_MS, is_drawn, title)) {
		return false;
	}
	const struct picture *picture = desk_picture(desk);
	if (!picture || !picture_save(picture, path)) {
		fprintf(stderr, "cannot save the picture to %s\n", path);
		return false;
	}
	return true;
}

int
main(int argc, char **argv)
{
	static struct desk desk;

	if (argc != 2) {
		fprintf(stderr, "usage: pilot FILE.png\n");
		return 2;
	}
	if (!desk_open(&desk, NULL)) {
		fprintf(stderr, "cannot open the display %s\n", getenv("DISPLAY"));
		return 1;
	}
	bool done = perform(&desk, argv[1]);
	desk_close(&desk);
	return done ? 0 : 1;
}
