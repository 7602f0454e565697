/*
 * Rectangles in pixels.  Every operation saturates: no input overflows.
 * Pure; knows neither X nor guests.
 */
#ifndef BASE_RECT_H
#define BASE_RECT_H

#include "common/base/base.h"

/* Covers x <= column < x + width, y <= row < y + height.  Empty when a side is 0. */
struct rect {
	int32_t x, y;
	uint32_t width, height;
};

bool rect_is_empty(struct rect r);
bool rect_equals(struct rect a, struct rect b);

/* What both cover; the empty rectangle {0, 0, 0, 0} where they do not meet. */
struct rect rect_intersect(struct rect a, struct rect b);

/* The smallest rectangle that covers both; an empty one adds nothing. */
struct rect rect_bound(struct rect a, struct rect b);

/* Moved by dx, dy; the position saturates at the ends of int32_t. */
struct rect rect_move(struct rect r, int32_t dx, int32_t dy);

#endif
