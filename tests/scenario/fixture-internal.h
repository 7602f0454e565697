/*
 * What the fixture*.c files share.
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

/*
 * Starts a program that says a line on a descriptor when it is ready, and waits for that
 * line; `%d` in one of its arguments is replaced by the descriptor's number.
 */
MUST_USE bool fixture_start_and_await(struct fixture *fixture, const char *role,
    const char **arguments, char *line, size_t size);

/* fixture_desk.c: a window manager that knows nothing of the daemon; what asks it. */
MUST_USE bool fixture_start_wm(struct fixture *fixture);
MUST_USE bool fixture_start_desk(struct fixture *fixture);

/* Who was started last in that role; -1 for none. */
pid_t fixture_pid_of(const struct crew *crew, const char *role);

/* Kills it, which is then no failure, and waits for it. */
MUST_USE bool fixture_kill_member(struct fixture *fixture, const char *role);

#endif
