/*
 * Slabs of shareable pages, kept for the next window when one goes: making pages is the
 * dear part of a resize.  Knows nothing of X; whoever holds a slab is buffer.h's
 * business.
 */
#ifndef DRIVER_POOL_H
#define DRIVER_POOL_H

#include "xorg-dummy-driver/pages.h"

struct pool;

/* Takes over pages, also when it fails.  NULL: no memory. */
MUST_USE struct pool *pool_create(struct pages *pages);

/* Every slab must have been given back.  NULL is fine. */
void pool_destroy(struct pool *pool);

enum paravent_x_pages pool_kind(const struct pool *pool);

/*
 * Whether pool_take() is worth a try by what the budget says; asks for nothing.  What is
 * kept counts as room, what somebody holds does not.
 */
MUST_USE bool pool_may_take(struct pool *pool, size_t bytes);

/*
 * A slab of at least bytes: one that was given back if it fits with little waste (then
 * its contents are what they were), else a new one (zero), somewhat larger unless the
 * budget is short.  NULL: pages ran out.  The caller gives it back.
 */
MUST_USE struct slab *pool_take(struct pool *pool, size_t bytes);

/* Nobody may use the slab any more, in this process or another. */
void pool_give(struct pool *pool, struct slab *slab);

#endif
