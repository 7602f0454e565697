/*
 * Where the monitors are (RandR 1.5).
 * Draws nothing.
 */
#ifndef STRIP_MONITORS_H
#define STRIP_MONITORS_H

#include "common/base/rect.h"
#include "common/x/connection.h"

#define MONITORS_MOST 16u /* more get no strip */

struct monitors {
	struct rect at[MONITORS_MOST]; /* px, on the root */
	size_t count;                  /* at least 1 */
	uint32_t screen_height;        /* px, of the root */
};

/*
 * Asks to be told of changes; returns the number of RandR's first event, 0 where there is
 * no RandR.
 */
uint8_t monitors_watch(struct x *x);

/* Asks now, and waits for the answer; the whole screen where there is none. */
void monitors_ask(struct x *x, struct monitors *out);

#endif
