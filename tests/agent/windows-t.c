/* What the daemon is told of a window's life, from its creation to its end. */

#include "tests/agent/rig.h"

#include <string.h>

static void
test_first_window(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = client_create(g, 30, 40, 200, 100, false);

	client_set_text(g, w, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, "caf\xe9", 4);
	client_set_text(g, w, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING, "one\0Two", 8);
	client_map(g, w);
	const struct message *m = daemon_await(&t->daemon, MSG_CREATE, w);
	tap_ok(&t->tap,
	    m && word_of(m, 0) == 30 && word_of(m, 1) == 40 && word_of(m, 2) == 200 &&
	        word_of(m, 3) == 100 && word_of(m, 5) == 0,
	    "CREATE says where");
	m = daemon_await(&t->daemon, MSG_WINDOW_DUMP, w);
	tap_ok(&t->tap,
	    m && word_of(m, 0) == 1 && word_of(m, 1) == 200 && word_of(m, 2) == 100 &&
	        m->fd >= 0,
	    "WINDOW_DUMP brings a descriptor of its size");
	tap_ok(&t->tap, m && rig_pixel(m, 5, 5) == 0x102030, "it shows the background");
	t->daemon.seen = 0; /* these may come before the buffer or after */
	m = daemon_await(&t->daemon, MSG_WMCLASS, w);
	tap_ok(&t->tap,
	    m && strcmp((char *)m->body, "Two") == 0 &&
	        strcmp((char *)m->body + 64, "one") == 0,
	    "WMCLASS");
	m = daemon_await(&t->daemon, MSG_MAP, w);
	tap_ok(&t->tap, m && word_of(m, 0) == 0 && word_of(m, 1) == 0, "MAP");
	t->daemon.seen = 0;
	m = daemon_await(&t->daemon, MSG_WMNAME, w);
	tap_ok(
	    &t->tap, m && strcmp((char *)m->body, "caf\xc3\xa9") == 0, "WMNAME is UTF-8");
	m = daemon_await(&t->daemon, MSG_SHMIMAGE, w);
	tap_ok(&t->tap, m && word_of(m, 2) == 200 && word_of(m, 3) == 100,
	    "all of it is damaged");
	/* It may be told of the buffer's first picture, and of X having painted it. */
	tap_ok(&t->tap, rig_settle(t), "nothing else is on its way");
	t->daemon.seen = t->daemon.count;
	client_fill(g, w, (xcb_rectangle_t){10, 20, 30, 40}, 0xabcdef);
	m = daemon_await(&t->daemon, MSG_SHMIMAGE, w);
	tap_ok(&t->tap,
	    m && word_of(m, 0) == 10 && word_of(m, 1) == 20 && word_of(m, 2) == 30 &&
	        word_of(m, 3) == 40,
	    "damage is what was drawn");
	size_t dump = daemon_find(&t->daemon, MSG_WINDOW_DUMP, w, 0);
	tap_ok(&t->tap, rig_pixel(&t->daemon.messages[dump], 15, 25) == 0xabcdef,
	    "and the buffer has it");
	xcb_destroy_window(g->connection, w);
	client_sync(g);
	tap_ok(&t->tap, daemon_await(&t->daemon, MSG_DESTROY, w) != NULL, "DESTROY");
}

/* Resized and drawn into: the new buffer has the new picture. */
static void
test_resize(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = rig_window(t, 0, 0, 100, 100, false);
	const uint32_t size[] = {150, 60};

	xcb_configure_window(
	    g->connection, w, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, size);
	client_fill(g, w, (xcb_rectangle_t){0, 0, 150, 60}, 0x445566);
	const struct message *m = daemon_await(&t->daemon, MSG_CONFIGURE, w);
	tap_ok(&t->tap, m && word_of(m, 2) == 150 && word_of(m, 3) == 60,
	    "resize: CONFIGURE");
	m = daemon_await(&t->daemon, MSG_WINDOW_DUMP, w);
	client_sync(g);
	tap_ok(&t->tap,
	    m && word_of(m, 1) == 150 && word_of(m, 2) == 60 &&
	        rig_pixel(m, 149, 59) == 0x445566,
	    "resize: a new buffer with the new picture");
	xcb_destroy_window(g->connection, w);
}

static void
test_move(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = rig_window(t, 0, 0, 100, 100, false);
	const uint32_t place[] = {77, 88};
	size_t from = t->daemon.count;

	xcb_configure_window(
	    g->connection, w, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, place);
	client_sync(g);
	const struct message *m = daemon_await(&t->daemon, MSG_CONFIGURE, w);
	tap_ok(
	    &t->tap, m && word_of(m, 0) == 77 && word_of(m, 1) == 88, "move: CONFIGURE");
	tap_ok(&t->tap,
	    rig_settle(t) && daemon_count(&t->daemon, MSG_WINDOW_DUMP, w, from) == 0,
	    "move: no buffer");
	xcb_destroy_window(g->connection, w);
}

