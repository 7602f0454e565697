/*
 * The buffers that windows' pixels lie in: asked for, held, released.
 * Never waits for an answer; does not map pixels.
 */
#ifndef AGENT_X_BUFFER_H
#define AGENT_X_BUFFER_H

#include "gui-agent/x.h"

/*
 * Asks the driver on display what its buffers are, and opens a connection for their
 * descriptions.  Blocks: for the start only, and not while the server is grabbed.  NULL,
 * or why not; x_buffer_finish() either way.
 */
MUST_USE const char *x_buffer_init(struct x *x, const char *display);
void x_buffer_finish(struct x *x);

/* Takes the descriptions that have come; true when there was one. */
bool x_buffer_drain(struct x *x);

/*
 * The window may have a new buffer: asks X for it, once at a time.  The answer becomes
 * window->fresh.  Nothing happens for unmapped windows or while no daemon listens.
 */
void x_buffer_ask(struct x *x, struct window *window);

/* Pages may have become free in the driver: a window's picture went, or changed size. */
void x_buffer_given_back(struct x *x);

/*
 * At the end of a turn: when anything was given back, asks once for each window for whose
 * picture there were no pages.
 */
void x_buffer_settle(struct x *x);

/* Gives back window->fresh, if there is one. */
void x_buffer_drop_fresh(struct x *x, struct window *window);

/* Gives back one buffer; 0 is fine. */
void x_buffer_release(struct x *x, uint32_t id);

/* Gives back everything that this window holds. */
void x_buffer_release_all(struct x *x, struct window *window);

#endif
