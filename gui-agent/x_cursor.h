/*
 * The pointer's shape, from XFixes' cursor names to glyphs of X's cursor font: the only
 * shapes that the desktop shows for a guest.
 */
#ifndef AGENT_X_CURSOR_H
#define AGENT_X_CURSOR_H

#include "gui-agent/x.h"

#include <xcb/xfixes.h>

#define X_CURSOR_DEFAULT 0u
#define X_CURSOR_GLYPH 0x100u /* plus the glyph's number */

/* NULL, or why the shape cannot be watched.  Blocks: for the start only. */
MUST_USE const char *x_cursor_init(struct x *x);

/* A name is asked for once; then no round trip is needed for it. */
void x_cursor_changed(struct x *x, const xcb_xfixes_cursor_notify_event_t *event);

/* The shape that a cursor's name stands for; X_CURSOR_DEFAULT for an unknown one. */
uint32_t x_cursor_shape_of(const char *name, size_t len);

#endif
