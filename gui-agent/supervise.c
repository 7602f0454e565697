#include "gui-agent/supervise.h"

#include "common/base/fd.h"
#include "common/base/log.h"
#include "gui-agent/janitor.h"
#include "gui-agent/process.h"
#include "gui-agent/xorg.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_S 3.0 /* from SIGTERM to SIGKILL */
#define GOOD_RUN_S 5.0 /* a session that ran so long starts afresh at once */
#define AGAIN_LEAST_S 0.1
#define AGAIN_MOST_S 5.0

struct supervisor {
	struct ev_loop *loop;          /* owned: the default loop */
	const struct options *options; /* borrowed */
	struct xorg files;
	struct janitor janitor;
	struct process xorg, session, program;
	char number[16]; /* of Xorg's display, as it comes */
	char display[24];
	ev_io display_ready; /* a pipe from Xorg */
	ev_io session_ready; /* a pipe from the session */
	ev_timer again;      /* starts a session */
	ev_timer patience;   /* ran out: SIGKILL */
	ev_signal end[3];
	double session_began; /* s, the loop's clock */
	double pause;         /* s, before the next session */
	bool was_ready;       /* a session has begun before */
	bool is_ending;
	int exit;
};

/* --- the end ----------------------------------------------------------------------- */

/* Xorg goes last: nobody shall see its connection break before being told to end. */
static void
go_on_ending(struct supervisor *s)
{
	if (s->session.pid > 0 || s->program.pid > 0) {
		return;
	}
	if (s->xorg.pid > 0) {
		process_signal(&s->xorg, SIGTERM);
		return;
	}
	ev_break(s->loop, EVBREAK_ALL);
}

static void
end(struct supervisor *s, int status)
{
	if (s->is_ending) {
		return;
	}
	s->is_ending = true;
	s->exit = status;
	ev_timer_stop(s->loop, &s->again);
	process_signal(&s->program, SIGTERM);
	process_signal(&s->session, SIGTERM);
	ev_timer_start(s->loop, &s->patience);
	go_on_ending(s);
}

static void
on_patience(struct ev_loop *loop, ev_timer *watcher, int events)
{
	struct supervisor *s = watcher->data;

	(void)loop, (void)events;
	process_signal(&s->program, SIGKILL);
	process_signal(&s->session, SIGKILL);
	process_signal(&s->xorg, SIGKILL);
}

static void
on_signal(struct ev_loop *loop, ev_signal *watcher, int events)
{
	(void)loop, (void)events;
	end(watcher->data, AGENT_ENDED);
}

/* --- pipes ------------------------------------------------------------------------- */

/* A pipe whose reading end is watched; the writing end, for a child, or -1. */
static int
open_pipe(
    struct supervisor *s, ev_io *watcher, void (*ready)(struct ev_loop *, ev_io *, int))
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0) {
		return -1;
	}
	ev_io_init(watcher, ready, ends[0], EV_READ);
	watcher->data = s;
	ev_io_start(s->loop, watcher);
	return ends[1];
}

static void
close_pipe(struct supervisor *s, ev_io *watcher)
{
	if (ev_is_active(watcher)) {
		int fd = watcher->fd;
		ev_io_stop(s->loop, watcher);
		close(fd);
	}
}

/* --- the program
 * ------------------------------------------------------------------------ */

