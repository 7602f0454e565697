/*
 * paravent-wm: a window manager that knows domains.
 */
#include "common/base/log.h"
#include "common/base/memory.h"
#include "wm/preview.h"
#include "wm/settings.h"
#include "wm/wm.h"

#include <config.h>
#include <ev.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RESTARTED "PARAVENT_WM_RESTARTED" /* in the environment, by ourselves */

static const char usage[] =
    "Usage: paravent-wm [OPTION]...\n"
    "Manages the windows of dom0 and of untrusted domains.\n"
    "\n"
    "  -c, --config FILE         how it looks and what keys do (default:\n"
    "                            $XDG_CONFIG_HOME/paravent-wm.conf, else\n"
    "                            " PARAVENT_WM_CONFIG ")\n"
    "      --replace             take over from another window manager\n"
    "      --display D           X display (default: $DISPLAY)\n"
    "      --desk PATH           the daemon's desk socket (default: $PARAVENT_DESK,\n"
    "                            else beside the agents' sockets)\n"
    "      --theme-preview FILE  draw all marks into FILE.png, and end\n"
    "      --check-config        read the configuration, tell its errors, and end\n"
    "      --ready-fd N          write a line to descriptor N when it manages\n"
    "  -v, --verbose             log more\n"
    "  -h, --help                this text\n"
    "  -V, --version             the version\n"
    "\n"
    "SIGHUP reads FILE again, SIGUSR1 starts the program anew in its place.\n";

enum {
	OPTION_REPLACE = 256,
	OPTION_DISPLAY,
	OPTION_DESK,
	OPTION_PREVIEW,
	OPTION_CHECK,
	OPTION_READY_FD,
};

static const struct option long_options[] = {
    {"config", required_argument, NULL, 'c'},
    {"replace", no_argument, NULL, OPTION_REPLACE},
    {"display", required_argument, NULL, OPTION_DISPLAY},
    {"desk", required_argument, NULL, OPTION_DESK},
    {"theme-preview", required_argument, NULL, OPTION_PREVIEW},
    {"check-config", no_argument, NULL, OPTION_CHECK},
    {"ready-fd", required_argument, NULL, OPTION_READY_FD},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

struct arguments {
	struct wm_options wm;
	const char *display;
	const char *preview;
	bool check_config;
	bool verbose;
	int ready_fd;
	int status; /* to end with at once; -1: go on */
};

static void
take_option(struct arguments *a, int option)
{
	switch (option) {
	case 'c':
		a->wm.config = optarg;
		a->wm.config_must_exist = true;
		break;
	case OPTION_REPLACE:
		a->wm.replace = true;
		break;
	case OPTION_DISPLAY:
		a->display = optarg;
		break;
	case OPTION_DESK:
		a->wm.desk = optarg;
		break;
	case OPTION_PREVIEW:
		a->preview = optarg;
		break;
	case OPTION_CHECK:
		a->check_config = true;
		break;
	case OPTION_READY_FD:
		a->ready_fd = atoi(optarg);
		break;
	case 'v':
		a->verbose = true;
		break;
	case 'h':
		fputs(usage, stdout);
		a->status = EXIT_SUCCESS;
		break;
	case 'V':
		puts("paravent-wm " PACKAGE_VERSION);
		a->status = EXIT_SUCCESS;
		break;
	default:
		fputs("Try paravent-wm --help.\n", stderr);
		a->status = EXIT_FAILURE;
	}
}

static struct arguments
read_arguments(int argc, char **argv)
{
	struct arguments a = {.ready_fd = -1, .status = -1};
	int option;

	while (a.status < 0 &&
	    (option = getopt_long(argc, argv, "c:vhV", long_options, NULL)) != -1) {
		take_option(&a, option);
	}
	if (a.status < 0 && optind < argc) {
		log_error("%s: no argument is expected; try --help", argv[optind]);
		a.status = EXIT_FAILURE;
	}
	a.wm.was_restarted = getenv(RESTARTED) != NULL;
	unsetenv(RESTARTED);
	return a;
}

/* The person's own file, else the system's. */
static const char *
default_config(char *out, size_t size)
{
	const char *folder = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");

	if (folder && folder[0] == '/') {
		snprintf(out, size, "%s/paravent-wm.conf", folder);
	} else {
		snprintf(out, size, "%s/.config/paravent-wm.conf", home ? home : "");
	}
	return access(out, F_OK) == 0 ? out : PARAVENT_WM_CONFIG;
}

static void
say(void *data, enum log_level level, const char *text)
{
	(void)data;
	(void)level;
	fprintf(stderr, "%s\n", text);
}

static int
check_config(const struct wm_options *options)
{
	const struct config_listener listener = {.say = say};
	struct config config;

	return config_load(
	           options->config, options->config_must_exist, &listener, &config)
	    ? EXIT_SUCCESS
	    : EXIT_FAILURE;
}

/* --- signals ----------------------------------------------------------------------- */

static void
on_signal(struct ev_loop *loop, ev_signal *watcher, int events)
{
	struct wm *wm = watcher->data;

	(void)loop;
	(void)events;
	if (watcher->signum == SIGHUP) {
		settings_reload(wm);
	} else {
		wm_end(wm, watcher->signum == SIGUSR1 ? WM_RESTARTS : WM_QUITS);
	}
}

static enum wm_end
run(struct ev_loop *loop, struct wm *wm, int ready_fd)
{
	static const int signals[] = {SIGHUP, SIGUSR1, SIGTERM, SIGINT};
	ev_signal watchers[ARRAY_LEN(signals)];

	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		ev_signal_init(&watchers[i], on_signal, signals[i]);
		watchers[i].data = wm;
		ev_signal_start(loop, &watchers[i]);
	}
	present_settle(wm);
	free(xcb_get_input_focus_reply(
	    wm->x->xcb, xcb_get_input_focus(wm->x->xcb), NULL)); /* all has arrived */
	if (ready_fd >= 0 && !wm->was_restarted && write(ready_fd, "ready\n", 6) != 6) {
		log_warn("nobody hears that we are ready");
	}
	if (wm->end == WM_RUNS) {
		ev_run(loop, 0);
	}
	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		ev_signal_stop(loop, &watchers[i]);
	}
	return wm->end;
}