static void
test_menu(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t parent = rig_window(t, 0, 0, 100, 100, false);
	xcb_window_t w = client_create(g, 10, 10, 50, 50, true);

	client_set_words(g, w, XCB_ATOM_WM_TRANSIENT_FOR, XCB_ATOM_WINDOW, &parent, 1);
	client_map(g, w);
	const struct message *m = daemon_await(&t->daemon, MSG_CREATE, w);
	tap_ok(&t->tap, m && word_of(m, 5) == 1, "menu: CREATE says override-redirect");
	m = daemon_await(&t->daemon, MSG_MAP, w);
	tap_ok(&t->tap, m && word_of(m, 0) == parent && word_of(m, 1) == 1,
	    "menu: MAP says for whom");
	size_t dump = daemon_find(&t->daemon, MSG_WINDOW_DUMP, w, 0);
	size_t map = daemon_find(&t->daemon, MSG_MAP, w, 0);
	tap_ok(&t->tap, dump < map, "menu: its buffer comes before it is shown");
	xcb_unmap_window(g->connection, w);
	client_sync(g);
	tap_ok(&t->tap, daemon_await(&t->daemon, MSG_UNMAP, w) != NULL, "menu: UNMAP");
	client_map(g, w);
	tap_ok(&t->tap,
	    daemon_await(&t->daemon, MSG_WINDOW_DUMP, w) &&
	        daemon_await(&t->daemon, MSG_MAP, w),
	    "menu: mapped again, with a new buffer");
	xcb_destroy_window(g->connection, w);
	xcb_destroy_window(g->connection, parent);
}

/* ICCCM 4.1.2.3: flags, four old words, min, max, increments, aspects, base, gravity. */
static void
test_hints(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = client_create(g, 0, 0, 100, 100, false);
	const uint32_t hints[18] = {
	    16 | 32 | 64 | 256, 0, 0, 0, 0, 20, 30, 400, 500, 7, 8, 0, 0, 0, 0, 9, 10, 1};

	client_set_words(
	    g, w, XCB_ATOM_WM_NORMAL_HINTS, XCB_ATOM_WM_SIZE_HINTS, hints, 18);
	client_map(g, w);
	const struct message *m = daemon_await(&t->daemon, MSG_WINDOW_HINTS, w);
	const uint32_t told[9] = {16 | 32 | 64 | 256, 20, 30, 400, 500, 7, 8, 9, 10};
	bool same = m != NULL;
	for (size_t i = 0; same && i < ARRAY_LEN(told); i++) {
		same = word_of(m, i) == told[i];
	}
	tap_ok(&t->tap, same, "WINDOW_HINTS");
	xcb_destroy_window(g->connection, w);
}

static void
test_fullscreen(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = rig_window(t, 0, 0, 100, 100, false);
	xcb_client_message_event_t ask = {
	    .response_type = XCB_CLIENT_MESSAGE,
	    .format = 32,
	    .window = w,
	    .type = client_atom(g, "_NET_WM_STATE"),
	    .data.data32 = {1, client_atom(g, "_NET_WM_STATE_FULLSCREEN")},
	};

	xcb_send_event(g->connection, 0, g->root,
	    XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT,
	    (const char *)&ask);
	client_sync(g);
	const struct message *m = daemon_await(&t->daemon, MSG_WINDOW_FLAGS, w);
	tap_ok(&t->tap, m && word_of(m, 0) == 1 && word_of(m, 1) == 0,
	    "WINDOW_FLAGS asks for full screen");
	xcb_destroy_window(g->connection, w);
}

static void
test_input_only(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = xcb_generate_id(g->connection);

	xcb_create_window(g->connection, 0, w, g->root, 0, 0, 10, 10, 0,
	    XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, 0, NULL);
	client_map(g, w);
	tap_ok(&t->tap,
	    rig_settle(t) && daemon_find(&t->daemon, MSG_CREATE, w, 0) == SIZE_MAX,
	    "a window without pixels is not told of");
	xcb_destroy_window(g->connection, w);
}

/* Ten thousand drawings while nobody reads: few messages, and the last state is right. */
static void
test_flood(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = rig_window(t, 0, 0, 64, 64, false);

	if (!rig_settle(t)) {
		tap_ok(&t->tap, false, "flood: settled before");
	}
	size_t from = t->daemon.count;
	for (unsigned i = 0; i < 10000; i++) {
		client_fill(g, w, (xcb_rectangle_t){0, 0, 8, 8}, i);
	}
	client_sync(g);
	tap_ok(&t->tap, rig_settle(t), "flood: the channel lives");
	size_t count = daemon_count(&t->daemon, MSG_SHMIMAGE, w, from);
	tap_ok(&t->tap, count > 0 && count < 5000, "flood: merged into %zu", count);
	size_t dump = daemon_find(&t->daemon, MSG_WINDOW_DUMP, w, 0);
	tap_ok(&t->tap, rig_pixel(&t->daemon.messages[dump], 3, 3) == 9999,
	    "flood: the last is there");
	xcb_destroy_window(g->connection, w);
}

int
main(void)
{
	static struct rig rig;
	void (*const cases[])(struct rig *) = {
	    test_first_window,
	    test_resize,
	    test_move,
	    test_menu,
	    test_hints,
	    test_fullscreen,
	    test_input_only,
	    test_flood,
	    NULL,
	};

	return rig_run(&rig, cases);
}
