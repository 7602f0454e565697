#include "common/paint/tone.h"
#include "tests/day/day.h"
#include "tests/scenario/folder.h"
#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DAY_MOST_S 86400u
#define MOST_CLIENTS 64u

const struct fixture_domain day_domains[DAY_DOMAINS] = {
    {"work", "work", 0x2b6cb0, "stripes"},
    {"personal", "personal", 0x2f855a, "dots"},
};

/* Titles or classes of what stays open all day. */
static const char *const lasting[] = {
    "work-terminal", "personal-terminal", "dom0-terminal", "pcmanfm", "tint2"};

/* --- programs ---------------------------------------------------------------------- */

struct member *
day_start(struct day *day, const char *role, const char *const *arguments)
{
	char display[64];
	const char *const environment[] = {display, NULL};

	snprintf(display, sizeof(display), "DISPLAY=%s", day->fixture.display);
	struct member *member = crew_start(&day->fixture.crew,
	    &(struct crew_plan){
	        .role = role, .arguments = arguments, .environment = environment});
	if (member) {
		member->expected = true; /* at a signal, they end as they like */
	}
	return member;
}

void
day_forget(struct day *day, struct member *member)
{
	struct crew *crew = &day->fixture.crew;

	if (member == &crew->members[crew->count - 1]) {
		crew->count--;
	}
}

static bool
open_terminal(struct day *day, unsigned i)
{
	struct day_terminal *terminal = &day->terminals[i];
	static const char *const titles[DAY_TERMINALS] = {
	    "work-terminal", "personal-terminal", "dom0-terminal"};
	char command[DAY_PATH + 32];
	const char *const program[] = {"xterm", "-T", titles[i], "-geometry", "60x14",
	    "-e", "sh", "-c", command, NULL};

	terminal->title = titles[i];
	fixture_domain_path(
	    &day->fixture, titles[i], terminal->path, sizeof(terminal->path));
	snprintf(command, sizeof(command), "exec cat >>%s", terminal->path);
	return i < DAY_DOMAINS
	    ? fixture_start(&day->fixture, day_domains[i].name, program)
	    : day_start(day, "terminal", program) != NULL;
}

/* A task bar at the bottom; as tint2 comes it looks for programs that are not there. */
static bool
open_panel(struct day *day)
{
	static const char bar[] = "panel_items = T\npanel_position = bottom center\n"
	                          "panel_size = 100% 28\nstrut_policy = follow_size\n"
	                          "taskbar_mode = single_desktop\n";
	char path[DAY_PATH];
	const char *const panel[] = {"tint2", "-c", path, NULL};

	snprintf(path, sizeof(path), "%s/tint2rc", day->fixture.directory);
	return file_write(path, bar, 0600) && day_start(day, "panel", panel);
}

static bool
open_programs(struct day *day)
{
	static const char *const files[] = {"pcmanfm", "--no-desktop", "/usr", NULL};
	bool good = true;

	for (unsigned i = 0; i < DAY_TERMINALS; i++) {
		good = good && open_terminal(day, i);
	}
	good = good && day_start(day, "files", files) && open_panel(day);
	for (size_t i = 0; i < ARRAY_LEN(lasting) && good; i++) {
		good = desk_await_window(&day->fixture.desk, lasting[i],
		           fixture_deadline(&day->fixture)) != NULL;
		if (!good) {
			tap_diag("no %s", lasting[i]);
		}
	}
	return good;
}

bool
day_open(struct day *day)
{
	static const char *const policies[DAY_DOMAINS] = {
	    "guard = 0\nstrip = required\n", "guard = 0\nstrip = required\n"};
	const struct fixture_options options = {
	    .width = 1600,
	    .height = 900,
	    .wm = FIXTURE_PARAVENT,
	    .domains = day_domains,
	    .n_domains = DAY_DOMAINS,
	    .policies = policies,
	    .strip = true,
	};
	const uint32_t events = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;

	if (!fixture_open(&day->fixture, &options) || !open_programs(day)) {
		return false;
	}
	alarm(DAY_MOST_S); /* it may take longer than a test may */
	day->watch = xcb_connect(day->fixture.display, NULL);
	xcb_change_window_attributes(
	    day->watch, day->fixture.desk.screen->root, XCB_CW_EVENT_MASK, &events);
	xcb_flush(day->watch);
	return true;
}