static enum wm_end
serve(const struct arguments *a)
{
	struct ev_loop *loop = ev_default_loop(0);
	const char *why;
	struct x *x = x_open(a->display, &why);

	if (!x) {
		log_error("display \"%s\": %s", a->display ? a->display : "", why);
		return WM_FAILED;
	}
	struct wm *wm = loop ? wm_create(loop, x, &a->wm) : NULL;
	if (!wm) {
		return WM_FAILED;
	}
	enum wm_end end = run(loop, wm, a->ready_fd);
	wm_destroy(wm);
	ev_loop_destroy(loop);
	return end;
}

/* The same program, perhaps a newer one, in the same process. */
static int
start_anew(char **argv)
{
	setenv(RESTARTED, "1", 1);
	execvp(argv[0], argv);
	log_error("%s: cannot be started anew: %m", argv[0]);
	return EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
	char path[4096];

	log_open("paravent-wm", LOG_INFO);
	ev_set_allocator(memory_or_end);
	signal(SIGPIPE, SIG_IGN);
	struct arguments a = read_arguments(argc, argv);
	if (a.status >= 0) {
		return a.status;
	}
	if (!a.wm.config) {
		a.wm.config = default_config(path, sizeof(path));
	}
	log_open("paravent-wm", a.verbose ? LOG_DEBUG : LOG_INFO);
	if (a.check_config) {
		return check_config(&a.wm);
	}
	if (a.preview) {
		return preview_write(a.preview) ? EXIT_SUCCESS : EXIT_FAILURE;
	}
	enum wm_end end = serve(&a);
	if (end == WM_RESTARTS) {
		return start_anew(argv);
	}
	return end == WM_QUITS ? EXIT_SUCCESS : EXIT_FAILURE;
}
