/*
 * Signals for one process.  kill() with a pid that was never set, 0 or -1, reaches the
 * test's own group, or, for root, every process of the machine.
 */
#ifndef TESTS_KILL_ONE_H
#define TESTS_KILL_ONE_H

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

/* As kill(); a pid that names no single process ends the test. */
static inline int
kill_one(pid_t pid, int number)
{
	if (pid <= 1) {
		printf("Bail out! there is no process to signal: %d\n", (int)pid);
		fflush(stdout);
		abort();
	}
	return kill(pid, number);
}

#endif
