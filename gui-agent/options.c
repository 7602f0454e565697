#include "gui-agent/options.h"

#include "protocol/wire/messages.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#define XORG_PATH "/usr/lib/xorg/Xorg"

enum {
	OPT_LOCAL = 256,
	OPT_XEN,
	OPT_PEER,
	OPT_DISPLAY,
	OPT_XORG,
	OPT_XORG_PATH,
	OPT_MODULE_PATH,
	OPT_XKB_LAYOUT,
	OPT_LOG,
	OPT_SIZE,
	OPT_READY_FD,
	OPT_HELP,
	OPT_VERSION,
};

static const struct option long_options[] = {
    {"local", required_argument, NULL, OPT_LOCAL},
    {"xen", no_argument, NULL, OPT_XEN},
    {"peer", required_argument, NULL, OPT_PEER},
    {"display", required_argument, NULL, OPT_DISPLAY},
    {"xorg", no_argument, NULL, OPT_XORG},
    {"xorg-path", required_argument, NULL, OPT_XORG_PATH},
    {"module-path", required_argument, NULL, OPT_MODULE_PATH},
    {"xkb-layout", required_argument, NULL, OPT_XKB_LAYOUT},
    {"log", required_argument, NULL, OPT_LOG},
    {"size", required_argument, NULL, OPT_SIZE},
    {"ready-fd", required_argument, NULL, OPT_READY_FD},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, OPT_HELP},
    {"version", no_argument, NULL, OPT_VERSION},
    {NULL, 0, NULL, 0},
};

const char *
options_help(void)
{
	return "Usage: paravent-agent --local SOCKET | --xen [--peer DOMAIN]\n"
	       "           [--display :N | --xorg] [OPTIONS] [--] [PROGRAM ARGS...]\n"
	       "Shows this guest's windows on a Paravent desktop.\n"
	       "\n"
	       "  --local SOCKET       offer the windows at this UNIX socket\n"
	       "  --xen                offer them over Xen's vchan\n"
	       "  --peer DOMAIN        to this domain (default: 0)\n"
	       "  --display :N         of this X server (default: $DISPLAY)\n"
	       "  --xorg               start an Xorg of our own\n"
	       "  --xorg-path FILE     its program (default: " XORG_PATH ")\n"
	       "  --module-path DIRS   where it finds its modules\n"
	       "  --xkb-layout LAYOUT  its keyboard layout\n"
	       "  --log FILE           its log\n"
	       "  --size WxH           its first screen, px\n"
	       "  -v, --verbose        log more\n"
	       "  --help, --version    print this, or the version\n"
	       "\n"
	       "PROGRAM is started once the session is ready; when it ends, so does "
	       "all.\n";
}

/* A number in [0, most] and nothing else. */
static bool
read_number(const char *text, unsigned long most, uint32_t *out)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (text[0] < '0' || text[0] > '9' || *end || n > most) {
		return false;
	}
	*out = (uint32_t)n;
	return true;
}

static bool
read_size(const char *text, struct options *out)
{
	char rest;

	return sscanf(text, "%5ux%5u%c", &out->width, &out->height, &rest) == 2 &&
	    out->width >= 1 && out->width <= WIRE_MAX_WIDTH && out->height >= 1 &&
	    out->height <= WIRE_MAX_HEIGHT;
}

/* What goes into Xorg's configuration must not end its string. */
static bool
is_layout(const char *text)
{
	return text[0] &&
	    text[strspn(text,
	        "abcdefghijklmnopqrstuvwxyz"
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_,()-")] == 0;
}

/* Options with a value that cannot be wrong; NULL for any other. */
static const char **
text_option(struct options *o, int option)
{
	switch (option) {
	case OPT_LOCAL:
		return &o->local;
	case OPT_DISPLAY:
		return &o->display;
	case OPT_XORG_PATH:
		return &o->xorg_path;
	case OPT_MODULE_PATH:
		return &o->module_path;
	case OPT_LOG:
		return &o->log;
	default:
		return NULL;
	}
}

static const char *
take_value(struct options *o, int option, const char *value)
{
	uint32_t fd;

	switch (option) {
	case OPT_PEER:
		return read_number(value, 32751, &o->peer) ? NULL : "no domain id";
	case OPT_SIZE:
		return read_size(value, o) ? NULL : "no size up to 16384x6144";
	case OPT_XKB_LAYOUT:
		o->xkb_layout = value;
		return is_layout(value) ? NULL : "no keyboard layout";
	case OPT_READY_FD:
		if (!read_number(value, 65535, &fd)) {
			return "no descriptor";
		}
		o->ready_fd = (int)fd;
		return NULL;
	default:
		return "unknown";
	}
}

static void
take_switch(struct options *o, int option)
{
	o->xen |= option == OPT_XEN;
	o->xorg |= option == OPT_XORG;
	o->verbose |= option == 'v';
}

static const char *
judge(const struct options *o)
{
	if (!o->local == !o->xen) {
		return "give --local SOCKET or --xen";
	}
	if (o->local &&
	    (!o->local[0] ||
	        strlen(o->local) >= sizeof(((struct sockaddr_un *)0)->sun_path))) {
		return "--local: a path of 1 to 107 bytes";
	}
	if (o->display && o->xorg) {
		return "--display and --xorg exclude each other";
	}
	if (!o->xorg && (o->module_path || o->xkb_layout || o->log || o->width)) {
		return "--module-path, --xkb-layout, --log and --size need --xorg";
	}
	return NULL;
}

static enum options_answer
take_option(struct options *out, int option, char *const *argv, char why[128])
{
	const char **text = text_option(out, option);
	const char *wrong;

	if (text) {
		*text = optarg;
		return OPTIONS_RUN;
	}
	if (!optarg && option != '?' && option != ':') {
		take_switch(out, option);
		return OPTIONS_RUN;
	}
	if (option == '?' || option == ':') {
		snprintf(why, 128, "%s: %s", argv[optind - 1],
		    option == ':' ? "needs a value" : "unknown option");
		return OPTIONS_BAD;
	}
	wrong = take_value(out, option, optarg);
	if (wrong) {
		snprintf(why, 128, "%s: %s", optarg, wrong);
		return OPTIONS_BAD;
	}
	return OPTIONS_RUN;
}

enum options_answer
options_read(int argc, char **argv, struct options *out, char why[128])
{
	int option;

	*out = (struct options){.xorg_path = XORG_PATH, .ready_fd = -1};
	opterr = 0;
	while ((option = getopt_long(argc, argv, "+:v", long_options, NULL)) != -1) {
		if (option == OPT_HELP || option == OPT_VERSION) {
			return option == OPT_HELP ? OPTIONS_HELP : OPTIONS_VERSION;
		}
		enum options_answer answer = take_option(out, option, argv, why);
		if (answer != OPTIONS_RUN) {
			return answer;
		}
	}
	out->program = optind < argc ? argv + optind : NULL;
	const char *wrong = judge(out);
	if (wrong) {
		snprintf(why, 128, "%s", wrong);
		return OPTIONS_BAD;
	}
	return OPTIONS_RUN;
}
