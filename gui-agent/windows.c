#include "gui-agent/windows.h"

#include "common/base/fd.h"
#include "common/base/region.h"

#include <stdlib.h>
#include <string.h>

void
windows_init(struct windows *windows)
{
	TAILQ_INIT(&windows->all);
	TAILQ_INIT(&windows->gone);
	TAILQ_INIT(&windows->ghosts);
	TAILQ_INIT(&windows->dirty);
	TAILQ_INIT(&windows->damaged);
	TAILQ_INIT(&windows->waiting);
	TAILQ_INIT(&windows->unshared);
	for (size_t i = 0; i < WINDOWS_BUCKETS; i++) {
		SLIST_INIT(&windows->buckets[i]);
	}
}

/* X gives a client's ids in sequence, and clients differ in the upper bits. */
static size_t
bucket_of(uint32_t id)
{
	return (id ^ id >> 8 ^ id >> 16 ^ id >> 21) % WINDOWS_BUCKETS;
}

struct window *
windows_find(const struct windows *windows, uint32_t id)
{
	struct window *window;

	SLIST_FOREACH(window, &windows->buckets[bucket_of(id)], in_bucket)
	{
		if (window->id == id) {
			return window;
		}
	}
	return NULL;
}

struct window *
windows_add(struct windows *windows, uint32_t id)
{
	struct window *window = calloc(1, sizeof(*window));

	if (!window) {
		return NULL;
	}
	window->damage = region_create();
	if (!window->damage) {
		free(window);
		return NULL;
	}
	window->id = id;
	window->fresh.fd = window->told_buffer.fd = -1;
	TAILQ_INSERT_TAIL(&windows->all, window, in_order);
	SLIST_INSERT_HEAD(&windows->buckets[bucket_of(id)], window, in_bucket);
	return window;
}

static void
destroy(struct window *window)
{
	buffer_finish(&window->fresh);
	region_destroy(window->damage);
	free(window);
}

void
windows_remove(struct windows *windows, struct window *window)
{
	windows_clear_dirty(windows, window);
	windows_clear_damage(windows, window);
	windows_clear_waiting(windows, window);
	windows_clear_unshared(windows, window);
	SLIST_REMOVE(&windows->buckets[bucket_of(window->id)], window, window, in_bucket);
	TAILQ_REMOVE(&windows->all, window, in_order);
	if (window->told) {
		TAILQ_INSERT_TAIL(&windows->gone, window, in_order);
	} else {
		destroy(window);
	}
}

struct window *
windows_find_ghost(const struct windows *windows, uint32_t id)
{
	struct window *window;

	TAILQ_FOREACH(window, &windows->ghosts, in_order)
	{
		if (window->id == id) {
			return window;
		}
	}
	return NULL;
}

void
windows_to_ghost(struct windows *windows, struct window *gone)
{
	TAILQ_REMOVE(&windows->gone, gone, in_order);
	TAILQ_INSERT_TAIL(&windows->ghosts, gone, in_order);
}

void
windows_bury(struct windows *windows, struct window *ghost)
{
	TAILQ_REMOVE(&windows->ghosts, ghost, in_order);
	destroy(ghost);
}

void
windows_mark_dirty(struct windows *windows, struct window *window)
{
	if (!window->is_dirty) {
		window->is_dirty = true;
		TAILQ_INSERT_TAIL(&windows->dirty, window, in_dirty);
	}
}

void
windows_clear_dirty(struct windows *windows, struct window *window)
{
	if (window->is_dirty) {
		window->is_dirty = false;
		TAILQ_REMOVE(&windows->dirty, window, in_dirty);
	}
}

void
windows_mark_damaged(struct windows *windows, struct window *window, struct rect r)
{
	region_add(window->damage, r);
	if (!window->is_damaged) {
		window->is_damaged = true;
		TAILQ_INSERT_TAIL(&windows->damaged, window, in_damaged);
	}
}

void
windows_clear_damage(struct windows *windows, struct window *window)
{
	region_clear(window->damage);
	if (window->is_damaged) {
		window->is_damaged = false;
		TAILQ_REMOVE(&windows->damaged, window, in_damaged);
	}
}

