#include "common/base/fd.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "gui-daemon/config.h"
#include "gui-daemon/desk_server.h"
#include "gui-daemon/domains.h"
#include "gui-daemon/options.h"
#include "gui-daemon/rundir.h"
#include "gui-daemon/seat.h"
#include "gui-daemon/session/lender.h"
#include "gui-daemon/supervisor.h"

#include <config.h>
#include <errno.h>
#include <ev.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum exit_code {
	EXIT_ENDED = 0,        /* asked to */
	EXIT_LOST = 1,         /* the directory or Xen went away, or memory ran out */
	EXIT_USAGE = 2,        /* command line or configuration */
	EXIT_CANNOT_START = 3, /* directory, lock, worker, display */
};

struct program {
	struct ev_loop *loop; /* borrowed: libev's */
	struct options options;
	struct rundir dir;
	struct seat seat;
	uint8_t texture[DESK_TEXTURE_BYTES]; /* the session's secret */
	struct desk_server *desk;            /* owned */
	struct supervisor *supervisor;       /* owned */
	struct lender *lender;               /* owned; NULL without --user */
	struct domain_source *local;         /* owned */
	struct domain_source *xen;           /* owned; NULL without --xen */
	ev_signal hup, term, interrupt;
	bool has_stopped; /* no worker is left, and none will be */
	enum exit_code code;
};

/* --- configuration ----------------------------------------------------------------- */

static void
say(void *data, enum log_level level, const char *text)
{
	static void (*const logs[])(const char *, ...) = {
	    [LOG_DEBUG] = log_debug,
	    [LOG_INFO] = log_info,
	    [LOG_WARN] = log_warn,
	    [LOG_ERROR] = log_error,
	};

	(void)data;
	logs[level]("%s", text);
}

static struct config *
load_config(const struct options *options)
{
	const char *path = options->config ? options->config : PARAVENT_CONFIG;
	struct config_listener listener = {.say = say};

	return config_load(path, options->config != NULL, &listener);
}

/* --- signals ----------------------------------------------------------------------- */

static void
on_hup(struct ev_loop *loop, ev_signal *watcher, int events)
{
	struct program *program = watcher->data;
	struct config *config = load_config(&program->options);

	(void)loop;
	(void)events;
	if (!config) {
		log_error("the configuration stays as it was");
		return;
	}
	log_info("configuration read again");
	supervisor_reload(program->supervisor, config);
}

static void
on_stopped(void *data)
{
	struct program *program = data;

	program->has_stopped = true;
	ev_break(program->loop, EVBREAK_ALL);
}

static void
on_end(struct ev_loop *loop, ev_signal *watcher, int events)
{
	struct program *program = watcher->data;

	(void)loop;
	(void)events;
	log_info("ending: signal %d", watcher->signum);
	supervisor_stop(program->supervisor, on_stopped, program);
}

static void
watch_signal(struct program *program, ev_signal *watcher,
    void (*call)(struct ev_loop *, ev_signal *, int), int number)
{
	ev_signal_init(watcher, call, number);
	watcher->data = program;
	ev_signal_start(program->loop, watcher);
}

static void
watch_signals(struct program *program)
{
	signal(SIGPIPE, SIG_IGN);
	watch_signal(program, &program->hup, on_hup, SIGHUP);
	watch_signal(program, &program->term, on_end, SIGTERM);
	watch_signal(program, &program->interrupt, on_end, SIGINT);
}

/* --- domains ----------------------------------------------------------------------- */

static void
on_appeared(void *data, const struct domain_ref *ref)
{
	struct program *program = data;

	supervisor_add(program->supervisor, ref);
}

static void
on_vanished(void *data, const struct domain_ref *ref)
{
	struct program *program = data;

	supervisor_remove(program->supervisor, ref);
}

static void
on_lost(void *data)
{
	struct program *program = data;

	program->code = EXIT_LOST;
	supervisor_stop(program->supervisor, on_stopped, program);
}

