#include "gui-daemon/worker.h"

#include "common/base/fd.h"
#include "common/base/log.h"
#include "gui-daemon/token.h"

#include <errno.h>
#include <ev.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct worker {
	struct ev_loop *loop;      /* borrowed */
	struct worker_owner owner; /* its data borrowed */
	char name[DOMAIN_NAME_BYTES];
	int control; /* owned */
	struct token token;
	pid_t pid;
	bool has_x, is_ready; /* it said so */
	bool is_killed;       /* it hears nothing more, and need not */
	ev_child child;
	ev_io readable;
	ev_timer grace;
};

/* --- in the child ------------------------------------------------------------------ */

/* The program and its control socket, nothing else of ours. */
struct launch {
	const char *path;
	const char *name; /* of the domain: `ps' tells whose worker it is */
	int control;
	pid_t parent;
};

static bool
move_fd(int from, int to)
{
	return from == to ? fd_set_cloexec(to, false) : dup2(from, to) == to;
}

static bool
arrange_fds(const struct launch *launch)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	return null >= 0 && move_fd(launch->control, CONTROL_FD) &&
	    move_fd(null, STDIN_FILENO) && close_range(CONTROL_FD + 1, ~0u, 0) == 0;
}

/*
 * Signals that came between fork() and now are the worker's, and find no handler.  Nor
 * does it inherit what our own parent ignored: a shell does so with SIGINT in the
 * background.
 */
static void
restore_signals(void)
{
	sigset_t none;

	for (int number = 1; number < NSIG; number++) {
		signal(number, SIG_DFL);
	}
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

__attribute__((noreturn)) static void
run_child(const struct launch *launch)
{
	char program[] = "paravent-guest";
	char name[DOMAIN_NAME_BYTES];
	char *argv[] = {program, name, NULL};

	snprintf(name, sizeof(name), "%s", launch->name);
	/* Our death takes every worker, and with them every window. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != launch->parent) {
		_exit(WORKER_CANNOT_START); /* we died before the line above */
	}
	restore_signals();
	if (!arrange_fds(launch)) {
		log_error("cannot prepare a worker: %m");
		_exit(WORKER_CANNOT_START);
	}
	execv(launch->path, argv);
	log_error("%s: cannot be run: %m", launch->path);
	_exit(WORKER_CANNOT_START);
}

/* fork() with signals blocked, so that the child never runs our handlers. */
static pid_t
launch_child(const struct launch *launch)
{
	sigset_t all;
	sigset_t before;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	pid_t pid = fork();
	if (pid == 0) {
		run_child(launch);
	}
	int saved_errno = errno;
	sigprocmask(SIG_SETMASK, &before, NULL);
	errno = saved_errno;
	return pid;
}

/* --- in the daemon ----------------------------------------------------------------- */

/* NULL, or why this is not its turn: X client, READY, then the rest. */
static const char *
check_order(const struct worker *worker, uint32_t type)
{
	switch (type) {
	case CONTROL_X_CLIENT:
		return worker->has_x || worker->is_ready ? "an X client out of turn"
		                                         : NULL;
	case CONTROL_READY:
		return worker->is_ready ? "ready twice" : NULL;
	default:
		return worker->is_ready ? NULL : "not yet ready";
	}
}

/* NULL, or why this is not what it should say now. */
static const char *
check_record(const struct worker *worker, const struct control_record *record, size_t len,
    bool has_fd)
{
	const char *why = control_check(record, len, has_fd);

	if (!why) {
		why = check_order(worker, record->type);
	}
	return why;
}

static void
take_record(
    struct worker *worker, const struct control_record *record, size_t len, int fd)
{
	const char *why = check_record(worker, record, len, fd >= 0);

	if (!why) {
		worker->has_x = worker->has_x || record->type == CONTROL_X_CLIENT;
		worker->is_ready = worker->is_ready || record->type == CONTROL_READY;
		why = worker->owner.record(worker->owner.data, record, fd);
	}
	if (why) {
		log_error("%s: worker %d misbehaves: %s; killed", worker->name,
		    worker->pid, why);
		worker_kill(worker);
	}
}

static void
on_control(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct worker *worker = watcher->data;
	struct control_record record;
	int fd = -1;

	(void)loop;
	(void)events;
	ssize_t len = control_receive(worker->control, &record, &fd);
	if (len < 0 && (errno == EAGAIN || errno == EINTR)) {
		return;
	}
	if (len > 0 || (len < 0 && errno == EMSGSIZE)) {
		take_record(worker, &record, len > 0 ? (size_t)len : 0, fd);
		fd_close(&fd);
		return;
	}
	/* One that ends anyhow does not notice; one that goes on would be deaf. */
	worker_kill(worker);
}

