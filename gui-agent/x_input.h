/*
 * The daemon's keys, buttons and motion, injected through the driver: one request for all
 * that came in one turn of the loop.
 * Knows which keys it holds down; does not decide who gets them.
 */
#ifndef AGENT_X_INPUT_H
#define AGENT_X_INPUT_H

#include "gui-agent/x.h"

/* Asks for the modifier map and watches locks.  Blocks: for the start only. */
MUST_USE const char *x_input_init(struct x *x);

/* Positions are px from the root window's corner; a motion after a motion replaces it. */
void x_input_motion(struct x *x, int32_t root_x, int32_t root_y);
void x_input_button(struct x *x, uint32_t button, bool press);

/* state: modifiers before the event, as in KeyPress; brings the locks in line. */
void x_input_key(struct x *x, uint32_t keycode, bool press, uint32_t state);

/*
 * keys: bit k mod 8 of byte k/8 = keycode k is down there.  Releases what is down here
 * but not there; presses modifiers (not locks) that are down only there.
 */
void x_input_sync(struct x *x, const uint8_t keys[X_KEYS / 8]);

void x_input_release_keys(struct x *x);
void x_input_release_buttons(struct x *x);

/* Sends what is batched: before any other request whose order matters. */
void x_input_flush(struct x *x);

/* The keyboard's mapping or its locks changed. */
void x_input_mapping(struct x *x);
void x_input_xkb(struct x *x, const xcb_generic_event_t *event);

#endif
