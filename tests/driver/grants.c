#include "tests/driver/grants.h"

#include "common/base/memfd.h"
#include "xorg-dummy-driver/pool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <xengnttab.h>

struct grants xen;

int
access(const char *path, int mode)
{
	(void)mode;
	errno = ENOENT;
	return strcmp(path, "/dev/xen/gntalloc") == 0 && xen.is_there ? 0 : -1;
}

int
clock_gettime(clockid_t clock, struct timespec *out)
{
	(void)clock;
	*out = (struct timespec){.tv_sec = xen.now_s};
	return 0;
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
	xen.is_misused |= (void *)handle != &xen || domain != GRANTS_DOMAIN || writable;
	if (++xen.shares == xen.refused || count > xen.table - xen.shared) {
		xen.failures++;
		errno = ENOSPC;
		return NULL;
	}
	void *pages = calloc((size_t)count, PAGE_BYTES);
	if (!pages) {
		xen.failures++;
		return NULL;
	}
	for (int i = 0; i < count; i++) {
		refs[i] = ++xen.last_ref;
	}
	xen.shared += count;
	return pages;
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

struct pool *
grants_pool(size_t limit, int table)
{
	memset(&xen, 0, sizeof(xen));
	xen.is_there = true;
	xen.table = table;
	xen.now_s = 1000;
	struct pages *pages = pages_gntalloc_create(GRANTS_DOMAIN, limit);
	xen.fewest = xen.shared;
	xen.shares = 0;
	return pages ? pool_create(pages) : NULL;
}

bool
grants_end(struct pool *pool)
{
	pool_destroy(pool);
	return xen.shared == 0 && !xen.is_open && !xen.is_misused;
}
