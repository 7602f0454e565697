/*
 * How sessions end: what a guest may not say, and who else may go.
 */
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#include "common/base/fd.h"
#include "tests/unit/kill_one.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ONE 1u

static const struct rect somewhere = {100, 120, 300, 200};

static void
create_one(struct rig *rig)
{
	rig_create_window(rig, ONE, somewhere, false);
}

static void
unknown_window(struct rig *rig)
{
	rig_map(rig, 99, 0, false);
}

static void
id_in_use(struct rig *rig)
{
	create_one(rig);
	create_one(rig);
}

static void
after_destroy(struct rig *rig)
{
	create_one(rig);
	rig_plain(rig, MSG_DESTROY, ONE);
	rig_map(rig, ONE, 0, false);
}

static void
clipboard_unasked(struct rig *rig)
{
	rig_send(rig, MSG_CLIPBOARD_DATA, 0, "stolen", 6);
}

static void
obsolete(struct rig *rig)
{
	static const uint8_t body[28];

	create_one(rig);
	rig_send(rig, MSG_MFNDUMP, ONE, body, sizeof(body));
}

static void
wrong_way(struct rig *rig)
{
	create_one(rig);
	rig_plain(rig, MSG_CLOSE, ONE);
}

static void
unknown_type(struct rig *rig)
{
	rig_plain(rig, 9999, 0);
}

static void
wrong_length(struct rig *rig)
{
	create_one(rig);
	rig_send(rig, MSG_UNMAP, ONE, "four", 4);
}

static void
too_long(struct rig *rig)
{
	static const uint8_t header[] = {
	    130, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff};

	rig_send(rig, MSG_UNMAP, 0, NULL, 0); /* so that the length below is read last */
	if (transport_write(rig->channel, header, sizeof(header)) < 0) {
		return;
	}
}

static void
flags_both_ways(struct rig *rig)
{
	struct msg_window_flags m = {1, 1};
	uint8_t body[8];

	create_one(rig);
	rig_send(rig, MSG_WINDOW_FLAGS, ONE, body,
	    wire_encode_window_flags(body, sizeof(body), &m));
}

static void
dock_of_mapped(struct rig *rig)
{
	create_one(rig);
	rig_map(rig, ONE, 0, false);
	rig_plain(rig, MSG_DOCK, ONE);
}

static void
unknown_cursor(struct rig *rig)
{
	uint8_t body[4] = {0xff, 0xff, 0xff, 0xff};

	create_one(rig);
	rig_send(rig, MSG_CURSOR, ONE, body, sizeof(body));
}

static void
dump_of_grants(struct rig *rig)
{
	static const uint32_t refs[2] = {1, 2};
	struct msg_window_dump m = {0, 32, 32, 24, refs, 1};
	uint8_t body[32];

	create_one(rig);
	rig_send(rig, MSG_WINDOW_DUMP, ONE, body,
	    wire_encode_window_dump(body, sizeof(body), &m));
}

static void
dump_without_fd(struct rig *rig)
{
	create_one(rig);
	rig_dump(rig, ONE, 32, 32, -1);
}

static void
dump_too_large(struct rig *rig)
{
	int fd = rig_buffer(32, 32, &(uint32_t *){NULL});

	create_one(rig);
	rig_dump(rig, ONE, 16385, 32, fd);
	close(fd);
}

/* Those beyond the quota are borne, to an end. */
static void
too_many_windows(struct rig *rig)
{
	for (uint32_t id = 1; id <= 300 + 16385; id++) {
		rig_create_window(rig, id, somewhere, false);
	}
}

