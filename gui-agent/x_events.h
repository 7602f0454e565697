/*
 * Everything that X has sent, handed to the module it concerns.
 * Decides nothing and never blocks.
 */
#ifndef AGENT_X_EVENTS_H
#define AGENT_X_EVENTS_H

#include "gui-agent/x.h"

/*
 * Takes events and answers until there are none or others should have their turn: what
 * can be read, or only what XCB has read already.  True when there was any; false also
 * once the server is gone: ask x_events_is_gone().
 */
bool x_events_drain(struct x *x, bool read);

bool x_events_is_gone(const struct x *x);

#endif
