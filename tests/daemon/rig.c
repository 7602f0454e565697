#include "tests/daemon/rig.h"

#include "common/base/fd.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define CARELESS_FD 30

__attribute__((noreturn)) static void
give_up(const char *what)
{
	printf("Bail out! %s: %s\n", what, strerror(errno));
	exit(1);
}

/* --- files ------------------------------------------------------------------------- */

static int
listen_at(const char *path, int type)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
	    listen(fd, 64) < 0) {
		give_up(path);
	}
	return fd;
}

void
rig_init(struct rig *rig)
{
	char path[64];

	*rig = (struct rig){.daemon = -1, .ready = -1, .log = -1};
	snprintf(rig->base, sizeof(rig->base), "/tmp/paravent-XXXXXX");
	if (!mkdtemp(rig->base)) {
		give_up(rig->base);
	}
	snprintf(rig->sockets, sizeof(rig->sockets), "%s/run", rig->base);
	if (mkdir(rig->sockets, 0700) < 0) {
		give_up(rig->sockets);
	}
	snprintf(rig->config, sizeof(rig->config), "%s/conf", rig->base);
	rig_configure(rig, "");
	snprintf(path, sizeof(path), "%s/workers", rig->base);
	rig->workers = listen_at(path, SOCK_SEQPACKET);
	setenv("FAKE_WORKER", path, 1);
}

void
rig_finish(struct rig *rig)
{
	char command[64];

	if (rig->daemon > 0) {
		kill_one(rig->daemon, SIGKILL);
		rig_await_end(rig);
	}
	fd_close(&rig->workers);
	fd_close(&rig->ready);
	fd_close(&rig->log);
	snprintf(command, sizeof(command), "rm -rf '%s'", rig->base);
	if (system(command) != 0) {
		give_up(command);
	}
}

void
rig_configure(const struct rig *rig, const char *text)
{
	FILE *file = fopen(rig->config, "we");

	if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
		give_up(rig->config);
	}
}

static void
socket_path(const struct rig *rig, const char *name, char out[108])
{
	snprintf(out, 108, "%s/%.40s.sock", rig->sockets, name);
}

int
rig_listen(const struct rig *rig, const char *name)
{
	char made[64];
	char path[108];

	snprintf(made, sizeof(made), "%s/made", rig->base);
	socket_path(rig, name, path);
	int fd = listen_at(made, SOCK_STREAM);
	if (rename(made, path) < 0) {
		give_up(path);
	}
	return fd;
}

int
rig_listen_in_place(const struct rig *rig, const char *name)
{
	char path[108];

	socket_path(rig, name, path);
	return listen_at(path, SOCK_STREAM);
}

void
rig_unlink(const struct rig *rig, const char *name)
{
	char path[108];

	socket_path(rig, name, path);
	if (unlink(path) < 0) {
		give_up(path);
	}
}

/* --- the daemon -------------------------------------------------------------------- */

struct arguments {
	const char *at[32];
	size_t count;
	char text[256]; /* of the wrapper */
};

static void
push(struct arguments *arguments, const char *text)
{
	if (arguments->count + 1 < ARRAY_LEN(arguments->at)) {
		arguments->at[arguments->count++] = text;
	}
}

/* $DAEMON_WRAPPER, such as "valgrind -q --error-exitcode=99", goes before it. */
static void
push_wrapper(struct arguments *arguments)
{
	const char *wrapper = getenv("DAEMON_WRAPPER");

	snprintf(arguments->text, sizeof(arguments->text), "%s", wrapper ? wrapper : "");
	for (char *word = strtok(arguments->text, " "); word; word = strtok(NULL, " ")) {
		push(arguments, word);
	}
}

__attribute__((noreturn)) static void
run_daemon(const struct rig *rig, const char *const *more, int ready, int log)
{
	const char *built = getenv("top_builddir");
	struct arguments arguments = {.count = 0};
	char program[512];
	char worker[512];
	char ready_fd[16];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(program, sizeof(program), "%s/%s", built ? built : ".",
	    rig->program ? rig->program : "gui-daemon/paravent-daemon");
	snprintf(
	    worker, sizeof(worker), "%s/tests/daemon/fake-worker", built ? built : ".");
	snprintf(ready_fd, sizeof(ready_fd), "%d", ready);
	push_wrapper(&arguments);
	const char *fixed[] = {program, "-v", "-c", rig->config, "--worker", worker,
	    "--display", ":test", "--ready-fd", ready_fd, "--local", rig->sockets};
	for (size_t i = 0; i < ARRAY_LEN(fixed) - (rig->no_local ? 2 : 0); i++) {
		push(&arguments, fixed[i]);
	}
	for (; more && *more; more++) {
		push(&arguments, *more);
	}
	/* One more, as a careless parent leaves it: no worker may get that. */
	if (!fd_set_cloexec(ready, false) || dup2(log, STDERR_FILENO) < 0 ||
	    dup2(log, CARELESS_FD) < 0) {
		_exit(127);
	}
	union {
		const char **given;
		char *const *wanted; /* execvp() has no const, and writes nothing */
	} argv = {.given = arguments.at};
	execvp(arguments.at[0], argv.wanted);
	_exit(127);
}