bool
day_close(struct day *day)
{
	if (day->watch) {
		xcb_disconnect(day->watch);
	}
	return fixture_close(&day->fixture, &day->tap);
}

/* --- what is managed --------------------------------------------------------------- */

static size_t
clients(struct desk *desk, uint32_t out[MOST_CLIENTS])
{
	xcb_get_property_reply_t *reply = xcb_get_property_reply(desk->x,
	    xcb_get_property(desk->x, 0, desk->screen->root,
	        desk_atom(desk, "_NET_CLIENT_LIST"), XCB_ATOM_WINDOW, 0, MOST_CLIENTS),
	    NULL);
	size_t count = 0;

	if (reply) {
		count = (size_t)xcb_get_property_value_length(reply) / 4;
		memcpy(out, xcb_get_property_value(reply), count * 4);
	}
	free(reply);
	return count;
}

static bool
is_managed(const struct desk *desk, const uint32_t *list, size_t count, const char *part)
{
	for (size_t i = 0; i < count; i++) {
		const struct desk_window *w = desk_by_id(desk, list[i]);

		if (w && (strstr(w->title, part) || strstr(w->class, part))) {
			return true;
		}
	}
	return false;
}

static bool
has_all(struct desk *desk, void *data)
{
	uint32_t list[MOST_CLIENTS];
	size_t count = clients(desk, list);
	const struct day *day = data;
	bool has = !day->visitor || is_managed(desk, list, count, "visitor");

	desk_look(desk);
	for (size_t i = 0; i < ARRAY_LEN(lasting); i++) {
		has = has && is_managed(desk, list, count, lasting[i]);
	}
	return has;
}

bool
day_is_complete(struct day *day)
{
	return desk_await(
	    &day->fixture.desk, fixture_deadline(&day->fixture), has_all, day);
}

/* --- the strip --------------------------------------------------------------------- */

static unsigned
label_at(const struct picture *picture)
{
	unsigned domain = 0;

	while (domain < DAY_DOMAINS &&
	    (!picture ||
	        tone_round(day_domains[domain].colour) != picture_at(picture, 1, 1))) {
		domain++;
	}
	return domain;
}

unsigned
day_label(struct day *day)
{
	return label_at(desk_picture(&day->fixture.desk));
}

static xcb_window_t
focus_of(struct desk *desk)
{
	xcb_get_input_focus_reply_t *reply =
	    xcb_get_input_focus_reply(desk->x, xcb_get_input_focus(desk->x), NULL);
	xcb_window_t focus = reply ? reply->focus : (xcb_window_t)XCB_NONE;

	free(reply);
	return focus;
}

unsigned
day_focus(struct day *day)
{
	struct desk *desk = &day->fixture.desk;
	unsigned domain = 0;

	desk_look(desk);
	const struct desk_window *window = desk_by_id(desk, focus_of(desk));
	while (domain < DAY_DOMAINS &&
	    (!window || !strstr(window->class, day_domains[domain].name))) {
		domain++;
	}
	return domain;
}

/* Of all that is seen, the strip's is the last there. */
static bool
is_strip_on_top(struct desk *desk)
{
	bool is = false;

	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_window *w = &desk->windows[i];

		if (w->depth == 1 && w->viewable && !w->is_unseen && w->area.y < 26 &&
		    w->area.y + (int32_t)w->area.height > 0) {
			is = strstr(w->class, "paravent-strip") != NULL;
		}
	}
	return is;
}

static bool
is_settled(struct desk *desk, void *data)
{
	struct day *day = data;

	return day_label(day) == day_focus(day) && is_strip_on_top(desk);
}

bool
day_settle(struct day *day)
{
	struct desk *desk = &day->fixture.desk;

	if (desk_await(desk, fixture_deadline(&day->fixture), is_settled, day)) {
		return true;
	}
	tap_diag("the label of %u, the focus of %u, the strip is %son top",
	    day_label(day), day_focus(day), is_strip_on_top(desk) ? "" : "not ");
	day->wrong = "the strip shows who has the keyboard";
	return false;
}

bool
day_await_said(struct day *day, const char *line, size_t times)
{
	return crew_await_log(
	    &day->fixture.crew, "daemon", line, times, fixture_deadline(&day->fixture));
}
