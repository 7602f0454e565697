/*
 * Which window the guest's pointer is over.  Windows are drawn off-screen, so their
 * stacking is free: whatever the desktop's pointer is in comes to the top, and when it is
 * in none of ours a curtain covers them all.
 */
#ifndef AGENT_X_STACK_H
#define AGENT_X_STACK_H

#include "gui-agent/x.h"

/* Creates the curtain. */
void x_stack_init(struct x *x);

/* The pointer is in window: the next input event at its place reaches it. */
void x_stack_point_at(struct x *x, const struct window *window);

/* The pointer has left all windows. */
void x_stack_point_away(struct x *x);

/* Some window's place in the order may have changed. */
void x_stack_changed(struct x *x);

/* The same, by an event that may be the echo of our own request. */
void x_stack_restacked(struct x *x, uint16_t sequence);

void x_stack_root_resized(struct x *x);

#endif
