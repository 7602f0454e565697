/*
 * The one table of what a guest may say, and when.
 * Looks at types and ids only; contents are for requests.c.
 */
#ifndef GUEST_DISPATCH_H
#define GUEST_DISPATCH_H

#include "common/base/base.h"

struct session;
struct frame;

/* NULL, or why the session must end. */
MUST_USE const char *dispatch(struct session *session, const struct frame *frame);

#endif
