/*
 * A picture of a screen: pixels in memory, questions about them, PNG.
 * Does not know where they came from.
 */
#ifndef SCENARIO_PICTURE_H
#define SCENARIO_PICTURE_H

#include "common/base/rect.h"

struct picture {
	const uint32_t *pixels; /* borrowed; rows of width, 0xXXRRGGBB */
	uint32_t width, height; /* px */
};

/* 0xRRGGBB; (x, y) must lie inside. */
static inline uint32_t
picture_at(const struct picture *p, uint32_t x, uint32_t y)
{
	return p->pixels[(size_t)y * p->width + x] & 0xffffffu;
}

/* How many pixels of the part of r inside the picture have this colour (0xRRGGBB). */
size_t picture_count(const struct picture *p, struct rect r, uint32_t colour);

/* How many different colours are in that part, counting no further than most (<= 256). */
size_t picture_colours(const struct picture *p, struct rect r, size_t most);

/* A sum that differs when that part of the picture does. */
uint64_t picture_hash(const struct picture *p, struct rect r);

MUST_USE bool picture_save(const struct picture *p, const char *path);

#endif
