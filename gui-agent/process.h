/*
 * One child process that never outlives us, and leads a group of its own.
 * Knows nothing of what it runs.
 */
#ifndef AGENT_PROCESS_H
#define AGENT_PROCESS_H

#include "common/base/base.h"

#include <ev.h>
#include <sys/types.h>

struct process;

typedef void (*process_ended)(struct process *process, int status);

/* Zeroed is one that does not run. */
struct process {
	const char *name; /* for the log */
	pid_t pid;        /* 0: does not run */
	ev_child watcher;
	process_ended ended; /* status as of waitpid(2); it no longer runs */
	void *data;          /* borrowed; the owner's */
};

struct process_start {
	char *const *argv; /* looked for in $PATH */
	int keep_fd;       /* stays open in the child; -1: none */
	bool is_silent;    /* its output goes nowhere */
};

/* False with errno.  The default loop must exist. */
MUST_USE bool process_start(
    struct process *process, struct ev_loop *loop, const struct process_start *how);

/* Sends a signal to it and its group; nothing happens when it does not run. */
void process_signal(const struct process *process, int signal);

/* A status of waitpid(2) in a few words. */
const char *process_describe(int status, char out[32]);

#endif
