/*
 * Properties of top-level windows (ICCCM 4.1.2, EWMH) as plain values in struct window.
 * Asks and takes answers; never waits.
 */
#ifndef AGENT_X_PROPS_H
#define AGENT_X_PROPS_H

#include "gui-agent/x.h"

/* Bit of the property that a map must wait for (window.props_pending). */
#define X_PROPS_TRANSIENT 1u

/* With them comes what kind of window it is: x_track_described(). */
void x_props_ask_all(struct x *x, struct window *window);
void x_props_changed(struct x *x, const xcb_property_notify_event_t *event);

#endif
