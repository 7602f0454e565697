/*
 * What the person sees.
 */
#include "tests/hostile/act-internal.h"
#include "tests/scenario/procfs.h"

#include <dirent.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GLANCE_MS 10 /* between looks at what tells nobody of its changes */

/* --- windows ----------------------------------------------------------------------- */

const struct desk_window *
person_sees(struct person *p, const char *part)
{
	return desk_await_window(person_desk(p), part, stand_deadline());
}

/* The frame's lowest child is its content. */
static bool
content_of(const struct desk *desk, const struct desk_window *frame, struct rect *out)
{
	for (size_t i = 0; i < desk->count; i++) {
		if (desk->windows[i].parent == frame->id) {
			*out = desk->windows[i].area;
			return true;
		}
	}
	return false;
}

/* As it is now. */
static bool
finds_now(struct desk *desk, const char *part, struct rect *content)
{
	desk_look(desk);
	const struct desk_window *frame = desk_find(desk, part);

	return frame && content_of(desk, frame, content);
}

bool
person_finds(struct person *p, const char *part, struct rect *content)
{
	return person_sees(p, part) && finds_now(person_desk(p), part, content);
}

bool
look_shown(struct person *p, const struct act *act)
{
	return person_sees(p, act->window);
}

bool
look_hidden(struct person *p, const struct act *act)
{
	return desk_await_gone(person_desk(p), act->window, stand_deadline());
}

static bool
has_title(struct desk *desk, void *data)
{
	desk_look(desk);
	for (size_t i = 0; i < desk->count; i++) {
		if (desk->windows[i].viewable &&
		    strcmp(desk->windows[i].title, (const char *)data) == 0) {
			return true;
		}
	}
	return false;
}

static void
tell_titles(const struct desk *desk)
{
	for (size_t i = 0; i < desk->count; i++) {
		if (desk->windows[i].depth == 1) {
			tap_diag("there is \"%s\"", desk->windows[i].title);
		}
	}
}

bool
look_titled(struct person *p, const struct act *act)
{
	char wanted[256];

	snprintf(wanted, sizeof(wanted), "%s", act->rest);
	bool has = desk_await(person_desk(p), stand_deadline(), has_title, wanted);
	if (!has) {
		tell_titles(person_desk(p));
	}
	return has;
}

static bool
has_class(struct desk *desk, void *data)
{
	desk_look(desk);
	const struct desk_window *w = desk_find(desk, data);

	return w && strstr(w->class, (const char *)data);
}

bool
look_classed(struct person *p, const struct act *act)
{
	char wanted[256];

	snprintf(wanted, sizeof(wanted), "%s", act->rest);
	return desk_await(person_desk(p), stand_deadline(), has_class, wanted);
}

/* --- properties -------------------------------------------------------------------- */

#define MOST_WORDS 32

static size_t
read_words(struct desk *desk, xcb_window_t window, const char *name, uint32_t *out)
{
	xcb_get_property_reply_t *reply = xcb_get_property_reply(desk->x,
	    xcb_get_property(desk->x, 0, window, desk_atom(desk, name),
	        XCB_GET_PROPERTY_TYPE_ANY, 0, MOST_WORDS),
	    NULL);
	size_t count = 0;

	if (reply && reply->format == 32) {
		count = (size_t)xcb_get_property_value_length(reply) / sizeof(*out);
		memcpy(out, xcb_get_property_value(reply), count * sizeof(*out));
	}
	free(reply);
	return count;
}

struct wanted_flag {
	xcb_window_t window;
	char atom[64];
	bool has;
};

static bool
has_flag(struct desk *desk, void *data)
{
	const struct wanted_flag *wanted = data;
	uint32_t words[MOST_WORDS];
	bool has = false;

	desk_look(desk); /* so that its changes are events */
	size_t count = read_words(desk, wanted->window, "_NET_WM_STATE", words);
	for (size_t i = 0; i < count; i++) {
		has = has || words[i] == desk_atom(desk, wanted->atom);
	}
	return has == wanted->has;
}

bool
look_flag(struct person *p, const struct act *act)
{
	const struct desk_window *w = person_sees(p, act->window);
	struct wanted_flag wanted = {.window = w ? w->id : XCB_NONE};
	char answer[8] = "";

	if (!w || sscanf(act->rest, "%63s %7s", wanted.atom, answer) != 2) {
		return false;
	}
	wanted.has = strcmp(answer, "yes") == 0;
	return desk_await(person_desk(p), stand_deadline(), has_flag, &wanted);
}

