#include "tests/xen/shares.h"

#include "tests/xen/stream.h"
#include "xorg-dummy-driver/pages.h"

#include <stdio.h>
#include <stdlib.h>

#define LIMIT_FILE "/sys/module/xen_gntalloc/parameters/limit"

/* More than Xen gives: what is tested is that the driver bears the refusal. */
#define NO_BUDGET (1u << 22)

struct shares {
	struct pages *pages; /* owned */
	struct slab slabs[PEER_SHARES_MAX];
};

struct shares *
shares_create(void)
{
	struct shares *shares = calloc(1, sizeof(*shares));

	if (!shares) {
		return NULL;
	}
	shares->pages = pages_gntalloc_create(0, NO_BUDGET);
	if (!shares->pages) {
		free(shares);
		return NULL;
	}
	return shares;
}

void
shares_destroy(struct shares *shares)
{
	if (!shares) {
		return;
	}
	for (uint32_t i = 0; i < PEER_SHARES_MAX; i++) {
		shares_remove(shares, i);
	}
	shares->pages->ops->destroy(shares->pages);
	free(shares);
}

const uint32_t *
shares_add(struct shares *shares, uint32_t number, uint32_t pages, uint32_t seed)
{
	struct slab *slab = &shares->slabs[number % PEER_SHARES_MAX];

	if (slab->pixels) {
		bug("share %u is in use", number);
	}
	*slab = (struct slab){.pages = pages, .fd = -1};
	if (!shares->pages->ops->fill(shares->pages, slab)) {
		return NULL;
	}
	shares_fill(shares, number, seed);
	return slab->refs;
}

void
shares_fill(struct shares *shares, uint32_t number, uint32_t seed)
{
	struct slab *slab = &shares->slabs[number % PEER_SHARES_MAX];
	uint32_t *words = slab->pixels;

	for (uint32_t i = 0; words && i < slab->pages * PAGE_WORDS; i++) {
		words[i] = stream_word(seed, i);
	}
}

void
shares_remove(struct shares *shares, uint32_t number)
{
	struct slab *slab = &shares->slabs[number % PEER_SHARES_MAX];

	if (slab->pixels) {
		shares->pages->ops->drain(shares->pages, slab);
	}
}

bool
shares_limit(uint32_t pages)
{
	FILE *file = fopen(LIMIT_FILE, "we");

	if (!file) {
		return false;
	}
	bool written = fprintf(file, "%u", pages) > 0;
	return fclose(file) == 0 && written;
}
