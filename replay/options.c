#include "replay/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SECONDS 86400.

enum {
	OPT_LISTEN = 256,
	OPT_CONNECT,
	OPT_TEXT,
	OPT_BINARY,
	OPT_PIXELS,
	OPT_FAST,
	OPT_STEP,
	OPT_EXPECT,
	OPT_DEADLINE,
	OPT_SEED,
	OPT_COUNT,
	OPT_FROM,
	OPT_HELP,
	OPT_VERSION,
};

static const struct option long_options[] = {
    {"listen", required_argument, NULL, OPT_LISTEN},
    {"connect", required_argument, NULL, OPT_CONNECT},
    {"output", required_argument, NULL, 'o'},
    {"text", no_argument, NULL, OPT_TEXT},
    {"binary", no_argument, NULL, OPT_BINARY},
    {"pixels", no_argument, NULL, OPT_PIXELS},
    {"fast", no_argument, NULL, OPT_FAST},
    {"step", no_argument, NULL, OPT_STEP},
    {"expect", no_argument, NULL, OPT_EXPECT},
    {"deadline", required_argument, NULL, OPT_DEADLINE},
    {"seed", required_argument, NULL, OPT_SEED},
    {"count", required_argument, NULL, OPT_COUNT},
    {"from", required_argument, NULL, OPT_FROM},
    {"help", no_argument, NULL, OPT_HELP},
    {"version", no_argument, NULL, OPT_VERSION},
    {NULL, 0, NULL, 0},
};

#define TAKES(command) (1u << (command))

/* Which commands an option belongs to, and the command's name. */
static const struct {
	int option;
	unsigned commands;
} belongs[] = {
    {OPT_LISTEN, TAKES(COMMAND_RECORD) | TAKES(COMMAND_PLAY)},
    {OPT_CONNECT, TAKES(COMMAND_RECORD) | TAKES(COMMAND_PLAY)},
    {'o', TAKES(COMMAND_RECORD) | TAKES(COMMAND_SHOW) | TAKES(COMMAND_MUTATE)},
    {OPT_TEXT, TAKES(COMMAND_RECORD)},
    {OPT_BINARY, TAKES(COMMAND_SHOW) | TAKES(COMMAND_MUTATE)},
    {OPT_PIXELS, TAKES(COMMAND_RECORD)},
    {OPT_FAST, TAKES(COMMAND_PLAY)},
    {OPT_STEP, TAKES(COMMAND_PLAY)},
    {OPT_EXPECT, TAKES(COMMAND_PLAY)},
    {OPT_DEADLINE, TAKES(COMMAND_RECORD) | TAKES(COMMAND_PLAY)},
    {OPT_SEED, TAKES(COMMAND_MUTATE)},
    {OPT_COUNT, TAKES(COMMAND_MUTATE)},
    {OPT_FROM, TAKES(COMMAND_MUTATE)},
};

static const char *const command_names[] = {
    [COMMAND_RECORD] = "record",
    [COMMAND_SHOW] = "show",
    [COMMAND_PLAY] = "play",
    [COMMAND_MUTATE] = "mutate",
};

const char *
options_help(void)
{
	return "Usage: paravent-replay record --listen WHERE --connect WHERE\n"
	       "           [--output FILE] [--text] [--pixels] [--deadline SECONDS]\n"
	       "       paravent-replay show [--binary] [--output FILE] CAPTURE\n"
	       "       paravent-replay play --listen WHERE | --connect WHERE\n"
	       "           [--expect] [--fast | --step] [--deadline SECONDS] CAPTURE\n"
	       "       paravent-replay mutate --seed N [--count M] [--from "
	       "agent|daemon]\n"
	       "           [--binary] [--output FILE] CAPTURE\n"
	       "Records, shows, plays and spoils sessions of the GUI protocol.\n"
	       "\n"
	       "  record   pass a session on between an agent (--connect) and a daemon\n"
	       "           (which connects to --listen), and write it down\n"
	       "  show     print a capture as text, or make bytes of a text\n"
	       "  play     be the agent (--listen) or the daemon (--connect)\n"
	       "  mutate   make a capture wrong; the same seed, the same mistakes\n"
	       "\n"
	       "WHERE is a UNIX socket's path or vchan:DOMAIN[:PORT].  CAPTURE is text\n"
	       "or bytes; - is standard input.  See paravent-replay(1).\n";
}

/* --- values ------------------------------------------------------------------------ */

static bool
read_number(const char *text, uint64_t *out)
{
	char *end;

	errno = 0;
	unsigned long long n = strtoull(text, &end, 0);
	*out = n;
	return text[0] >= '0' && text[0] <= '9' && !*end && errno == 0;
}

static bool
read_seconds(const char *text, int64_t *us)
{
	char *end;
	double seconds = strtod(text, &end);

	if (end == text || *end || !(seconds >= 0.001 && seconds <= MOST_SECONDS)) {
		return false;
	}
	*us = (int64_t)(seconds * 1e6);
	return true;
}

static bool
read_side(const char *text, enum side *out)
{
	*out = strcmp(text, "agent") == 0 ? SIDE_AGENT : SIDE_DAEMON;
	return *out == SIDE_AGENT || strcmp(text, "daemon") == 0;
}

