/* Grant pages against a stand-in for Xen's library: budget, anchor, and giving back. */
#include "common/base/memfd.h"
#include "tests/scenario/tap.h"
#include "xorg-dummy-driver/pool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xengnttab.h>

#define DEFAULT_LIMIT 895 /* the kernel's 1024, less the anchor and the agent's rings */
#define DOMAIN 3

/* --- the stand-in ---------------------------------------------------------------- */

/* Whose addresses are handles have no other place for state. */
static struct {
	bool is_there; /* the device */
	int table;     /* pages that can be shared at once */
	int shared;    /* now */
	int fewest;    /* shared, since the first share */
	int failures;  /* shares refused */
	bool is_open;
	bool is_misused; /* writable, to another domain, or not as shared */
	uint32_t last_ref;
} xen;

int
access(const char *path, int mode)
{
	(void)mode;
	errno = ENOENT;
	return strcmp(path, "/dev/xen/gntalloc") == 0 && xen.is_there ? 0 : -1;
}

xengntshr_handle *
xengntshr_open(struct xentoollog_logger *logger, unsigned flags)
{
	(void)logger;
	(void)flags;
	xen.is_open = true;
	return (xengntshr_handle *)(void *)&xen;
}

int
xengntshr_close(xengntshr_handle *handle)
{
	xen.is_misused |= (void *)handle != &xen || xen.shared != 0;
	xen.is_open = false;
	return 0;
}

void *
xengntshr_share_pages(
    xengntshr_handle *handle, uint32_t domain, int count, uint32_t *refs, int writable)
{
	xen.is_misused |= (void *)handle != &xen || domain != DOMAIN || writable;
	if (count > xen.table - xen.shared) {
		xen.failures++;
		errno = ENOSPC;
		return NULL;
	}
	for (int i = 0; i < count; i++) {
		refs[i] = ++xen.last_ref;
	}
	xen.shared += count;
	return calloc((size_t)count, PAGE_BYTES);
}

int
xengntshr_unshare(xengntshr_handle *handle, void *start, uint32_t count)
{
	xen.is_misused |= (void *)handle != &xen || !start;
	xen.shared -= (int)count;
	xen.fewest = xen.shared < xen.fewest ? xen.shared : xen.fewest;
	free(start);
	return 0;
}

/* --- cases ----------------------------------------------------------------------- */

static struct pool *
pool_of(size_t limit, int table)
{
	memset(&xen, 0, sizeof(xen));
	xen.is_there = true;
	xen.table = table;
	struct pages *pages = pages_gntalloc_create(DOMAIN, limit);
	xen.fewest = xen.shared;
	return pages ? pool_create(pages) : NULL;
}

static bool
end(struct pool *pool)
{
	pool_destroy(pool);
	return xen.shared == 0 && !xen.is_open && !xen.is_misused;
}

static void
check_slab(struct tap *tap)
{
	struct pool *pool = pool_of(0, 100000);
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
	tap_ok(tap, pool && end(pool), "all are given back");
}

static void
check_budget(struct tap *tap)
{
	struct pool *pool = pool_of(0, 100000);
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
	tap_ok(tap, end(pool), "all are given back");
}

/* Somebody else used up the table: the budget was too high. */
static void
check_full_table(struct tap *tap)
{
	struct pool *pool = pool_of(1000, 301);
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
	tap_ok(tap, end(pool), "all are given back");
}

/* Others gave the table back: one more try, once half of ours is back too. */
static void
check_table_back(struct tap *tap)
{
	struct pool *pool = pool_of(0, 401);
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
	tap_ok(tap, end(pool), "all are given back");
}

static void
check_absent(struct tap *tap)
{
	memset(&xen, 0, sizeof(xen));
	tap_ok(tap, !pages_gntalloc_create(DOMAIN, 0) && errno == ENOENT && !xen.is_open,
	    "no device: nothing is opened");
	xen.is_there = true;
	tap_ok(tap, !pages_gntalloc_create(DOMAIN, 0) && errno == ENOSPC && !xen.is_open,
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
	check_absent(&tap);
	return tap_done(&tap);
}
