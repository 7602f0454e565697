#include "tests/scenario/crew.h"

#include "common/base/fd.h"
#include "tests/scenario/folder.h"
#include "tests/scenario/lab.h"
#include "tests/scenario/procfs.h"
#include "tests/scenario/tap.h"
#include "tests/unit/kill_one.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define STOP_MS 30000 /* a loaded machine is slow to end, with sanitizers at work */
#define ORPHANS_MS 30000
#define LOG_LINES 40

/* So many ms from now, and more where all is slow. */
static int64_t
in_ms(int64_t ms)
{
	return clock_ms() + ms * lab_slowness();
}

bool
crew_init(struct crew *crew, const char *directory)
{
	*crew = (struct crew){.count = 0};
	if (strlen(directory) >= sizeof(crew->directory)) {
		errno = ENAMETOOLONG;
		return false;
	}
	strcpy(crew->directory, directory);
	return prctl(PR_SET_CHILD_SUBREAPER, 1) == 0;
}

static void
log_path(const struct crew *crew, const char *role, char *out, size_t size)
{
	snprintf(out, size, "%s/%s.log", crew->directory, role);
}

/* In the child: never returns. */
__attribute__((noreturn)) static void
become(const struct crew_plan *plan, int in, int out, int log, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_DFL);
	if (getppid() != parent) {
		_exit(126);
	}
	dup2(in, 0);
	dup2(out >= 0 ? out : log, 1);
	dup2(log, 2);
	if (plan->inherit > 0) {
		(void)fcntl(plan->inherit, F_SETFD, 0);
	}
	for (size_t i = 0; plan->environment && plan->environment[i]; i++) {
		putenv(strdup(plan->environment[i]));
	}
	execvp(plan->arguments[0], (char *const *)(uintptr_t)plan->arguments);
	dprintf(2, "cannot run %s: %s\n", plan->arguments[0], strerror(errno));
	_exit(127);
}

/* The child's ends of its standard input and output, and ours. */
struct ends {
	int in[2];
	int out[2];
};

static bool
open_ends(struct ends *ends, bool talks)
{
	*ends = (struct ends){.in = {-1, -1}, .out = {-1, -1}};
	if (talks) {
		return pipe2(ends->in, O_CLOEXEC) == 0 &&
		    pipe2(ends->out, O_CLOEXEC) == 0;
	}
	ends->in[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
	return ends->in[0] >= 0;
}

static void
close_ends(struct ends *ends)
{
	for (int i = 0; i < 2; i++) {
		fd_close(&ends->in[i]);
		fd_close(&ends->out[i]);
	}
}

static pid_t
fork_member(const struct crew *crew, const struct crew_plan *plan, struct ends *ends)
{
	char path[256];
	pid_t parent = getpid();
	pid_t pid;
	int log;

	log_path(crew, plan->role, path, sizeof(path));
	log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (log < 0) {
		return -1;
	}
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		become(plan, ends->in[0], ends->out[1], log, parent);
	}
	close(log);
	return pid;
}

struct member *
crew_start(struct crew *crew, const struct crew_plan *plan)
{
	struct member *member = &crew->members[crew->count];
	struct ends ends;
	pid_t pid = -1;

	if (crew->count == CREW_MAX || !open_ends(&ends, plan->talks)) {
		tap_diag("cannot start %s: out of room", plan->role);
		return NULL;
	}
	pid = fork_member(crew, plan, &ends);
	if (pid < 0) {
		tap_diag("cannot start %s: %s", plan->role, strerror(errno));
		close_ends(&ends);
		return NULL;
	}
	*member = (struct member){.pid = pid, .in = ends.in[1], .out = ends.out[0]};
	snprintf(member->role, sizeof(member->role), "%s", plan->role);
	ends.in[1] = ends.out[0] = -1;
	close_ends(&ends);
	crew->count++;
	return member;
}

struct member *
crew_find(const struct crew *crew, const char *role)
{
	struct member *members = (struct member *)(uintptr_t)crew->members;

	for (size_t i = crew->count; i-- > 0;) {
		if (strcmp(members[i].role, role) == 0) {
			return &members[i];
		}
	}
	return NULL;
}

bool
crew_await_pid(pid_t pid, int64_t deadline)
{
	struct pollfd wait = {.events = POLLIN};
	int64_t left = deadline - clock_ms();
	bool ended;

	wait.fd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (wait.fd < 0) {
		return true;
	}
	ended = poll(&wait, 1, left < 0 ? 0 : (int)left) > 0;
	close(wait.fd);
	return ended;
}

bool
crew_await_end(struct member *member, int64_t deadline)
{
	if (member->pid < 0) {
		return true;
	}
	if (!crew_await_pid(member->pid, deadline)) {
		return false;
	}
	waitpid(member->pid, &member->status, 0);
	member->pid = -1;
	fd_close(&member->in);
	fd_close(&member->out);
	return true;
}