/* A window manager that follows it must come to an end. */
bool
look_circle(struct person *p, const struct act *act)
{
	const struct desk_window *w = person_sees(p, act->window);
	xcb_window_t at = w ? w->id : XCB_NONE;
	uint32_t next[MOST_WORDS];

	for (int step = 0; at && step < MOST_WORDS; step++) {
		if (read_words(person_desk(p), at, "WM_TRANSIENT_FOR", next) != 1) {
			return true;
		}
		at = next[0];
	}
	tap_diag("%s is transient for itself, in the end", act->window);
	return w && !at;
}

/* --- places ------------------------------------------------------------------------ */

struct wanted {
	struct person *person;
	const struct act *act;
	struct rect seen;
};

static bool
is_popup(struct desk *desk, void *data)
{
	struct wanted *w = data;

	desk_look(desk);
	const struct desk_window *frame = desk_find(desk, w->act->window);
	return frame && frame->override_redirect == (strcmp(w->act->rest, "yes") == 0);
}

bool
look_popup(struct person *p, const struct act *act)
{
	struct wanted wanted = {.person = p, .act = act};

	return desk_await(person_desk(p), stand_deadline(), is_popup, &wanted);
}

static bool
lies_there(struct desk *desk, void *data)
{
	struct wanted *w = data;
	const long *n = w->act->n;
	struct rect there = {
	    (int32_t)n[0], (int32_t)n[1], (uint32_t)n[2], (uint32_t)n[3]};

	return finds_now(desk, w->act->window, &w->seen) && rect_equals(w->seen, there);
}

bool
look_at(struct person *p, const struct act *act)
{
	struct wanted wanted = {.person = p, .act = act};
	bool is = desk_await(person_desk(p), stand_deadline(), lies_there, &wanted);

	if (!is) {
		tap_diag("%s is at %d,%d %ux%u", act->window, wanted.seen.x,
		    wanted.seen.y, wanted.seen.width, wanted.seen.height);
	}
	return is;
}

static struct rect
screen_of(const struct desk *desk)
{
	return (struct rect){
	    0, 0, desk->screen->width_in_pixels, desk->screen->height_in_pixels};
}

static bool
is_inside(struct desk *desk, void *data)
{
	struct wanted *w = data;

	desk_look(desk);
	const struct desk_window *frame = desk_find(desk, w->act->window);
	w->seen = frame ? frame->area : w->seen;
	return frame &&
	    rect_equals(rect_intersect(frame->area, screen_of(desk)), frame->area);
}

bool
look_inside(struct person *p, const struct act *act)
{
	struct wanted wanted = {.person = p, .act = act};
	bool is = desk_await(person_desk(p), stand_deadline(), is_inside, &wanted);

	if (!is) {
		tap_diag("%s's frame is at %d,%d %ux%u", act->window, wanted.seen.x,
		    wanted.seen.y, wanted.seen.width, wanted.seen.height);
	}
	return is;
}

/* Px² of a window if it is a popup on the screen. */
static uint64_t
popup_area(xcb_connection_t *x, xcb_window_t id)
{
	xcb_get_window_attributes_cookie_t ask = xcb_get_window_attributes(x, id);
	xcb_get_geometry_cookie_t where = xcb_get_geometry(x, id);
	xcb_get_window_attributes_reply_t *a =
	    xcb_get_window_attributes_reply(x, ask, NULL);
	xcb_get_geometry_reply_t *g = xcb_get_geometry_reply(x, where, NULL);
	uint64_t area = 0;

	if (a && g && a->map_state == XCB_MAP_STATE_VIEWABLE && a->override_redirect) {
		area = (uint64_t)g->width * g->height;
	}
	free(a);
	free(g);
	return area;
}

static uint64_t
popups_area(struct desk *desk)
{
	xcb_query_tree_reply_t *tree = xcb_query_tree_reply(
	    desk->x, xcb_query_tree(desk->x, desk->screen->root), NULL);
	uint64_t sum = 0;

	for (int i = 0; tree && i < xcb_query_tree_children_length(tree); i++) {
		sum += popup_area(desk->x, xcb_query_tree_children(tree)[i]);
	}
	free(tree);
	return sum;
}

static bool
has_share(struct desk *desk, void *data)
{
	const struct wanted *w = data;
	struct rect screen = screen_of(desk);
	uint64_t all = (uint64_t)screen.width * screen.height;
	uint64_t sum = popups_area(desk);

	desk_look(desk); /* so that their changes are events */
	return sum > 0 && sum <= all * (uint64_t)w->act->n[0] / 100;
}

