/* A daemon without a display: whose it may take, and what a loan starts and ends. */
#include "common/base/fd.h"
#include "gui-daemon/session/loan.h"
#include "tests/daemon/rig.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

struct bench {
	struct tap tap;
	struct rig rig;
	char folder[48]; /* others may enter it, unlike the rig's */
	char socket[64];
	const struct passwd *user; /* whose sessions may lend */
};

/* A loan from a session of this user, which ends when .in is closed. */
struct session {
	pid_t pid;
	int in;    /* owned */
	int taken; /* owned: one byte when the daemon took it, else its end */
};

/* --- one session ------------------------------------------------------------------- */

__attribute__((noreturn)) static void
be_session(const struct bench *bench, uid_t user, int until, int taken)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct loan loan = {.display = ":7", .authority = "/cookies"};
	int fd = socket(AF_UNIX, SOCK_SEQPACKET, 0);
	char byte;

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", bench->socket);
	if ((geteuid() == 0 && user != 0 && setuid(user) < 0) ||
	    connect(fd, (const struct sockaddr *)&address, sizeof(address)) < 0 ||
	    send(fd, &loan, sizeof(loan), MSG_NOSIGNAL) != (ssize_t)sizeof(loan) ||
	    recv(fd, &byte, 1, 0) != 1 || write(taken, &byte, 1) != 1) {
		_exit(1);
	}
	_exit(read(until, &byte, 1) == 0 ? 0 : 1);
}

static struct session
open_session(const struct bench *bench, uid_t user)
{
	struct session session = {.pid = -1, .in = -1, .taken = -1};
	int until[2];
	int taken[2];

	if (pipe2(until, O_CLOEXEC) < 0 || pipe2(taken, O_CLOEXEC) < 0) {
		return session;
	}
	session.pid = fork();
	if (session.pid == 0) {
		close(until[1]);
		close(taken[0]);
		be_session(bench, user, until[0], taken[1]);
	}
	close(until[0]);
	close(taken[1]);
	session.in = until[1];
	session.taken = taken[0];
	return session;
}

static bool
is_taken(const struct session *session)
{
	char byte = 0;

	return read(session->taken, &byte, 1) == 1 && byte == LOAN_TAKEN;
}

static void
end_session(struct session *session)
{
	fd_close(&session->in);
	fd_close(&session->taken);
	if (session->pid > 0) {
		waitpid(session->pid, NULL, 0);
	}
	session->pid = -1;
}

/* --- cases ------------------------------------------------------------------------- */

static void
refuses(struct bench *bench, const char *const *more, const char *text)
{
	rig_launch(&bench->rig, more);
	bool said = rig_await_log(&bench->rig, text, NULL);
	int status = said ? rig_await_end(&bench->rig) : -1;

	tap_ok(&bench->tap, said && status == 3, "refused: %s", text);
}

static void
test_refusals(struct bench *bench)
{
	refuses(bench, (const char *[]){"--user", bench->user->pw_name, NULL},
	    "--user and --display");
	refuses(bench, (const char *[]){"--display", "", "--user", "no/body", NULL},
	    "--user no/body: no such user");
	refuses(bench, (const char *[]){"--display", "", "--user", "root", NULL},
	    "--user root: workers must not run as root");
	refuses(bench,
	    (const char *[]){"--display", "", "--user", bench->user->pw_name, "--session",
	        "/nonexistent/session", NULL},
	    "/nonexistent/session: no session can lend its display");
}

static bool
is_set_up(const struct bench *bench, const struct fake *fake)
{
	const struct control_setup *setup = &fake->report.setup;
	uint32_t user = geteuid() == 0 ? bench->user->pw_uid : 0;

	return strcmp(setup->display, ":7") == 0 &&
	    strcmp(setup->authority, "/cookies") == 0 && setup->user == user &&
	    setup->group == (user ? bench->user->pw_gid : 0);
}

static void
test_loans(struct bench *bench)
{
	struct rig *rig = &bench->rig;
	struct tap *tap = &bench->tap;
	int agent = rig_listen(rig, "work");

	rig_start(rig);
	tap_ok(tap, rig_await_log(rig, "work: appeared", NULL),
	    "without a display a domain is noticed");
	struct session session = open_session(bench, bench->user->pw_uid);
	tap_ok(tap, is_taken(&session), "the user's session lends one");
	struct fake fake = rig_worker(rig);
	tap_ok(tap, is_set_up(bench, &fake),
	    "its worker, the first, gets display, cookies and user");
	end_session(&session);
	tap_ok(tap, fake_await_end(&fake, RIG_DEADLINE_MS),
	    "the session ends: so does the worker");

	session = open_session(bench, bench->user->pw_uid);
	fake = rig_worker(rig);
	tap_ok(tap, is_taken(&session) && is_set_up(bench, &fake),
	    "the next session: a worker again");
	tap_ok(tap, rig_stop(rig) == 0 && fake_await_end(&fake, 0), "SIGTERM ends both");
	tap_ok(tap, access(bench->socket, F_OK) < 0, "and the socket");
	end_session(&session);
	fd_close(&agent);
	rig_unlink(rig, "work");
}

static void
test_other_user(struct bench *bench)
{
	if (geteuid() != 0) {
		tap_skip(&bench->tap, "even root cannot lend", "needs root");
		return;
	}
	rig_start(&bench->rig);
	struct session session = open_session(bench, 0);
	tap_ok(&bench->tap, !is_taken(&session), "even root cannot lend");
	tap_ok(&bench->tap, rig_await_log(&bench->rig, "user 0 may not connect", NULL),
	    "and the log says so");
	end_session(&session);
	rig_stop(&bench->rig);
}

int
main(void)
{
	struct bench bench = {.tap = {.count = 0}};

	bench.user = geteuid() == 0 ? getpwnam("nobody") : getpwuid(geteuid());
	if (!bench.user) {
		return tap_skip_all("no user");
	}
	snprintf(bench.folder, sizeof(bench.folder), "/tmp/paravent-seat-XXXXXX");
	if (!mkdtemp(bench.folder) || chmod(bench.folder, 0755) < 0) {
		return tap_skip_all("no folder in /tmp");
	}
	snprintf(bench.socket, sizeof(bench.socket), "%s/session", bench.folder);
	rig_init(&bench.rig);
	const char *more[] = {"--display", "", "--user", bench.user->pw_name, "--session",
	    bench.socket, NULL};
	test_refusals(&bench);
	bench.rig.more = more;
	test_loans(&bench);
	test_other_user(&bench);
	rig_finish(&bench.rig);
	rmdir(bench.folder);
	return tap_done(&bench.tap);
}
