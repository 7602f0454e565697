#include "config.h"

#include "common/base/memfd.h"
#include "xorg-dummy-driver/pages.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef WITH_XEN

#include <time.h>
#include <unistd.h>
#include <xengnttab.h>

/*
 * Facts of Linux' gntalloc module that this file works around:
 * - its parameter `limit` (default 1024) bounds the pages of the whole domain;
 * - a share that fails midway leaves its counter wrong, and with no other grant alive
 *   every later share fails: so the budget is checked before the kernel is asked, and one
 *   grant is alive always;
 * - Xen's grant table has 32768 entries by default, which network, disk and vchan use
 * too.
 */
#define DEVICE "/dev/xen/gntalloc"
#define LIMIT_FILE "/sys/module/xen_gntalloc/parameters/limit"
#define LIMIT_DEFAULT 1024  /* pages */
#define TABLE_DEFAULT 32768 /* grants */
#define TABLE_OTHERS 2048   /* grants left to other drivers */

/*
 * Pages of either bound that windows never get: the agent's rings to dom0 are 33, and
 * those of a session that has just died count until dom0 has unmapped them.  Without them
 * there is no channel; and libxenvchan does not unwind cleanly when grants run out on it.
 */
#define RINGS_PAGES 128

/*
 * A limit that was lowered is whole again after such a time, twice as long for each time
 * that it was lowered: a share that fails for nothing costs some of the module's limit.
 */
#define AGAIN_LEAST_S 10
#define AGAIN_MOST_S 3600

struct pages_gntalloc {
	struct pages pages;
	xengntshr_handle *handle; /* owned */
	void *anchor;             /* owned: the one grant that is alive always */
	uint32_t anchor_ref;
	uint32_t domain;
	size_t out;     /* pages shared now, without the anchor */
	size_t wanted;  /* limit as the driver was told; 0: none */
	size_t kernel;  /* kernel_limit() that pages.limit was made by */
	size_t full_at; /* what was out when a share failed */
	time_t again_s; /* when limit is whole again, on the monotonic clock; 0: it is */
	time_t pause_s; /* how long that took last; 0: never */
};

static struct pages_gntalloc *
gntalloc_of(struct pages *pages)
{
	return (struct pages_gntalloc *)pages;
}

/* What the kernel's module allows, less the anchor and the rings; in pages. */
static size_t
kernel_limit(void)
{
	unsigned long limit = LIMIT_DEFAULT;
	FILE *file = fopen(LIMIT_FILE, "re");

	if (file) {
		if (fscanf(file, "%lu", &limit) != 1) {
			limit = LIMIT_DEFAULT;
		}
		fclose(file);
	}
	return limit > 1 + RINGS_PAGES ? limit - 1 - RINGS_PAGES : 0;
}

static size_t
budget(size_t limit, size_t wanted)
{
	size_t table = TABLE_DEFAULT - TABLE_OTHERS;

	/* Who names a number knows how large the table is: Xen does not tell a guest. */
	if (wanted == 0) {
		return limit < table ? limit : table;
	}
	return limit < wanted ? limit : wanted;
}

static time_t
now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

static void
restore_limit(struct pages_gntalloc *gntalloc, size_t kernel)
{
	gntalloc->kernel = kernel;
	gntalloc->full_at = 0;
	gntalloc->again_s = 0;
	gntalloc->pages.limit = budget(kernel, gntalloc->wanted);
}

/*
 * A share that failed says little once the module's limit has been changed, or much
 * later.
 */
static void
gntalloc_refresh(struct pages *pages)
{
	struct pages_gntalloc *gntalloc = gntalloc_of(pages);
	size_t kernel = kernel_limit();

	if (kernel != gntalloc->kernel) {
		gntalloc->pause_s = 0;
		restore_limit(gntalloc, kernel);
	} else if (gntalloc->again_s != 0 && now_s() >= gntalloc->again_s) {
		restore_limit(gntalloc, kernel);
	}
}

/*
 * The table is full, whoever filled it: not to run into its end again soon, and to leave
 * some of what windows give back to the rings.
 */
