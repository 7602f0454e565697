/*
 * What a worker gives up for good before it reads the first byte from a guest.
 * Must be called in main's order: open the channel, drop root, connect X, sandbox.
 */
#ifndef GUEST_SANDBOX_H
#define GUEST_SANDBOX_H

#include "common/base/base.h"

/* NULL, or what could not be given up: then the guest must not be read. */
MUST_USE const char *sandbox_drop_root(void);
MUST_USE const char *sandbox_enter(void);

#endif
