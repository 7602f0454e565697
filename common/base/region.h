/*
 * Damage: a bounded set of rectangles, merged as they come (pixman regions).
 * When more than REGION_MAX rectangles would remain, it becomes their bound.
 */
#ifndef BASE_REGION_H
#define BASE_REGION_H

#include "common/base/rect.h"

#define REGION_MAX 32         /* rectangles */
#define REGION_SIDE_MAX 32768 /* px: rectangles are clipped to 0..REGION_SIDE_MAX */

struct region;

/* NULL when out of memory. */
MUST_USE struct region *region_create(void);
void region_destroy(struct region *region); /* NULL is fine */

void region_add(struct region *region, struct rect r);
void region_clip(struct region *region, struct rect r);
void region_clear(struct region *region);
bool region_is_empty(const struct region *region);

/* Copies up to REGION_MAX rectangles, none overlapping, to out; returns how many. */
size_t region_rects(const struct region *region, struct rect out[REGION_MAX]);

#endif
