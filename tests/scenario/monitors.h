/*
 * Monitors that come, go and change: the hands of who plugs them (RandR 1.5).
 * Each call has returned when the server has told everybody.
 */
#ifndef SCENARIO_MONITORS_H
#define SCENARIO_MONITORS_H

#include "common/base/rect.h"

#include <xcb/xcb.h>

/*
 * A monitor of that name is at r, and no more where it was.  One is to be called "first":
 * it takes the screen's one output along, which else makes a monitor of its own.
 */
void monitors_set(xcb_connection_t *x, const char *name, struct rect r);
void monitors_remove(xcb_connection_t *x, const char *name);

/*
 * The whole screen's size: at most what the server was started with.  Its output is off
 * from then on: monitors are those that were set.  False when the server will not.
 */
MUST_USE bool monitors_resize_screen(
    xcb_connection_t *x, uint32_t width, uint32_t height);

#endif
