/* The desk socket: what desk programs are told of domains, and who may connect. */
#include "common/base/fd.h"
#include "common/base/scale.h"
#include "common/desk/desk.h"
#include "tests/daemon/rig.h"
#include "tests/unit/kill_one.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define X_BASE 0x400000
#define CHANGES 400 /* more than a socket holds */

/* --- a program that speaks raw records --------------------------------------------- */

static int
open_raw(const struct rig *rig)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s/" DESK_SOCKET_NAME,
	    rig->sockets);
	if (connect(fd, (const struct sockaddr *)&address, sizeof(address)) < 0) {
		fd_close(&fd);
	}
	return fd;
}

static void
say(int fd, const struct desk_record *record, size_t len)
{
	if (send(fd, record, len, MSG_NOSIGNAL) < 0) {
		tap_diag("the daemon takes no record");
	}
}

static int
open_program(const struct rig *rig, enum desk_role role)
{
	struct desk_record hello = desk_record_of(DESK_HELLO);
	int fd = open_raw(rig);

	hello.hello = (struct desk_hello){DESK_VERSION, role};
	say(fd, &hello, sizeof(hello));
	return fd;
}

/* The next record; false at the end of the stream, or after the deadline. */
static bool
hear(int fd, struct desk_record *out)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};

	memset(out, 0, sizeof(*out));
	if (poll(&p, 1, RIG_DEADLINE_MS) != 1) {
		return false;
	}
	ssize_t len = recv(fd, out, sizeof(*out), MSG_TRUNC);
	return len > 0 && !desk_check_from_daemon(out, (size_t)len);
}

/* Hears until a domain is in that state with that X client. */
static bool
await_domain(int fd, enum desk_state state, uint32_t x_base, struct desk_domain *out)
{
	struct desk_record record;

	while (hear(fd, &record)) {
		if (record.type == DESK_DOMAIN && record.domain.state == state &&
		    record.domain.x_base == x_base) {
			*out = record.domain;
			return true;
		}
	}
	return false;
}

static bool
await_type(int fd, enum desk_type type, struct desk_record *out)
{
	while (hear(fd, out)) {
		if (out->type == type) {
			return true;
		}
	}
	return false;
}

static bool
is_refused(int fd)
{
	struct desk_record record;

	while (hear(fd, &record)) {
	}
	fd_close(&fd);
	return record.type == 0;
}

/* --- cases ------------------------------------------------------------------------- */

static void
test_domain(struct tap *tap, struct rig *rig)
{
	struct desk_domain domain;
	struct desk_record record;
	int agent = rig_listen(rig, "work");

	rig_configure(rig, "[work]\nlabel = My Work\ncolour = #102030\npattern = dots\n");
	rig_start(rig);
	struct fake fake = rig_worker(rig);
	int fd = open_program(rig, DESK_VIEWER);
	tap_ok(tap, hear(fd, &record) && record.type == DESK_WELCOME, "first: WELCOME");
	tap_ok(tap, await_domain(fd, DESK_STARTING, 0, &domain), "then domains");
	tap_ok(tap,
	    strcmp(domain.name, "work") == 0 && strcmp(domain.label, "My Work") == 0 &&
	        domain.colour == 0x102030,
	    "with name and mark");
	tap_ok(tap, hear(fd, &record) && record.type == DESK_COMPLETE, "then COMPLETE");
	fake_order(&fake, FAKE_X_CLIENT, X_BASE);
	tap_ok(tap,
	    await_domain(fd, DESK_STARTING, X_BASE, &domain) &&
	        domain.x_mask == FAKE_X_MASK,
	    "a worker's X client");
	fake_order(&fake, FAKE_READY, 0);
	tap_ok(tap, await_domain(fd, DESK_RUNNING, X_BASE, &domain), "its session runs");
	fake_order(&fake, FAKE_EXIT, WORKER_GUEST_BAD);
	tap_ok(tap,
	    await_domain(fd, DESK_HELD_OFF, 0, &domain) && domain.flags & DESK_MISBEHAVED,
	    "the guest broke the protocol: held off, no X client, and said so");
	uint32_t id = domain.id;
	fd_close(&fake.fd);
	rig_unlink(rig, "work");
	fd_close(&agent);
	tap_ok(tap, await_type(fd, DESK_GONE, &record) && record.number == id, "gone");
	fd_close(&fd);
	tap_ok(tap, rig_stop(rig) == 0, "ends");
}

