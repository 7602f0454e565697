#include "gui-daemon/guest/windows.h"

#include "common/base/region.h"
#include "gui-daemon/guest/buffer/pixbuf.h"

#include <stdlib.h>

static size_t
bucket_of(uint32_t id)
{
	/* X ids of one client differ in their low bits, those of clients in the high. */
	return (id ^ id >> 8 ^ id >> 20) % WINDOWS_BUCKETS;
}

struct window *
windows_find(const struct windows *windows, uint32_t id)
{
	struct window *window = windows->buckets[bucket_of(id)];

	while (window && window->id != id) {
		window = window->next_in_bucket;
	}
	return window;
}

static void
link_in(struct windows *windows, struct window *window)
{
	struct window **bucket = &windows->buckets[bucket_of(window->id)];

	window->next_in_bucket = *bucket;
	*bucket = window;
	window->next = windows->first;
	if (windows->first) {
		windows->first->previous = window;
	}
	windows->first = window;
	windows->count++;
}

struct window *
windows_add(struct windows *windows, uint32_t id, const struct window_place *place)
{
	if (windows_find(windows, id)) {
		bug("window id 0x%x is in use", id);
	}
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
	window->state = winstate_new(place->override_redirect);
	window->place = placement_new(place->content, place->was_clamped);
	window->glyph = ADMIT_NO_GLYPH;
	link_in(windows, window);
	return window;
}

void
windows_refuse(struct windows *windows, struct window *window)
{
	windows->refused += !window->is_refused;
	window->is_refused = true;
}

/* How long a chain may be: who nests dialogs deeper means no good. */
#define MOST_TRANSIENTS 16

struct window *
windows_transient_for(const struct windows *windows, const struct window *window)
{
	struct window *other =
	    window->transient_for ? windows_find(windows, window->transient_for) : NULL;
	const struct window *at = other;

	for (int i = 0; i < MOST_TRANSIENTS && at; i++) {
		if (at == window) {
			return NULL;
		}
		at = at->transient_for ? windows_find(windows, at->transient_for) : NULL;
	}
	return at ? NULL : other;
}

static void
link_out(struct windows *windows, struct window *window)
{
	struct window **at = &windows->buckets[bucket_of(window->id)];

	while (*at != window) {
		at = &(*at)->next_in_bucket;
	}
	*at = window->next_in_bucket;
	if (window->previous) {
		window->previous->next = window->next;
	} else {
		windows->first = window->next;
	}
	if (window->next) {
		window->next->previous = window->previous;
	}
	windows->count--;
	windows->refused -= window->is_refused;
}

void
windows_remove(struct windows *windows, struct window *window)
{
	if (window->view) {
		bug("window 0x%x still has a view", window->id);
	}
	windows_set_buffer(windows, window, NULL);
	link_out(windows, window);
	region_destroy(window->damage);
	free(window);
}

void
windows_finish(struct windows *windows)
{
	while (windows->first) {
		windows_remove(windows, windows->first);
	}
}

void
windows_set_buffer(struct windows *windows, struct window *window, struct pixbuf *buffer)
{
	if (window->buffer) {
		windows->pages -= pixbuf_pages(window->buffer);
		pixbuf_destroy(window->buffer);
	}
	window->buffer = buffer;
	if (buffer) {
		windows->pages += pixbuf_pages(buffer);
	}
}
