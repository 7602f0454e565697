#include "tests/day/day.h"
#include "tests/scenario/ask.h"
#include "tests/scenario/folder.h"
#include "tests/scenario/procfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGER 2u /* EWMH, source indication */
#define AGAIN_MS 1000
#define PROBE_MS 150 /* between two tries whether keys flow */
#define RATE 60u     /* keys a second */

static size_t
written(const struct day *day, unsigned terminal)
{
	char *text = file_read(day->terminals[terminal].path);
	size_t size = text ? strlen(text) : 0;

	free(text);
	return size;
}

size_t
day_written(const struct day *day)
{
	size_t all = 0;

	for (unsigned i = 0; i < DAY_TERMINALS; i++) {
		all += written(day, i);
	}
	return all;
}

static bool
has_line(const struct day *day, unsigned terminal, const char *line)
{
	char *text = file_read(day->terminals[terminal].path);
	bool has = text && strstr(text, line);

	free(text);
	return has;
}

/* --- going there ------------------------------------------------------------------- */

static bool
has_focus(struct desk *desk, void *data)
{
	const struct day_terminal *terminal = data;
	xcb_get_input_focus_reply_t *reply =
	    xcb_get_input_focus_reply(desk->x, xcb_get_input_focus(desk->x), NULL);

	desk_look(desk);
	const struct desk_window *window = reply ? desk_by_id(desk, reply->focus) : NULL;
	free(reply);
	return window && window->viewable && strstr(window->title, terminal->title);
}

/* Of those with the title the one that is managed: its frame tells it, too. */
static xcb_window_t
window_of(struct desk *desk, const char *title)
{
	xcb_window_t found = XCB_NONE;

	desk_look(desk);
	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_window *w = &desk->windows[i];

		if (strstr(w->title, title) && w->class[0] && w->depth > 1) {
			found = w->id;
			break;
		}
	}
	return found;
}

static bool
go_to(struct day *day, struct day_terminal *terminal)
{
	struct desk *desk = &day->fixture.desk;
	const uint32_t words[5] = {PAGER, 0, 0, 0, 0};
	int64_t deadline = fixture_deadline(&day->fixture);

	while (clock_ms() < deadline) {
		ask_root(desk->x, desk->screen->root, window_of(desk, terminal->title),
		    desk_atom(desk, "_NET_ACTIVE_WINDOW"), words);
		xcb_flush(desk->x);
		if (desk_await(desk, clock_ms() + AGAIN_MS, has_focus, terminal)) {
			return true;
		}
	}
	return false;
}

/* --- typing ------------------------------------------------------------------------ */

/* What is typed before the label is on the screen is nobody's: a person looks there. */
static bool
keys_flow(struct day *day, unsigned terminal)
{
	struct desk *desk = &day->fixture.desk;
	int64_t deadline = fixture_deadline(&day->fixture);
	char probe[32];

	snprintf(probe, sizeof(probe), "p%u.\n", day->lines);
	while (clock_ms() < deadline) {
		int64_t until = clock_ms() + PROBE_MS;

		if (!desk_type(desk, probe, 0)) {
			return false;
		}
		do {
			if (has_line(day, terminal, probe)) {
				return true;
			}
		} while (clock_ms() < until);
	}
	return false;
}

static bool
arrives(struct day *day, unsigned terminal)
{
	int64_t deadline = fixture_deadline(&day->fixture);
	char line[64];

	snprintf(line, sizeof(line), "line %u, it is a fine day\n", day->lines);
	if (!desk_type(&day->fixture.desk, line, RATE)) {
		return false;
	}
	while (!has_line(day, terminal, line)) {
		if (clock_ms() > deadline) {
			return false;
		}
	}
	return true;
}

bool
day_type_line(struct day *day, unsigned terminal)
{
	size_t others = day_written(day) - written(day, terminal);

	day->lines++;
	if (!go_to(day, &day->terminals[terminal])) {
		day->wrong = "a terminal gets the focus when it is asked for";
	} else if (!day_settle(day)) {
		return false;
	} else if (!keys_flow(day, terminal)) {
		day->wrong = "keys flow to the domain on the strip";
	} else if (!arrives(day, terminal)) {
		day->wrong = "no key is lost";
	} else if (day_written(day) - written(day, terminal) != others) {
		day->wrong = "no key goes elsewhere";
	}
	return !day->wrong;
}
