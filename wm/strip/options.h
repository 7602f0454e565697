/*
 * The command line of paravent-strip.
 * Reads it and the environment; starts nothing, and never exits.
 */
#ifndef STRIP_OPTIONS_H
#define STRIP_OPTIONS_H

#include "common/base/base.h"

struct strip_options {
	const char *desk;       /* borrowed; NULL for the default */
	const char *display;    /* borrowed; NULL for $DISPLAY */
	uint32_t height;        /* px */
	uint32_t attention_key; /* keysym; with the Super key */
	bool at_bottom;
	bool has_clock;
	bool is_kept; /* started again when it dies (keeper.h) */
	int ready_fd; /* -1 for none */
};

enum strip_options_result {
	STRIP_OPTIONS_RUN,
	STRIP_OPTIONS_DONE, /* --help or --version was answered */
	STRIP_OPTIONS_BAD,  /* why was said on standard error */
};

MUST_USE enum strip_options_result strip_options_read(
    int argc, char **argv, struct strip_options *out);

#endif
