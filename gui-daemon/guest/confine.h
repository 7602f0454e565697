/*
 * The kernel's two fences around a worker: no file by name (Landlock), and only the
 * system calls that serving a guest takes (seccomp).  Neither can be opened again, by
 * anybody; there is no option that leaves one out.  confine_none.c stands in for both in
 * programs for sanitizers and valgrind, which need what the fences forbid.
 */
#ifndef GUEST_CONFINE_H
#define GUEST_CONFINE_H

#include "common/base/base.h"

/* NULL, or why there is no such fence.  Both want PR_SET_NO_NEW_PRIVS set before. */

/* From now on no file can be opened, made or run.  A kernel without Landlock is logged.
 */
MUST_USE const char *confine_files(void);

/*
 * From now on any call that is not on the list kills the process (SIGSYS).  xen: also
 * what open handles of gntdev and evtchn take.
 */
MUST_USE const char *confine_calls(bool xen);

#endif
