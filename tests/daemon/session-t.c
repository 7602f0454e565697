/* paravent-session and its counterpart: who may lend a display, and until when. */
#include "common/base/fd.h"
#include "gui-daemon/session/lender.h"
#include "tests/scenario/crew.h"
#include "tests/scenario/procfs.h"
#include "tests/scenario/tap.h"
#include "tests/unit/kill_one.h"

#include <errno.h>
#include <ev.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEADLINE_MS 20000
#define STRANGER 65534 /* nobody's uid */

struct bench {
	struct tap tap;
	struct crew crew;
	struct ev_loop *loop;
	struct lender *lender;
	char directory[64];
	char socket[96];
	char display[16];
	struct loan loan; /* the last that was lent */
	unsigned lent;
	unsigned ended;
};

static void
on_lent(void *data, const struct loan *loan)
{
	struct bench *bench = data;

	bench->loan = *loan;
	bench->lent++;
}

static void
on_ended(void *data)
{
	struct bench *bench = data;

	bench->ended++;
}

static void
listen_for_sessions(struct bench *bench)
{
	struct lender_owner owner = {
	    .lent = on_lent,
	    .ended = on_ended,
	    .data = bench,
	};

	bench->lender = lender_create(bench->loop, bench->socket, geteuid(), &owner);
}

static void
on_late(struct ev_loop *loop, ev_timer *watcher, int events)
{
	(void)events;
	*(bool *)watcher->data = true;
	ev_break(loop, EVBREAK_ALL);
}

/* Runs the loop until *count reaches this many. */
static bool
await(struct bench *bench, const unsigned *count, unsigned many)
{
	bool is_late = false;
	ev_timer timer;

	ev_timer_init(&timer, on_late, DEADLINE_MS / 1000.0, 0);
	timer.data = &is_late;
	ev_now_update(bench->loop);
	ev_timer_start(bench->loop, &timer);
	while (*count < many && !is_late) {
		ev_run(bench->loop, EVRUN_ONCE);
	}
	ev_timer_stop(bench->loop, &timer);
	return *count == many;
}

/* --- the session's side ------------------------------------------------------------ */

static struct member *
start_x(struct bench *bench)
{
	int number[2];
	char fd[12];
	char text[12] = "";

	if (pipe2(number, O_CLOEXEC) < 0) {
		return NULL;
	}
	snprintf(fd, sizeof(fd), "%d", number[1]);
	struct member *x = crew_start(&bench->crew,
	    &(struct crew_plan){
	        .role = "Xvfb",
	        .arguments = (const char *[]){"Xvfb", "-noreset", "-displayfd", fd,
	            "-nolisten", "tcp", "-screen", "0", "320x200x24", NULL},
	        .inherit = number[1],
	    });
	fd_close(&number[1]);
	size_t len = 0;
	while (x && len < sizeof(text) - 1 && !strchr(text, '\n') &&
	    read(number[0], text + len, 1) == 1) { /* it closes the pipe itself */
		len++;
	}
	fd_close(&number[0]);
	text[strspn(text, "0123456789")] = '\0';
	snprintf(bench->display, sizeof(bench->display), ":%s", text);
	return text[0] ? x : NULL;
}

static struct member *
start_session(struct bench *bench, const char *role)
{
	const char *build = getenv("top_builddir");
	char program[512];

	snprintf(program, sizeof(program), "%s/gui-daemon/session/paravent-session",
	    build ? build : ".");
	return crew_start(&bench->crew,
	    &(struct crew_plan){
	        .role = role,
	        .arguments = (const char *[]){program, "--socket", bench->socket,
	            "--display", bench->display, NULL},
	        .environment = (const char *[]){"XAUTHORITY=/cookies", NULL},
	    });
}

/* Sends bytes as a session would; the connection, or -1. */
static int
send_bytes(const struct bench *bench, const void *bytes, size_t len)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", bench->socket);
	if (fd >= 0 &&
	    (connect(fd, (const struct sockaddr *)&address, sizeof(address)) < 0 ||
	        send(fd, bytes, len, MSG_NOSIGNAL) != (ssize_t)len)) {
		fd_close(&fd);
	}
	return fd;
}

/* --- cases ------------------------------------------------------------------------- */