void
rig_launch(struct rig *rig, const char *const *more)
{
	int ready[2];
	int log[2];

	fd_close(&rig->ready);
	fd_close(&rig->log);
	if (pipe2(ready, O_CLOEXEC) < 0 || pipe2(log, O_CLOEXEC) < 0) {
		give_up("pipe");
	}
	rig->daemon = fork();
	if (rig->daemon == 0) {
		run_daemon(rig, more, ready[1], log[1]);
	}
	if (rig->daemon < 0 || !fd_set_nonblock(log[0])) {
		give_up("fork");
	}
	fd_close(&ready[1]);
	fd_close(&log[1]);
	rig->ready = ready[0];
	rig->log = log[0];
	rig->text_len = 0;
	rig->text[0] = '\0';
}

void
rig_start(struct rig *rig)
{
	char line[16] = "";

	rig_launch(rig, rig->more);
	if (read(rig->ready, line, sizeof(line) - 1) <= 0 ||
	    strcmp(line, "ready\n") != 0) {
		give_up("the daemon did not become ready");
	}
}

int
rig_await_end(struct rig *rig)
{
	int status;

	while (waitpid(rig->daemon, &status, 0) < 0) {
		if (errno != EINTR) {
			give_up("waitpid");
		}
	}
	rig->daemon = -1;
	return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

int
rig_stop(struct rig *rig)
{
	kill_one(rig->daemon, SIGTERM);
	return rig_await_end(rig);
}

/* --- waiting ----------------------------------------------------------------------- */

/* True when fd can be read, or its other end is gone. */
static bool
await_readable(int fd, int wait_ms)
{
	struct pollfd end = {.fd = fd, .events = POLLIN};
	int64_t deadline = clock_ms() + wait_ms;
	int got;

	do {
		int64_t left = deadline - clock_ms();
		got = poll(&end, 1, left > 0 ? (int)left : 0);
	} while (got < 0 && errno == EINTR);
	return got > 0;
}

/* Takes what the log holds; false at its end. */
static bool
read_log(struct rig *rig)
{
	size_t room = sizeof(rig->text) - rig->text_len - 1;
	ssize_t got = read(rig->log, rig->text + rig->text_len, room);

	if (got > 0) {
		rig->text_len += (size_t)got;
		rig->text[rig->text_len] = '\0';
	}
	return got > 0 || (got < 0 && errno == EAGAIN);
}

bool
rig_await_log(struct rig *rig, const char *text, size_t *at)
{
	int64_t deadline = clock_ms() + RIG_DEADLINE_MS;
	size_t from = at ? *at : 0;
	bool open = true;

	for (;;) {
		const char *found = strstr(rig->text + from, text);
		if (found && at) {
			*at = (size_t)(found - rig->text) + strlen(text);
		}
		if (found || !open || clock_ms() > deadline) {
			return found != NULL;
		}
		open = await_readable(rig->log, RIG_DEADLINE_MS) && read_log(rig);
	}
}

/* False when the worker was killed before it could report. */
static bool
take_report(const struct rig *rig, struct fake *out)
{
	out->fd = accept4(rig->workers, NULL, NULL, SOCK_CLOEXEC);
	if (out->fd < 0) {
		give_up("accept");
	}
	ssize_t got = recv(out->fd, &out->report, sizeof(out->report), 0);
	if (got == (ssize_t)sizeof(out->report)) {
		return true;
	}
	fd_close(&out->fd);
	return false;
}

bool
rig_next_worker(const struct rig *rig, struct fake *out, int wait_ms)
{
	int64_t deadline = clock_ms() + wait_ms;

	out->fd = -1;
	do {
		int64_t left = deadline - clock_ms();
		if (!await_readable(rig->workers, left > 0 ? (int)left : 0)) {
			return false;
		}
	} while (!take_report(rig, out));
	return true;
}

struct fake
rig_worker(const struct rig *rig)
{
	struct fake fake;

	if (!rig_next_worker(rig, &fake, RIG_DEADLINE_MS)) {
		errno = ETIMEDOUT;
		give_up("no worker was started");
	}
	return fake;
}

void
fake_order(const struct fake *fake, enum fake_verb verb, uint32_t argument)
{
	struct fake_order order = {.verb = verb, .argument = argument};

	if (send(fake->fd, &order, sizeof(order), MSG_NOSIGNAL) < 0) {
		give_up("order");
	}
}

bool
fake_await_answer(const struct fake *fake)
{
	char byte;

	return await_readable(fake->fd, RIG_DEADLINE_MS) &&
	    recv(fake->fd, &byte, 1, 0) == 1;
}

bool
fake_await_end(struct fake *fake, int wait_ms)
{
	char byte;
	bool ended =
	    await_readable(fake->fd, wait_ms) && recv(fake->fd, &byte, 1, 0) <= 0;

	if (ended) {
		fd_close(&fake->fd);
	}
	return ended;
}

int
rig_run(rig_test *const tests[], size_t count)
{
	struct tap tap = {.count = 0};

	for (size_t i = 0; i < count; i++) {
		struct rig rig;
		rig_init(&rig);
		tests[i](&tap, &rig);
		rig_finish(&rig);
	}
	return tap_done(&tap);
}
