/*
 * The guest's input focus follows the desktop's.
 */
#ifndef AGENT_X_FOCUS_H
#define AGENT_X_FOCUS_H

#include "gui-agent/x.h"

/* ICCCM 4.1.7: sets the focus, or asks the client to, or both. */
void x_focus_in(struct x *x, struct window *window);

/*
 * Releases every key at once; the focus itself leaves at x_focus_settle(), unless another
 * window has got it before: toolkits close their menus when nobody has it.
 */
void x_focus_out(struct x *x, const struct window *window);

/* At the end of a turn. */
void x_focus_settle(struct x *x);

/* The window has ended. */
void x_focus_gone(struct x *x, uint32_t window);

#endif
