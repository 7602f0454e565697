#include "gui-daemon/options.h"

#include "common/base/log.h"

#include <config.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static const char usage[] =
    "Usage: paravent-daemon [OPTION]...\n"
    "Shows the windows of untrusted domains, each in its frame.\n"
    "\n"
    "  -c, --config FILE   how domains are marked (default: " PARAVENT_CONFIG ")\n"
    "      --local DIR     directory of agents' sockets NAME.sock\n"
    "                      (default: $XDG_RUNTIME_DIR/paravent)\n"
    "      --xen           domains of Xen as well\n"
    "      --display D     the desktop's X display (default: $DISPLAY)\n"
    "      --user NAME     the display that this user's session lends, instead\n"
    "      --session PATH  socket on which it does (default: " PARAVENT_SESSION_SOCKET
    ")\n"
    "      --desk PATH     socket for paravent-strip and paravent-wm\n"
    "                      (default: DIR/.desk; with --user: desk beside\n"
    "                      the socket of --session)\n"
    "      --worker PATH   program that serves one domain (default: $PARAVENT_WORKER,\n"
    "                      else " PARAVENT_GUEST_PATH ")\n"
    "      --ready-fd N    write a line to descriptor N when the directory is watched\n"
    "  -v, --verbose       log more\n"
    "  -h, --help          this text\n"
    "  -V, --version       the version\n"
    "\n"
    "SIGHUP reads FILE again; SIGTERM and SIGINT end all workers.\n";

enum {
	OPTION_LOCAL = 256,
	OPTION_XEN,
	OPTION_DISPLAY,
	OPTION_USER,
	OPTION_SESSION,
	OPTION_DESK,
	OPTION_WORKER,
	OPTION_READY_FD,
};

static const struct option long_options[] = {
    {"config", required_argument, NULL, 'c'},
    {"local", required_argument, NULL, OPTION_LOCAL},
    {"xen", no_argument, NULL, OPTION_XEN},
    {"display", required_argument, NULL, OPTION_DISPLAY},
    {"user", required_argument, NULL, OPTION_USER},
    {"session", required_argument, NULL, OPTION_SESSION},
    {"desk", required_argument, NULL, OPTION_DESK},
    {"worker", required_argument, NULL, OPTION_WORKER},
    {"ready-fd", required_argument, NULL, OPTION_READY_FD},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

static bool
read_fd(const char *text, int *out)
{
	char *end = NULL;
	unsigned long fd = strtoul(text, &end, 10);

	if (text[0] < '0' || text[0] > '9' || *end != '\0' || fd > 65535 ||
	    fcntl((int)fd, F_GETFD) < 0) {
		log_error("--ready-fd %s: not an open descriptor", text);
		return false;
	}
	*out = (int)fd;
	return true;
}

/* Where the worker is, unless --worker says. */
static const char *
default_worker(void)
{
	const char *path = secure_getenv("PARAVENT_WORKER");

	return path && path[0] != '\0' ? path : PARAVENT_GUEST_PATH;
}

static bool
take_option(struct options *options, int option)
{
	switch (option) {
	case 'c':
		options->config = optarg;
		return true;
	case OPTION_LOCAL:
		options->local = optarg;
		return true;
	case OPTION_XEN:
		options->xen = true;
		return true;
	case OPTION_DISPLAY:
		options->display = optarg;
		return true;
	case OPTION_USER:
		options->user = optarg;
		return true;
	case OPTION_SESSION:
		options->session = optarg;
		return true;
	case OPTION_DESK:
		options->desk = optarg;
		return true;
	case OPTION_WORKER:
		options->worker = optarg;
		return true;
	case OPTION_READY_FD:
		return read_fd(optarg, &options->ready_fd);
	case 'v':
		options->verbose = true;
		return true;
	default:
		fputs("Try paravent-daemon --help.\n", stderr);
		return false;
	}
}

enum options_result
options_read(int argc, char **argv, struct options *out)
{
	int option;

	*out = (struct options){
	    .display = "",
	    .session = PARAVENT_SESSION_SOCKET,
	    .worker = default_worker(),
	    .ready_fd = -1,
	};
	while ((option = getopt_long(argc, argv, "c:vhV", long_options, NULL)) != -1) {
		if (option == 'h') {
			fputs(usage, stdout);
			return OPTIONS_DONE;
		}
		if (option == 'V') {
			puts("paravent-daemon " PACKAGE_VERSION);
			return OPTIONS_DONE;
		}
		if (!take_option(out, option)) {
			return OPTIONS_BAD;
		}
	}
	if (optind < argc) {
		log_error("%s: no argument is expected; try --help", argv[optind]);
		return OPTIONS_BAD;
	}
	return OPTIONS_RUN;
}