void
windows_mark_waiting(struct windows *windows, struct window *window)
{
	if (!window->is_waiting) {
		window->is_waiting = true;
		TAILQ_INSERT_TAIL(&windows->waiting, window, in_waiting);
	}
}

void
windows_clear_waiting(struct windows *windows, struct window *window)
{
	if (window->is_waiting) {
		window->is_waiting = false;
		TAILQ_REMOVE(&windows->waiting, window, in_waiting);
	}
}

void
windows_mark_unshared(struct windows *windows, struct window *window)
{
	if (!window->is_unshared) {
		window->is_unshared = true;
		TAILQ_INSERT_TAIL(&windows->unshared, window, in_unshared);
	}
}

void
windows_clear_unshared(struct windows *windows, struct window *window)
{
	if (window->is_unshared) {
		window->is_unshared = false;
		TAILQ_REMOVE(&windows->unshared, window, in_unshared);
	}
}

/* What differs from a window of which nothing was told. */
static uint32_t
changed_from_nothing(const struct window *window)
{
	uint32_t changed = 0;

	changed |= window->title[0] ? CHANGED_TITLE : 0;
	changed |= window->res_class[0] || window->res_name[0] ? CHANGED_CLASS : 0;
	changed |= window->hints.flags || window->placed ? CHANGED_HINTS : 0;
	return changed;
}

static void
forget_told(struct windows *windows, struct window *window)
{
	windows_clear_damage(windows, window);
	windows_clear_unshared(windows, window);
	buffer_finish(&window->fresh);
	buffer_finish(&window->told_buffer);
	window->holds = (struct holds){.count = 0};
	window->placed = window->mapped && !window->remapped &&
	    (window->placed || window->told_mapped);
	window->told = window->told_mapped = false;
	window->remapped = false;
	window->answer = ANSWER_NONE;
	window->told_flags = 0;
	window->changed = changed_from_nothing(window);
	windows_mark_dirty(windows, window);
}

static void
destroy_list(struct window_list *list)
{
	struct window *window;

	while ((window = TAILQ_FIRST(list))) {
		TAILQ_REMOVE(list, window, in_order);
		destroy(window);
	}
}

void
windows_forget_told(struct windows *windows)
{
	struct window *window;

	TAILQ_INIT(&windows->dirty); /* anew, in the order of creation */
	TAILQ_FOREACH(window, &windows->all, in_order)
	{
		window->is_dirty = false;
		forget_told(windows, window);
	}
	destroy_list(&windows->gone);
	destroy_list(&windows->ghosts);
}

void
windows_finish(struct windows *windows)
{
	destroy_list(&windows->all);
	destroy_list(&windows->gone);
	destroy_list(&windows->ghosts);
	windows_init(windows);
}

void
buffer_finish(struct buffer *b)
{
	fd_close(&b->fd);
	free(b->refs);
	*b = (struct buffer){.fd = -1};
}

bool
holds_has_room(const struct holds *holds)
{
	return holds->count < HOLDS_MAX;
}

void
holds_add(struct holds *holds, uint32_t id)
{
	if (!holds_has_room(holds)) {
		bug("more buffers told of than can be held");
	}
	holds->ids[holds->count++] = id;
	holds->unacked++;
}

uint32_t
holds_take(struct holds *holds)
{
	if (holds->count == 0) {
		return 0;
	}
	uint32_t id = holds->ids[0];
	holds->count--;
	memmove(holds->ids, holds->ids + 1, holds->count * sizeof(holds->ids[0]));
	if (holds->unacked > holds->count) {
		holds->unacked = holds->count;
	}
	return id;
}

uint32_t
holds_acknowledge(struct holds *holds)
{
	if (holds->unacked == 0) {
		return 0;
	}
	holds->unacked--;
	/* The acknowledged one stays; what came before it is unmapped. */
	return holds->count - holds->unacked > 1 ? holds_take(holds) : 0;
}