static bool
is_welcome(const struct desk_record *record, uint32_t scale, const char *font)
{
	return record->type == DESK_WELCOME && record->welcome.scale == scale &&
	    strcmp(record->welcome.font, font) == 0;
}

/* How frames are drawn, and how programs' own texts shall be. */
static void
test_style(struct tap *tap, struct rig *rig)
{
	struct desk_domain domain;
	struct desk_record record;
	int agent = rig_listen(rig, "work");

	rig_configure(rig,
	    "scale = 150\n[default]\nfont = Serif\n[work]\nframe-width = 5\n"
	    "font-size = 20\n");
	rig_start(rig);
	struct fake fake = rig_worker(rig);
	int fd = open_program(rig, DESK_VIEWER);
	tap_ok(tap, hear(fd, &record) && is_welcome(&record, 150, "Serif"),
	    "scale and font");
	tap_ok(tap, fake.report.setup.scale == 150, "the worker is told the scale");
	fake_order(&fake, FAKE_X_CLIENT, X_BASE);
	tap_ok(tap,
	    await_domain(fd, DESK_STARTING, X_BASE, &domain) &&
	        domain.frame_width == 10 && domain.label_height == 52 &&
	        strcmp(domain.font, "Serif") == 0,
	    "frames are as large as their worker says");
	rig_configure(rig, "[default]\nfont = Sans\n");
	kill_one(rig->daemon, SIGHUP);
	tap_ok(tap,
	    await_type(fd, DESK_WELCOME, &record) &&
	        is_welcome(&record, SCALE_AUTO, "Sans"),
	    "told again when they have changed");
	fd_close(&fd);
	fd_close(&fake.fd);
	tap_ok(tap, rig_stop(rig) == 0, "ends");
	rig_unlink(rig, "work");
	fd_close(&agent);
}

/* Two workers, a viewer, and one X client for both. */
struct rivals {
	int agents[2];
	struct fake first, second;
	int fd;
	uint32_t id; /* of the first's domain; 0: the viewer was not told whose it is */
};

static struct rivals
rivals_open(struct rig *rig)
{
	struct rivals r = {.agents = {rig_listen(rig, "one"), rig_listen(rig, "two")}};
	struct desk_domain domain;

	rig_start(rig);
	r.first = rig_worker(rig);
	r.second = rig_worker(rig);
	r.fd = open_program(rig, DESK_VIEWER);
	fake_order(&r.first, FAKE_X_CLIENT, X_BASE);
	if (await_domain(r.fd, DESK_STARTING, X_BASE, &domain)) {
		r.id = domain.id;
	}
	fake_order(&r.second, FAKE_X_CLIENT, X_BASE);
	return r;
}

static void
rivals_close(struct rivals *r, struct tap *tap, struct rig *rig)
{
	fd_close(&r->fd);
	fd_close(&r->first.fd);
	fd_close(&r->second.fd);
	tap_ok(tap, rig_stop(rig) == 0, "ends");
	fd_close(&r->agents[0]);
	fd_close(&r->agents[1]);
}

/* A worker may not take another's windows for its own. */
static void
test_liars(struct tap *tap, struct rig *rig)
{
	struct rivals r = rivals_open(rig);
	size_t at = 0;

	tap_ok(tap, r.id != 0 && rig_await_log(rig, "another worker's X client", &at),
	    "a second worker with the same X client is killed");
	tap_ok(tap, fake_await_end(&r.second, RIG_DEADLINE_MS), "it ends");
	fake_order(&r.first, FAKE_X_CLIENT, X_BASE * 2);
	tap_ok(tap, rig_await_log(rig, "an X client out of turn", &at),
	    "nor may one change its own");
	tap_ok(tap, fake_await_end(&r.first, RIG_DEADLINE_MS), "it ends, too");
	rivals_close(&r, tap, rig);
}

/* X gives the ids of a client that has gone to the next, whose worker may be quicker. */
static void
test_heirs(struct tap *tap, struct rig *rig)
{
	struct rivals r = rivals_open(rig);
	struct desk_domain domain;

	fake_order(&r.first, FAKE_EXIT, WORKER_ENDED);
	tap_ok(tap,
	    r.id != 0 && await_domain(r.fd, DESK_WAITING, 0, &domain) &&
	        domain.id == r.id && await_domain(r.fd, DESK_STARTING, X_BASE, &domain) &&
	        domain.id != r.id,
	    "the next worker may be the X client that an ended one was");
	fake_order(&r.second, FAKE_READY, 0);
	tap_ok(tap, await_domain(r.fd, DESK_RUNNING, X_BASE, &domain), "and serves");
	rivals_close(&r, tap, rig);
}

