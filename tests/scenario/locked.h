/*
 * A screen that is locked: a window over all of it, as lockers show, and what is seen and
 * said then.
 */
#ifndef TEST_SCENARIO_LOCKED_H
#define TEST_SCENARIO_LOCKED_H

#include "common/base/rect.h"
#include "tests/scenario/desk.h"

/* The daemon's lines; guests log of it, too. */
#define LOCKED "paravent-daemon: the screen is locked"
#define UNLOCKED "paravent-daemon: the screen is unlocked"

/* A window in one colour over r (px), that no manager has a part in; not awaited. */
xcb_window_t locked_show(xcb_connection_t *x, struct rect r);

/* For desk_await(): nothing is seen but that window, and what hides the rest. */
bool locked_hides_all(struct desk *desk, void *data);

#endif