static void
lower_limit(struct pages_gntalloc *gntalloc)
{
	size_t out = gntalloc->out;
	time_t pause = gntalloc->pause_s * 2;

	pause = pause > AGAIN_LEAST_S ? pause : AGAIN_LEAST_S;
	gntalloc->pause_s = pause < AGAIN_MOST_S ? pause : AGAIN_MOST_S;
	gntalloc->again_s = now_s() + gntalloc->pause_s;
	gntalloc->full_at = out;
	gntalloc->pages.limit = out - (out / 4 < RINGS_PAGES ? out / 4 : RINGS_PAGES);
}

static bool
gntalloc_fill(struct pages *pages, struct slab *slab)
{
	struct pages_gntalloc *gntalloc = gntalloc_of(pages);

	slab->fd = -1;
	slab->pixels = NULL;
	slab->refs = calloc(slab->pages, sizeof(*slab->refs));
	if (!slab->refs) {
		return false;
	}
	slab->pixels = xengntshr_share_pages(
	    gntalloc->handle, gntalloc->domain, (int)slab->pages, slab->refs, 0);
	if (!slab->pixels) {
		free(slab->refs);
		slab->refs = NULL;
		lower_limit(gntalloc);
		return false;
	}
	gntalloc->out += slab->pages;
	return true;
}

/*
 * Nor does it once half of what was out then is back: others may have given back too.  So
 * a table that stays full is run into once for each halving.
 */
static void
count_back(struct pages_gntalloc *gntalloc, size_t pages)
{
	gntalloc->out -= pages;
	if (gntalloc->out < gntalloc->full_at / 2) {
		restore_limit(gntalloc, gntalloc->kernel);
	}
}

static void
gntalloc_drain(struct pages *pages, struct slab *slab)
{
	if (slab->pixels) {
		xengntshr_unshare(
		    gntalloc_of(pages)->handle, slab->pixels, (uint32_t)slab->pages);
		slab->pixels = NULL;
		count_back(gntalloc_of(pages), slab->pages);
	}
	free(slab->refs);
	slab->refs = NULL;
}

static void
gntalloc_destroy(struct pages *pages)
{
	struct pages_gntalloc *gntalloc = gntalloc_of(pages);

	if (gntalloc->anchor) {
		xengntshr_unshare(gntalloc->handle, gntalloc->anchor, 1);
	}
	if (gntalloc->handle) {
		xengntshr_close(gntalloc->handle);
	}
	free(gntalloc);
}

static const struct pages_ops gntalloc_ops = {
    .kind = PARAVENT_X_PAGES_GRANT,
    .grain = 1,
    .fill = gntalloc_fill,
    .refresh = gntalloc_refresh,
    .drain = gntalloc_drain,
    .destroy = gntalloc_destroy,
};

struct pages *
pages_gntalloc_create(uint16_t domain, size_t limit)
{
	/* The library would complain on standard error where there is no Xen. */
	if (access(DEVICE, R_OK | W_OK) < 0) {
		return NULL;
	}
	struct pages_gntalloc *gntalloc = calloc(1, sizeof(*gntalloc));
	if (!gntalloc) {
		return NULL;
	}
	gntalloc->pages.ops = &gntalloc_ops;
	gntalloc->wanted = limit;
	gntalloc->kernel = kernel_limit();
	gntalloc->pages.limit = budget(gntalloc->kernel, limit);
	gntalloc->domain = domain;
	gntalloc->handle = xengntshr_open(NULL, 0);
	if (!gntalloc->handle) {
		goto fail;
	}
	gntalloc->anchor =
	    xengntshr_share_pages(gntalloc->handle, domain, 1, &gntalloc->anchor_ref, 0);
	if (!gntalloc->anchor) {
		goto fail;
	}
	return &gntalloc->pages;

fail:;
	int saved_errno = errno;
	gntalloc_destroy(&gntalloc->pages);
	errno = saved_errno;
	return NULL;
}

#else

struct pages *
pages_gntalloc_create(uint16_t domain, size_t limit)
{
	(void)domain;
	(void)limit;
	errno = ENOSYS;
	return NULL;
}

#endif
