/* An application's icon in the guest's tray, as the daemon is told of it. */
#include "tests/agent/rig.h"

#include <stdlib.h>
#include <string.h>

#define SIDE 18 /* px, at first */

static xcb_window_t
tray_of(struct guest *g)
{
	xcb_get_selection_owner_reply_t *r = xcb_get_selection_owner_reply(g->connection,
	    xcb_get_selection_owner(g->connection, client_atom(g, "_NET_SYSTEM_TRAY_S0")),
	    NULL);
	xcb_window_t owner = r ? r->owner : (xcb_window_t)XCB_NONE;

	free(r);
	return owner;
}

static void
ask_to_dock(struct guest *g, xcb_window_t icon)
{
	xcb_client_message_event_t e = {
	    .response_type = XCB_CLIENT_MESSAGE,
	    .format = 32,
	    .window = tray_of(g),
	    .type = client_atom(g, "_NET_SYSTEM_TRAY_OPCODE"),
	};

	e.data.data32[2] = icon;
	xcb_send_event(g->connection, 0, e.window, 0, (const char *)&e);
	client_sync(g);
}

static bool
has_docked(const struct daemon *daemon, void *data)
{
	uint32_t *window = data;

	for (size_t i = daemon->seen; i < daemon->count; i++) {
		if (daemon->messages[i].type == MSG_DOCK) {
			*window = daemon->messages[i].window;
			return true;
		}
	}
	return false;
}

/* An icon that is docked; the id that the daemon knows in *window. */
static xcb_window_t
dock(struct rig *t, uint32_t *window)
{
	struct guest *g = &t->guest;
	xcb_window_t icon = client_create(g, 0, 0, 64, 64, false);

	t->daemon.seen = t->daemon.count;
	ask_to_dock(g, icon);
	*window = 0;
	if (!daemon_until(&t->daemon, has_docked, window)) {
		tap_diag("no icon was docked");
	}
	return icon;
}

static bool
has_size(struct guest *g, xcb_window_t window, uint32_t side)
{
	xcb_get_geometry_reply_t *r = xcb_get_geometry_reply(
	    g->connection, xcb_get_geometry(g->connection, window), NULL);
	bool is = r && r->width == side && r->height == side;

	free(r);
	return is;
}

static bool
is_embedded(struct guest *g, uint32_t socket)
{
	xcb_client_message_event_t *e = (void *)client_await(g, XCB_CLIENT_MESSAGE);
	bool is = e && e->type == client_atom(g, "_XEMBED") && e->data.data32[1] == 0 &&
	    e->data.data32[3] == socket;

	free(e);
	return is;
}