bool
look_share(struct person *p, const struct act *act)
{
	struct wanted wanted = {.person = p, .act = act};
	bool has = desk_await(person_desk(p), stand_deadline(), has_share, &wanted);

	if (!has) {
		tap_diag("popups have %llu px",
		    (unsigned long long)popups_area(person_desk(p)));
	}
	return has;
}

/* --- pixels ------------------------------------------------------------------------ */

/* What is on the screen at the act's place. */
static bool
colour_at(struct desk *desk, struct wanted *w, uint32_t *colour)
{
	struct rect content;

	if (!finds_now(desk, w->act->window, &content)) {
		return false;
	}
	const struct picture *picture = desk_picture(desk);
	int64_t x = content.x + w->act->n[0];
	int64_t y = content.y + w->act->n[1];
	if (!picture || x < 0 || y < 0 || x >= picture->width || y >= picture->height) {
		return false;
	}
	*colour = picture_at(picture, (uint32_t)x, (uint32_t)y);
	w->seen = (struct rect){(int32_t)x, (int32_t)y, *colour, 0};
	return true;
}

static bool
has_pixel(struct desk *desk, void *data)
{
	struct wanted *w = data;
	uint32_t colour;

	return colour_at(desk, w, &colour) && colour == (uint32_t)w->act->n[2];
}

bool
look_pixel(struct person *p, const struct act *act)
{
	struct wanted wanted = {.person = p, .act = act};
	bool is = desk_await(person_desk(p), stand_deadline(), has_pixel, &wanted);

	if (!is) {
		tap_diag(
		    "%d,%d is %06x", wanted.seen.x, wanted.seen.y, wanted.seen.width);
	}
	return is;
}

/* Who knows the marks of the window's domain; the caller destroys. */
static struct oracle *
oracle_of(const struct wanted *w)
{
	bool is_witness = strcmp(w->act->window, WITNESS) == 0;
	const char *domain = is_witness ? WITNESS : w->person->domain;
	struct oracle_domain mark = {
	    1, stand_mark(w->person->stand, domain), FIXTURE_FRAME};

	return oracle_create(&mark, 1);
}

static bool
is_framed(struct desk *desk, void *data)
{
	struct wanted *w = data;
	struct oracle *oracle = oracle_of(w);
	const struct picture *picture = NULL;

	if (oracle && finds_now(desk, w->act->window, &w->seen)) {
		picture = desk_picture(desk);
	}
	bool is = picture && oracle_has_ring(oracle, picture, w->seen, 1);
	oracle_destroy(oracle);
	return is;
}

bool
look_framed(struct person *p, const struct act *act)
{
	struct wanted wanted = {.person = p, .act = act};

	return desk_await(person_desk(p), stand_deadline(), is_framed, &wanted);
}

static bool
is_marked(struct desk *desk, void *data)
{
	struct wanted *w = data;
	struct oracle *oracle = oracle_of(w);
	uint32_t colour;
	bool is =
	    oracle && colour_at(desk, w, &colour) && oracle_is_mark(oracle, colour, 1);

	oracle_destroy(oracle);
	return is;
}

bool
look_marked(struct person *p, const struct act *act)
{
	struct wanted wanted = {.person = p, .act = act};

	return desk_await(person_desk(p), stand_deadline(), is_marked, &wanted);
}

/* --- buffers ----------------------------------------------------------------------- */

/* Memory files of guests that the worker has open; -1 when it is gone. */
static long
count_buffers(pid_t worker)
{
	char path[64];
	char target[256];
	long count = 0;
	struct dirent *entry;

	snprintf(path, sizeof(path), "/proc/%d/fd", (int)worker);
	DIR *folder = opendir(path);
	if (!folder) {
		return -1;
	}
	while ((entry = readdir(folder))) {
		ssize_t len =
		    readlinkat(dirfd(folder), entry->d_name, target, sizeof(target) - 1);

		target[len > 0 ? len : 0] = '\0';
		count += strncmp(target, "/memfd:replay", 13) == 0;
	}
	closedir(folder);
	return count;
}

bool
look_holds(struct person *p, const struct act *act)
{
	pid_t worker = fixture_worker(&p->stand->fixture, p->domain);
	int64_t deadline = stand_deadline();
	long count;

	while ((count = count_buffers(worker)) != act->n[0]) {
		if (clock_ms() > deadline) {
			tap_diag("the worker holds %ld buffers", count);
			return false;
		}
		poll(NULL, 0, GLANCE_MS);
	}
	return true;
}
