#include "common/base/fd.h"
#include "common/base/memfd.h"
#include "xorg-dummy-driver/pages.h"

#include <stdlib.h>
#include <sys/mman.h>

#define GRAIN 16 /* pages: one memfd serves a small window through most of its sizes */

static void
memfd_drain(struct pages *pages, struct slab *slab)
{
	(void)pages;
	if (slab->pixels) {
		munmap(slab->pixels, slab->pages * PAGE_BYTES);
		slab->pixels = NULL;
	}
	fd_close(&slab->fd);
}

static bool
memfd_fill(struct pages *pages, struct slab *slab)
{
	size_t bytes = slab->pages * PAGE_BYTES;

	slab->pixels = NULL;
	slab->refs = NULL;
	slab->fd = memfd_create_sealed("paravent-window", bytes);
	if (slab->fd < 0) {
		return false;
	}
	/* Composite writes all of a new buffer at once: fault it in at once. */
	void *pixels = mmap(
	    NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, slab->fd, 0);
	if (pixels == MAP_FAILED) {
		memfd_drain(pages, slab);
		return false;
	}
	slab->pixels = pixels;
	return true;
}

static void
memfd_destroy(struct pages *pages)
{
	free(pages);
}

static const struct pages_ops memfd_ops = {
    .kind = PARAVENT_X_PAGES_MEMFD,
    .grain = GRAIN,
    .fill = memfd_fill,
    .drain = memfd_drain,
    .destroy = memfd_destroy,
};

struct pages *
pages_memfd_create(size_t limit)
{
	struct pages *pages = calloc(1, sizeof(*pages));

	if (!pages) {
		return NULL;
	}
	pages->ops = &memfd_ops;
	pages->limit = limit ? limit : SIZE_MAX;
	return pages;
}
