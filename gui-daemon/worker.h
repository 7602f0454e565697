/*
 * One running paravent-guest: started with its setup, told to end, waited for.
 * Does not decide when.
 */
#ifndef DAEMON_WORKER_H
#define DAEMON_WORKER_H

#include "gui-daemon/control.h"

struct ev_loop;
struct worker;

#define WORKER_GRACE_S 2.0 /* from SIGTERM to SIGKILL */

struct worker_owner {
	/* A record in its turn, which control_check() has passed, and the descriptor
	 * beside it or -1; both borrowed.  NULL, or why the worker is to be killed. */
	const char *(*record)(void *data, const struct control_record *record, int fd);
	/* It has ended, with a status as wait(2) gives it: destroy it now. */
	void (*ended)(void *data, int status);
	void *data; /* borrowed */
};

/*
 * Runs the program at path, which dies when we do.  loop must be libev's default one.
 * NULL with errno; a program that cannot be run ends with WORKER_CANNOT_START.
 */
MUST_USE struct worker *worker_start(struct ev_loop *loop, const char *path,
    const struct control_setup *setup, const struct worker_owner *owner);

/* Asks it to end; kills it WORKER_GRACE_S later.  ended() still comes. */
void worker_stop(struct worker *worker);

/* Kills it.  ended() still comes. */
void worker_kill(struct worker *worker);

/*
 * Tells it something.  One that has not read so much that there is no room is killed: it
 * starts anew, and then knows how things are.
 */
void worker_tell(struct worker *worker, const struct control_record *record, int fd);

/*
 * Its keys flow, and do not any more, why being an enum keys_taken.  The latter holds at
 * once, whatever the worker does.
 */
void worker_grant_keys(struct worker *worker);
void worker_take_keys(struct worker *worker, uint32_t why);

/* Its keys need no grant, until they are taken. */
void worker_free_keys(struct worker *worker);

int worker_pid(const struct worker *worker);

/* Only after ended(), or for NULL. */
void worker_destroy(struct worker *worker);

#endif
