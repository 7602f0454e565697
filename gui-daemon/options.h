/*
 * The command line of paravent-daemon.
 * Reads it and the environment; starts nothing, and never exits.
 */
#ifndef DAEMON_OPTIONS_H
#define DAEMON_OPTIONS_H

#include "common/base/base.h"

struct options {
	const char *config; /* borrowed from argv; NULL: the default path may be absent */
	const char *local;  /* borrowed; NULL for the default directory */
	const char *display; /* borrowed; "" for $DISPLAY */
	const char *user;    /* borrowed; NULL: the display is ours */
	const char *session; /* borrowed; where user lends the display */
	const char *desk;    /* borrowed; socket of desk programs; NULL for the default */
	const char *worker;  /* borrowed */
	int ready_fd;        /* -1 for none */
	bool xen;
	bool verbose;
};

enum options_result {
	OPTIONS_RUN,
	OPTIONS_DONE, /* --help or --version was answered on standard output */
	OPTIONS_BAD,  /* why was said on standard error */
};

MUST_USE enum options_result options_read(int argc, char **argv, struct options *out);

#endif
