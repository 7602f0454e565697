/*
 * What clients hold: one X resource for each hold, so that a client's end ends them too.
 */
#ifndef DRIVER_HOLD_H
#define DRIVER_HOLD_H

#include "xorg-dummy-driver/driver.h"

struct buffer;

/* Makes the resource type; once in each server generation. */
bool hold_init(void);

/* One more hold of the client.  Gives the buffer its id.  False: no memory. */
MUST_USE bool hold_add(ClientPtr client, struct buffer *buffer);

/* Ends one.  False: the client holds no such buffer. */
MUST_USE bool hold_remove(ClientPtr client, uint32_t buffer);

#endif
