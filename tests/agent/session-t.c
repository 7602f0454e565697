/* Daemons that come and go, sessions that die, clients that do, and many windows. */

#include "tests/agent/rig.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#define IDLE_TRIES 6 /* what the session has just begun to do may end first */

static void
test_reconnect(struct rig *t)
{
	xcb_window_t w = rig_window(t, 5, 6, 70, 80, false);

	client_set_text(&t->guest, w, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, "again", 5);
	client_fill(&t->guest, w, (xcb_rectangle_t){0, 0, 70, 80}, 0x778899);
	client_sync(&t->guest);
	if (!rig_settle(t) || !rig_reconnect(t)) {
		tap_ok(&t->tap, false, "a second daemon is heard");
		return;
	}
	const struct message *m = daemon_await(&t->daemon, MSG_CREATE, w);
	tap_ok(
	    &t->tap, m && word_of(m, 0) == 5 && word_of(m, 3) == 80, "replayed: CREATE");
	m = daemon_await(&t->daemon, MSG_WINDOW_DUMP, w);
	tap_ok(&t->tap, m && rig_pixel(m, 69, 79) == 0x778899, "replayed: its pixels");
	tap_ok(&t->tap, daemon_await(&t->daemon, MSG_MAP, w) != NULL, "replayed: MAP");
	size_t hints = daemon_find(&t->daemon, MSG_WINDOW_HINTS, w, 0);
	tap_ok(&t->tap,
	    hints < daemon_find(&t->daemon, MSG_MAP, w, 0) &&
	        word_of(&t->daemon.messages[hints], 0) == 1,
	    "replayed: WINDOW_HINTS, that its position is meant");
	m = daemon_await(&t->daemon, MSG_WMNAME, w);
	tap_ok(&t->tap, m && strcmp((char *)m->body, "again") == 0, "replayed: WMNAME");
	xcb_destroy_window(t->guest.connection, w);
}

static bool
has_ended(const struct daemon *daemon, void *data)
{
	(void)data;
	return daemon->has_ended;
}

static void
test_second_daemon(struct rig *t)
{
	struct daemon second;

	if (!daemon_start(&second, t->guest.socket, 8, 1024, 768)) {
		tap_ok(&t->tap, false, "a second daemon connects");
		return;
	}
	tap_ok(&t->tap, daemon_until(&second, has_ended, NULL),
	    "a second daemon is refused while the first is there");
	daemon_stop(&second);
	tap_ok(&t->tap, rig_settle(t), "and the first is served on");
}

#define KEY_A 38 /* evdev + 8 */

static bool
a_is_down(struct rig *t)
{
	xcb_query_keymap_reply_t *reply = xcb_query_keymap_reply(
	    t->guest.connection, xcb_query_keymap(t->guest.connection), NULL);
	bool down = reply && (reply->keys[KEY_A / 8] & 1u << KEY_A % 8);

	free(reply);
	return down;
}

/* The session dies; another takes its place, and the windows come back. */
static void
test_killed(struct rig *t)
{
	xcb_window_t w = rig_window(t, 5, 6, 70, 80, false);
	pid_t session = guest_session(&t->guest);

	SEND(&t->daemon, KEYPRESS, keypress, w, .type = 2, .keycode = KEY_A);
	int64_t deadline = now_ms() + PATIENCE_MS;
	while (!a_is_down(t) && now_ms() < deadline) { /* each look is a round trip */
	}
	tap_ok(
	    &t->tap, session > 0 && kill_one(session, SIGKILL) == 0, "a session to kill");
	tap_ok(&t->tap, daemon_until(&t->daemon, has_ended, NULL), "the channel ends");
	while (guest_session(&t->guest) == session && now_ms() < deadline) {
	}
	bool back = false;
	while (!back && now_ms() < deadline) { /* the socket listens again some time */
		back = rig_reconnect(t) && daemon_await(&t->daemon, MSG_MAP, w);
	}
	tap_ok(&t->tap, back, "a new session shows the window");
	tap_ok(&t->tap, daemon_find(&t->daemon, MSG_WINDOW_DUMP, w, 0) != SIZE_MAX,
	    "with its buffer");
	tap_ok(&t->tap, !a_is_down(t), "and a key that was down has come up");
	xcb_destroy_window(t->guest.connection, w);
}

#define MANY 200

static bool
all_mapped(const struct daemon *daemon, void *data)
{
	const xcb_window_t *windows = data;

	for (size_t i = 0; i < MANY; i++) {
		if (daemon_find(daemon, MSG_MAP, windows[i], 0) == SIZE_MAX) {
			return false;
		}
	}
	return true;
}

static bool
all_gone(const struct daemon *daemon, void *data)
{
	const xcb_window_t *windows = data;

	for (size_t i = 0; i < MANY; i++) {
		if (daemon_find(daemon, MSG_DESTROY, windows[i], 0) == SIZE_MAX) {
			return false;
		}
	}
	return true;
}

/* More windows than descriptors fit into the channel, their client killed in the midst.
 */
