#include "tests/day/day.h"
#include "tests/scenario/monitors.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ESCAPE 9
#define TAB 23
#define CONTROL 37
#define SHIFT 50
#define ALT 64
#define SUPER 133
#define KEY_R 27
#define MOST_RESTACKINGS 400u /* for one act, with all that follows from it */
#define LEAST_MENU 100u       /* px high */
#define MENU_MS 1000
#define HOUR 40u /* acts; then all is looked at */

static unsigned
below(unsigned n)
{
	return (unsigned)random() % n;
}

static void
wrong(struct day *day, const char *what)
{
	if (!day->wrong) {
		day->wrong = what;
	}
}

/* --- keys -------------------------------------------------------------------------- */

static void
chord(struct day *day, uint8_t modifier, uint8_t second, uint8_t key)
{
	struct desk *desk = &day->fixture.desk;

	desk_key(desk, modifier, true);
	if (second) {
		desk_key(desk, second, true);
	}
	desk_key(desk, key, true);
	desk_key(desk, key, false);
	if (second) {
		desk_key(desk, second, false);
	}
	desk_key(desk, modifier, false);
}

/* By character, or -1: a key code. */
static const struct {
	char character;
	uint8_t code;
} chords[] = {{'n', 0}, {'m', 0}, {'f', 0}, {'s', 0}, {'p', 0}, {'t', 0}, {'b', 0},
    {'c', 0}, {'u', 0}, {'o', 0}, {'d', 0}, {'1', 0}, {'2', 0}, {'1', 0}, {0, TAB},
    {0, 111}, {0, 113}, {0, 114}, {0, 116}, {0, 112}, {0, 117}};

static void
do_chord(struct day *day)
{
	unsigned i = below(ARRAY_LEN(chords));
	uint8_t code = chords[i].code;
	bool shift;

	if (code ||
	    desk_key_of(
	        &day->fixture.desk, (uint32_t)chords[i].character, &code, &shift)) {
		chord(day, SUPER, 0, code);
	}
}

static void
do_switch(struct day *day)
{
	struct desk *desk = &day->fixture.desk;
	bool back = below(3) == 0;

	desk_key(desk, ALT, true);
	for (unsigned n = 1 + below(4); n > 0; n--) {
		if (back) {
			desk_key(desk, SHIFT, true);
		}
		desk_key(desk, TAB, true);
		desk_key(desk, TAB, false);
		if (back) {
			desk_key(desk, SHIFT, false);
		}
	}
	desk_key(desk, ALT, false);
}

/* --- the pointer ------------------------------------------------------------------- */

/* The frame of a terminal, where its title bar's left part can be pressed. */
static bool
find_bar(struct day *day, int32_t *x, int32_t *y)
{
	struct desk *desk = &day->fixture.desk;
	const struct desk_window *w = (desk_look(desk),
	    desk_find(desk, day->terminals[below(DAY_TERMINALS)].title));
	const struct desk_window *top = w ? desk_top_of(desk, w) : NULL;
	bool is_seen = top != NULL;

	if (!top) {
		return false;
	}
	*x = top->area.x + 60;
	*y = top->area.y + 12;
	for (const struct desk_window *o = top + 1; o < desk->windows + desk->count;
	     o++) {
		is_seen = is_seen &&
		    !(o->depth == 1 && o->viewable && *x >= o->area.x &&
		        *y >= o->area.y && *x < o->area.x + (int32_t)o->area.width &&
		        *y < o->area.y + (int32_t)o->area.height);
	}
	return is_seen && *x > 0 && *y > 28;
}

static void
do_click(struct day *day)
{
	int32_t x, y;

	if (find_bar(day, &x, &y)) {
		desk_click(&day->fixture.desk, x, y);
	}
}

static void
do_drag(struct day *day)
{
	struct desk *desk = &day->fixture.desk;
	int32_t x, y;

	if (!find_bar(day, &x, &y)) {
		return;
	}
	desk_move(desk, x, y);
	desk_button(desk, 1, true);
	for (unsigned i = 0; i < 12; i++) {
		desk_move(desk, 20 + (int32_t)below(1560), 30 + (int32_t)below(850));
	}
	desk_button(desk, 1, false);
}

static bool
holds_another(const struct desk *desk, const struct desk_window *window)
{
	for (size_t i = 0; i < desk->count; i++) {
		if (desk->windows[i].parent == window->id) {
			return true;
		}
	}
	return false;
}

/* A domain's has its worker's class; dom0's is bare, which a manager's frame is not. */
static bool
is_menu(const struct desk *desk, const struct desk_window *w)
{
	bool is = !w->class[0] && !holds_another(desk, w);

	for (size_t i = 0; i < DAY_DOMAINS; i++) {
		is = is || strstr(w->class, day_domains[i].name);
	}
	return is && w->depth == 1 && w->viewable && w->override_redirect &&
	    !w->is_unseen && w->area.height > LEAST_MENU;
}

