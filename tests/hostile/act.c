#include "tests/hostile/act.h"

#include "tests/hostile/act-internal.h"
#include "tests/scenario/ask.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CORNER 1 /* px before the screen's last: no window lies there */
#define ROUND_TRIPS 3

struct desk *
person_desk(struct person *p)
{
	return &p->stand->fixture.desk;
}

/* --- hands ------------------------------------------------------------------------- */

static void
away(struct person *p)
{
	const xcb_screen_t *screen = person_desk(p)->screen;

	desk_move(person_desk(p), screen->width_in_pixels - CORNER,
	    screen->height_in_pixels - CORNER);
}

static bool
do_away(struct person *p, const struct act *act)
{
	(void)act;
	away(p);
	return true;
}

/* As a panel does where the person clicked (EWMH, source 2). */
static void
ask_manager(struct desk *desk, xcb_window_t window)
{
	static const uint32_t words[5] = {2};

	ask_root(desk->x, desk->screen->root, window,
	    desk_atom(desk, "_NET_ACTIVE_WINDOW"), words);
	xcb_flush(desk->x);
}

static void
give_focus(struct person *p, xcb_window_t window)
{
	if (p->stand->fixture.options.wm == FIXTURE_NO_WM) {
		desk_focus(person_desk(p), window);
	} else {
		ask_manager(person_desk(p), window);
	}
}

static bool
do_focus(struct person *p, const struct act *act)
{
	const struct desk_window *w;

	if (strcmp(act->window, "none") == 0) {
		desk_focus(person_desk(p), XCB_NONE);
		return true;
	}
	if (strcmp(act->window, "pointer") == 0) {
		desk_focus(person_desk(p), XCB_INPUT_FOCUS_POINTER_ROOT);
		return true;
	}
	w = person_sees(p, act->window);
	if (!w) {
		return false;
	}
	give_focus(p, w->id);
	return stand_await_keys(
	    p->stand, strcmp(act->window, WITNESS) == 0 ? WITNESS : p->domain);
}

static bool
do_point(struct person *p, const struct act *act)
{
	struct rect content;

	if (!person_finds(p, act->window, &content)) {
		return false;
	}
	desk_move(person_desk(p), content.x + (int32_t)act->n[0],
	    content.y + (int32_t)act->n[1]);
	return true;
}

static bool
do_key(struct person *p, const struct act *act)
{
	uint8_t code = (uint8_t)act->n[0];

	p->keys[code] = strcmp(act->rest, "down") == 0;
	desk_key(person_desk(p), code, p->keys[code]);
	return true;
}

static bool
do_button(struct person *p, const struct act *act)
{
	uint8_t button = (uint8_t)act->n[0] % 16;

	p->buttons[button] = strcmp(act->rest, "down") == 0;
	desk_button(person_desk(p), button, p->buttons[button]);
	return true;
}

static bool
do_forge(struct person *p, const struct act *act)
{
	const struct desk_window *w = person_sees(p, act->window);
	union {
		xcb_key_press_event_t key;
		char bytes[32];
	} event = {.key = {.response_type = XCB_KEY_PRESS,
	               .detail = (uint8_t)act->n[0],
	               .root = person_desk(p)->screen->root,
	               .event = w ? w->id : XCB_NONE,
	               .same_screen = 1}};

	xcb_send_event(
	    person_desk(p)->x, 0, event.key.event, XCB_EVENT_MASK_KEY_PRESS, event.bytes);
	xcb_flush(person_desk(p)->x);
	return w;
}

/* --- the window manager's ---------------------------------------------------------- */

static bool
restack(struct person *p, const struct act *act, uint32_t mode)
{
	const struct desk_window *w = person_sees(p, act->window);

	if (w) {
		xcb_configure_window(
		    person_desk(p)->x, w->id, XCB_CONFIG_WINDOW_STACK_MODE, &mode);
		xcb_flush(person_desk(p)->x);
	}
	return w;
}

static bool
do_raise(struct person *p, const struct act *act)
{
	return restack(p, act, XCB_STACK_MODE_ABOVE);
}

static bool
do_lower(struct person *p, const struct act *act)
{
	return restack(p, act, XCB_STACK_MODE_BELOW);
}

static bool
do_moves(struct person *p, const struct act *act)
{
	const struct desk_window *w = person_sees(p, act->window);
	uint32_t values[4];

	for (size_t i = 0; i < 4; i++) {
		values[i] = (uint32_t)act->n[i];
	}
	if (w) {
		xcb_configure_window(person_desk(p)->x, w->id,
		    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y | XCB_CONFIG_WINDOW_WIDTH |
		        XCB_CONFIG_WINDOW_HEIGHT,
		    values);
		xcb_flush(person_desk(p)->x);
	}
	return w;
}

/* --- the worker -------------------------------------------------------------------- */

static bool
do_stop(struct person *p, const struct act *act)
{
	pid_t worker = fixture_worker(&p->stand->fixture, p->domain);

	(void)act;
	p->has_stopped =
	    worker > 0 && kill_one(worker, SIGSTOP) == 0 && procfs_await_stopped(worker);
	return p->has_stopped;
}

