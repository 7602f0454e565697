/*
 * A person's hands on an X server (XTEST).  Sends, and flushes; waits for nothing.
 */
#ifndef SCENARIO_HANDS_H
#define SCENARIO_HANDS_H

#include "common/base/base.h"

#include <xcb/xcb.h>

/* px, on the root of the first screen. */
void hands_move(xcb_connection_t *x, int32_t to_x, int32_t to_y);
void hands_button(xcb_connection_t *x, uint8_t button, bool down);
void hands_key(xcb_connection_t *x, uint8_t keycode, bool down);

#endif