static void
test_many(struct rig *t)
{
	struct guest other = {
	    .connection = guest_connect(&t->guest), .root = t->guest.root};
	xcb_window_t windows[MANY];

	for (size_t i = 0; i < MANY; i++) {
		windows[i] = client_create(&other, (int16_t)i, 0, 40, 30, false);
		client_map(&other, windows[i]);
	}
	tap_ok(
	    &t->tap, daemon_until(&t->daemon, all_mapped, windows), "%d windows", MANY);
	if (!rig_reconnect(t)) {
		tap_ok(&t->tap, false, "reconnected");
	}
	tap_ok(&t->tap, daemon_until(&t->daemon, all_mapped, windows), "all replayed");
	size_t dumps = 0;
	for (size_t i = 0; i < MANY; i++) {
		dumps +=
		    daemon_find(&t->daemon, MSG_WINDOW_DUMP, windows[i], 0) != SIZE_MAX;
	}
	tap_ok(&t->tap, dumps == MANY, "%zu with their buffers", dumps);
	xcb_disconnect(other.connection);
	tap_ok(&t->tap, daemon_until(&t->daemon, all_gone, windows), "all gone");
	tap_ok(&t->tap, rig_settle(t), "the session lives");
}

/* Resizes a window until its side is 100 + steps, and waits until X has done so. */
static void
grow(struct rig *t, xcb_window_t w, uint32_t steps)
{
	for (uint32_t i = 1; i <= steps; i++) {
		const uint32_t size[] = {100 + i, 100 + i};

		xcb_configure_window(t->guest.connection, w,
		    XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, size);
		client_sync(&t->guest);
		if (!rig_settle(t)) {
			tap_diag("not settled");
		}
	}
}

struct size {
	uint32_t window, side;
};

static bool
has_dump_of(const struct daemon *daemon, void *data)
{
	const struct size *size = data;

	for (size_t i = 0; i < daemon->count; i++) {
		const struct message *m = &daemon->messages[i];
		if (m->type == MSG_WINDOW_DUMP && m->window == size->window &&
		    word_of(m, 1) == size->side) {
			return true;
		}
	}
	return false;
}

/* A daemon that acknowledges late is not drowned in buffers; the last one comes. */
static void
test_late_acks(struct rig *t)
{
	t->daemon.acks = false;
	xcb_window_t w = rig_window(t, 0, 0, 100, 100, false);

	grow(t, w, 8);
	size_t dumps = daemon_count(&t->daemon, MSG_WINDOW_DUMP, w, 0);
	tap_ok(&t->tap, dumps >= 1 && dumps <= 3, "late acks: %zu dumps wait", dumps);
	t->daemon.acks = true;
	while (dumps-- > 0) {
		daemon_send(&t->daemon, MSG_WINDOW_DUMP_ACK, w, NULL, 0);
	}
	tap_ok(&t->tap, daemon_until(&t->daemon, has_dump_of, &(struct size){w, 108}),
	    "late acks: the last size comes");
	xcb_destroy_window(t->guest.connection, w);
}

/* Protocol 1.4 acknowledges neither buffers nor ends. */
static void
test_old_daemon(struct rig *t)
{
	daemon_stop(&t->daemon);
	if (!daemon_start(&t->daemon, t->guest.socket, 4, 1024, 768)) {
		tap_ok(&t->tap, false, "an old daemon is heard");
		return;
	}
	t->daemon.acks = false;
	xcb_window_t w = rig_window(t, 0, 0, 100, 100, false);
	grow(t, w, 8);
	tap_ok(&t->tap, daemon_until(&t->daemon, has_dump_of, &(struct size){w, 108}),
	    "an old daemon gets each buffer");
	xcb_destroy_window(t->guest.connection, w);
	client_sync(&t->guest);
	tap_ok(&t->tap, daemon_await(&t->daemon, MSG_DESTROY, w) && rig_settle(t),
	    "and hears of the end");
	tap_ok(&t->tap, rig_reconnect(t), "a new daemon comes after it");
}

/* In a second in which nothing happens: what does not come cannot be awaited. */
static int64_t
switches_while_idle(pid_t pid)
{
	const struct timespec second = {.tv_sec = 1};
	int64_t before = procfs_switches(pid);

	nanosleep(&second, NULL);
	return before < 0 ? -1 : procfs_switches(pid) - before;
}

static void
test_idle(struct rig *t)
{
	int64_t switches = -1;
	xcb_window_t w = rig_window(t, 0, 0, 50, 50, false);
	pid_t session = guest_session(&t->guest);

	if (!rig_settle(t)) {
		tap_ok(&t->tap, false, "idle: settled before");
	}
	client_sync(&t->guest);
	for (int i = 0; i < IDLE_TRIES && switches != 0; i++) {
		switches = switches_while_idle(session);
	}
	tap_ok(&t->tap, switches == 0, "idle: %ld wake-ups in a second", (long)switches);
	xcb_destroy_window(t->guest.connection, w);
}

/* Nobody gets to clean up in the process that is killed. */
static void
test_supervisor_killed(struct tap *tap)
{
	struct guest guest;
	bool started = guest_start(&guest);
	int64_t deadline = now_ms() + PATIENCE_MS;

	if (started) {
		kill_one(guest.agent, SIGKILL);
		waitpid(guest.agent, NULL, 0);
		guest.agent = -1;
	}
	while (started && !guest_has_vanished(&guest) && now_ms() < deadline) {
		waitpid(-1, NULL, WNOHANG);
	}
	tap_ok(tap, started && guest_has_vanished(&guest),
	    "supervisor killed: nothing stays behind");
	guest_stop(&guest);
}

int
main(void)
{
	static struct rig rig;
	void (*const cases[])(struct rig *) = {
	    test_reconnect,
	    test_second_daemon,
	    test_many,
	    test_late_acks,
	    test_old_daemon,
	    test_idle,
	    test_killed,
	    NULL,
	};

	test_supervisor_killed(&rig.tap);
	return rig_run(&rig, cases);
}
