/*
 * The command line of paravent-replay.
 * Reads arguments only; prints nothing.
 */
#ifndef REPLAY_OPTIONS_H
#define REPLAY_OPTIONS_H

#include "replay/event.h"

enum options_command {
	COMMAND_RECORD,
	COMMAND_SHOW,
	COMMAND_PLAY,
	COMMAND_MUTATE,
};

struct options {
	enum options_command command;
	const char *listen, *connect; /* borrowed from argv; NULL: not given */
	const char *output;           /* NULL: standard output */
	const char *input;            /* "-": standard input */
	bool is_text, is_binary, has_pixels, is_fast, is_stepped, expects;
	bool has_seed;
	uint64_t seed;
	uint64_t count;
	enum side from;
	int64_t patience_us; /* 0: not given */
};

enum options_answer {
	OPTIONS_RUN,
	OPTIONS_HELP,
	OPTIONS_VERSION,
	OPTIONS_BAD,
};

/* OPTIONS_BAD with why. */
enum options_answer options_read(
    int argc, char **argv, struct options *out, char why[128]);

const char *options_help(void);

#endif
