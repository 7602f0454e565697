/*
 * The guest's screen: one RandR output, whose size is the desktop's.
 */
#ifndef AGENT_X_SCREEN_H
#define AGENT_X_SCREEN_H

#include "gui-agent/x.h"

/*
 * Makes the screen width by height px: a mode of that size is made if need be.  Blocks
 * for a few round trips: once a session.  NULL, or why not (then the screen is as it was,
 * or dark).
 */
MUST_USE const char *x_screen_resize(struct x *x, uint32_t width, uint32_t height);

#endif
