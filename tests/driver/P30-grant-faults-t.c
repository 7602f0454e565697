/*
 * P30: whichever allocation or grant the driver's pool does not get, it goes on with what
 * it has, gets it when it asks again, and gives everything back.
 */
#include "common/base/memfd.h"
#include "tests/driver/grants.h"
#include "tests/oracle/fault.h"
#include "tests/scenario/tap.h"
#include "xorg-dummy-driver/pool.h"

#define SLABS 6
#define MOST_STEPS 200u
#define LIMIT 700 /* pages: not all of them fit beside what is kept */

static const size_t pages[SLABS] = {59, 16, 200, 1, 300, 100};

struct life {
	struct pool *pool;
	struct slab *slabs[SLABS];
	unsigned refused;
};

static void
take(struct life *life, size_t i)
{
	if (!life->slabs[i]) {
		life->slabs[i] = pool_take(life->pool, pages[i] * PAGE_BYTES);
		life->refused += life->slabs[i] == NULL;
	}
}

static void
give(struct life *life, size_t i)
{
	if (life->slabs[i]) {
		pool_give(life->pool, life->slabs[i]);
		life->slabs[i] = NULL;
	}
}

/* Windows come, grow and go. */
static void
act(struct life *life)
{
	take(life, 0);
	take(life, 1);
	take(life, 2);
	give(life, 0);
	take(life, 3);
	take(life, 4);
	give(life, 2);
	take(life, 5);
	give(life, 4);
	take(life, 2);
}

/* Some time later nothing is held: each can be had again. */
static bool
heals(struct life *life)
{
	for (size_t i = 0; i < SLABS; i++) {
		give(life, i);
	}
	life->refused = 0;
	xen.now_s += 20;
	for (size_t i = 0; i < SLABS; i++) {
		take(life, i);
		give(life, i);
	}
	return life->refused == 0;
}

/* What went wrong; NULL: nothing. */
static const char *
live(enum fault kind, uint32_t step, int refused, bool *came)
{
	struct life life = {.refused = 0};

	fault_order(fault_room(), kind, step);
	fault_room()->live = 0;
	life.pool = grants_pool(LIMIT, 100000);
	if (life.pool) {
		xen.refused = refused;
		act(&life);
	}
	*came = fault_room()->came || xen.failures > 0;
	fault_room()->kind = FAULT_N;
	if (!life.pool) {
		return !*came || xen.shared != 0 || xen.is_open || fault_room()->live != 0
		    ? "what did not begin keeps something"
		    : NULL;
	}
	if (!*came && life.refused > 0) {
		return "refused without a fault";
	}
	bool healed = heals(&life);
	if (!grants_end(life.pool)) {
		return "a grant is kept, or misused";
	}
	if (fault_room()->live != 0) {
		return "memory is kept";
	}
	return healed ? NULL : "what was refused once is refused for ever";
}

static void
sweep(struct tap *tap, const char *name, bool refuse)
{
	const char *bad = NULL;
	uint32_t step = 0;
	bool came = true;

	while (!bad && came && step < MOST_STEPS) {
		step++;
		bad = refuse ? live(FAULT_N, 0, (int)step, &came)
		             : live(FAULT_ALLOC, step, 0, &came);
	}
	tap_ok(tap, !bad && step > SLABS, "P30-grant-faults: %s", name);
	tap_diag("%s %u: %s", name, step, bad ? bad : "no more came");
}

int
main(void)
{
	struct tap tap = {0};

	sweep(&tap, "alloc", false);
	sweep(&tap, "grant", true);
	return tap_done(&tap);
}
