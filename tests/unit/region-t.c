#include "common/base/region.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

#include <stdlib.h>
#include <string.h>

#define SIDE 64 /* px, of the model */

static struct region *
new_region(void)
{
	struct region *region = region_create();

	if (!region) {
		abort();
	}
	return region;
}

static void
mark(uint8_t model[SIDE][SIDE], struct rect r, uint8_t value)
{
	for (uint32_t y = 0; y < r.height; y++) {
		for (uint32_t x = 0; x < r.width; x++) {
			model[(uint32_t)r.y + y][(uint32_t)r.x + x] += value;
		}
	}
}

/* Compares with one byte a pixel: everything covered, nothing twice. */
static void
covers_what_was_added(void)
{
	uint64_t seed = 0xda3a9e;
	bool covered = true, once = true, bounded = true;

	for (int round = 0; round < 200; round++) {
		struct region *region = new_region();
		uint8_t added[SIDE][SIDE] = {{0}};
		uint8_t shown[SIDE][SIDE] = {{0}};
		struct rect out[REGION_MAX];
		uint32_t count = random_below(&seed, 60);

		for (uint32_t i = 0; i < count; i++) {
			struct rect r = {(int32_t)random_below(&seed, SIDE / 2),
			    (int32_t)random_below(&seed, SIDE / 2),
			    random_below(&seed, SIDE / 2), random_below(&seed, 4)};

			region_add(region, r);
			mark(added, r, 1);
		}
		size_t n = region_rects(region, out);
		bounded =
		    bounded && n <= REGION_MAX && (n == 0) == region_is_empty(region);
		for (size_t i = 0; i < n; i++) {
			mark(shown, out[i], 1);
		}
		for (size_t i = 0; i < SIDE * SIDE; i++) {
			covered = covered &&
			    (!added[i / SIDE][i % SIDE] || shown[i / SIDE][i % SIDE]);
			once = once && shown[i / SIDE][i % SIDE] <= 1;
		}
		region_destroy(region);
	}
	ok(covered);
	ok(once);
	ok(bounded);
}

static void
merges_and_clips(void)
{
	struct region *region = new_region();
	struct rect out[REGION_MAX];

	ok(region_is_empty(region) && region_rects(region, out) == 0);
	region_add(region, (struct rect){0, 0, 10, 10});
	region_add(region, (struct rect){10, 0, 10, 10});
	ok(region_rects(region, out) == 1 &&
	    rect_equals(out[0], (struct rect){0, 0, 20, 10}));
	region_clip(region, (struct rect){5, 5, 100, 100});
	ok(region_rects(region, out) == 1 &&
	    rect_equals(out[0], (struct rect){5, 5, 15, 5}));
	region_clear(region);
	ok(region_is_empty(region));
	region_destroy(region);
	region_destroy(NULL);
}

/* Whatever a guest says of its damage. */
static void
extremes_are_clipped(void)
{
	struct region *region = new_region();
	struct rect out[REGION_MAX];

	region_add(region, (struct rect){-5, -5, 0, 0});
	region_add(region, (struct rect){INT32_MIN, INT32_MIN, 10, 10});
	region_add(region, (struct rect){INT32_MAX, 0, UINT32_MAX, UINT32_MAX});
	ok(region_is_empty(region));
	region_add(region, (struct rect){-10, -10, UINT32_MAX, UINT32_MAX});
	ok(region_rects(region, out) == 1 &&
	    rect_equals(out[0], (struct rect){0, 0, REGION_SIDE_MAX, REGION_SIDE_MAX}));
	region_clip(region, (struct rect){INT32_MIN, 0, 1, 1});
	ok(region_is_empty(region));
	region_destroy(region);
}

static void
too_many_become_their_bound(void)
{
	struct region *region = new_region();
	struct rect out[REGION_MAX];

	for (int32_t i = 0; i < REGION_MAX; i++) {
		region_add(region, (struct rect){i * 10, i * 10, 5, 5});
	}
	ok(region_rects(region, out) == REGION_MAX);
	region_add(region, (struct rect){1000, 0, 5, 5});
	ok(region_rects(region, out) == 1);
	ok(rect_equals(out[0], (struct rect){0, 0, 1005, 10 * REGION_MAX - 5}));
	region_destroy(region);
}

int
main(void)
{
	covers_what_was_added();
	merges_and_clips();
	extremes_are_clipped();
	too_many_become_their_bound();
	return done_testing();
}