static bool
watch_domains(struct program *program)
{
	struct domain_listener listener = {
	    .appeared = on_appeared,
	    .vanished = on_vanished,
	    .lost = on_lost,
	    .data = program,
	};

	program->local = domains_local_create(program->loop, &program->dir, &listener);
	if (!program->local) {
		return false;
	}
	if (!program->options.xen) {
		return true;
	}
#ifdef WITH_XEN
	program->xen = domains_xen_create(program->loop, &listener);
	return program->xen != NULL;
#else
	log_error("--xen: this paravent-daemon was built without Xen");
	return false;
#endif
}

/* --- the program ------------------------------------------------------------------- */

/* So that no socket of ours ever gets a number that others take for a standard stream. */
static bool
open_standard_fds(void)
{
	int fd = open("/dev/null", O_RDWR);

	while (fd >= 0 && fd <= STDERR_FILENO) {
		fd = open("/dev/null", O_RDWR);
	}
	return fd >= 0 && close(fd) == 0;
}

static bool
check_options(const struct options *options)
{
	if (access(options->worker, X_OK) < 0) {
		log_error("worker %s: %m; give --worker PATH", options->worker);
		return false;
	}
	if (options->user && options->display[0] != '\0') {
		log_error("--user and --display: one of them says what the display is");
		return false;
	}
	return true;
}

/* --- the desktop ------------------------------------------------------------------- */

/* Whose the desktop is. */
static uid_t
program_user(const struct program *program)
{
	return program->seat.user ? program->seat.user : geteuid();
}

static bool
find_seat(struct program *program)
{
	const struct options *options = &program->options;

	return options->user ? seat_of_user(&program->seat, options->user)
	                     : seat_ours(&program->seat, options->display);
}

static void
on_lent(void *data, const struct loan *loan)
{
	struct program *program = data;

	seat_take_loan(&program->seat, loan);
	supervisor_seat(program->supervisor, &program->seat);
}

static void
on_loan_ended(void *data)
{
	struct program *program = data;

	supervisor_seat(program->supervisor, NULL);
}

/* Where whoever lends the display can come. */
static bool
open_lender(struct program *program)
{
	struct lender_owner owner = {
	    .lent = on_lent,
	    .ended = on_loan_ended,
	    .data = program,
	};

	if (!program->options.user) {
		return true;
	}
	program->lender = lender_create(
	    program->loop, program->options.session, program_user(program), &owner);
	return program->lender != NULL;
}

/* --- start and end ----------------------------------------------------------------- */

static void
tell_ready(struct options *options)
{
	if (options->ready_fd >= 0 && dprintf(options->ready_fd, "ready\n") < 0) {
		log_warn("--ready-fd %d: %m", options->ready_fd);
	}
	fd_close(&options->ready_fd);
}

static void
start(struct program *program)
{
	watch_signals(program);
	if (!program->options.user) {
		supervisor_seat(program->supervisor, &program->seat);
	}
	if (!watch_domains(program)) {
		program->code = EXIT_CANNOT_START;
		supervisor_stop(program->supervisor, on_stopped, program);
		return;
	}
	log_info("watching %s", program->dir.path);
	tell_ready(&program->options);
}

static void
finish(struct program *program)
{
	domain_source_destroy(program->xen);
	domain_source_destroy(program->local);
	lender_destroy(program->lender);
	supervisor_destroy(program->supervisor);
	desk_server_destroy(program->desk);
	rundir_close(&program->dir);
	if (program->loop) {
		ev_loop_destroy(program->loop);
	}
}

/* --- desk programs ------------------------------------------------------------------ */

static void
on_strip_came(void *data)
{
	struct program *program = data;

	supervisor_strip(program->supervisor, true);
}

static void
on_strip_left(void *data)
{
	struct program *program = data;

	supervisor_strip(program->supervisor, false);
}

static void
on_shown(void *data, uint32_t serial)
{
	struct program *program = data;

	supervisor_shown(program->supervisor, serial);
}

static void
on_covered(void *data, bool is_covered)
{
	struct program *program = data;

	supervisor_covered(program->supervisor, is_covered);
}

static void
on_locked(void *data, bool is_locked)
{
	struct program *program = data;

	supervisor_lock(program->supervisor, is_locked);
}

