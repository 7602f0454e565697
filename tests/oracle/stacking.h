/*
 * P5 and I4 with random stacking: windows and popups of three domains and windows of
 * dom0's are opened, raised, lowered, moved and closed, and after each step whose each
 * pixel is can be told.
 */
#ifndef ORACLE_STACKING_H
#define ORACLE_STACKING_H

#include "tests/scenario/fixture.h"

/* The whole test under that manager; the program's exit status. */
int stacking_test(enum fixture_wm wm);

#endif
