/*
 * Properties of top-level windows (ICCCM 4.1.2, EWMH) as plain values in struct window.
 * Asks and takes answers; never waits.
 */
#ifndef AGENT_X_PROPS_H
#define AGENT_X_PROPS_H

#include "gui-agent/x.h"

/* Bit of the property that a map must wait for (window.props_pending). */
#define X_PROPS_TRANSIENT 1u

/* With them comes what kind of window it is. */
void x_props_ask_all(struct x *x, struct window *window);
/* What kind of window it is: X's InputOutput or InputOnly. */
void x_props_set_kind(struct x *x, struct window *window, uint16_t x_class);
void x_props_changed(struct x *x, const xcb_property_notify_event_t *event);

#endif