static const struct {
	const char *name;
	void (*act)(struct rig *rig);
	const char *why; /* in the log */
} violations[] = {
    {"unknown window", unknown_window, "message for an unknown window"},
    {"id in use", id_in_use, "window id in use"},
    {"destroyed window", after_destroy, "message for an unknown window"},
    {"P14-unasked-clipboard", clipboard_unasked, "clipboard that nobody asked for"},
    {"obsolete message", obsolete, "session ended: "},
    {"daemon's message", wrong_way, "session ended: "},
    {"unknown type", unknown_type, "session ended: "},
    {"wrong length", wrong_length, "session ended: "},
    {"P18-length-beyond-all", too_long, "session ended: "},
    {"flags set and unset", flags_both_ways, "flags both set and unset"},
    {"P11-dock-of-mapped", dock_of_mapped, "dock of a mapped window"},
    {"P17-unknown-cursor", unknown_cursor, "unknown cursor"},
    {"P12-foreign-refs", dump_of_grants, "type that this channel does not carry"},
    {"dump without descriptor", dump_without_fd, "dump without its descriptor"},
    {"P18-dump-too-large", dump_too_large, "dump's width out of range"},
    {"P19-too-many-windows", too_many_windows, "too many windows"},
};

static void
guest_breaks_the_protocol(struct rig *rig)
{
	for (size_t i = 0; i < ARRAY_LEN(violations); i++) {
		rig_begin(rig, 8);
		violations[i].act(rig);
		int status = rig_await_exit(rig);
		const char *log = rig_log(rig);
		ok_named(status == WORKER_GUEST_BAD && strstr(log, violations[i].why) &&
		        rig_count_logged(rig, "session ended: ") == 1,
		    violations[i].name);
		if (status != WORKER_GUEST_BAD || !strstr(log, violations[i].why)) {
			printf("# status %d, log: %s\n", status, log);
		}
	}
	ok_named(rig_count(rig) == 0, "no window of theirs is left");
}

static void
wrong_version(struct rig *rig)
{
	static const uint8_t version[] = {0, 0, 2, 0};

	rig_start_worker(rig);
	ok_named(transport_write(rig->channel, version, 4) == 4, "version 2.0 is said");
	ok_named(rig_await_exit(rig) == WORKER_GUEST_BAD &&
	        strstr(rig_log(rig), "protocol version is not 1.x"),
	    "version 2.0 is refused");
}

static void
others_go(struct rig *rig)
{
	rig_begin(rig, 8);
	create_one(rig);
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "agent goes: ended");
	rig_begin(rig, 8);
	fd_close(&rig->control);
	ok_named(rig_await_exit(rig) == WORKER_ENDED &&
	        strstr(rig_log(rig), "the daemon has gone"),
	    "daemon goes: ended");
	rig_begin(rig, 8);
	kill_one(rig->worker, SIGTERM);
	ok_named(rig_await_exit(rig) == WORKER_ENDED, "told to end: ended");
	rig_begin(rig, 8);
	create_one(rig);
	rig_map(rig, ONE, 0, false);
	kill_one(rig->server, SIGKILL);
	ok_named(rig_await_exit(rig) == WORKER_FAILED &&
	        strstr(rig_log(rig), "the X server has gone"),
	    "X goes: failed");
}

/* Ids up to the quota show; those beyond it are answered, and show nothing. */
static void
beyond_the_quota(struct rig *rig)
{
	uint32_t *pixels;
	int fd = rig_buffer(300, 200, &pixels);
	struct domain_policy before = rig->policy;

	rig->policy.windows = 3;
	rig_begin(rig, 8);
	for (uint32_t id = 1; id <= 6; id++) {
		rig_create_window(rig, id, somewhere, false);
		rig_title(rig, id, id <= 3 ? "within" : "beyond");
		rig_map(rig, id, 0, false);
	}
	rig_dump(rig, 6, 300, 200, fd);
	const struct rig_message *m = rig_await(rig, MSG_WINDOW_DUMP_ACK);
	ok_named(m && m->window == 6, "P19-dump-beyond-quota-is-acked");
	ok_named(rig_find(rig, "within") && rig_count(rig) == 3 &&
	        !rig_find_now(rig, "beyond"),
	    "P19-windows-beyond-quota-never-show");
	rig_plain(rig, MSG_DESTROY, 6);
	m = rig_await(rig, MSG_DESTROY);
	ok_named(m && m->window == 6, "and go as others do");
	rig_plain(rig, MSG_DESTROY, 1);
	rig_create_window(rig, 7, somewhere, false);
	rig_title(rig, 7, "room again");
	rig_map(rig, 7, 0, false);
	ok_named(rig_find(rig, "room again") && rig_count(rig) == 3,
	    "one that went makes room");
	ok_named(rig_count_logged(rig, "more than 3 windows") == 1, "told once");
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "the session goes on to its end");
	rig->policy = before;
	munmap(pixels, (size_t)300 * 200 * 4);
	close(fd);
}

