#include "wm/strip/options.h"

#include "common/base/log.h"

#include <config.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#define HEIGHT_LEAST 18u
#define HEIGHT_MOST 96u
#define HEIGHT_DEFAULT 28u
#define KEYSYM_ESCAPE 0xff1b

static const char usage[] =
    "Usage: paravent-strip [OPTION]...\n"
    "Shows on each monitor which domain gets what is typed.  A domain gets keys only\n"
    "while its label is there.  Super+Escape shows whose each window is.\n"
    "\n"
    "      --bottom        at the bottom of each monitor instead of its top\n"
    "      --height PX     18 to 96, at a scale of 100 % (default: 28)\n"
    "      --clock         show the time\n"
    "      --keep          start it again when it dies\n"
    "      --desk PATH     the daemon's socket (default: $PARAVENT_DESK, else\n"
    "                      $XDG_RUNTIME_DIR/paravent/.desk, else the service's)\n"
    "      --display D     the desktop's X display (default: $DISPLAY)\n"
    "      --ready-fd N    write a line to descriptor N when the strip is shown\n"
    "  -h, --help          this text\n"
    "  -V, --version       the version\n";

enum {
	OPTION_BOTTOM = 256,
	OPTION_HEIGHT,
	OPTION_CLOCK,
	OPTION_KEEP,
	OPTION_DESK,
	OPTION_DISPLAY,
	OPTION_READY_FD,
};

static const struct option long_options[] = {
    {"bottom", no_argument, NULL, OPTION_BOTTOM},
    {"height", required_argument, NULL, OPTION_HEIGHT},
    {"clock", no_argument, NULL, OPTION_CLOCK},
    {"keep", no_argument, NULL, OPTION_KEEP},
    {"desk", required_argument, NULL, OPTION_DESK},
    {"display", required_argument, NULL, OPTION_DISPLAY},
    {"ready-fd", required_argument, NULL, OPTION_READY_FD},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

static bool
read_number(const char *name, uint32_t least, uint32_t most, uint32_t *out)
{
	char *end = NULL;
	unsigned long number = strtoul(optarg, &end, 10);

	if (optarg[0] < '0' || optarg[0] > '9' || *end != '\0' || number < least ||
	    number > most) {
		log_error("%s %s: not a number from %u to %u", name, optarg, least, most);
		return false;
	}
	*out = (uint32_t)number;
	return true;
}

static bool
read_fd(int *out)
{
	uint32_t number;

	if (!read_number("--ready-fd", 0, 65535, &number)) {
		return false;
	}
	*out = (int)number;
	if (fcntl(*out, F_SETFD, FD_CLOEXEC) < 0) {
		log_error("--ready-fd %d: not an open descriptor", *out);
		return false;
	}
	return true;
}

static bool
take_option(struct strip_options *options, int option)
{
	switch (option) {
	case OPTION_BOTTOM:
		options->at_bottom = true;
		return true;
	case OPTION_HEIGHT:
		return read_number(
		    "--height", HEIGHT_LEAST, HEIGHT_MOST, &options->height);
	case OPTION_CLOCK:
		options->has_clock = true;
		return true;
	case OPTION_KEEP:
		options->is_kept = true;
		return true;
	case OPTION_DESK:
		options->desk = optarg;
		return true;
	case OPTION_DISPLAY:
		options->display = optarg;
		return true;
	case OPTION_READY_FD:
		return read_fd(&options->ready_fd);
	default:
		fputs("Try paravent-strip --help.\n", stderr);
		return false;
	}
}

enum strip_options_result
strip_options_read(int argc, char **argv, struct strip_options *out)
{
	int option;

	*out = (struct strip_options){
	    .height = HEIGHT_DEFAULT,
	    .attention_key = KEYSYM_ESCAPE,
	    .ready_fd = -1,
	};
	while ((option = getopt_long(argc, argv, "hV", long_options, NULL)) != -1) {
		if (option == 'h') {
			fputs(usage, stdout);
			return STRIP_OPTIONS_DONE;
		}
		if (option == 'V') {
			puts("paravent-strip " PACKAGE_VERSION);
			return STRIP_OPTIONS_DONE;
		}
		if (!take_option(out, option)) {
			return STRIP_OPTIONS_BAD;
		}
	}
	if (optind < argc) {
		log_error("%s: no argument is expected; try --help", argv[optind]);
		return STRIP_OPTIONS_BAD;
	}
	return STRIP_OPTIONS_RUN;
}
