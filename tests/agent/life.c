#include "tests/agent/life.h"

#include "common/base/fd.h"
#include "tests/agent/guest.h"
#include "tests/unit/kill_one.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define AFTER_FAULT_MS 400 /* for what a fault may have kept away */
#define GLANCE_MS 10

__attribute__((noreturn)) static void
run(const struct life *life, const struct life_plan *plan, int ready, int err)
{
	const char *build = getenv("top_builddir");
	char path[512], fd[16];
	const char *const arguments[] = {path, "--local", life->socket, "--display",
	    plan->display, "--ready-fd", fd, NULL};

	snprintf(path, sizeof(path), "%s/%s", build ? build : ".", plan->program);
	snprintf(fd, sizeof(fd), "%d", ready);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (dup2(err, STDERR_FILENO) < 0 || fcntl(ready, F_SETFD, 0) < 0 ||
	    setenv("PARAVENT_FAULT", plan->fault, 1) < 0) {
		_exit(126);
	}
	execv(path, (char *const *)(uintptr_t)arguments);
	_exit(127);
}

static bool
start(struct life *life, const struct life_plan *plan)
{
	int ready[2], err[2];

	if (pipe2(ready, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0) {
		return false;
	}
	life->ready = ready[0];
	life->err = err[0];
	fcntl(life->err, F_SETFL, O_NONBLOCK);
	fflush(stdout);
	life->pid = fork();
	if (life->pid == 0) {
		run(life, plan, ready[1], err[1]);
	}
	close(ready[1]);
	close(err[1]);
	return life->pid > 0;
}

/* What it has logged meanwhile. */
static void
read_log(struct life *life)
{
	ssize_t got;

	do {
		size_t room = sizeof(life->log) - 1 - life->log_len;
		got = room > 0 ? read(life->err, life->log + life->log_len, room) : 0;
		life->log_len += got > 0 ? (size_t)got : 0;
	} while (got > 0);
	life->log[life->log_len] = '\0';
	if (life->fault_at == 0 && strstr(life->log, "fault ")) {
		life->fault_at = now_ms();
	}
}

/* Its one byte; false at its end, or when there is none. */
static bool
await_ready(struct life *life)
{
	struct pollfd wait = {.fd = life->ready, .events = POLLIN};
	char byte;

	return poll(&wait, 1, PATIENCE_MS) == 1 && read(life->ready, &byte, 1) == 1;
}

bool
life_begin(struct life *life, const struct life_plan *plan)
{
	*life = (struct life){.ready = -1, .err = -1, .pid = -1};
	snprintf(life->socket, sizeof(life->socket), "%s/agent.sock", plan->folder);
	return start(life, plan) && await_ready(life) && life_reconnect(life);
}

bool
life_reconnect(struct life *life)
{
	daemon_stop(&life->daemon);
	return daemon_start(&life->daemon, life->socket, 8, 1024, 768);
}

static void
on_glance(struct ev_loop *loop, ev_timer *watcher, int events)
{
	(void)loop, (void)watcher, (void)events;
}

static bool
await(struct life *life, bool (*done)(struct life *, void *), void *data, bool at_last)
{
	int64_t deadline = now_ms() + PATIENCE_MS;
	ev_timer glance;
	bool goes_on = life->daemon.link != NULL;

	if (!goes_on) {
		return false;
	}
	ev_timer_init(&glance, on_glance, GLANCE_MS / 1000., GLANCE_MS / 1000.);
	ev_timer_start(life->daemon.loop, &glance);
	while (goes_on && !done(life, data)) {
		ev_run(life->daemon.loop, EVRUN_ONCE);
		read_log(life);
		goes_on = !life->daemon.has_ended && now_ms() < deadline &&
		    (at_last || life->fault_at == 0 ||
		        now_ms() < life->fault_at + AFTER_FAULT_MS);
	}
	ev_timer_stop(life->daemon.loop, &glance);
	return done(life, data);
}

bool
life_until(struct life *life, bool (*done)(struct life *, void *), void *data)
{
	return await(life, done, data, false);
}

bool
life_until_at_last(struct life *life, bool (*done)(struct life *, void *), void *data)
{
	return await(life, done, data, true);
}

struct wanted {
	uint32_t type, window;
};

static bool
has_come(struct life *life, void *data)
{
	const struct wanted *w = data;

	return daemon_find(&life->daemon, w->type, w->window, life->daemon.seen) !=
	    SIZE_MAX;
}

bool
life_await(struct life *life, uint32_t type, uint32_t window)
{
	struct wanted wanted = {type, window};

	if (!life_until(life, has_come, &wanted)) {
		return false;
	}
	life->daemon.seen =
	    daemon_find(&life->daemon, type, window, life->daemon.seen) + 1;
	return true;
}

/* Its log is read on, so that it never waits for us. */
static int
await_end(struct life *life)
{
	int64_t deadline = now_ms() + PATIENCE_MS;
	int status = 0;

	while (waitpid(life->pid, &status, WNOHANG) == 0) {
		struct pollfd more = {.fd = life->err, .events = POLLIN};

		if (now_ms() >= deadline) {
			kill_one(life->pid, SIGKILL);
			waitpid(life->pid, &status, 0);
			return LIFE_HUNG;
		}
		poll(&more, 1, GLANCE_MS);
		read_log(life);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : LIFE_CRASHED + WTERMSIG(status);
}

int
life_end(struct life *life)
{
	int status = LIFE_HUNG;

	if (life->pid > 0) {
		kill_one(life->pid, SIGTERM);
		status = await_end(life);
		read_log(life);
	}
	daemon_stop(&life->daemon);
	fd_close(&life->ready);
	fd_close(&life->err);
	return status;
}

size_t
life_lines(const struct life *life, const char *level)
{
	size_t count = 0;

	for (const char *line = life->log; line && *line;) {
		count += strncmp(line, level, strlen(level)) == 0;
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	return count;
}
