/*
 * One paravent-daemon under test, with fake workers and fake agents, in a directory of
 * its own.  Waits for events, never for time; a test that waits in vain ends.
 */
#ifndef TEST_RIG_H
#define TEST_RIG_H

#include "tests/daemon/fake.h"
#include "tests/scenario/tap.h"

#include <sys/types.h>

#define RIG_DEADLINE_MS 20000 /* generous: nothing is measured by it */
#define RIG_LOG_BYTES 65536

struct rig {
	char base[32];           /* everything is below; removed at the end */
	char sockets[48];        /* the directory that is watched */
	char config[48];         /* path of the file given with -c */
	bool no_local;           /* it finds the directory by itself */
	const char *const *more; /* borrowed: further arguments of rig_start(); or NULL */
	const char *program; /* borrowed: in the build tree; NULL: the daemon itself */
	int workers;         /* owned: where fake workers report */
	pid_t daemon;        /* -1 when none runs */
	int ready;           /* owned: the reading end of --ready-fd */
	int log;             /* owned: the reading end of its standard error */
	char text[RIG_LOG_BYTES]; /* what came from log */
	size_t text_len;
};

/* A worker that reported. */
struct fake {
	struct fake_report report;
	int fd; /* owned: orders go here; -1 when closed */
};

/* A directory, an empty configuration, no daemon.  Exits when that fails. */
void rig_init(struct rig *rig);

/* Ends the daemon with SIGKILL if it runs, and removes the directory. */
void rig_finish(struct rig *rig);

/* One test, with a rig of its own. */
typedef void rig_test(struct tap *tap, struct rig *rig);

/* Runs them all; main()'s exit status. */
int rig_run(rig_test *const tests[], size_t count);

/* Starts the daemon with these further arguments (NULL-terminated, or NULL). */
void rig_launch(struct rig *rig, const char *const *more);

/* Launches, and waits until it is ready. */
void rig_start(struct rig *rig);

/* Its exit status, or 1000 + signal. */
int rig_await_end(struct rig *rig);

/* SIGTERM and the wait; the exit status. */
int rig_stop(struct rig *rig);

/* Overwrites the configuration. */
void rig_configure(const struct rig *rig, const char *text);

/* Waits until the log holds text after position *at (may be NULL); moves *at behind it.
 */
MUST_USE bool rig_await_log(struct rig *rig, const char *text, size_t *at);

/* --- agents ------------------------------------------------------------------------ */

/* A socket that listens at NAME.sock; it listens already when it gets that name. */
int rig_listen(const struct rig *rig, const char *name);

/* Bound there, as agents do: for a moment it refuses. */
int rig_listen_in_place(const struct rig *rig, const char *name);
void rig_unlink(const struct rig *rig, const char *name);

/* --- workers ----------------------------------------------------------------------- */

/* The next worker that reports within wait_ms; false when none did. */
MUST_USE bool rig_next_worker(const struct rig *rig, struct fake *out, int wait_ms);

/* The same within the deadline; exits when none did. */
struct fake rig_worker(const struct rig *rig);

void fake_order(const struct fake *fake, enum fake_verb verb, uint32_t argument);

/* Waits for the one byte that answers an order. */
MUST_USE bool fake_await_answer(const struct fake *fake);

/* Waits until it has ended, and closes fd; false when it did not within wait_ms. */
MUST_USE bool fake_await_end(struct fake *fake, int wait_ms);

#endif
