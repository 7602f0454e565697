/*
 * Where a guest's window is under a window manager.  Waits for nothing.
 */
#ifndef SCENARIO_PLACE_H
#define SCENARIO_PLACE_H

#include "tests/scenario/desk.h"

/* Px, on the root: the manager's frame, our frame inside, the content in that. */
struct place {
	struct rect outer, frame, content;
	xcb_window_t top; /* a child of the root, in which the others are */
};

/* Looks anew.  False while no such window is framed by a manager, and viewable. */
MUST_USE bool place_find(struct desk *desk, const char *title, struct place *out);

#endif
