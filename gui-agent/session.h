/*
 * One X server's windows, offered to daemons until the end: X on one side, the channel on
 * the other, one loop.  Owns both; decides nothing of either.
 */
#ifndef AGENT_SESSION_H
#define AGENT_SESSION_H

#include "gui-agent/options.h"

/* How a process of this program ended, for whoever started it. */
enum agent_exit {
	AGENT_ENDED = 0,  /* as asked */
	AGENT_FAILED = 1, /* something died: trying again may help */
	AGENT_BAD_ARGUMENTS = 2,
	AGENT_CANNOT = 3, /* trying again does not help */
};

/* Runs until SIGTERM, SIGINT or the X server's end; logs why. */
enum agent_exit session_run(const struct options *options);

#endif
