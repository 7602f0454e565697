/*
 * Starts an X server, a session and a program, and keeps them together: the session is
 * started again whenever it dies; when the program or the X server ends, so does all.
 * Speaks neither X nor the protocol, so that nothing a client does reaches it.
 */
#ifndef AGENT_SUPERVISE_H
#define AGENT_SUPERVISE_H

#include "gui-agent/session.h"

/* Returns when all has ended; logs why.  The program's own status if it ended first. */
int supervise_run(const struct options *options);

#endif
