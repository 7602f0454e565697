/*
 * The processes that a test starts, and everything they start: none outlives the crew.
 * Knows nothing of X or of Paravent.
 */
#ifndef SCENARIO_CREW_H
#define SCENARIO_CREW_H

#include "common/base/base.h"

#include <sys/types.h>

#define CREW_MAX 64

struct member {
	char role[48]; /* names its log: DIR/ROLE.log */
	pid_t pid;     /* -1 when it has ended and is reaped */
	int status;    /* as of waitpid(), once it has ended */
	int in;        /* owned: the end we write to; -1 */
	int out;       /* owned: the end we read from; -1 */
	bool expected; /* its end was our will */
};

struct crew {
	char directory[128];
	struct member members[CREW_MAX];
	size_t count;
};

/* How to start one. */
struct crew_plan {
	const char *role;
	const char *const *arguments;   /* NULL-terminated; the program first */
	const char *const *environment; /* added, NAME=VALUE, NULL-terminated; or NULL */
	bool talks;  /* its standard input and output are pipes to member.in and .out */
	int inherit; /* descriptor it gets under the same number; 0 for none */
};

/*
 * Makes this process the reaper of orphans below it; logs go to directory (copied, must
 * exist).  False with errno.
 */
MUST_USE bool crew_init(struct crew *crew, const char *directory);

/* NULL, with a diagnostic, when it cannot be started.  Dies with this process. */
struct member *crew_start(struct crew *crew, const struct crew_plan *plan);

/* The last one started in this role; NULL when none. */
struct member *crew_find(const struct crew *crew, const char *role);

/* Waits until it has ended; true when it did before the deadline (clock_ms()). */
MUST_USE bool crew_await_end(struct member *member, int64_t deadline);

/* Ends it: SIGTERM, after 30 s SIGKILL.  False when it took SIGKILL or failed. */
bool crew_stop(struct member *member);

/*
 * Ends all, the last one first, and what they left.  False, with diagnostics, when one
 * had failed, took SIGKILL, or left a process behind that did not end by itself.
 */
MUST_USE bool crew_finish(struct crew *crew);

/* Waits until a process, ours or not, has ended; false at the deadline. */
MUST_USE bool crew_await_pid(pid_t pid, int64_t deadline);

/* The last lines of each log as TAP diagnostics. */
void crew_show_logs(const struct crew *crew);

/* Whether a log holds the text. */
bool crew_log_has(const struct crew *crew, const char *role, const char *text);
size_t crew_log_count(const struct crew *crew, const char *role, const char *text);

/* Waits until it holds the text that often; false at the deadline (clock_ms()). */
MUST_USE bool crew_await_log(const struct crew *crew, const char *role, const char *text,
    size_t times, int64_t deadline);

#endif
