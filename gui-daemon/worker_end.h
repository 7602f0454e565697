/*
 * What the status that waitpid() told of a worker means: in the log, and for its guest.
 * Knows no domains and starts nothing.
 */
#ifndef DAEMON_WORKER_END_H
#define DAEMON_WORKER_END_H

#include "gui-daemon/control.h"

bool worker_end_is(int status, enum worker_exit code);

/* The guest's: it broke the protocol, or the worker died of what it was sent. */
bool worker_end_is_misdeed(int status);

/* One line, with the wait until the next try in seconds. */
void worker_end_log(const char *domain, int status, double wait_s);

#endif
