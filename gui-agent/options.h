/*
 * The command line of paravent-agent.
 * Reads arguments only; prints nothing.
 */
#ifndef AGENT_OPTIONS_H
#define AGENT_OPTIONS_H

#include "common/base/base.h"

struct options {
	const char *local; /* path of the socket to offer; NULL with Xen */
	bool xen;
	uint32_t peer;       /* domain id of the daemon */
	const char *display; /* NULL: $DISPLAY */
	bool xorg;           /* start one */
	const char *xorg_path;
	const char *module_path; /* NULL: Xorg's own */
	const char *xkb_layout;  /* NULL: Xorg's own */
	const char *log;         /* of Xorg; NULL: in the private folder */
	uint32_t width, height;  /* px, of the first screen; 0: the driver's own */
	bool verbose;
	int ready_fd;   /* closed once the session has begun; -1: none.  Not for people */
	char **program; /* NULL-terminated, borrowed; NULL: none */
};

enum options_answer {
	OPTIONS_RUN,
	OPTIONS_HELP,
	OPTIONS_VERSION,
	OPTIONS_BAD, /* why says it in one line */
};

/* What out points to is borrowed from argv.  why is borrowed for ever. */
MUST_USE enum options_answer options_read(
    int argc, char **argv, struct options *out, char why[128]);

/* The text of --help. */
const char *options_help(void);

#endif
