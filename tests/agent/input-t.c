/* What the daemon orders reaches the clients: keys, pointer, focus, geometry, close. */

#include "tests/agent/rig.h"

#include <stdlib.h>
#include <string.h>

enum {
	KEY_A = 38, /* evdev + 8 */
	KEY_SHIFT = 50,
};

static void
focus(struct rig *t, xcb_window_t w, bool in)
{
	SEND(&t->daemon, FOCUS, focus, w, .type = in ? 9 : 10);
}

static void
key(struct rig *t, xcb_window_t w, uint32_t code, bool press)
{
	SEND(&t->daemon, KEYPRESS, keypress, w, .type = press ? 2 : 3, .keycode = code);
}

static void
test_keys(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = rig_window(t, 0, 0, 100, 100, false);

	focus(t, w, true);
	xcb_focus_in_event_t *in = (void *)client_await(g, XCB_FOCUS_IN);
	tap_ok(&t->tap, in && in->event == w, "focus arrives");
	free(in);
	key(t, w, KEY_SHIFT, true);
	key(t, w, KEY_A, true);
	key(t, w, KEY_A, false);
	xcb_key_press_event_t *down = (void *)client_await(g, XCB_KEY_PRESS);
	tap_ok(&t->tap, down && down->event == w && down->detail == KEY_SHIFT, "shift");
	free(down);
	down = (void *)client_await(g, XCB_KEY_PRESS);
	tap_ok(
	    &t->tap, down && down->detail == KEY_A && (down->state & 1), "shift and a");
	free(down);
	xcb_key_release_event_t *up = (void *)client_await(g, XCB_KEY_RELEASE);
	tap_ok(&t->tap, up && up->detail == KEY_A, "a comes up");
	free(up);
	focus(t, w, false);
	up = (void *)client_await(g, XCB_KEY_RELEASE);
	tap_ok(&t->tap, up && up->detail == KEY_SHIFT, "focus leaves: shift comes up");
	free(up);
	xcb_focus_out_event_t *out = (void *)client_await(g, XCB_FOCUS_OUT);
	tap_ok(&t->tap, out && out->event == w, "focus leaves");
	free(out);
	xcb_destroy_window(g->connection, w);
}

/* Caps Lock's state comes with the key; the keymap presses and releases modifiers. */
static void
test_modifiers(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = rig_window(t, 0, 0, 100, 100, false);
	struct msg_keymap_notify map = {.keys = {0}};
	uint8_t body[32];

	map.keys[KEY_SHIFT / 8] = 1u << KEY_SHIFT % 8;
	size_t len = wire_encode_keymap_notify(body, sizeof(body), &map);
	daemon_send(&t->daemon, MSG_KEYMAP_NOTIFY, 0, body, len);
	focus(t, w, true);
	SEND(&t->daemon, KEYPRESS, keypress, w, .type = 2, .state = 2, .keycode = KEY_A);
	xcb_key_press_event_t *down = (void *)client_await(g, XCB_KEY_PRESS);
	tap_ok(&t->tap, down && down->detail == KEY_A && down->state == 3,
	    "shift by the keymap, caps lock by the state");
	free(down);
	SEND(&t->daemon, KEYPRESS, keypress, w, .type = 3, .state = 2, .keycode = KEY_A);
	memset(body, 0, sizeof(body));
	daemon_send(&t->daemon, MSG_KEYMAP_NOTIFY, 0, body, sizeof(body));
	key(t, w, KEY_A, true);
	down = (void *)client_await(g, XCB_KEY_PRESS);
	tap_ok(&t->tap, down && down->detail == KEY_A && down->state == 0, "both gone");
	free(down);
	key(t, w, KEY_A, false);
	xcb_destroy_window(g->connection, w);
}

#define KEY_F12 96
#define CONTROL 2 /* row of the modifier map */
#define TRIES 400

/* Makes F12 a Control key in the guest, or no such any more. */
static void
set_control(struct guest *g, xcb_keycode_t code)
{
	xcb_get_modifier_mapping_reply_t *map = xcb_get_modifier_mapping_reply(
	    g->connection, xcb_get_modifier_mapping(g->connection), NULL);
	uint8_t per = map ? map->keycodes_per_modifier : 0;
	xcb_keycode_t *codes = map ? xcb_get_modifier_mapping_keycodes(map) : NULL;

	for (uint8_t i = 1; i < per; i++) {
		codes[CONTROL * per + i] = i == 1 ? code : 0;
	}
	free(xcb_set_modifier_mapping_reply(
	    g->connection, xcb_set_modifier_mapping(g->connection, per, codes), NULL));
	free(map);
}