/* NULL, or what the value should have been. */
static const char *
take_value(struct options *o, int option, const char *value)
{
	switch (option) {
	case OPT_LISTEN:
		o->listen = value;
		return NULL;
	case OPT_CONNECT:
		o->connect = value;
		return NULL;
	case 'o':
		o->output = value;
		return NULL;
	case OPT_DEADLINE:
		return read_seconds(value, &o->patience_us)
		    ? NULL
		    : "not 0.001 to 86400 seconds";
	case OPT_SEED:
		o->has_seed = true;
		return read_number(value, &o->seed) ? NULL : "no number";
	case OPT_COUNT:
		return read_number(value, &o->count) && o->count <= 1000000
		    ? NULL
		    : "not a number up to 1000000";
	case OPT_FROM:
		return read_side(value, &o->from) ? NULL : "neither agent nor daemon";
	default:
		return "unknown";
	}
}

static void
take_switch(struct options *o, int option)
{
	o->is_text |= option == OPT_TEXT;
	o->is_binary |= option == OPT_BINARY;
	o->has_pixels |= option == OPT_PIXELS;
	o->is_fast |= option == OPT_FAST;
	o->is_stepped |= option == OPT_STEP;
	o->expects |= option == OPT_EXPECT;
}

/* --- all together ------------------------------------------------------------------ */

static bool
read_command(const char *text, enum options_command *out)
{
	for (size_t i = 0; i < ARRAY_LEN(command_names); i++) {
		if (strcmp(text, command_names[i]) == 0) {
			*out = (enum options_command)i;
			return true;
		}
	}
	return false;
}

static bool
is_of_command(int option, enum options_command command)
{
	for (size_t i = 0; i < ARRAY_LEN(belongs); i++) {
		if (belongs[i].option == option) {
			return belongs[i].commands & TAKES(command);
		}
	}
	return false;
}

static const char *
judge(const struct options *o)
{
	bool has_input = o->input;

	if (o->command == COMMAND_RECORD) {
		return !o->listen || !o->connect ? "record needs --listen and --connect"
		    : has_input                  ? "record takes no file: use --output"
		                                 : NULL;
	}
	if (!has_input) {
		return "name a capture, or - for standard input";
	}
	if (o->command == COMMAND_PLAY && !o->listen == !o->connect) {
		return "give --listen to be the agent, or --connect to be the daemon";
	}
	if (o->is_fast && o->is_stepped) {
		return "--fast and --step exclude each other";
	}
	if (o->is_stepped && strcmp(o->input, "-") == 0) {
		return "--step needs standard input: name a file";
	}
	if (o->command == COMMAND_MUTATE && !o->has_seed) {
		return "mutate needs --seed N";
	}
	return NULL;
}

static enum options_answer
bad(char why[128], const char *what, const char *wrong)
{
	snprintf(why, 128, "%s%s%s", what, what[0] ? ": " : "", wrong);
	return OPTIONS_BAD;
}

static enum options_answer
take_option(struct options *o, int option, char *const *argv, char why[128])
{
	const char *wrong = NULL;

	if (option == OPT_HELP || option == OPT_VERSION) {
		return option == OPT_HELP ? OPTIONS_HELP : OPTIONS_VERSION;
	}
	if (option == '?' || option == ':') {
		return bad(why, argv[optind - 1],
		    option == ':' ? "needs a value" : "unknown option");
	}
	if (!is_of_command(option, o->command)) {
		return bad(why, command_names[o->command], "has no such option");
	}
	if (optarg) {
		wrong = take_value(o, option, optarg);
	} else {
		take_switch(o, option);
	}
	return wrong ? bad(why, optarg, wrong) : OPTIONS_RUN;
}

/* Before a command stands at most --help or --version. */
static enum options_answer
read_first(int argc, char **argv, struct options *out, char why[128])
{
	if (argc < 2) {
		return bad(why, "", "say record, show, play or mutate");
	}
	if (strcmp(argv[1], "--help") == 0) {
		return OPTIONS_HELP;
	}
	if (strcmp(argv[1], "--version") == 0) {
		return OPTIONS_VERSION;
	}
	return read_command(argv[1], &out->command)
	    ? OPTIONS_RUN
	    : bad(why, argv[1], "not one of record, show, play and mutate");
}

enum options_answer
options_read(int argc, char **argv, struct options *out, char why[128])
{
	*out = (struct options){.count = 1, .from = SIDE_AGENT};
	enum options_answer answer = read_first(argc, argv, out, why);
	if (answer != OPTIONS_RUN) {
		return answer;
	}
	int option;
	opterr = 0;
	while (
	    (option = getopt_long(argc - 1, argv + 1, ":o:", long_options, NULL)) != -1) {
		answer = take_option(out, option, argv + 1, why);
		if (answer != OPTIONS_RUN) {
			return answer;
		}
	}
	out->input = optind < argc - 1 ? argv[optind + 1] : NULL;
	if (optind + 1 < argc - 1) {
		return bad(why, argv[optind + 2], "one capture at a time");
	}
	const char *wrong = judge(out);
	return wrong ? bad(why, "", wrong) : OPTIONS_RUN;
}
