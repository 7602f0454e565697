/*
 * One life of an agent's session in an X server that outlives it, a daemon at its socket,
 * and what it has logged.  Judges nothing.
 */
#ifndef TEST_AGENT_LIFE_H
#define TEST_AGENT_LIFE_H

#include "tests/agent/daemon.h"

#include <sys/types.h>

#define LIFE_HUNG (-1)
#define LIFE_CRASHED 1000 /* and above: by a signal */

struct life {
	pid_t pid;
	int ready, err; /* owned: pipes from it */
	char socket[128];
	char log[16384];
	size_t log_len;
	int64_t fault_at; /* ms: when its fault was seen; 0: not yet */
	struct daemon daemon;
};

struct life_plan {
	const char *program; /* in the build tree */
	const char *display;
	const char *folder; /* for its socket */
	const char *fault;  /* see tests/oracle/fault.h */
};

/* Starts it; true once it offers its socket and a daemon is there. */
MUST_USE bool life_begin(struct life *life, const struct life_plan *plan);

/*
 * Waits until done() says so.  False when the daemon's connection has ended; when
 * patience has; or some time after the fault: what was to come may never.
 */
bool life_until(struct life *life, bool (*done)(struct life *, void *), void *data);

/* Likewise, for as long as is due to what must come. */
MUST_USE bool life_until_at_last(
    struct life *life, bool (*done)(struct life *, void *), void *data);

/* For a message of that type and window. */
bool life_await(struct life *life, uint32_t type, uint32_t window);

/* A new daemon in the place of one whose connection has ended. */
MUST_USE bool life_reconnect(struct life *life);

/* Asks it to end.  Its exit status, LIFE_HUNG, or LIFE_CRASHED and more. */
int life_end(struct life *life);

/* Lines of that level in its log. */
size_t life_lines(const struct life *life, const char *level);

#endif