static void
program_ended(struct process *process, int status)
{
	struct supervisor *s = process->data;
	char text[32];

	log_info("program ended: %s", process_describe(status, text));
	if (s->is_ending) {
		go_on_ending(s);
		return;
	}
	/* Whatever it started goes with it. */
	end(s, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

static void
start_program(struct supervisor *s)
{
	const struct process_start how = {
	    .argv = s->options->program,
	    .keep_fd = -1,
	};

	if (!process_start(&s->program, s->loop, &how)) {
		log_error("program: %s", strerror(errno));
		end(s, AGENT_FAILED);
	}
}

/* --- the session ------------------------------------------------------------------- */

static void start_session(struct supervisor *s);

static void
on_session_ready(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct supervisor *s = watcher->data;
	char byte;
	bool is_ready = read(watcher->fd, &byte, 1) == 1;

	(void)loop, (void)events;
	close_pipe(s, watcher);
	if (!is_ready || s->is_ending) {
		return;
	}
	if (!s->was_ready && s->options->program) {
		start_program(s);
	}
	s->was_ready = true;
}

static void
on_again(struct ev_loop *loop, ev_timer *watcher, int events)
{
	(void)loop, (void)events;
	start_session(watcher->data);
}

/* At once after a good run, then ever more patiently. */
static void
start_session_again(struct supervisor *s)
{
	if (ev_now(s->loop) - s->session_began >= GOOD_RUN_S) {
		s->pause = 0;
	}
	ev_timer_set(&s->again, s->pause, 0.);
	ev_timer_start(s->loop, &s->again);
	s->pause = s->pause < AGAIN_LEAST_S ? AGAIN_LEAST_S : 2 * s->pause;
	if (s->pause > AGAIN_MOST_S) {
		s->pause = AGAIN_MOST_S;
	}
}

static void
session_ended(struct process *process, int status)
{
	struct supervisor *s = process->data;
	char text[32];

	close_pipe(s, &s->session_ready);
	if (s->is_ending) {
		go_on_ending(s);
		return;
	}
	if (WIFEXITED(status) && !s->was_ready && WEXITSTATUS(status) != AGENT_FAILED) {
		end(s, WEXITSTATUS(status)); /* it has said why, and will again */
		return;
	}
	log_warn("session ended, starting it again: %s", process_describe(status, text));
	start_session_again(s);
}

/* Ourselves, by name where it still is that: a process list shall say what this is. */
static const char *
own_path(char out[512])
{
	ssize_t len = readlink("/proc/self/exe", out, 511);

	if (len > 0) {
		out[len] = '\0';
		if (access(out, X_OK) == 0) {
			return out;
		}
	}
	return "/proc/self/exe";
}

static bool
spawn_session(struct supervisor *s, int ready)
{
	char path[512];
	char peer[16], fd[16];
	const struct options *o = s->options;
	const char *argv[16];
	size_t n = 0;

	snprintf(peer, sizeof(peer), "%u", o->peer);
	snprintf(fd, sizeof(fd), "%d", ready);
	argv[n++] = own_path(path);
	argv[n++] = o->xen ? "--xen" : "--local";
	argv[n++] = o->xen ? "--peer" : o->local;
	if (o->xen) {
		argv[n++] = peer;
	}
	if (s->display[0]) {
		argv[n++] = "--display";
		argv[n++] = s->display;
	}
	argv[n++] = "--ready-fd";
	argv[n++] = fd;
	if (o->verbose) {
		argv[n++] = "-v";
	}
	argv[n] = NULL;
	const struct process_start how = {
	    .argv = (char *const *)(uintptr_t)argv, /* execvp() changes nothing */
	    .keep_fd = ready,
	};
	return process_start(&s->session, s->loop, &how);
}

static void
start_session(struct supervisor *s)
{
	int ready = open_pipe(s, &s->session_ready, on_session_ready);

	s->session_began = ev_now(s->loop);
	if (ready < 0 || !spawn_session(s, ready)) {
		log_error("session: %s", strerror(errno));
		close_pipe(s, &s->session_ready);
		end(s, AGENT_FAILED);
	}
	fd_close(&ready);
}

/* --- Xorg
 * -------------------------------------------------------------------------------- */

static void
xorg_ended(struct process *process, int status)
{
	struct supervisor *s = process->data;
	char text[32];

	close_pipe(s, &s->display_ready);
	if (s->is_ending) {
		go_on_ending(s);
		return;
	}
	log_error("the X server has %s: %s",
	    s->display[0] ? "ended" : "not started; --log FILE keeps its log",
	    process_describe(status, text));
	end(s, AGENT_FAILED);
}

static void
display_is(struct supervisor *s, const char *number)
{
	snprintf(s->display, sizeof(s->display), ":%s", number);
	if (setenv("DISPLAY", s->display, 1) < 0) {
		end(s, AGENT_FAILED);
		return;
	}
	log_info("X server display=%s", s->display);
	start_session(s);
}

/* Xorg's number ends with a line end, and need not come in one piece. */
static void
on_display(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct supervisor *s = watcher->data;
	size_t used = strlen(s->number);
	size_t room = sizeof(s->number) - 1 - used;
	ssize_t len = read(watcher->fd, s->number + used, room);

	(void)loop, (void)events;
	if (len <= 0) {
		close_pipe(s, watcher); /* its end is told of elsewhere */
		return;
	}
	s->number[used + (size_t)len] = '\0';
	char *line_end = strchr(s->number, '\n');
	if (!line_end) {
		return;
	}
	*line_end = '\0';
	close_pipe(s, watcher);
	if (!s->is_ending) {
		display_is(s, s->number);
	}
}

static const char *
start_xorg(struct supervisor *s)
{
	int writer = open_pipe(s, &s->display_ready, on_display);

	if (writer < 0 || setenv("XAUTHORITY", s->files.authority, 1) < 0) {
		fd_close(&writer);
		return "cannot start Xorg";
	}
	xorg_arguments(&s->files, s->options, writer);
	const struct process_start how = {
	    .argv = s->files.argv,
	    .keep_fd = writer,
	    .is_silent = !s->options->verbose,
	};
	bool started = process_start(&s->xorg, s->loop, &how);
	fd_close(&writer);
	return started ? NULL : "cannot start Xorg";
}

/* --- all
 * ---------------------------------------------------------------------------------- */

static void
init_watchers(struct supervisor *s)
{
	static const int signals[] = {SIGTERM, SIGINT, SIGHUP};

	ev_timer_init(&s->again, on_again, 0., 0.);
	ev_timer_init(&s->patience, on_patience, PATIENCE_S, PATIENCE_S);
	s->again.data = s->patience.data = s;
	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		ev_signal_init(&s->end[i], on_signal, signals[i]);
		s->end[i].data = s;
		ev_signal_start(s->loop, &s->end[i]);
	}
}

static const char *
start(struct supervisor *s)
{
	const struct options *o = s->options;
	const char *why = o->xorg ? xorg_prepare(&s->files, o) : NULL;

	if (why) {
		return why;
	}
	if (!janitor_start(&s->janitor, o->xorg ? &s->files : NULL, o->local)) {
		return "cannot start a process";
	}
	if (o->xorg) {
		return start_xorg(s);
	}
	if (o->display && setenv("DISPLAY", o->display, 1) < 0) {
		return "out of memory";
	}
	start_session(s);
	return NULL;
}

int
supervise_run(const struct options *options)
{
	struct supervisor s = {
	    .loop = ev_default_loop(EVFLAG_AUTO),
	    .options = options,
	    .janitor = {.alive = -1},
	    .xorg = {.name = "Xorg", .ended = xorg_ended, .data = &s},
	    .session = {.name = "session", .ended = session_ended, .data = &s},
	    .program = {.name = "program", .ended = program_ended, .data = &s},
	};

	if (!s.loop) {
		log_error("no event loop");
		return AGENT_FAILED;
	}
	init_watchers(&s);
	const char *why = start(&s);
	if (why) {
		log_error("%s: %s", why, strerror(errno));
		end(&s, AGENT_FAILED);
	}
	ev_run(s.loop, 0);
	if (s.janitor.pid > 0) {
		janitor_finish(&s.janitor);
	} else {
		xorg_finish(&s.files);
	}
	ev_loop_destroy(s.loop);
	return s.exit;
}
