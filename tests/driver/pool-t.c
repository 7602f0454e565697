/* The pool alone: what it takes anew, what it keeps, and its budget. */
#include "common/base/memfd.h"
#include "tests/scenario/tap.h"
#include "xorg-dummy-driver/pool.h"

#include <stdlib.h>
#include <string.h>

#define PAGES(n) ((size_t)(n)*PAGE_BYTES)

static struct pool *
pool_of(size_t limit)
{
	struct pages *pages = pages_memfd_create(limit);

	return pages ? pool_create(pages) : NULL;
}

static struct slab *
take(struct pool *pool, size_t bytes)
{
	struct slab *slab = pool_take(pool, bytes);

	if (!slab) {
		tap_diag("no pages");
		exit(1);
	}
	return slab;
}

static void
check_reuse(struct tap *tap)
{
	struct pool *pool = pool_of(0);
	struct slab *one = take(pool, PAGES(100));
	uint32_t id = one->id;

	struct slab *two = take(pool, PAGES(100));
	tap_ok(tap, two->id != id && two->pixels != one->pixels, "slabs in use differ");
	pool_give(pool, one);
	one = take(pool, PAGES(103));
	tap_ok(tap, one->id == id, "a slightly larger one reuses");
	pool_give(pool, one);
	one = take(pool, PAGES(85));
	tap_ok(tap, one->id == id, "a slightly smaller one reuses");
	pool_give(pool, one);
	one = take(pool, PAGES(50));
	tap_ok(tap, one->id != id, "half the size does not");
	pool_give(pool, one);
	pool_give(pool, two);
	pool_destroy(pool);
}

static void
check_best_fit(struct tap *tap)
{
	struct pool *pool = pool_of(0);
	struct slab *large = take(pool, PAGES(1200));
	struct slab *small = take(pool, PAGES(1030));
	uint32_t id = small->id;

	pool_give(pool, small);
	pool_give(pool, large);
	struct slab *slab = take(pool, PAGES(1025));
	tap_ok(tap, slab->id == id, "the smallest that fits");
	pool_give(pool, slab);
	pool_destroy(pool);
}

static void
check_sizes(struct tap *tap)
{
	struct pool *pool = pool_of(0);
	bool good = true;

	for (size_t pages = 1; pages < 5000 && good; pages += 1 + pages / 7) {
		struct slab *slab = take(pool, PAGES(pages) - 5);

		good = slab->pages >= pages && slab->pages <= pages + pages / 8 + 16;
		memset(slab->pixels, 1, PAGES(slab->pages));
		pool_give(pool, slab);
	}
	tap_ok(tap, good, "at most an eighth is wasted on a new one");
	pool_destroy(pool);
}

static void
check_fresh_is_zero(struct tap *tap)
{
	struct pool *pool = pool_of(0);
	struct slab *slab = take(pool, PAGES(20));
	const char *bytes = slab->pixels;
	bool zero = true;

	for (size_t i = 0; i < PAGES(slab->pages); i++) {
		zero = zero && bytes[i] == 0;
	}
	tap_ok(tap, zero, "new pages are zero");
	pool_give(pool, slab);
	pool_destroy(pool);
}

static void
check_budget(struct tap *tap)
{
	struct pool *pool = pool_of(100);
	struct slab *one = take(pool, PAGES(60));

	tap_ok(tap, !pool_take(pool, PAGES(60)), "no more than the budget");
	tap_ok(tap, !pool_take(pool, PAGES(101)), "nor more than all of it at once");
	pool_give(pool, one);
	struct slab *all = pool_take(pool, PAGES(100));
	tap_ok(tap, all != NULL, "what was kept makes room for what is needed");
	if (all) {
		pool_give(pool, all);
	}
	one = pool_take(pool, PAGES(97));
	tap_ok(tap, one != NULL, "the last pages go without rounding up");
	if (one) {
		pool_give(pool, one);
	}
	pool_destroy(pool);
}

/* While much is left sizes are rounded up; the last half is not given away so. */
static void
check_exact(struct tap *tap)
{
	struct pool *pool = pool_of(4200);
	struct slab *one = take(pool, PAGES(2025));
	struct slab *two = take(pool, PAGES(2025));

	tap_ok(tap, one->pages == 2048, "with room to spare: rounded up");
	tap_ok(tap, two->pages == 2025, "without: as many as asked for");
	tap_ok(tap, !pool_may_take(pool, PAGES(128)) && pool_may_take(pool, PAGES(127)),
	    "the budget says what may be had");
	pool_give(pool, two);
	tap_ok(tap, pool_may_take(pool, PAGES(2152)) && !pool_may_take(pool, PAGES(2153)),
	    "what is kept counts as room");
	tap_ok(tap, !pool_take(pool, PAGES(2153)), "more than that is not to be had");
	uint32_t id = two->id;
	two = take(pool, PAGES(2025));
	tap_ok(tap, two->id == id, "and what is kept does not go for it in vain");
	pool_give(pool, one);
	pool_give(pool, two);
	pool_destroy(pool);
}

/* What the pool keeps is bounded, by pages and by number. */
static void
check_bound(struct tap *tap)
{
	struct pool *pool = pool_of(0);
	struct slab *slabs[100];
	uint32_t first = 0;

	for (size_t i = 0; i < ARRAY_LEN(slabs); i++) {
		slabs[i] = take(pool, PAGES(16));
		first = first ? first : slabs[i]->id;
	}
	for (size_t i = 0; i < ARRAY_LEN(slabs); i++) {
		pool_give(pool, slabs[i]);
	}
	size_t kept = 0;
	for (size_t i = 0; i < ARRAY_LEN(slabs); i++) {
		slabs[i] = take(pool, PAGES(16));
		kept += slabs[i]->id < first + ARRAY_LEN(slabs);
	}
	tap_ok(tap, kept == 64, "keeps 64 of 100: %zu", kept);
	for (size_t i = 0; i < ARRAY_LEN(slabs); i++) {
		pool_give(pool, slabs[i]);
	}
	struct slab *huge = take(pool, PAGES(17000));
	uint32_t id = huge->id;
	pool_give(pool, huge);
	huge = take(pool, PAGES(17000));
	tap_ok(tap, huge->id != id, "keeps none that is larger than all it may keep");
	pool_give(pool, huge);
	pool_destroy(pool);
}

int
main(void)
{
	struct tap tap = {0};

	check_reuse(&tap);
	check_best_fit(&tap);
	check_sizes(&tap);
	check_fresh_is_zero(&tap);
	check_budget(&tap);
	check_exact(&tap);
	check_bound(&tap);
	return tap_done(&tap);
}
