/*
 * What a worker gives up for good before it reads the first byte from a guest.
 * Must be called in main's order: open the channel, drop root, connect X and set up all
 * that serves, sandbox.
 */
#ifndef GUEST_SANDBOX_H
#define GUEST_SANDBOX_H

#include "common/base/base.h"

/* NULL, or what could not be given up: then the guest must not be read. */

/* Becomes user and group for good, in no other group; user 0: stays who it is. */
MUST_USE const char *sandbox_drop_root(uint32_t user, uint32_t group);

/*
 * No new privileges, no core, few descriptors, no file by name, no system call that
 * serving does not take: one that is not kills the process with SIGSYS.  xen: Xen's
 * handles are open.  Whatever opens something by name must have done so.
 */
MUST_USE const char *sandbox_enter(bool xen);

#endif
