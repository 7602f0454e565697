/*
 * What a test may leave behind besides processes: sockets, X servers' locks, reports of
 * sanitizers.  Only looks.
 */
#ifndef SCENARIO_LEFTOVER_H
#define SCENARIO_LEFTOVER_H

#include "common/base/base.h"

#include <sys/types.h>

#define LEFTOVER_PIDS_MAX 512

struct leftover {
	pid_t pids[LEFTOVER_PIDS_MAX]; /* what ran below us before the end */
	size_t count;
};

/* Before anything is ended. */
void leftover_prepare(struct leftover *leftover);

/*
 * After everything has ended: false, with diagnostics, when one of those processes left
 * an X server's lock, or a socket is in the folder.
 */
bool leftover_check(const struct leftover *leftover, const char *sockets);

/* False when a sanitizer or valgrind wrote a report to the folder; shows it. */
bool leftover_show_reports(const char *folder);

#endif
