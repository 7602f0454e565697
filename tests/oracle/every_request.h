/*
 * All acts of hostile guests, each with a worker of its own, judged after each request.
 */
#ifndef ORACLE_EVERY_REQUEST_H
#define ORACLE_EVERY_REQUEST_H

#include "tests/oracle/probe.h"

/*
 * Under openbox only what it leaves in the end is judged.  saved: where
 * the first bad picture goes, in the build tree.  Returns the test's exit status.
 */
int every_request(enum probe_manager manager, const char *saved);

#endif