/* What it is not told could be that the screen is locked: better no worker than that. */
void
worker_tell(struct worker *worker, const struct control_record *record, int fd)
{
	if (worker->is_killed || control_send(worker->control, record, fd)) {
		return;
	}
	if (errno == EAGAIN) {
		log_error("%s: worker %d does not read what it is told; killed",
		    worker->name, worker->pid);
		worker_kill(worker);
	} else {
		log_warn("%s: worker %d was not told: %m", worker->name, worker->pid);
	}
}

void
worker_grant_keys(struct worker *worker)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = CONTROL_KEYS_GRANTED;
	record.number = token_grant(&worker->token);
	worker_tell(worker, &record, -1);
}

void
worker_free_keys(struct worker *worker)
{
	token_free(&worker->token);
}

void
worker_take_keys(struct worker *worker, uint32_t why)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = CONTROL_KEYS_TAKEN;
	record.number = why;
	token_revoke(&worker->token);
	worker_tell(worker, &record, -1);
}

static void
on_child(struct ev_loop *loop, ev_child *watcher, int events)
{
	struct worker *worker = watcher->data;

	(void)events;
	ev_child_stop(loop, watcher);
	worker->pid = 0;
	worker->owner.ended(worker->owner.data, watcher->rstatus);
}

static void
on_grace_over(struct ev_loop *loop, ev_timer *watcher, int events)
{
	struct worker *worker = watcher->data;

	(void)loop;
	(void)events;
	log_warn(
	    "%s: worker %d did not end when asked; killed", worker->name, worker->pid);
	worker_kill(worker);
}

static void
watch(struct worker *worker)
{
	ev_child_init(&worker->child, on_child, worker->pid, 0);
	worker->child.data = worker;
	ev_child_start(worker->loop, &worker->child);
	ev_io_init(&worker->readable, on_control, worker->control, EV_READ);
	worker->readable.data = worker;
	ev_io_start(worker->loop, &worker->readable);
}

/* The setup waits in the socket before there is a worker to read it. */
static bool
launch(struct worker *worker, const char *path, const struct control_setup *setup)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) {
		return false;
	}
	worker->control = ends[0];
	worker->pid = -1;
	if (fd_set_nonblock(ends[0]) &&
	    control_send_setup(ends[0], setup, worker->token.fd)) {
		worker->pid = launch_child(&(struct launch){
		    .path = path,
		    .name = worker->name,
		    .control = ends[1],
		    .parent = getpid(),
		});
	}
	int saved_errno = errno;
	fd_close(&ends[1]);
	errno = saved_errno;
	return worker->pid > 0;
}

struct worker *
worker_start(struct ev_loop *loop, const char *path, const struct control_setup *setup,
    const struct worker_owner *owner)
{
	struct worker *worker = calloc(1, sizeof(*worker));

	if (!worker) {
		return NULL;
	}
	worker->loop = loop;
	worker->owner = *owner;
	worker->control = -1;
	memcpy(worker->name, setup->name, sizeof(worker->name));
	if (!token_init(&worker->token) || !launch(worker, path, setup)) {
		int saved_errno = errno;
		token_finish(&worker->token);
		fd_close(&worker->control);
		free(worker);
		errno = saved_errno;
		return NULL;
	}
	ev_timer_init(&worker->grace, on_grace_over, WORKER_GRACE_S, 0);
	worker->grace.data = worker;
	watch(worker);
	return worker;
}

/* A pid of a child that we have not yet waited for is never another process's. */
static void
send_signal(const struct worker *worker, int number)
{
	if (worker->pid > 0) {
		kill(worker->pid, number);
	}
}

void
worker_stop(struct worker *worker)
{
	if (ev_is_active(&worker->grace)) {
		return;
	}
	send_signal(worker, SIGTERM);
	ev_timer_start(worker->loop, &worker->grace);
}

void
worker_kill(struct worker *worker)
{
	worker->is_killed = true;
	ev_io_stop(worker->loop, &worker->readable);
	ev_timer_stop(worker->loop, &worker->grace);
	send_signal(worker, SIGKILL);
}

int
worker_pid(const struct worker *worker)
{
	return worker->pid;
}

void
worker_destroy(struct worker *worker)
{
	if (!worker) {
		return;
	}
	if (worker->pid > 0) {
		bug("worker %d destroyed while it runs", worker->pid);
	}
	ev_io_stop(worker->loop, &worker->readable);
	ev_timer_stop(worker->loop, &worker->grace);
	fd_close(&worker->control);
	token_finish(&worker->token);
	free(worker);
}