static void
test_socket(struct bench *bench)
{
	struct stat status = {.st_mode = 0};

	tap_ok(&bench->tap,
	    lstat(bench->socket, &status) == 0 && S_ISSOCK(status.st_mode) &&
	        (status.st_mode & 07777) == 0600 && status.st_uid == geteuid(),
	    "the socket is its user's alone");
}

static void
test_stranger(struct bench *bench)
{
	int status = 0;

	if (geteuid() != 0) {
		tap_skip(&bench->tap, "another user may not connect", "needs root");
		return;
	}
	pid_t pid = fork();
	if (pid == 0) {
		_exit(setuid(STRANGER) == 0 && send_bytes(bench, "", 1) < 0 &&
		            errno == EACCES
		        ? 0
		        : 1);
	}
	tap_ok(&bench->tap, waitpid(pid, &status, 0) == pid && status == 0,
	    "another user may not connect");
}

static void
test_nonsense(struct bench *bench)
{
	struct loan far = {.display = "far:0"};
	char byte = 0;
	int fd = send_bytes(bench, &far, sizeof(far));

	for (int i = 0; i < 2; i++) { /* accept, then read */
		ev_run(bench->loop, EVRUN_ONCE);
	}
	tap_ok(&bench->tap, fd >= 0 && recv(fd, &byte, 1, 0) == 0 && bench->lent == 0,
	    "another machine's display is refused");
	fd_close(&fd);
}

static void
test_loan(struct bench *bench, unsigned times)
{
	tap_ok(&bench->tap, await(bench, &bench->lent, times), "loan %u begins", times);
	tap_ok(&bench->tap,
	    strcmp(bench->loan.display, bench->display) == 0 &&
	        strcmp(bench->loan.authority, "/cookies") == 0,
	    "loan %u names display and cookies", times);
}

static void
test_end(struct bench *bench, unsigned times, const char *how)
{
	tap_ok(&bench->tap, await(bench, &bench->ended, times), "it ends with %s", how);
}

static void
run(struct bench *bench)
{
	struct member *x = start_x(bench);

	listen_for_sessions(bench);
	if (!tap_ok(&bench->tap, x && bench->lender, "X and the socket are there")) {
		return;
	}
	test_socket(bench);
	test_stranger(bench);
	test_nonsense(bench);

	struct member *first = start_session(bench, "first");
	test_loan(bench, 1);
	start_session(bench, "second");
	tap_ok(&bench->tap, first, "a second one waits");
	if (first) {
		first->expected = true;
		kill_one(first->pid, SIGTERM);
	}
	test_end(bench, 1, "its session");
	test_loan(bench, 2);

	/* The daemon dies, without ended(), and is there again. */
	lender_destroy(bench->lender);
	listen_for_sessions(bench);
	test_loan(bench, 3);

	x->expected = true;
	kill_one(x->pid, SIGKILL);
	test_end(bench, 2, "its X server");
	struct member *second = crew_find(&bench->crew, "second");
	bool over = second && crew_await_end(second, clock_ms() + DEADLINE_MS);
	if (!tap_ok(&bench->tap, over && second->status == 0,
	        "and the session with status 0")) {
		tap_diag(
		    "over %d, status 0x%x", over, second ? (unsigned)second->status : 0);
	}
	lender_destroy(bench->lender);
	tap_ok(&bench->tap, access(bench->socket, F_OK) < 0, "no socket stays");
}

int
main(void)
{
	/* Not the default loop, which would wait for our children itself. */
	struct bench bench = {.loop = ev_loop_new(EVFLAG_AUTO)};
	char command[128];

	snprintf(
	    bench.directory, sizeof(bench.directory), "/tmp/paravent-session-XXXXXX");
	if (!mkdtemp(bench.directory) || chmod(bench.directory, 0755) < 0 ||
	    !crew_init(&bench.crew, bench.directory)) {
		return tap_skip_all("no directory in /tmp");
	}
	snprintf(bench.socket, sizeof(bench.socket), "%s/session", bench.directory);
	run(&bench);
	tap_ok(&bench.tap, crew_finish(&bench.crew), "nothing stays behind");
	if (bench.tap.failed) {
		crew_show_logs(&bench.crew);
	}
	snprintf(command, sizeof(command), "rm -rf %s", bench.directory);
	(void)!system(command);
	ev_loop_destroy(bench.loop);
	return tap_done(&bench.tap);
}
