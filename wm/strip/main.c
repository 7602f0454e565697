/* paravent-strip: shows which domain gets what is typed. */
#include "common/base/fd.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "wm/strip/keeper.h"
#include "wm/strip/notice.h"
#include "wm/strip/strip.h"

#include <ev.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum exit_code {
	EXIT_ENDED = 0, /* asked to */
	EXIT_LOST = 1,  /* the X server has gone */
	EXIT_USAGE = 2, /* command line, environment, display */
};

struct program {
	struct ev_loop *loop; /* borrowed: libev's */
	struct strip strip;
	ev_signal term, interrupt;
	enum exit_code code;
};

static void
on_signal(struct ev_loop *loop, ev_signal *watcher, int events)
{
	(void)watcher;
	(void)events;
	ev_break(loop, EVBREAK_ALL);
}

static void
on_ended(void *data, const char *why)
{
	struct program *program = data;

	log_error("%s", why);
	program->code = EXIT_LOST;
	ev_break(program->loop, EVBREAK_ALL);
}

/* The X server has drawn what was sent so far. */
static void
tell_ready(struct x *x, int fd)
{
	free(xcb_get_input_focus_reply(x->xcb, xcb_get_input_focus(x->xcb), NULL));
	if (fd >= 0 && dprintf(fd, "ready\n") < 0) {
		log_warn("--ready-fd %d: %m", fd);
	}
	fd_close(&fd);
}

static enum exit_code
run(struct program *program, struct x *x, const struct strip_options *options)
{
	const char *why = NULL;

	program->strip.ended = on_ended;
	program->strip.data = program;
	if (!strip_init(&program->strip, program->loop, x, options, &why)) {
		log_error("%s", why);
		return EXIT_USAGE;
	}
	ev_signal_init(&program->term, on_signal, SIGTERM);
	ev_signal_start(program->loop, &program->term);
	ev_signal_init(&program->interrupt, on_signal, SIGINT);
	ev_signal_start(program->loop, &program->interrupt);
	tell_ready(x, options->ready_fd);
	ev_run(program->loop, 0);
	strip_finish(&program->strip);
	return program->code;
}

static enum exit_code
show_strip(const struct strip_options *options, struct x *x)
{
	struct program program = {
	    .code = EXIT_ENDED, .loop = ev_default_loop(EVFLAG_AUTO)};

	if (!program.loop) {
		log_error("no event loop");
		return EXIT_USAGE;
	}
	enum exit_code code = run(&program, x, options);
	ev_loop_destroy(program.loop);
	return code;
}

/* As one of the keeper's processes, if it is to be kept. */
static enum exit_code
play(enum keeper_role role, const struct strip_options *options)
{
	const char *why = NULL;
	struct x *x = x_open(options->display, &why);
	enum exit_code code = EXIT_LOST;

	if (!x) {
		log_error("display: %s", why);
		return EXIT_USAGE;
	}
	if (role == KEEPER_IS_NOTICE) {
		notice_run(x, options);
	} else {
		code = show_strip(options, x);
	}
	x_close(x);
	return code;
}

int
main(int argc, char **argv)
{
	struct strip_options options;
	enum keeper_role role = KEEPER_IS_STRIP;
	int code = EXIT_ENDED;

	log_open("paravent-strip", LOG_INFO);
	ev_set_allocator(memory_or_end);
	signal(SIGPIPE, SIG_IGN); /* libxcb writes to a server that may have gone */
	switch (strip_options_read(argc, argv, &options)) {
	case STRIP_OPTIONS_DONE:
		return EXIT_ENDED;
	case STRIP_OPTIONS_BAD:
		return EXIT_USAGE;
	case STRIP_OPTIONS_RUN:
		break;
	}
	if (options.is_kept) {
		role = keeper_run(&options.ready_fd, &code);
	}
	return role == KEEPER_ENDED ? code : (int)play(role, &options);
}
