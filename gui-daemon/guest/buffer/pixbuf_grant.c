#include "config.h"

#ifdef WITH_XEN

#include "gui-daemon/guest/buffer/kind.h"

#include "common/base/memfd.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <xengnttab.h>

#define MOST_PAGES 65536u /* Linux's gntdev maps no more in one request */

struct grants {
	xengnttab_handle *device; /* owned */
	uint32_t domain;
};

struct grants *
grants_open(uint32_t domain)
{
	struct grants *grants = calloc(1, sizeof(*grants));

	if (!grants) {
		return NULL;
	}
	grants->domain = domain;
	grants->device = xengnttab_open(NULL, 0);
	if (!grants->device) {
		free(grants);
		return NULL;
	}
	return grants;
}

void
grants_close(struct grants *grants)
{
	if (grants) {
		xengnttab_close(grants->device);
		free(grants);
	}
}

static void
unmap_grants(struct pixbuf *pixbuf)
{
	if (xengnttab_unmap(pixbuf->grants->device, (void *)(uintptr_t)pixbuf->pixels,
	        (uint32_t)pixbuf->pages) < 0) {
		bug("grants that were mapped cannot be unmapped");
	}
	pixbuf->pixels = NULL;
}

struct pixbuf *
pixbuf_from_grants(struct grants *grants, uint32_t *refs, uint32_t count, uint32_t width,
    uint32_t height, const char **why)
{
	struct pixbuf *pixbuf;

	if ((uint64_t)count * PAGE_BYTES < (uint64_t)width * height * 4) {
		bug("fewer grants than the picture needs");
	}
	if (count > MOST_PAGES) {
		*why = "more grants than the kernel maps at once";
		return NULL;
	}
	pixbuf = calloc(1, sizeof(*pixbuf));
	if (!pixbuf) {
		*why = "out of memory";
		return NULL;
	}
	*pixbuf = (struct pixbuf){
	    .width = width,
	    .height = height,
	    .pages = count,
	    .fd = -1,
	    .unmap = unmap_grants,
	    .grants = grants,
	};
	/* One bad reference refuses them all: nothing is mapped in part. */
	pixbuf->pixels = xengnttab_map_domain_grant_refs(
	    grants->device, count, grants->domain, refs, PROT_READ);
	if (!pixbuf->pixels) {
		*why = "the hypervisor refuses the grants";
		free(pixbuf);
		return NULL;
	}
	return pixbuf;
}

#else

/* An empty translation unit is not ISO C. */
extern int pixbuf_grant_is_not_built;

#endif
