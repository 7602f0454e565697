#include "xorg-dummy-driver/pool.h"

#include "common/base/memfd.h"

#include <stdlib.h>

#define FREE_PAGES_MAX 16384 /* kept: 64 MiB, two windows of 3840x2160 */
#define FREE_SLABS_MAX 64

struct pool {
	struct pages *pages; /* owned */
	struct slab *free;   /* owned, the one given back last first */
	size_t free_slabs;
	size_t free_pages;
	size_t pages_out; /* all, free ones included */
	uint32_t last_id;
};

struct pool *
pool_create(struct pages *pages)
{
	struct pool *pool = calloc(1, sizeof(*pool));

	if (!pool) {
		pages->ops->destroy(pages);
		return NULL;
	}
	pool->pages = pages;
	return pool;
}

enum paravent_x_pages
pool_kind(const struct pool *pool)
{
	return pool->pages->ops->kind;
}

static void
slab_destroy(struct pool *pool, struct slab *slab)
{
	pool->pages->ops->drain(pool->pages, slab);
	pool->pages_out -= slab->pages;
	free(slab);
}

/* Takes *link, a slab, out of the list of free ones. */
static struct slab *
free_list_remove(struct pool *pool, struct slab **link)
{
	struct slab *slab = *link;

	*link = slab->next;
	slab->next = NULL;
	pool->free_slabs--;
	pool->free_pages -= slab->pages;
	return slab;
}

/* Destroys the free slab that has waited longest; false when there is none. */
static bool
evict_one(struct pool *pool)
{
	struct slab **link = &pool->free;

	if (!*link) {
		return false;
	}
	while ((*link)->next) {
		link = &(*link)->next;
	}
	slab_destroy(pool, free_list_remove(pool, link));
	return true;
}

void
pool_destroy(struct pool *pool)
{
	if (!pool) {
		return;
	}
	while (evict_one(pool)) {
	}
	if (pool->pages_out != 0) {
		bug("pool destroyed with pages out");
	}
	pool->pages->ops->destroy(pool->pages);
	free(pool);
}

/*
 * Eight sizes for each doubling, so that the steps of a resize mostly ask for a size that
 * the step before gave back; at most an eighth is wasted.
 */
static size_t
round_up(size_t pages, size_t grain)
{
	size_t step = 1;

	while (step * 16 <= pages) {
		step *= 2;
	}
	if (step < grain) {
		step = grain;
	}
	return (pages + step - 1) / step * step;
}

/* The smallest free slab of at least pages, not wasting more than a quarter. */
static struct slab **
find_free(struct pool *pool, size_t pages)
{
	size_t most = pages + pages / 4 + pool->pages->ops->grain;
	struct slab **best = NULL;

	for (struct slab **link = &pool->free; *link; link = &(*link)->next) {
		size_t have = (*link)->pages;

		if (have >= pages && have <= most && (!best || have < (*best)->pages)) {
			best = link;
		}
	}
	return best;
}

static bool
has_room(const struct pool *pool, size_t pages)
{
	size_t limit = pool->pages->limit;

	return pages <= limit && pool->pages_out <= limit - pages;
}

/* Whether there is room once all that is kept has given way. */
static bool
may_have_room(const struct pool *pool, size_t pages)
{
	size_t limit = pool->pages->limit;

	return pages <= limit && pool->pages_out - pool->free_pages <= limit - pages;
}

/*
 * What a slab of pages shall really have.  One that is held keeps what it was rounded up
 * by from all others: nothing is to spare when half of the budget is not left.
 */
static size_t
size_of_new(const struct pool *pool, size_t pages)
{
	size_t roomy = round_up(pages, pool->pages->ops->grain);

	return may_have_room(pool, roomy + pool->pages->limit / 2) ? roomy : pages;
}

static void
refresh_limit(struct pool *pool)
{
	if (pool->pages->ops->refresh) {
		pool->pages->ops->refresh(pool->pages);
	}
}

static struct slab *
slab_create(struct pool *pool, size_t pages)
{
	struct slab *slab = calloc(1, sizeof(*slab));

	if (!slab) {
		return NULL;
	}
	slab->pages = pages;
	/* A failed fill may have lowered the limit. */
	while (!has_room(pool, pages) || !pool->pages->ops->fill(pool->pages, slab)) {
		if (!may_have_room(pool, pages) || !evict_one(pool)) {
			free(slab);
			return NULL;
		}
	}
	pool->pages_out += pages;
	if (++pool->last_id == 0) {
		pool->last_id = 1;
	}
	slab->id = pool->last_id;
	return slab;
}

static size_t
pages_of(size_t bytes)
{
	return bytes / PAGE_BYTES + (bytes % PAGE_BYTES != 0);
}

bool
pool_may_take(struct pool *pool, size_t bytes)
{
	size_t pages = pages_of(bytes);

	refresh_limit(pool);
	return may_have_room(pool, pages) || find_free(pool, pages);
}

struct slab *
pool_take(struct pool *pool, size_t bytes)
{
	size_t pages = pages_of(bytes);
	struct slab **link = find_free(pool, pages);

	if (link) {
		return free_list_remove(pool, link);
	}
	refresh_limit(pool);
	/* What is kept does not give way in vain. */
	if (!may_have_room(pool, pages)) {
		return NULL;
	}
	return slab_create(pool, size_of_new(pool, pages));
}

void
pool_give(struct pool *pool, struct slab *slab)
{
	if (slab->pages > FREE_PAGES_MAX) {
		slab_destroy(pool, slab);
		return;
	}
	while (pool->free_slabs >= FREE_SLABS_MAX ||
	    pool->free_pages > FREE_PAGES_MAX - slab->pages) {
		if (!evict_one(pool)) {
			bug("pool counts free slabs it does not have");
		}
	}
	slab->next = pool->free;
	pool->free = slab;
	pool->free_slabs++;
	pool->free_pages += slab->pages;
}
