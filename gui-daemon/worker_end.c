#include "gui-daemon/worker_end.h"

#include "common/base/log.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#define HELD_OFF_S 1. /* from here on a person may want to act */

bool
worker_end_is(int status, enum worker_exit code)
{
	return WIFEXITED(status) && WEXITSTATUS(status) == (int)code;
}

/* How a worker's end reads in the log. */
static void
describe_end(int status, char *out, size_t size)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) {
		snprintf(
		    out, size, "killed by its sandbox: a forbidden system call (SIGSYS)");
	} else if (WIFSIGNALED(status)) {
		snprintf(out, size, "killed by signal %d", WTERMSIG(status));
	} else if (worker_end_is(status, WORKER_ENDED)) {
		snprintf(out, size, "channel closed");
	} else if (worker_end_is(status, WORKER_GUEST_BAD)) {
		snprintf(out, size, "guest broke the protocol");
	} else if (worker_end_is(status, WORKER_CANNOT_START)) {
		snprintf(out, size, "worker cannot start");
	} else {
		snprintf(out, size, "worker failed with status %d", WEXITSTATUS(status));
	}
}

void
worker_end_log(const char *domain, int status, double wait_s)
{
	char how[80];

	describe_end(status, how, sizeof(how));
	if (worker_end_is(status, WORKER_CANNOT_START)) {
		log_error("%s: %s; correct what it said above, then send SIGHUP, or wait "
		          "%.0f s",
		    domain, how, wait_s);
	} else if (worker_end_is(status, WORKER_ENDED)) {
		/* An agent that is gone is no trouble, and would fill the log. */
		log_debug("%s: %s; next try in %.1f s", domain, how, wait_s);
	} else {
		log_warn("%s: %s; next try in %.1f s%s", domain, how, wait_s,
		    wait_s >= HELD_OFF_S ? ", or at SIGHUP" : "");
	}
}

bool
worker_end_is_misdeed(int status)
{
	return WIFSIGNALED(status) || worker_end_is(status, WORKER_GUEST_BAD);
}
