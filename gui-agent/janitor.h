/*
 * Removes what must not stay behind, however this process ends: a child that outlives it
 * waits for its end and cleans up.
 */
#ifndef AGENT_JANITOR_H
#define AGENT_JANITOR_H

#include "common/base/base.h"

#include <sys/types.h>

struct xorg;

struct janitor {
	pid_t pid;
	int alive; /* owned; its closing, by whatever means, is the signal */
};

/*
 * Starts one that will remove xorg's folder and the socket (each may be NULL).  False
 * when no process can be had.
 */
MUST_USE bool janitor_start(
    struct janitor *janitor, const struct xorg *xorg, const char *socket);

/* Cleans up now, and waits until it is done. */
void janitor_finish(struct janitor *janitor);

#endif