static void
on_reserved(void *data, const struct reserve *reserve)
{
	struct program *program = data;

	supervisor_reserve(program->supervisor, reserve);
}

static void
on_pause(void *data, uint32_t domain, bool pause)
{
	struct program *program = data;

	supervisor_pause(program->supervisor, domain, pause);
}

/* --desk, else .desk among agents' sockets, else beside where the display is lent. */
static bool
desk_path(const struct program *program, char *out, size_t size)
{
	const struct options *options = &program->options;
	const char *slash = strrchr(options->session, '/');
	int len;

	if (options->desk) {
		len = snprintf(out, size, "%s", options->desk);
	} else if (options->user && slash) {
		len = snprintf(out, size, "%.*s/desk", (int)(slash - options->session),
		    options->session);
	} else {
		len = snprintf(out, size, "%s/" DESK_SOCKET_NAME, program->dir.path);
	}
	return len > 0 && (size_t)len < size;
}

static bool
open_desk(struct program *program)
{
	struct desk_server_owner owner = {
	    .strip_came = on_strip_came,
	    .strip_left = on_strip_left,
	    .shown = on_shown,
	    .covered = on_covered,
	    .reserved = on_reserved,
	    .locked = on_locked,
	    .pause = on_pause,
	    .data = program,
	};
	char path[PATH_MAX];

	if (!desk_path(program, path, sizeof(path))) {
		log_error("--desk %s: too long", program->options.desk);
		return false;
	}
	program->desk = desk_server_create(
	    program->loop, path, program_user(program), program->texture, &owner);
	return program->desk;
}

static bool
make_texture(struct program *program)
{
	ssize_t got = getrandom(program->texture, sizeof(program->texture), 0);

	if (got != (ssize_t)sizeof(program->texture)) {
		log_error("no random numbers: %m");
		return false;
	}
	return true;
}

/* Takes config.  False, which has been logged, when it cannot be. */
static bool
create_supervisor(struct program *program, struct config *config)
{
	struct supervisor_options options = {
	    .worker = program->options.worker,
	    .verbose = program->options.verbose,
	};

	program->loop = ev_default_loop(EVFLAG_AUTO);
	if (!program->loop) {
		log_error("no event loop");
	}
	if (!program->loop || !make_texture(program) || !open_lender(program) ||
	    !open_desk(program)) {
		config_destroy(config);
		return false;
	}
	options.desk = program->desk;
	memcpy(options.texture, program->texture, sizeof(options.texture));
	program->supervisor = supervisor_create(program->loop, &options, config);
	if (!program->supervisor) {
		log_error("out of memory");
	}
	return program->supervisor != NULL;
}

static enum exit_code
run(struct program *program)
{
	struct config *config = load_config(&program->options);

	if (!config) {
		return EXIT_USAGE;
	}
	if (!check_options(&program->options) || !find_seat(program) ||
	    !rundir_open(&program->dir, program->options.local)) {
		config_destroy(config);
		return EXIT_CANNOT_START;
	}
	if (!create_supervisor(program, config)) {
		finish(program);
		return EXIT_CANNOT_START;
	}
	start(program);
	if (!program->has_stopped) {
		ev_run(program->loop, 0);
	}
	finish(program);
	return program->code;
}

int
main(int argc, char **argv)
{
	struct program program = {.code = EXIT_ENDED};

	log_open("paravent-daemon", LOG_INFO);
	ev_set_allocator(memory_or_end);
	if (!open_standard_fds()) {
		return EXIT_CANNOT_START;
	}
	switch (options_read(argc, argv, &program.options)) {
	case OPTIONS_DONE:
		return EXIT_ENDED;
	case OPTIONS_BAD:
		return EXIT_USAGE;
	case OPTIONS_RUN:
		break;
	}
	log_open("paravent-daemon", program.options.verbose ? LOG_DEBUG : LOG_INFO);
	if (program.options.ready_fd >= 0 &&
	    !fd_set_cloexec(program.options.ready_fd, true)) {
		return EXIT_USAGE;
	}
	return (int)run(&program);
}
