/*
 * The patterns of marks: which pixels of the plane have the second tone.
 * Pure; knows no colours.
 */
#ifndef PAINT_PATTERN_H
#define PAINT_PATTERN_H

#include "common/paint/mark.h"

/* Every pattern repeats after this many px, both ways. */
#define PATTERN_PERIOD 16u

/* True where the pixel has the second tone. */
bool pattern_has(enum mark_pattern pattern, uint32_t x, uint32_t y);

#endif
