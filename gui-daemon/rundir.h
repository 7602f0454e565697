/*
 * The directory of agents' sockets: found, made, checked, and locked for one daemon.
 * Does not look at what is in it.
 */
#ifndef DAEMON_RUNDIR_H
#define DAEMON_RUNDIR_H

#include "common/base/base.h"

/* Leaves room for "/NAME.sock" in a struct sockaddr_un. */
#define RUNDIR_PATH_BYTES 70

struct rundir {
	char path[RUNDIR_PATH_BYTES];
	int lock; /* owned: holding it open holds the lock; -1 when closed */
};

/*
 * Opens path, or $XDG_RUNTIME_DIR/paravent for NULL; makes it (mode 0700) if it is not
 * there.  False when it is not ours alone, or when another daemon has it: then one line
 * that says what to do has been logged.
 */
MUST_USE bool rundir_open(struct rundir *out, const char *path);
void rundir_close(struct rundir *dir);

#endif
