/*
 * Colour arithmetic for marks: relative luminance, contrast, a second tone, text colour.
 * Pure; colours are 0xRRGGBB in sRGB.
 */
#ifndef PAINT_TONE_H
#define PAINT_TONE_H

#include "common/base/base.h"

#define TONE_BLACK 0x000000u
#define TONE_WHITE 0xfcfcfcu /* the lightest that tone_round() leaves */

/*
 * Each channel rounded down to a multiple of 4, invisibly.  All of a mark's pixels are
 * such, which leaves the low two bits of each channel free to tell a mark from what is
 * not one (the tests' guests paint with those bits set).
 */
uint32_t tone_round(uint32_t colour);

/* 0 (black) to 1 (white), WCAG 2.1 "relative luminance". */
double tone_luminance(uint32_t colour);

/* 1 to 21, WCAG 2.1 "contrast ratio". */
double tone_contrast(uint32_t a, uint32_t b);

/*
 * The same hue, darker for a light colour and lighter for a dark one, with a contrast of
 * at least TONE_PATTERN_CONTRAST to it.
 */
#define TONE_PATTERN_CONTRAST 3.0
uint32_t tone_second(uint32_t colour);

/* TONE_BLACK or TONE_WHITE, whichever is easier to read on colour. */
uint32_t tone_text(uint32_t colour);

#endif
