/*
 * A ring.  A piece lies in one place, so what is left before the end may be too small and
 * is skipped; when nothing is on its way the ring begins anew, with what is in the cache.
 */
#include "gui-daemon/guest/buffer/stage.h"

#include "common/base/fd.h"
#include "common/base/memfd.h"

#include <stdlib.h>
#include <sys/mman.h>

#define SHIPMENTS_MAX 256u

struct stage {
	int fd;         /* owned */
	uint8_t *bytes; /* owned mapping */
	size_t size;
	size_t first, next;         /* where the oldest piece begins, and the next will */
	bool is_full;               /* when both are the same: full, not empty */
	bool is_loading;            /* something was taken and is not yet shipped */
	size_t ends[SHIPMENTS_MAX]; /* of shipments on their way: where the next began */
	unsigned oldest, count;
};

struct stage *
stage_create(size_t size)
{
	struct stage *stage = calloc(1, sizeof(*stage));

	if (!stage) {
		return NULL;
	}
	stage->size = size;
	stage->fd = memfd_create_sealed("paravent-stage", size);
	if (stage->fd < 0) {
		free(stage);
		return NULL;
	}
	stage->bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, stage->fd, 0);
	if (stage->bytes == MAP_FAILED) {
		fd_close(&stage->fd);
		free(stage);
		return NULL;
	}
	return stage;
}

void
stage_destroy(struct stage *stage)
{
	if (stage) {
		munmap(stage->bytes, stage->size);
		fd_close(&stage->fd);
		free(stage);
	}
}

int
stage_fd(const struct stage *stage)
{
	return stage->fd;
}

static bool
is_empty(const struct stage *stage)
{
	return stage->first == stage->next && !stage->is_full;
}

/* Where the longest free piece begins; its length in *len. */
static size_t
longest(const struct stage *stage, size_t *len)
{
	if (stage->is_full) {
		*len = 0;
		return 0;
	}
	if (stage->next < stage->first) {
		*len = stage->first - stage->next;
		return stage->next;
	}
	size_t behind = stage->size - stage->next;
	*len = behind >= stage->first ? behind : stage->first;
	return behind >= stage->first ? stage->next : 0;
}

size_t
stage_room(const struct stage *stage)
{
	size_t len;

	longest(stage, &len);
	return stage->count < SHIPMENTS_MAX ? len : 0;
}

uint8_t *
stage_take(struct stage *stage, size_t len, uint32_t *offset)
{
	size_t room;
	size_t at = longest(stage, &room);

	if (len == 0 || len > room || stage->count == SHIPMENTS_MAX) {
		bug("%zu bytes of a stage that has %zu", len, room);
	}
	size_t end = at + (len + STAGE_GRAIN - 1) / STAGE_GRAIN * STAGE_GRAIN;
	stage->next = end == stage->size ? 0 : end;
	stage->is_full = stage->next == stage->first;
	stage->is_loading = true;
	*offset = (uint32_t)at;
	return stage->bytes + at;
}

void
stage_ship(struct stage *stage)
{
	if (!stage->is_loading) {
		bug("an empty shipment");
	}
	stage->is_loading = false;
	stage->ends[(stage->oldest + stage->count++) % SHIPMENTS_MAX] = stage->next;
}

void
stage_arrived(struct stage *stage)
{
	if (stage->count == 0) {
		return; /* nothing was sent: somebody else's sign */
	}
	stage->first = stage->ends[stage->oldest];
	stage->oldest = (stage->oldest + 1) % SHIPMENTS_MAX;
	stage->count--;
	stage->is_full = false;
	if (stage->count == 0 && !stage->is_loading && is_empty(stage)) {
		stage->first = stage->next = 0;
	}
}
