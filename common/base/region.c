#include "common/base/region.h"

#include <pixman.h>
#include <stdlib.h>

struct region {
	pixman_region32_t area;
};

struct region *
region_create(void)
{
	struct region *region = malloc(sizeof(*region));

	if (region) {
		pixman_region32_init(&region->area);
	}
	return region;
}

void
region_destroy(struct region *region)
{
	if (region) {
		pixman_region32_fini(&region->area);
		free(region);
	}
}

static struct rect
to_bounds(struct rect r)
{
	return rect_intersect(r, (struct rect){0, 0, REGION_SIDE_MAX, REGION_SIDE_MAX});
}

/* Keeps the number of rectangles bounded at the price of covering more. */
static void
simplify(struct region *region)
{
	if (pixman_region32_n_rects(&region->area) > REGION_MAX) {
		pixman_box32_t bound = *pixman_region32_extents(&region->area);
		pixman_region32_reset(&region->area, &bound);
	}
}

void
region_add(struct region *region, struct rect r)
{
	struct rect in = to_bounds(r);

	if (rect_is_empty(in)) {
		return;
	}
	pixman_region32_union_rect(
	    &region->area, &region->area, in.x, in.y, in.width, in.height);
	simplify(region);
}

void
region_clip(struct region *region, struct rect r)
{
	struct rect in = to_bounds(r);

	pixman_region32_intersect_rect(
	    &region->area, &region->area, in.x, in.y, in.width, in.height);
	simplify(region);
}

void
region_clear(struct region *region)
{
	pixman_region32_clear(&region->area);
}

/* pixman's readers take no const; they write nothing. */
static pixman_region32_t *
area_of(const struct region *region)
{
	return &((struct region *)(uintptr_t)region)->area;
}

bool
region_is_empty(const struct region *region)
{
	return !pixman_region32_not_empty(area_of(region));
}

size_t
region_rects(const struct region *region, struct rect out[REGION_MAX])
{
	int count = 0;
	const pixman_box32_t *boxes = pixman_region32_rectangles(area_of(region), &count);

	for (int i = 0; i < count; i++) {
		out[i] = (struct rect){
		    .x = boxes[i].x1,
		    .y = boxes[i].y1,
		    .width = (uint32_t)(boxes[i].x2 - boxes[i].x1),
		    .height = (uint32_t)(boxes[i].y2 - boxes[i].y1),
		};
	}
	return (size_t)count;
}