static bool
has_menu(struct desk *desk, void *data)
{
	(void)data;
	desk_look(desk);
	for (size_t i = 0; i < desk->count; i++) {
		if (is_menu(desk, &desk->windows[i])) {
			return true;
		}
	}
	return false;
}

static bool
has_no_menu(struct desk *desk, void *data)
{
	return !has_menu(desk, data);
}

/* xterm's own menu: a popup, which goes with the button, or with the next click. */
static void
do_menu(struct day *day)
{
	struct desk *desk = &day->fixture.desk;
	int64_t deadline = fixture_deadline(&day->fixture);
	int32_t x, y;

	if (!find_bar(day, &x, &y)) {
		return;
	}
	desk_click(desk, x, y);
	desk_move(desk, x + 20, y + 60);
	desk_key(desk, CONTROL, true);
	desk_button(desk, 1, true);
	bool came = desk_await(desk, clock_ms() + MENU_MS, has_menu, NULL);
	day->menus += came;
	desk_move(desk, 2, 860);
	desk_button(desk, 1, false);
	desk_key(desk, CONTROL, false);
	while (!desk_await(desk, clock_ms() + MENU_MS, has_no_menu, NULL)) {
		desk_click(desk, 2, 860);
		if (clock_ms() > deadline) {
			wrong(day, "a menu goes when somebody clicks elsewhere");
			return;
		}
	}
}

/* --- what is rarer ----------------------------------------------------------------- */

static bool
has_view(struct desk *desk, void *data)
{
	(void)data;
	desk_look(desk);
	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_window *w = &desk->windows[i];

		if (w->depth == 1 && w->viewable && w->override_redirect &&
		    w->area.width == desk->screen->width_in_pixels &&
		    w->area.height == desk->screen->height_in_pixels) {
			return true;
		}
	}
	return false;
}

static bool
has_no_view(struct desk *desk, void *data)
{
	return !has_view(desk, data);
}

static void
do_attention(struct day *day)
{
	struct desk *desk = &day->fixture.desk;

	chord(day, SUPER, 0, ESCAPE);
	if (!desk_await(desk, fixture_deadline(&day->fixture), has_view, NULL)) {
		wrong(day, "the attention view comes");
	}
	if (below(4) == 0) {
		fixture_save_picture(&day->fixture, "tests/day/view.png");
	}
	chord(day, SUPER, 0, ESCAPE);
	if (!desk_await(desk, fixture_deadline(&day->fixture), has_no_view, NULL)) {
		wrong(day, "the attention view goes");
	}
}

/* Somebody types while it is locked. */
static void
do_lock(struct day *day)
{
	static const char *const arguments[] = {"i3lock", "-n", "-c", "102030", NULL};
	size_t before = day_written(day);
	struct member *locker = day_start(day, "locker", arguments);

	day->locks++;
	if (!locker || !day_await_said(day, LOCKED, day->locks)) {
		wrong(day, "that a locker locks is noticed");
		return;
	}
	if (!desk_type(&day->fixture.desk, "not for anybody", 0)) {
		wrong(day, "every key exists");
	}
	poll(NULL, 0, (int)below(400));
	fixture_save_picture(&day->fixture, "tests/day/locked.png");
	kill_one(locker->pid, SIGTERM);
	if (!crew_await_end(locker, fixture_deadline(&day->fixture)) ||
	    !day_await_said(day, UNLOCKED, day->locks)) {
		wrong(day, "that it goes is noticed");
	}
	day_forget(day, locker);
	if (day_written(day) != before) {
		wrong(day, "keys are the locker's alone");
	}
}

/* A terminal of dom0's comes, or goes. */
static void
do_visit(struct day *day)
{
	static const char *const arguments[] = {
	    "xterm", "-T", "visitor", "-e", "cat", NULL};
	struct desk *desk = &day->fixture.desk;
	int64_t deadline = fixture_deadline(&day->fixture);

	if (!day->visitor) {
		day->visitor = day_start(day, "visitor", arguments);
		if (!desk_await_window(desk, "visitor", deadline)) {
			wrong(day, "a new window is shown");
		}
		return;
	}
	kill_one(day->visitor->pid, SIGTERM);
	if (!crew_await_end(day->visitor, deadline) ||
	    !desk_await_gone(desk, "visitor", deadline)) {
		wrong(day, "a window goes with its program");
	}
	day_forget(day, day->visitor);
	day->visitor = NULL;
}

static void
do_reload(struct day *day)
{
	kill_one(fixture_daemon(&day->fixture), SIGHUP);
	if (!day_await_said(day, "configuration read again", ++day->reloads)) {
		wrong(day, "the daemon reads its configuration again");
	}
}

static xcb_window_t
check_window(struct desk *desk)
{
	xcb_get_property_reply_t *reply = xcb_get_property_reply(desk->x,
	    xcb_get_property(desk->x, 0, desk->screen->root,
	        desk_atom(desk, "_NET_SUPPORTING_WM_CHECK"), XCB_ATOM_WINDOW, 0, 1),
	    NULL);
	xcb_window_t window = XCB_NONE;

	if (reply && xcb_get_property_value_length(reply) == 4) {
		memcpy(&window, xcb_get_property_value(reply), 4);
	}
	free(reply);
	return window;
}