static bool
connects_as(const struct rig *rig, uid_t user)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		_exit(setuid(user) == 0 && open_raw(rig) >= 0 ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	return status == 0;
}

static void
test_programs(struct tap *tap, struct rig *rig)
{
	struct desk_record record;

	rig_start(rig);
	int strip = open_program(rig, DESK_STRIP);
	tap_ok(tap, await_type(strip, DESK_COMPLETE, &record), "a strip");
	tap_ok(tap, is_refused(open_program(rig, DESK_STRIP)), "a second is refused");
	record = desk_record_of(DESK_PAUSE);
	record.pause.domain = 1;
	int fd = open_raw(rig);
	say(fd, &record, sizeof(record));
	tap_ok(tap, is_refused(fd), "so are words before HELLO,");
	fd = open_program(rig, DESK_VIEWER);
	say(fd, &record, sizeof(record));
	tap_ok(tap, is_refused(fd), "a viewer's words,");
	fd = open_program(rig, DESK_MANAGER);
	say(fd, &record, sizeof(record) - 4);
	tap_ok(tap, is_refused(fd), "half a record,");
	record = desk_record_of(DESK_RESERVE);
	fd = open_program(rig, DESK_MANAGER);
	say(fd, &record, sizeof(record));
	tap_ok(tap, is_refused(fd), "and a place reserved by another than the strip");
	fd_close(&strip);
	size_t at = 0;
	bool left = rig_await_log(rig, "the strip has gone", &at);
	strip = open_program(rig, DESK_STRIP);
	tap_ok(tap, left && await_type(strip, DESK_COMPLETE, &record), "the next strip");
	fd_close(&strip);
	if (geteuid() == 0) {
		tap_ok(tap, !connects_as(rig, 65534), "nobody else may connect");
	} else {
		tap_skip(tap, "nobody else may connect", "not root");
	}
	tap_ok(tap, rig_stop(rig) == 0, "ends");
}

/* One that reads nothing learns in the end what is so then, and holds nobody up. */
static void
test_slow(struct tap *tap, struct rig *rig)
{
	struct desk_record record;
	struct desk_domain last;
	char text[128];
	int agent = rig_listen(rig, "work");
	unsigned heard = 0;
	int connection = -1;

	rig_start(rig);
	struct fake fake = rig_worker(rig);
	int fd = open_program(rig, DESK_VIEWER);
	bool good = await_type(fd, DESK_COMPLETE, &record);
	for (unsigned i = 1; i < CHANGES && good; i++) {
		snprintf(text, sizeof(text), "[work]\ncolour = #%06x\n", i);
		rig_configure(rig, text);
		kill_one(rig->daemon, SIGHUP);
		rig->text_len = 0; /* else the log is full some day */
		rig->text[0] = '\0';
		good = rig_await_log(rig, "configuration read again", NULL);
		struct fake next = rig_worker(rig);
		fd_close(&fake.fd);
		fake = next;
		good = good && fake.report.setup.mark.colour == i;
		fd_close(&connection); /* nobody listens to what ends anyhow */
		connection = accept4(agent, NULL, NULL, SOCK_CLOEXEC);
	}
	tap_ok(tap, good, "a program that reads nothing holds nobody up");
	fake_order(&fake, FAKE_READY, 0);
	memset(&last, 0, sizeof(last));
	while (last.state != DESK_RUNNING && hear(fd, &record)) {
		last = record.domain;
		heard++;
	}
	tap_ok(tap, last.state == DESK_RUNNING && last.colour == CHANGES - 1,
	    "and learns what is so in the end (after %u records)", heard);
	fd_close(&fd);
	fd_close(&fake.fd);
	tap_ok(tap, rig_stop(rig) == 0, "ends");
	fd_close(&connection);
	fd_close(&agent);
}

int
main(void)
{
	static rig_test *const tests[] = {
	    test_domain,
	    test_style,
	    test_heirs,
	    test_liars,
	    test_programs,
	    test_slow,
	};

	return rig_run(tests, ARRAY_LEN(tests));
}