static bool
do_cont(struct person *p, const struct act *act)
{
	pid_t worker = fixture_worker(&p->stand->fixture, p->domain);

	(void)act;
	p->has_stopped = false;
	return worker > 0 && kill_one(worker, SIGCONT) == 0;
}

static bool
do_witness(struct person *p, const struct act *act)
{
	return witness_does(&p->stand->witness, act->rest);
}

static bool
do_noted(struct person *p, const struct act *act)
{
	return stand_await_log(p->stand, act->rest);
}

static bool
do_told(struct person *p, const struct act *act)
{
	return told_await(
	    &p->stand->told, p->domain, WITNESS, act->rest, stand_deadline());
}

static bool
do_witness_quiet(struct person *p, const struct act *act)
{
	(void)act;
	return witness_answers(&p->stand->witness) &&
	    witness_heard_nothing(&p->stand->witness);
}

/* --- the table --------------------------------------------------------------------- */

static const struct {
	const char *name;
	bool has_window;
	size_t n_numbers;
	bool (*run)(struct person *p, const struct act *act);
} acts[] = {
    {"away", false, 0, do_away},
    {"focus", true, 0, do_focus},
    {"point", true, 2, do_point},
    {"key", false, 1, do_key},
    {"button", false, 1, do_button},
    {"forge", true, 1, do_forge},
    {"raise", true, 0, do_raise},
    {"lower", true, 0, do_lower},
    {"moves", true, 4, do_moves},
    {"stop", false, 0, do_stop},
    {"cont", false, 0, do_cont},
    {"noted", false, 0, do_noted},
    {"told", false, 0, do_told},
    {"witness", false, 0, do_witness},
    {"witness-quiet", false, 0, do_witness_quiet},
    {"shown", true, 0, look_shown},
    {"hidden", true, 0, look_hidden},
    {"titled", false, 0, look_titled},
    {"at", true, 4, look_at},
    {"pixel", true, 3, look_pixel},
    {"framed", true, 0, look_framed},
    {"marked", true, 2, look_marked},
    {"popup", true, 0, look_popup},
    {"inside", true, 0, look_inside},
    {"share", false, 1, look_share},
    {"holds", false, 1, look_holds},
    {"flag", true, 0, look_flag},
    {"no-circle", true, 0, look_circle},
    {"classed", false, 0, look_classed},
};

/* Takes the next word; false when there is none that fits. */
static bool
take_word(const char **at, char *out, size_t size)
{
	size_t len = strcspn(*at, " ");

	if (len == 0 || len >= size) {
		return false;
	}
	memcpy(out, *at, len);
	out[len] = '\0';
	*at += len;
	*at += strspn(*at, " ");
	return true;
}

static bool
take_numbers(const char **at, struct act *act, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *end;

		act->n[i] = strtol(*at, &end, 0);
		if (end == *at) {
			return false;
		}
		*at = end + strspn(end, " ");
	}
	return true;
}

/*
 * What workers sent before they answered their guests, X has done: with each answer that
 * we get, it has seen to all others who were waiting when we asked.
 */
static void
let_x_catch_up(struct person *p)
{
	xcb_connection_t *x = person_desk(p)->x;

	for (int i = 0; i < ROUND_TRIPS; i++) {
		free(xcb_get_input_focus_reply(x, xcb_get_input_focus(x), NULL));
	}
}

static bool
does(struct person *p, const char *text)
{
	struct act act = {.rest = ""};
	char name[32];

	if (!take_word(&text, name, sizeof(name))) {
		return false;
	}
	for (size_t i = 0; i < ARRAY_LEN(acts); i++) {
		if (strcmp(acts[i].name, name) != 0) {
			continue;
		}
		if (acts[i].has_window &&
		    !take_word(&text, act.window, sizeof(act.window))) {
			return false;
		}
		if (!take_numbers(&text, &act, acts[i].n_numbers)) {
			return false;
		}
		act.rest = text;
		let_x_catch_up(p);
		return acts[i].run(p, &act);
	}
	return false;
}

bool
person_does(void *person, const char *comment)
{
	struct person *p = person;

	if (strncmp(comment, "#! ", 3) != 0) {
		return true;
	}
	p->has_acted = true;
	return does(p, comment + 3);
}

void
person_rests(struct person *p)
{
	if (p->has_stopped && !do_cont(p, NULL)) {
		tap_diag("%s: the worker is gone", p->domain);
	}
	if (!p->has_acted) {
		return; /* nor has it looked: it may be in a process of its own */
	}
	for (unsigned code = 0; code < ARRAY_LEN(p->keys); code++) {
		if (p->keys[code]) {
			desk_key(person_desk(p), (uint8_t)code, false);
		}
	}
	for (unsigned button = 0; button < ARRAY_LEN(p->buttons); button++) {
		if (p->buttons[button]) {
			desk_button(person_desk(p), (uint8_t)button, false);
		}
	}
	away(p);
	desk_focus(person_desk(p), XCB_NONE); /* and X has done it */
}
