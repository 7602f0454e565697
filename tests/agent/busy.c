#include "tests/agent/busy.h"

#include "common/base/rect.h"
#include "tests/agent/rig.h"

#include <stdlib.h>
#include <string.h>

#define KEY_A 38 /* evdev + 8 */

static const struct {
	struct rect first, last;
	uint32_t colour;
} looks[BUSY_WINDOWS] = {
    [BUSY_OLD] = {{300, 20, 90, 70}, {300, 20, 90, 70}, 0xa01020},
    [BUSY_MAIN] = {{10, 10, 120, 90}, {10, 10, 150, 100}, 0x20b030},
    [BUSY_LAST] = {{200, 200, 60, 50}, {200, 200, 60, 50}, 0x3040c0},
};

/* Its background is its colour, so X paints it when it is mapped. */
static void
open_window(struct busy *busy, enum busy_window which)
{
	struct guest *g = busy->guest;
	struct rect r = looks[which].first;
	xcb_window_t w = client_create(
	    g, (int16_t)r.x, (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height, false);

	xcb_change_window_attributes(
	    g->connection, w, XCB_CW_BACK_PIXEL, &looks[which].colour);
	client_set_text(g, w, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, "busy", 4);
	client_set_text(g, w, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING, "busy\0Busy", 10);
	client_map(g, w);
	busy->windows[which] = w;
}

void
busy_begin(struct busy *busy, struct guest *guest, struct life *life)
{
	*busy = (struct busy){.guest = guest, .life = life};
	busy->clipboard = client_atom(guest, "CLIPBOARD");
	busy->utf8 = client_atom(guest, "UTF8_STRING");
	busy->tray = client_atom(guest, "_NET_SYSTEM_TRAY_S0");
	busy->opcode = client_atom(guest, "_NET_SYSTEM_TRAY_OPCODE");
	open_window(busy, BUSY_OLD);
	client_sync(guest);
}

void
busy_end(struct busy *busy)
{
	for (size_t i = 0; i < BUSY_WINDOWS; i++) {
		if (busy->windows[i]) {
			xcb_destroy_window(busy->guest->connection, busy->windows[i]);
		}
	}
	client_sync(busy->guest);
	xcb_generic_event_t *event;
	while ((event = xcb_poll_for_event(busy->guest->connection))) {
		free(event);
	}
}

/* --- what was shown ---------------------------------------------------------------- */

/* The last buffer told of; NULL for none. */
static const struct message *
last_dump(const struct daemon *daemon, uint32_t window)
{
	for (size_t i = daemon->count; i > 0; i--) {
		const struct message *m = &daemon->messages[i - 1];

		if (m->type == MSG_WINDOW_DUMP && m->window == window) {
			return m;
		}
	}
	return NULL;
}

bool
busy_is_shown(const struct busy *busy, enum busy_window which)
{
	const struct daemon *daemon = &busy->life->daemon;
	xcb_window_t w = busy->windows[which];
	const struct message *dump = last_dump(daemon, w);
	struct rect r = looks[which].last;

	return dump && word_of(dump, 1) == r.width && word_of(dump, 2) == r.height &&
	    daemon_count(daemon, MSG_MAP, w, 0) > daemon_count(daemon, MSG_UNMAP, w, 0);
}

/* Each corner: pages of another window would begin or end with its colour. */
static bool
is_own(const struct message *dump, uint32_t colour)
{
	uint32_t right = word_of(dump, 1) - 1;
	uint32_t bottom = word_of(dump, 2) - 1;

	return rig_pixel(dump, 0, 0) == colour &&
	    rig_pixel(dump, right, bottom) == colour;
}

const char *
busy_lie(const struct busy *busy)
{
	const struct daemon *daemon = &busy->life->daemon;

	client_sync(busy->guest);
	for (size_t i = 0; i < daemon->count; i++) {
		const struct message *m = &daemon->messages[i];

		if (m->window != 0 && m->type != MSG_CREATE &&
		    daemon_find(daemon, MSG_CREATE, m->window, 0) > i) {
			return "a message before its window's CREATE";
		}
	}
	for (enum busy_window which = 0; which < BUSY_WINDOWS; which++) {
		const struct message *dump = last_dump(daemon, busy->windows[which]);

		if (busy_is_shown(busy, which) && !is_own(dump, looks[which].colour)) {
			return "a window with pixels that are not its own";
		}
	}
	return NULL;
}

/* --- what is done ------------------------------------------------------------------ */

struct step {
	struct busy *busy;
	enum busy_window which;
	uint32_t window;
	bool is_done;
};

static bool
is_shown(struct life *life, void *data)
{
	const struct step *step = data;

	(void)life;
	return busy_is_shown(step->busy, step->which);
}

static void
await_shown(struct busy *busy, enum busy_window which)
{
	life_until(busy->life, is_shown, &(struct step){.busy = busy, .which = which});
}

static void
draw_and_resize(struct busy *busy)
{
	static const uint32_t size[] = {150, 100};
	struct guest *g = busy->guest;
	xcb_window_t w = busy->windows[BUSY_MAIN];

	client_fill(g, w, (xcb_rectangle_t){5, 5, 20, 20}, looks[BUSY_MAIN].colour);
	life_await(busy->life, MSG_SHMIMAGE, w);
	xcb_configure_window(
	    g->connection, w, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, size);
	client_sync(g);
	await_shown(busy, BUSY_MAIN);
	client_set_text(g, w, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, "another", 7);
	client_sync(g);
	life_await(busy->life, MSG_WMNAME, w);
}

static void
hide_and_show(struct busy *busy)
{
	struct guest *g = busy->guest;
	xcb_window_t w = busy->windows[BUSY_MAIN];

	xcb_unmap_window(g->connection, w);
	client_sync(g);
	life_await(busy->life, MSG_UNMAP, w);
	client_map(g, w);
	await_shown(busy, BUSY_MAIN);
}

static void
pop_up(struct busy *busy)
{
	struct guest *g = busy->guest;
	xcb_window_t w = client_create(g, 40, 40, 30, 20, true);

	client_set_words(g, w, XCB_ATOM_WM_TRANSIENT_FOR, XCB_ATOM_WINDOW,
	    &busy->windows[BUSY_MAIN], 1);
	client_map(g, w);
	life_await(busy->life, MSG_MAP, w);
	xcb_destroy_window(g->connection, w);
	client_sync(g);
	life_await(busy->life, MSG_DESTROY, w);
}

/* The next event of that type; NULL for none yet. */
static void *
next_event(struct busy *busy, uint8_t type)
{
	xcb_generic_event_t *event;

	while ((event = xcb_poll_for_event(busy->guest->connection)) &&
	    (event->response_type & 0x7f) != type) {
		free(event);
	}
	return event;
}

static bool
has_key(struct life *life, void *data)
{
	struct step *step = data;
	void *event = next_event(step->busy, XCB_KEY_PRESS);

	(void)life;
	step->is_done = step->is_done || event;
	free(event);
	return step->is_done;
}

static void
use_input(struct busy *busy)
{
	struct life *life = busy->life;
	xcb_window_t w = busy->windows[BUSY_MAIN];
	static const uint8_t no_keys[32];

	if (!life->daemon.link) {
		return;
	}
	SEND(&life->daemon, CROSSING, crossing, w, .type = 7, .x = 9, .y = 9);
	SEND(&life->daemon, MOTION, motion, w, .x = 10, .y = 12);
	SEND(&life->daemon, FOCUS, focus, w, .type = 9);
	SEND(&life->daemon, BUTTON, button, w, .type = 4, .x = 10, .y = 12, .button = 1);
	SEND(&life->daemon, BUTTON, button, w, .type = 5, .x = 10, .y = 12, .button = 1);
	SEND(&life->daemon, KEYPRESS, keypress, w, .type = 2, .keycode = KEY_A);
	daemon_send(&life->daemon, MSG_KEYMAP_NOTIFY, 0, no_keys, sizeof(no_keys));
	SEND(&life->daemon, CONFIGURE, configure, w, .x = 10, .y = 10, .width = 150,
	    .height = 100);
	life_until(life, has_key, &(struct step){.busy = busy});
}

/* --- the clipboard ----------------------------------------------------------------- */

static bool
has_served(struct life *life, void *data)
{
	struct step *step = data;
	struct busy *busy = step->busy;
	xcb_selection_request_event_t *r = next_event(busy, XCB_SELECTION_REQUEST);
	char event[32] = {0};

	(void)life;
	if (r) {
		const xcb_selection_notify_event_t answer = {
		    .response_type = XCB_SELECTION_NOTIFY,
		    .time = r->time,
		    .requestor = r->requestor,
		    .selection = r->selection,
		    .target = r->target,
		    .property = r->property,
		};

		memcpy(event, &answer, sizeof(answer));
		client_set_text(
		    busy->guest, r->requestor, r->property, r->target, "text", 4);
		xcb_send_event(busy->guest->connection, 0, r->requestor, 0, event);
		client_sync(busy->guest);
		step->is_done = true;
	}
	free(r);
	return step->is_done;
}

static bool
has_pasted(struct life *life, void *data)
{
	struct step *step = data;
	void *event = next_event(step->busy, XCB_SELECTION_NOTIFY);

	(void)life;
	step->is_done = step->is_done || event;
	free(event);
	return step->is_done;
}

static bool
is_offered(struct life *life, void *data)
{
	const struct step *step = data;
	xcb_connection_t *c = step->busy->guest->connection;
	xcb_get_selection_owner_reply_t *reply = xcb_get_selection_owner_reply(
	    c, xcb_get_selection_owner(c, step->busy->clipboard), NULL);
	xcb_window_t owner = reply ? reply->owner : (xcb_window_t)XCB_NONE;

	(void)life;
	free(reply);
	return owner != XCB_NONE && owner != step->window;
}

static void
copy_and_paste(struct busy *busy)
{
	struct guest *g = busy->guest;
	struct life *life = busy->life;
	xcb_window_t w = busy->windows[BUSY_OLD];
	struct step step = {.busy = busy, .window = w};

	if (!life->daemon.link) {
		return;
	}
	xcb_set_selection_owner(g->connection, w, busy->clipboard, XCB_CURRENT_TIME);
	client_sync(g);
	daemon_send(&life->daemon, MSG_CLIPBOARD_REQ, 0, NULL, 0);
	if (life_until(life, has_served, &step)) {
		life_await(life, MSG_CLIPBOARD_DATA, 0);
	}
	daemon_send(&life->daemon, MSG_CLIPBOARD_DATA, 0, "paste", 5);
	if (life_until(life, is_offered, &step)) {
		step.is_done = false;
		xcb_convert_selection(g->connection, w, busy->clipboard, busy->utf8,
		    busy->utf8, XCB_CURRENT_TIME);
		xcb_flush(g->connection);
		life_until(life, has_pasted, &step);
	}
}

/* --- the tray ---------------------------------------------------------------------- */

static bool
has_docked(struct life *life, void *data)
{
	struct step *step = data;

	for (size_t i = 0; i < life->daemon.count && !step->is_done; i++) {
		step->is_done = life->daemon.messages[i].type == MSG_DOCK;
	}
	return step->is_done;
}

static void
dock(struct busy *busy)
{
	struct guest *g = busy->guest;
	xcb_window_t icon = client_create(g, 0, 0, 24, 24, false);
	xcb_get_selection_owner_reply_t *owner = xcb_get_selection_owner_reply(
	    g->connection, xcb_get_selection_owner(g->connection, busy->tray), NULL);
	xcb_client_message_event_t e = {
	    .response_type = XCB_CLIENT_MESSAGE,
	    .format = 32,
	    .window = owner ? owner->owner : (xcb_window_t)XCB_NONE,
	    .type = busy->opcode,
	};

	e.data.data32[2] = icon;
	free(owner);
	if (e.window) {
		xcb_send_event(g->connection, 0, e.window, 0, (const char *)&e);
		client_sync(g);
		life_until(busy->life, has_docked, &(struct step){.busy = busy});
	}
	xcb_destroy_window(g->connection, icon);
	client_sync(g);
}

void
busy_act(struct busy *busy)
{
	await_shown(busy, BUSY_OLD);
	open_window(busy, BUSY_MAIN);
	life_await(busy->life, MSG_MAP, busy->windows[BUSY_MAIN]);
	draw_and_resize(busy);
	use_input(busy);
	pop_up(busy);
	copy_and_paste(busy);
	dock(busy);
	hide_and_show(busy);
	open_window(busy, BUSY_LAST);
	await_shown(busy, BUSY_LAST);
}