static void
test_dock(struct rig *t)
{
	struct guest *g = &t->guest;
	uint32_t id;
	xcb_window_t icon = dock(t, &id);

	tap_ok(&t->tap, id != 0 && id != icon, "DOCK is told");
	tap_ok(&t->tap, is_embedded(g, id), "the application is told too");
	size_t create = daemon_find(&t->daemon, MSG_CREATE, id, 0);
	tap_ok(&t->tap,
	    create != SIZE_MAX && word_of(&t->daemon.messages[create], 5) == 0 &&
	        word_of(&t->daemon.messages[create], 2) == SIDE,
	    "P11-icon: of a window that is no popup");
	tap_ok(&t->tap, has_size(g, icon, SIDE), "the icon has its size");
	client_fill(g, icon, (xcb_rectangle_t){0, 0, SIDE, SIDE}, 0x22cc44);
	tap_ok(&t->tap, rig_settle(t), "what it draws is told");
	t->daemon.seen = 0;
	const struct message *m = daemon_await(&t->daemon, MSG_WINDOW_DUMP, id);
	tap_ok(&t->tap, m && rig_pixel(m, 9, 9) == 0x22cc44, "and is in its buffer");

	SEND(&t->daemon, CONFIGURE, configure, id, .x = 900, .y = 700, .width = 20,
	    .height = 20);
	m = daemon_await(&t->daemon, MSG_CONFIGURE, id);
	tap_ok(&t->tap,
	    m && word_of(m, 0) == 900 && word_of(m, 2) == 20 && word_of(m, 3) == 20,
	    "the desktop's tray says how large it is");
	tap_ok(&t->tap, rig_settle(t) && has_size(g, icon, 20), "the icon follows");

	SEND(&t->daemon, MOTION, motion, id, .x = 5, .y = 6);
	SEND(&t->daemon, BUTTON, button, id, .type = 4, .x = 5, .y = 6, .button = 1);
	SEND(&t->daemon, BUTTON, button, id, .type = 5, .x = 5, .y = 6, .button = 1);
	xcb_button_press_event_t *e = (void *)client_await(g, XCB_BUTTON_PRESS);
	tap_ok(&t->tap, e && e->event == icon && e->event_x == 5 && e->event_y == 6,
	    "a click is the icon's");
	free(e);
	daemon_send(&t->daemon, MSG_CLOSE, id, NULL, 0);
	tap_ok(&t->tap, rig_settle(t) && has_size(g, icon, 20), "it is not closed");
	tap_ok(&t->tap, daemon_find(&t->daemon, MSG_MAP, id, 0) == SIZE_MAX,
	    "nor ever mapped");
	xcb_destroy_window(g->connection, icon);
	client_sync(g);
	tap_ok(&t->tap, daemon_await(&t->daemon, MSG_DESTROY, id) != NULL,
	    "it ends with the application's window");
}

static void
test_again(struct rig *t)
{
	struct guest *g = &t->guest;
	uint32_t id;
	uint32_t again = 0;
	xcb_window_t icon = dock(t, &id);

	tap_ok(&t->tap,
	    rig_reconnect(t) && daemon_until(&t->daemon, has_docked, &again) &&
	        again == id,
	    "another daemon is told of it too");
	xcb_reparent_window(g->connection, icon, g->root, 0, 0);
	client_sync(g);
	tap_ok(&t->tap, daemon_await(&t->daemon, MSG_DESTROY, id) != NULL,
	    "one that leaves the tray ends there");
	xcb_destroy_window(g->connection, icon);
	client_sync(g);
}

static bool
is_at_root(struct guest *g, xcb_window_t window)
{
	xcb_query_tree_reply_t *r = xcb_query_tree_reply(
	    g->connection, xcb_query_tree(g->connection, window), NULL);
	bool is = r && r->parent == g->root;

	free(r);
	return is;
}

/* More than there is room for, and what is no window at all. */
static void
test_many(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t icons[40];
	size_t docked = 0;

	for (uint32_t none = 1; none < 100; none++) {
		ask_to_dock(g, 0x1fffff00 + none);
	}
	tap_ok(&t->tap, rig_settle(t), "what is no window is not kept");
	for (size_t i = 0; i < ARRAY_LEN(icons); i++) {
		icons[i] = client_create(g, 0, 0, 10, 10, false);
		ask_to_dock(g, icons[i]);
	}
	bool settled = rig_settle(t);
	for (size_t i = 0; i < ARRAY_LEN(icons); i++) {
		docked += !is_at_root(g, icons[i]);
	}
	tap_ok(
	    &t->tap, settled && docked == 32, "P19-icons: 40 asked, %zu docked", docked);
	for (size_t i = 0; i < ARRAY_LEN(icons); i++) {
		xcb_destroy_window(g->connection, icons[i]);
	}
	client_sync(g);
	tap_ok(&t->tap, rig_settle(t), "and all of them go");
}

int
main(void)
{
	static void (*const cases[])(struct rig *) = {
	    test_dock,
	    test_again,
	    test_many,
	    NULL,
	};
	static struct rig rig;

	return rig_run(&rig, cases);
}
