/* Which windows hold a window, for programs that talk to an X server as a test does. */
#ifndef SCENARIO_ANCESTOR_H
#define SCENARIO_ANCESTOR_H

#include <xcb/xcb.h>

/* A round trip; XCB_NONE when it is gone. */
xcb_window_t ancestor_parent(xcb_connection_t *x, xcb_window_t window);

/* The child of the root that holds it, or itself: a round trip for each between. */
xcb_window_t ancestor_top(xcb_connection_t *x, xcb_window_t root, xcb_window_t window);

#endif
