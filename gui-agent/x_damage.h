/*
 * What has been drawn, from XDamage into each window's region.
 * Raw rectangles: every drawing is reported after it happened, so a pixel that the daemon
 * read too early is always followed by a report.  (With accumulating levels a drawing
 * between a report and its subtraction would be lost, since pixels are read in memory and
 * not through X.)
 */
#ifndef AGENT_X_DAMAGE_H
#define AGENT_X_DAMAGE_H

#include "gui-agent/x.h"

#include <xcb/damage.h>

/* NULL, or why damage cannot be watched.  Blocks: for the start only. */
MUST_USE const char *x_damage_init(struct x *x);

/* Watches a window; it stays watched until its end. */
void x_damage_watch(struct x *x, struct window *window);
void x_damage_take(struct x *x, const xcb_damage_notify_event_t *event);

#endif