static void
fullscreen_refused(struct rig *rig)
{
	struct msg_window_flags all = {1, 0};
	uint8_t body[8];
	struct domain_policy before = rig->policy;

	rig->policy.fullscreen = FULLSCREEN_NEVER;
	rig_begin(rig, 8);
	create_one(rig);
	rig_send(rig, MSG_WINDOW_FLAGS, ONE, body,
	    wire_encode_window_flags(body, sizeof(body), &all));
	const struct rig_message *m = rig_await(rig, MSG_WINDOW_FLAGS);
	ok_named(m && m->window == ONE && rig_word(m, 0) == 0 && rig_word(m, 1) == 1,
	    "P9-fullscreen-refused-is-told");
	rig->policy = before;
}

/* What looks odd but is legal. */
static void
legal(struct rig *rig)
{
	struct msg_window_flags none = {0, 0};
	struct msg_wmclass class = {"Class", "name"};
	uint8_t body[128];

	rig_begin(rig, 8);
	create_one(rig);
	rig_plain(rig, MSG_UNMAP, ONE);
	rig_damage(rig, ONE, somewhere);
	rig_map(rig, ONE, 4711, false);
	rig_map(rig, ONE, 0, true);
	rig_send(
	    rig, MSG_WMCLASS, ONE, body, wire_encode_wmclass(body, sizeof(body), &class));
	rig_send(rig, MSG_WINDOW_FLAGS, ONE, body,
	    wire_encode_window_flags(body, sizeof(body), &none));
	rig_damage(rig, ONE, somewhere);
	rig_plain(rig, MSG_UNMAP, ONE);
	rig_plain(rig, MSG_UNMAP, ONE);
	rig_plain(rig, MSG_DOCK, ONE);
	rig_configure(rig, ONE, (struct rect){0, 0, 0, 0});
	rig_map(rig, ONE, 0, false);
	rig_plain(rig, MSG_UNMAP, ONE);
	rig_plain(rig, MSG_DESTROY, ONE);
	const struct rig_message *m = rig_await(rig, MSG_DESTROY);
	ok_named(m && m->window == ONE, "odd but legal messages");
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "and an orderly end");
}

/* The daemon tries again and again: each try in vain is no line in its log. */
static void
nobody_listens(struct rig *rig)
{
	unlink(rig->socket);
	rig_launch_worker(rig);
	ok_named(rig_await_exit(rig) == WORKER_ENDED, "no socket: ended");
	ok_named(rig_count_logged(rig, "error ") == 0 &&
	        rig_count_logged(rig, "warning ") == 0,
	    "and quiet");
	fd_close(&rig->listener);
	rig->listener = local_listen(rig->socket);
	fd_close(&rig->listener);
	rig_launch_worker(rig);
	ok_named(rig_await_exit(rig) == WORKER_ENDED, "nobody behind it: ended");
	ok_named(rig_count_logged(rig, "error ") == 0 &&
	        rig_count_logged(rig, "warning ") == 0,
	    "and quiet");
}

int
main(void)
{
	struct rig *rig = rig_create(false);

	legal(rig);
	beyond_the_quota(rig);
	fullscreen_refused(rig);
	guest_breaks_the_protocol(rig);
	wrong_version(rig);
	others_go(rig);
	nobody_listens(rig);
	rig_destroy(rig);
	return done_testing();
}
