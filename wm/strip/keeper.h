/*
 * Starts the strip again when it has died, and has the person told while there is none.
 * Talks to no X server and no daemon: what ends the strip does not end it.  Never exits.
 */
#ifndef STRIP_KEEPER_H
#define STRIP_KEEPER_H

#include "common/base/base.h"

/* Which of its processes this is, when keeper_run() returns. */
enum keeper_role {
	KEEPER_IS_STRIP,  /* is to be the strip, and to write a line to *ready_fd */
	KEEPER_IS_NOTICE, /* is to tell that there is none, until it is killed */
	KEEPER_ENDED,     /* the strip was asked to end, or cannot run: exit with *code */
};

/*
 * Forks: call it before anything else is there.  ready_fd is who wants to know that the
 * strip is there for the first time, or -1.  The strip lives on when its keeper is
 * killed.
 */
MUST_USE enum keeper_role keeper_run(int *ready_fd, int *code);

/* ms to wait before the next start, after so many deaths one soon after another. */
int keeper_wait_ms(unsigned deaths);

#endif