/* Whether the guest sees Control held when dom0's keymap has F12 down. */
static bool
is_control(struct rig *t, xcb_window_t w)
{
	struct msg_keymap_notify map = {.keys = {0}};
	uint8_t body[32];

	map.keys[KEY_F12 / 8] = 1u << KEY_F12 % 8;
	size_t len = wire_encode_keymap_notify(body, sizeof(body), &map);
	daemon_send(&t->daemon, MSG_KEYMAP_NOTIFY, 0, body, len);
	key(t, w, KEY_A, true);
	key(t, w, KEY_A, false);
	memset(body, 0, sizeof(body));
	daemon_send(&t->daemon, MSG_KEYMAP_NOTIFY, 0, body, sizeof(body));
	xcb_key_press_event_t *down;
	while ((down = (void *)client_await(&t->guest, XCB_KEY_PRESS)) &&
	    down->detail != KEY_A) {
		free(down);
	}
	bool is = down && down->state & XCB_MOD_MASK_CONTROL;
	free(down);
	return is;
}

/* What the guest's keys mean may change while the agent runs. */
static void
test_new_modifier(struct rig *t)
{
	xcb_window_t w = rig_window(t, 0, 0, 100, 100, false);
	bool is = false;

	focus(t, w, true);
	tap_ok(&t->tap, !is_control(t, w), "F12 is no modifier");
	set_control(&t->guest, KEY_F12);
	for (int i = 0; i < TRIES && !is; i++) { /* the agent has to hear of it */
		is = is_control(t, w);
	}
	tap_ok(&t->tap, is, "made one, it is pressed by the keymap");
	set_control(&t->guest, 0);
	for (int i = 0; i < TRIES && is; i++) {
		is = is_control(t, w);
	}
	tap_ok(&t->tap, !is, "and not once it is none again");
	xcb_destroy_window(t->guest.connection, w);
}

/* Of two windows at the same place, the one that the daemon names gets the pointer. */
static void
test_pointer(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t under = rig_window(t, 10, 10, 100, 100, false);
	xcb_window_t over = rig_window(t, 10, 10, 100, 100, false);
	xcb_window_t menu = rig_window(t, 10, 10, 20, 20, true);

	(void)over;
	SEND(&t->daemon, MOTION, motion, under, .x = 50, .y = 60);
	xcb_motion_notify_event_t *motion = (void *)client_await(g, XCB_MOTION_NOTIFY);
	tap_ok(&t->tap,
	    motion && motion->event == under && motion->root_x == 60 &&
	        motion->root_y == 70,
	    "motion reaches the window named");
	free(motion);
	SEND(&t->daemon, BUTTON, button, under, .type = 4, .x = 51, .y = 61, .button = 1);
	SEND(&t->daemon, BUTTON, button, under, .type = 5, .x = 51, .y = 61, .button = 1);
	xcb_button_press_event_t *press = (void *)client_await(g, XCB_BUTTON_PRESS);
	tap_ok(&t->tap,
	    press && press->event == under && press->event_x == 51 && press->detail == 1,
	    "button");
	free(press);
	free(client_await(g, XCB_BUTTON_RELEASE));
	SEND(&t->daemon, BUTTON, button, under, .type = 4, .x = 5, .y = 5, .button = 5);
	SEND(&t->daemon, BUTTON, button, under, .type = 5, .x = 5, .y = 5, .button = 5);
	press = (void *)client_await(g, XCB_BUTTON_PRESS);
	tap_ok(&t->tap, press && press->event == menu && press->detail == 5,
	    "a menu stays above, and the wheel turns");
	free(press);
	SEND(&t->daemon, CROSSING, crossing, under, .type = 8);
	xcb_leave_notify_event_t *leave = (void *)client_await(g, XCB_LEAVE_NOTIFY);
	tap_ok(&t->tap, leave != NULL, "leaving is seen");
	free(leave);
	SEND(&t->daemon, CROSSING, crossing, over, .type = 7, .x = 90, .y = 90);
	xcb_enter_notify_event_t *enter = (void *)client_await(g, XCB_ENTER_NOTIFY);
	while (enter && enter->event != over) {
		free(enter);
		enter = (void *)client_await(g, XCB_ENTER_NOTIFY);
	}
	tap_ok(&t->tap, enter != NULL, "entering is seen");
	free(enter);
	xcb_destroy_window(g->connection, under);
	xcb_destroy_window(g->connection, over);
	xcb_destroy_window(g->connection, menu);
}

static void
press_all(struct rig *t, xcb_window_t w, bool press)
{
	key(t, w, KEY_A, press);
	SEND(&t->daemon, BUTTON, button, w, .type = press ? 4 : 5, .x = 5, .y = 5,
	    .button = 1);
}

