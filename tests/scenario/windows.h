/*
 * Real programs of three domains, handled by their window manager's title bars: the same
 * test for each window manager.
 */
#ifndef SCENARIO_WINDOWS_H
#define SCENARIO_WINDOWS_H

#include "tests/scenario/fixture.h"

/* Saves a picture in the build tree; returns the test program's exit status. */
int windows_test(enum fixture_wm wm, const char *picture);

#endif
