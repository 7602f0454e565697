/*
 * Where shareable pages come from: sealed memfds, or pages granted to another domain.
 * Knows nothing of windows and pixmaps, and does not pool: see pool.h.
 */
#ifndef DRIVER_PAGES_H
#define DRIVER_PAGES_H

#include "common/base/base.h"
#include "protocol/xext/paravent-x.h"

/* A run of pages, mapped here for reading and writing. */
struct slab {
	void *pixels;      /* owned mapping, page aligned */
	size_t pages;      /* length, in PAGE_BYTES */
	uint32_t id;       /* the pool's: never 0, never used twice in a pool's life */
	int fd;            /* owned memfd; -1 for grants */
	uint32_t *refs;    /* owned, one for each page; NULL for a memfd */
	struct slab *next; /* the pool's list of free slabs */
};

struct pages;

struct pages_ops {
	enum paravent_x_pages kind;
	/* The smallest slab worth making, in pages. */
	size_t grain;
	/* Fills pixels, fd and refs of a slab whose pages is set.  False when there are
	 * no more, or the kernel refuses.  New pages are zero. */
	bool (*fill)(struct pages *pages, struct slab *slab);
	/* Sets limit anew when the bound that it comes from has changed; asks Xen for
	 * nothing.  NULL: it never changes. */
	void (*refresh)(struct pages *pages);
	/* Undoes fill. */
	void (*drain)(struct pages *pages, struct slab *slab);
	void (*destroy)(struct pages *pages);
};

/* Common head of each implementation. */
struct pages {
	const struct pages_ops *ops;
	size_t limit; /* pages that may be out at once; fill lowers it when it must */
};

/* At most limit pages at once; 0 for as many as the kernel gives.  NULL: no memory. */
MUST_USE struct pages *pages_memfd_create(size_t limit);

/*
 * Grants pages to domain, read-only.  At most limit pages at once; 0 for what the
 * kernel's module allows.  NULL with errno without /dev/xen/gntalloc or without Xen in
 * this build (ENOSYS).
 */
MUST_USE struct pages *pages_gntalloc_create(uint16_t domain, size_t limit);

#endif