static bool
is_down(struct guest *g, uint8_t code)
{
	xcb_query_keymap_reply_t *map =
	    xcb_query_keymap_reply(g->connection, xcb_query_keymap(g->connection), NULL);
	bool is = map && map->keys[code / 8] & 1u << code % 8;

	free(map);
	return is;
}

/* What is pressed in a window that ends by it goes up, and can be pressed in the next. */
static void
test_pressed_to_the_end(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = rig_window(t, 0, 0, 100, 100, false);

	focus(t, w, true);
	press_all(t, w, true);
	free(client_await(g, XCB_KEY_PRESS));
	free(client_await(g, XCB_BUTTON_PRESS));
	xcb_destroy_window(g->connection, w);
	xcb_flush(g->connection);
	tap_ok(&t->tap, daemon_await(&t->daemon, MSG_DESTROY, w) != NULL, "it ends");
	press_all(t, w, false);
	press_all(t, w, true); /* which came too late, and is none */

	w = rig_window(t, 0, 0, 100, 100, false);
	focus(t, w, true);
	xcb_focus_in_event_t *in;
	while ((in = (void *)client_await(g, XCB_FOCUS_IN)) && in->event != w) {
		free(in);
	}
	tap_ok(&t->tap, in && !is_down(g, KEY_A), "its key has come up");
	free(in);
	press_all(t, w, true);
	xcb_button_press_event_t *down = (void *)client_await(g, XCB_BUTTON_PRESS);
	tap_ok(&t->tap, down && down->event == w && down->state == 0,
	    "its button can be pressed in the next");
	free(down);
	press_all(t, w, false);
	xcb_destroy_window(g->connection, w);
}

static void
test_configure(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = rig_window(t, 0, 0, 100, 100, false);

	for (int i = 0; i < 2; i++) { /* the second changes nothing */
		SEND(&t->daemon, CONFIGURE, configure, w, .x = 11, .y = 22, .width = 133,
		    .height = 144);
		const struct message *m;
		do { /* one of its birth may still come */
			m = daemon_await(&t->daemon, MSG_CONFIGURE, w);
		} while (m && word_of(m, 0) == 0);
		tap_ok(&t->tap,
		    m && word_of(m, 0) == 11 && word_of(m, 1) == 22 &&
		        word_of(m, 2) == 133 && word_of(m, 3) == 144,
		    "configure: answered by its equal");
	}
	xcb_get_geometry_reply_t *is = xcb_get_geometry_reply(
	    g->connection, xcb_get_geometry(g->connection, w), NULL);
	tap_ok(&t->tap, is && is->x == 11 && is->width == 133, "configure: done");
	free(is);
	t->daemon.seen = 0;
	daemon_await(&t->daemon, MSG_MAP, w);
	const struct message *m = daemon_await(&t->daemon, MSG_WINDOW_DUMP, w);
	tap_ok(&t->tap, m && word_of(m, 1) == 133, "configure: a new buffer");
	xcb_destroy_window(g->connection, w);
}

static void
test_close(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = client_create(g, 0, 0, 50, 50, false);
	xcb_atom_t protocols = client_atom(g, "WM_PROTOCOLS");
	xcb_atom_t delete = client_atom(g, "WM_DELETE_WINDOW");

	client_set_words(g, w, protocols, XCB_ATOM_ATOM, &delete, 1);
	client_map(g, w);
	daemon_await(&t->daemon, MSG_MAP, w);
	daemon_send(&t->daemon, MSG_CLOSE, w, NULL, 0);
	xcb_client_message_event_t *m = (void *)client_await(g, XCB_CLIENT_MESSAGE);
	tap_ok(&t->tap, m && m->type == protocols && m->data.data32[0] == delete,
	    "close: the client is asked");
	free(m);
	xcb_destroy_window(g->connection, w);

	struct guest other = {.connection = guest_connect(g), .root = g->root};
	w = client_create(&other, 0, 0, 50, 50, false);
	client_map(&other, w);
	daemon_await(&t->daemon, MSG_MAP, w);
	daemon_send(&t->daemon, MSG_CLOSE, w, NULL, 0);
	tap_ok(&t->tap, daemon_await(&t->daemon, MSG_DESTROY, w) != NULL,
	    "close: one that does not take part is ended");
	xcb_disconnect(other.connection);
}

int
main(void)
{
	static struct rig rig;
	void (*const cases[])(struct rig *) = {
	    test_keys,
	    test_modifiers,
	    test_new_modifier,
	    test_pointer,
	    test_pressed_to_the_end,
	    test_configure,
	    test_close,
	    NULL,
	};

	return rig_run(&rig, cases);
}
