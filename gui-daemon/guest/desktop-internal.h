/*
 * What the desktop_*.c files do for desktop.c.
 * For them only.
 */
#ifndef GUEST_DESKTOP_INTERNAL_H
#define GUEST_DESKTOP_INTERNAL_H

#include "gui-daemon/guest/desktop.h"

/* A property of one of our windows has changed. */
void desktop_take_property(struct desktop *desktop, xcb_window_t outer, xcb_atom_t atom);

#endif
