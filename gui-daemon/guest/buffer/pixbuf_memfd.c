#include "gui-daemon/guest/buffer/kind.h"

#include "common/base/fd.h"
#include "common/base/memfd.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

static size_t
size_of(const struct pixbuf *pixbuf)
{
	return (size_t)pixbuf->width * pixbuf->height * 4;
}

/* The seal against shrinking, checked before, is what keeps SIGBUS away. */
static bool
map_memfd(struct pixbuf *pixbuf)
{
	void *at = mmap(NULL, size_of(pixbuf), PROT_READ, MAP_SHARED, pixbuf->fd, 0);

	if (at == MAP_FAILED) {
		return false;
	}
	pixbuf->pixels = at;
	return true;
}

static void
unmap_memfd(struct pixbuf *pixbuf)
{
	munmap((void *)(uintptr_t)pixbuf->pixels, size_of(pixbuf));
	pixbuf->pixels = NULL;
}

/* The X server maps all of it, so all of it counts. */
static const char *
measure(int fd, uint64_t max_pages, uint64_t *pages)
{
	struct stat status;

	if (fstat(fd, &status) < 0 || status.st_size < 0) {
		return "not a memfd";
	}
	*pages = ((uint64_t)status.st_size + PAGE_BYTES - 1) / PAGE_BYTES;
	return *pages > max_pages ? "memfd larger than its domain may hold" : NULL;
}

struct pixbuf *
pixbuf_from_memfd(
    int fd, uint32_t width, uint32_t height, uint64_t max_pages, const char **why)
{
	struct pixbuf *pixbuf = calloc(1, sizeof(*pixbuf));

	if (!pixbuf) {
		*why = "out of memory";
		fd_close(&fd);
		return NULL;
	}
	*pixbuf = (struct pixbuf){
	    .width = width,
	    .height = height,
	    .fd = fd,
	    .map = map_memfd,
	    .unmap = unmap_memfd,
	};
	*why = memfd_check(fd, size_of(pixbuf));
	if (!*why) {
		*why = measure(fd, max_pages, &pixbuf->pages);
	}
	if (*why) {
		pixbuf_destroy(pixbuf);
		return NULL;
	}
	return pixbuf;
}
