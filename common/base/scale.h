/*
 * How much larger things are drawn than they are told, on displays of many px an inch.
 * Pure: knows no display.
 */
#ifndef BASE_SCALE_H
#define BASE_SCALE_H

#include "common/base/base.h"

/* Percent. */
#define SCALE_LEAST 50u
#define SCALE_PLAIN 100u
#define SCALE_MOST 400u

/* In words, 0 stands for: as the display has it. */
#define SCALE_AUTO 0u

/* AUTO, or within the limits. */
bool scale_is_sane(uint32_t scale);

/* So many px at 100 % are at this scale (not AUTO), rounded. */
uint32_t scale_px(uint32_t px, uint32_t scale);

/* How often a pattern's px is drawn beside and below itself: whole, so that none blurs.
 */
uint32_t scale_zoom(uint32_t scale);

/* For px an inch (0: unknown), in steps of a half: SCALE_PLAIN to SCALE_MOST. */
uint32_t scale_of_dpi(uint32_t dpi);

/* What a display's size and px come to, an inch; 0 where it tells no size. */
uint32_t scale_dpi_of(uint32_t px, uint32_t mm);

/* Xft.dpi in len bytes of RESOURCE_MANAGER (xrdb(1)), or 0. */
uint32_t scale_find_dpi(const char *resources, size_t len);

#endif
