/*
 * Workers and agents are killed under a window manager: their windows come back where
 * they were, to the pixel, however often.
 */
#ifndef SCENARIO_RESTART_H
#define SCENARIO_RESTART_H

#include "tests/scenario/fixture.h"

/* Returns the program's exit status. */
int restart_test(enum fixture_wm wm);

#endif