/* Ended well: status 0, or by the SIGTERM that we sent. */
static bool
ended_well(const struct member *member, bool we_ended_it)
{
	int status = member->status;

	if (member->expected || (WIFEXITED(status) && WEXITSTATUS(status) == 0)) {
		return true;
	}
	if (we_ended_it && WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM) {
		return true;
	}
	tap_diag("%s ended with %s %d", member->role,
	    WIFSIGNALED(status) ? "signal" : "status",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	return false;
}

bool
crew_stop(struct member *member)
{
	bool in_time;

	if (crew_await_end(member, 0)) {
		return ended_well(member, false);
	}
	if (member->in >= 0) { /* who talks ends at the end of its input */
		fd_close(&member->in);
		if (crew_await_end(member, in_ms(STOP_MS))) {
			return ended_well(member, false);
		}
	}
	/* SIGCONT takes a pending SIGSTOP away, and a leak sanitizer at a program's end
	 * waits for that one for ever: hence in this order, and for nobody who may be
	 * ending by itself. */
	if (procfs_is_stopped(member->pid)) {
		kill_one(member->pid, SIGCONT);
	}
	kill_one(member->pid, SIGTERM);
	in_time = crew_await_end(member, in_ms(STOP_MS));
	if (!in_time) {
		tap_diag("%s did not end in time", member->role);
		kill_one(member->pid, SIGKILL);
		if (!crew_await_end(member, in_ms(STOP_MS))) {
			tap_diag("%s survived SIGKILL", member->role);
		}
	}
	return in_time && ended_well(member, true);
}

/* Reaps orphans and waits for them; false when one is still there at the deadline. */
static bool
await_orphans(int64_t deadline)
{
	pid_t left[512];
	size_t count;

	for (;;) {
		while (waitpid(-1, NULL, WNOHANG) > 0) {
		}
		count = procfs_descendants(getpid(), left, ARRAY_LEN(left));
		if (count == 0) {
			return true;
		}
		if (!crew_await_pid(left[0], deadline)) {
			return false;
		}
	}
}

static bool
end_orphans(void)
{
	pid_t left[512];
	char command[256];
	size_t count;

	if (await_orphans(in_ms(ORPHANS_MS))) {
		return true;
	}
	count = procfs_descendants(getpid(), left, ARRAY_LEN(left));
	for (size_t i = 0; i < count; i++) {
		if (procfs_command(left[i], command, sizeof(command))) {
			tap_diag("left behind: process %d: %s", (int)left[i], command);
		}
		kill_one(left[i], SIGKILL);
	}
	if (!await_orphans(in_ms(ORPHANS_MS))) {
		tap_diag("some survived SIGKILL");
	}
	return count == 0;
}

bool
crew_finish(struct crew *crew)
{
	bool good = true;

	for (size_t i = crew->count; i-- > 0;) {
		good = crew_stop(&crew->members[i]) && good;
	}
	return end_orphans() && good;
}

static char *
read_log(const struct crew *crew, const char *role)
{
	char path[256];

	log_path(crew, role, path, sizeof(path));
	return file_read(path);
}

static void
show_log(const char *role, char *text)
{
	char *start = text + strlen(text);
	char *rest;
	unsigned lines = 0;

	while (start > text && lines <= LOG_LINES) {
		start--;
		lines += *start == '\n';
	}
	for (char *line = strtok_r(start, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest)) {
		tap_diag("%s| %.300s", role, line);
	}
}

void
crew_show_logs(const struct crew *crew)
{
	for (size_t i = 0; i < crew->count; i++) {
		/* One log for all that had the same role. */
		bool is_last =
		    crew_find(crew, crew->members[i].role) == &crew->members[i];
		char *text = is_last ? read_log(crew, crew->members[i].role) : NULL;

		if (text) {
			show_log(crew->members[i].role, text);
		}
		free(text);
	}
}

bool
crew_log_has(const struct crew *crew, const char *role, const char *text)
{
	char *log = read_log(crew, role);
	bool has = log && strstr(log, text);

	free(log);
	return has;
}

size_t
crew_log_count(const struct crew *crew, const char *role, const char *text)
{
	char *log = read_log(crew, role);
	size_t count = 0;

	for (const char *at = log; at && (at = strstr(at, text)); at += strlen(text)) {
		count++;
	}
	free(log);
	return count;
}

bool
crew_await_log(const struct crew *crew, const char *role, const char *text, size_t times,
    int64_t deadline)
{
	while (crew_log_count(crew, role, text) < times) {
		if (clock_ms() > deadline) {
			return false;
		}
		poll(NULL, 0, 5); /* a log has no event */
	}
	return true;
}
