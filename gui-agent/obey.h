/*
 * What the daemon orders: each message becomes an act of an x_* module.
 * The daemon's meaning is trusted, its lengths are not.
 */
#ifndef AGENT_OBEY_H
#define AGENT_OBEY_H

#include "gui-agent/tell.h"
#include "protocol/wire/frame.h"

/* Unknown types and windows that have ended are skipped.  NULL, or what was wrong. */
MUST_USE const char *obey(struct tell *tell, const struct frame *frame);

#endif
