/*
 * What fixture.c and fixture_domains.c share.
 */
#ifndef SCENARIO_FIXTURE_INTERNAL_H
#define SCENARIO_FIXTURE_INTERNAL_H

#include "tests/scenario/fixture.h"

/*
 * The path of a program of ours, or of a script that runs it in valgrind: the daemon
 * takes a worker's path, not a command.  False with errno.
 */
MUST_USE bool fixture_program(
    const struct fixture *fixture, const char *name, char *out, size_t size);

/* Who was started last in that role; -1 for none. */
pid_t fixture_pid_of(const struct crew *crew, const char *role);

/* Kills it, which is then no failure, and waits for it. */
MUST_USE bool fixture_kill_member(struct fixture *fixture, const char *role);

#endif
