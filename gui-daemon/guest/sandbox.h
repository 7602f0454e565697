/*
 * What a worker gives up for good before it reads the first byte from a guest.
 * Must be called in main's order: open the channel, drop root, connect X, sandbox.
 */
#ifndef GUEST_SANDBOX_H
#define GUEST_SANDBOX_H

#include "common/base/base.h"

/* NULL, or what could not be given up: then the guest must not be read. */

/* Becomes user and group for good, in no other group; user 0: stays who it is. */
MUST_USE const char *sandbox_drop_root(uint32_t user, uint32_t group);
MUST_USE const char *sandbox_enter(void);

#endif