/* Ids come again: the window that is there now, without what was written on the old one.
 */
static bool
has_another_manager(struct desk *desk, void *data)
{
	const xcb_atom_t *mark = data;
	xcb_window_t now = check_window(desk);
	xcb_get_property_reply_t *reply = xcb_get_property_reply(desk->x,
	    xcb_get_property(desk->x, 0, now, *mark, XCB_ATOM_INTEGER, 0, 1), NULL);
	bool is = reply && reply->type == XCB_ATOM_NONE;

	free(reply);
	return is;
}

static void
do_restart(struct day *day)
{
	static const uint32_t yes = 1;
	struct desk *desk = &day->fixture.desk;
	xcb_atom_t mark = desk_atom(desk, "DAY_MARK");

	xcb_change_property(desk->x, XCB_PROP_MODE_REPLACE, check_window(desk), mark,
	    XCB_ATOM_INTEGER, 32, 1, &yes);
	chord(day, SUPER, SHIFT, KEY_R);
	if (!desk_await(
	        desk, fixture_deadline(&day->fixture), has_another_manager, &mark) ||
	    !day_is_complete(day)) {
		wrong(day, "the window manager restarts in place");
	}
}

static void
do_plug(struct day *day)
{
	static const struct rect all = {0, 0, 1600, 900};
	static const struct rect left = {0, 0, 900, 900};
	static const struct rect right = {900, 0, 700, 900};
	xcb_connection_t *x = day->fixture.desk.x;

	if (day->has_two_monitors) {
		monitors_remove(x, "second");
		monitors_set(x, "first", all);
	} else {
		monitors_set(x, "first", left);
		monitors_set(x, "second", right);
	}
	day->has_two_monitors = !day->has_two_monitors;
}

/* But type, as after others now and then. */
static void
do_nothing(struct day *day)
{
	(void)day;
}

/* --- the day ----------------------------------------------------------------------- */

static const struct {
	const char *name;
	unsigned weight;
	void (*act)(struct day *day);
} acts[] = {
    {"a chord", 30, do_chord},
    {"the switcher", 10, do_switch},
    {"a click", 10, do_click},
    {"a drag", 8, do_drag},
    {"a menu", 6, do_menu},
    {"a line", 20, do_nothing},
    {"attention", 5, do_attention},
    {"a lock", 4, do_lock},
    {"a visitor", 5, do_visit},
    {"a reload", 1, do_reload},
    {"a restart", 1, do_restart},
    {"a monitor", 2, do_plug},
};

static size_t
choose(void)
{
	unsigned sum = 0;
	size_t i = 0;

	for (size_t n = 0; n < ARRAY_LEN(acts); n++) {
		sum += acts[n].weight;
	}
	unsigned at = below(sum);
	while (at >= acts[i].weight) {
		at -= acts[i++].weight;
	}
	return i;
}

static unsigned
count_restackings(struct day *day)
{
	xcb_generic_event_t *event;
	unsigned count = 0;

	free(
	    xcb_get_input_focus_reply(day->watch, xcb_get_input_focus(day->watch), NULL));
	while ((event = xcb_poll_for_event(day->watch))) {
		count += (event->response_type & 0x7f) == XCB_CONFIGURE_NOTIFY;
		free(event);
	}
	return count;
}

/*
 * Till all that was done has reached the window manager: what X keeps back while that
 * looks at a click comes later than what is asked of it meanwhile, which undoes neither.
 */
static void
come_to_rest(struct day *day)
{
	xcb_connection_t *x = day->fixture.desk.x;
	pid_t manager = crew_find(&day->fixture.crew, "wm")->pid;

	for (unsigned i = 0; i < 3; i++) {
		free(xcb_get_input_focus_reply(x, xcb_get_input_focus(x), NULL));
		if (!procfs_await_asleep(manager, fixture_deadline(&day->fixture))) {
			wrong(day, "the window manager comes to rest");
		}
	}
}

bool
day_act(struct day *day)
{
	size_t i = choose();
	unsigned terminal = below(DAY_TERMINALS);

	acts[i].act(day);
	come_to_rest(day);
	if (!day->wrong && day_settle(day) &&
	    (acts[i].act == do_nothing || below(3) == 0)) {
		(void)!day_type_line(day, terminal);
	}
	unsigned restackings = count_restackings(day);
	if (restackings > MOST_RESTACKINGS) {
		wrong(day, "little is restacked for one act");
	}
	day->acts++;
	if (day->acts % HOUR == 0 && !day_is_complete(day)) {
		wrong(day, "all windows are still managed");
	}
	if (day->wrong) {
		tap_diag(
		    "act %u, %s, %u restackings", day->acts, acts[i].name, restackings);
	}
	return !day->wrong;
}
