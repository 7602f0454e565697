/*
 * What the kernel tells of processes: parents, commands, CPU time, memory, wake-ups.
 * Only reads; starts and ends nothing.
 */
#ifndef SCENARIO_PROCFS_H
#define SCENARIO_PROCFS_H

#include "common/base/base.h"

#include <sys/types.h>

/* Now, on the monotonic clock. */
int64_t clock_ms(void);
int64_t clock_ns(void);

/* CPU time that a process has used, user and system, all its threads; -1 when gone. */
int64_t procfs_cpu_ns(pid_t pid);

/* A line `KEY:  N kB` of smaps_rollup ("Pss", "Rss", "Pss_Anon"), in KiB; -1 when gone.
 */
int64_t procfs_memory_kib(pid_t pid, const char *key);

/* Context switches of all threads: each voluntary one ends in a wake-up.  -1 when gone.
 */
int64_t procfs_switches(pid_t pid);

/* Arguments joined by blanks (the kernel's name when there are none); false when gone. */
MUST_USE bool procfs_command(pid_t pid, char *out, size_t size);

/*
 * After SIGSTOP: waits until it runs no more, for the signal takes effect some time after
 * it was sent.  False when it has gone.
 */
MUST_USE bool procfs_await_stopped(pid_t pid);

/*
 * Waits until it sleeps: all that was there to wake it is done, at least as far as it
 * gets without others' answers.  False when it has gone, or at the deadline (clock_ms()).
 */
MUST_USE bool procfs_await_asleep(pid_t pid, int64_t deadline);

/* By a signal, and not for the moment by who traces it. */
bool procfs_is_stopped(pid_t pid);

/* Zombies do not live. */
bool procfs_is_alive(pid_t pid);

/*
 * Ids of all living descendants of ancestor, parents before their children, at most max.
 * Returns how many.
 */
size_t procfs_descendants(pid_t ancestor, pid_t *out, size_t max);

/* The nth (from 0) living descendant whose command contains part; -1 when none. */
pid_t procfs_find(pid_t ancestor, const char *part, size_t nth);

#endif
