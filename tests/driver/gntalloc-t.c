/* Grant pages against a stand-in for Xen's library: budget, anchor, and giving back. */
#include "common/base/memfd.h"
#include "tests/driver/grants.h"
#include "tests/scenario/tap.h"
#include "xorg-dummy-driver/pool.h"

#include <errno.h>
#include <string.h>

#define DEFAULT_LIMIT 895 /* the kernel's 1024, less the anchor and the agent's rings */

static void
check_slab(struct tap *tap)
{
	struct pool *pool = grants_pool(0, 100000);
	bool anchored = pool && xen.shared == 1;
	struct slab *slab = pool ? pool_take(pool, (size_t)5 * PAGE_BYTES - 1) : NULL;

	tap_ok(tap,
	    anchored && slab && slab->pages == 5 && slab->fd == -1 && slab->refs &&
	        slab->refs[0] == 2 && slab->refs[4] == 6 &&
	        pool_kind(pool) == PARAVENT_X_PAGES_GRANT,
	    "as many references as pages");
	if (slab) {
		pool_give(pool, slab);
	}
	tap_ok(tap, pool && grants_end(pool), "all are given back");
}

static void
check_budget(struct tap *tap)
{
	struct pool *pool = grants_pool(0, 100000);
	struct slab *all = pool_take(pool, (size_t)DEFAULT_LIMIT * PAGE_BYTES);

	tap_ok(tap, all && !pool_take(pool, 1) && xen.failures == 0,
	    "the kernel's limit is not run into");
	if (all) {
		pool_give(pool, all);
	}
	struct slab *other = pool_take(pool, (size_t)100 * PAGE_BYTES);
	tap_ok(tap, other && xen.fewest >= 1, "one grant is alive always");
	if (other) {
		pool_give(pool, other);
	}
	tap_ok(tap, grants_end(pool), "all are given back");
}

/* Somebody else used up the table: the budget was too high. */
static void
check_full_table(struct tap *tap)
{
	struct pool *pool = grants_pool(1000, 301);
	struct slab *one = pool_take(pool, (size_t)200 * PAGE_BYTES);
	struct slab *two = pool_take(pool, (size_t)200 * PAGE_BYTES);
	struct slab *three = pool_take(pool, (size_t)50 * PAGE_BYTES);

	tap_ok(tap, one && !two && !three && xen.failures == 1,
	    "a full table is run into once");
	if (one) {
		pool_give(pool, one);
	}
	one = pool_take(pool, (size_t)150 * PAGE_BYTES);
	tap_ok(tap, one && xen.failures == 1, "what is given back can be had again");
	if (one) {
		pool_give(pool, one);
	}
	tap_ok(tap, grants_end(pool), "all are given back");
}

/* Others gave the table back: one more try, once half of ours is back too. */
static void
check_table_back(struct tap *tap)
{
	struct pool *pool = grants_pool(0, 401);
	struct slab *one = pool_take(pool, (size_t)300 * PAGE_BYTES);

	tap_ok(tap, one && !pool_take(pool, (size_t)200 * PAGE_BYTES), "a full table");
	xen.table = 10000;
	tap_ok(tap, !pool_may_take(pool, (size_t)200 * PAGE_BYTES) && xen.failures == 1,
	    "nothing came back: no try");
	if (one) {
		pool_give(pool, one);
	}
	tap_ok(tap, pool_may_take(pool, (size_t)200 * PAGE_BYTES),
	    "what is kept counts as room");
	one = pool_take(pool, (size_t)200 * PAGE_BYTES);
	struct slab *two = pool_take(pool, (size_t)600 * PAGE_BYTES);
	tap_ok(tap, one && two && xen.failures == 1, "then all is to be had again");
	if (one) {
		pool_give(pool, one);
	}
	if (two) {
		pool_give(pool, two);
	}
	tap_ok(tap, grants_end(pool), "all are given back");
}

/* Refused with nothing out: nothing can come back, so only time brings another try. */
static void
check_refused_first(struct tap *tap)
{
	struct pool *pool = grants_pool(0, 101);

	tap_ok(tap, !pool_take(pool, (size_t)200 * PAGE_BYTES), "the first share fails");
	xen.table = 10000;
	tap_ok(tap, !pool_may_take(pool, PAGE_BYTES), "no try at once");
	xen.now_s += 10;
	struct slab *slab = pool_take(pool, (size_t)200 * PAGE_BYTES);
	tap_ok(tap, slab && xen.failures == 1, "one 10 s later");
	xen.table = 201;
	tap_ok(tap, !pool_take(pool, (size_t)200 * PAGE_BYTES), "full again");
	xen.now_s += 19;
	tap_ok(tap, !pool_may_take(pool, (size_t)200 * PAGE_BYTES), "no try for longer");
	xen.now_s += 1;
	tap_ok(tap, pool_may_take(pool, (size_t)200 * PAGE_BYTES), "one 20 s later");
	if (slab) {
		pool_give(pool, slab);
	}
	tap_ok(tap, grants_end(pool), "all are given back");
}

static void
check_absent(struct tap *tap)
{
	memset(&xen, 0, sizeof(xen));
	tap_ok(tap,
	    !pages_gntalloc_create(GRANTS_DOMAIN, 0) && errno == ENOENT && !xen.is_open,
	    "no device: nothing is opened");
	xen.is_there = true;
	tap_ok(tap,
	    !pages_gntalloc_create(GRANTS_DOMAIN, 0) && errno == ENOSPC && !xen.is_open,
	    "no grant to be had: nothing stays open");
}

int
main(void)
{
	struct tap tap = {0};

	check_slab(&tap);
	check_budget(&tap);
	check_full_table(&tap);
	check_table_back(&tap);
	check_refused_first(&tap);
	check_absent(&tap);
	return tap_done(&tap);
}
