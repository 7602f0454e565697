#include "wm/layout.h"

#include "common/base/scale.h"
#include "common/paint/measure.h"
#include "wm/wm.h"

#include <stdlib.h>

/* --- places ------------------------------------------------------------------------ */

/*
 * A domain's window brings its worker's frame along: the bar lies over that frame's
 * label, which it repeats, and ends in as much of the tile as the frame is wide, so that
 * the content has its domain's frame on all sides.  The worker's own shows again whenever
 * there is no bar.
 */
struct insets
layout_insets(const struct wm *wm, const struct client *client)
{
	uint32_t line = theme_px(&wm->theme, 1);

	if (client->type == TYPE_DOCK || client->type == TYPE_DESKTOP ||
	    (client->states & STATE_FULLSCREEN)) {
		return (struct insets){0, 0, 0, 0};
	}
	if (client->owner != TRUST_DOM0) {
		const struct owner *owner = owners_of(wm->owners, client->owner);
		struct measure usual = measure_frame(MARK_FRAME_DEFAULT, 0, SCALE_PLAIN);
		uint32_t ring = owner ? owner->frame_width : usual.frame_width;
		uint32_t own = owner ? owner->label_height : usual.label_height;
		uint32_t bar = wm->theme.bar_height + ring;
		bar = bar > own ? bar : own;
		return (struct insets){line, line, line + bar - own, line};
	}
	uint32_t side = client->motif.wants_no_frame ? 0 : wm->theme.border;
	if (!client_has_bar(client)) {
		return (struct insets){side, side, side, side};
	}
	return (struct insets){side, side, line + wm->theme.bar_height, side};
}

static struct rect
held_place(const struct wm *wm, const struct client *client, struct rect frame,
    struct insets insets)
{
	const struct monitor *m = monitors_find(&wm->monitors, frame);
	struct rect tile = place_tile(client->tile, m->work);

	if (client->tile != TILE_NONE) {
		frame = tile;
	}
	if (client->states & STATE_MAXIMIZED_HORZ) {
		frame.x = m->work.x;
		frame.width = m->work.width;
	}
	if (client->states & STATE_MAXIMIZED_VERT) {
		frame.y = m->work.y;
		frame.height = m->work.height;
	}
	return insets_within(insets, frame);
}

struct rect
layout_place(const struct wm *wm, const struct client *client)
{
	struct insets insets = layout_insets(wm, client);
	struct rect frame = insets_around(insets, client->normal);

	if (client->states & STATE_FULLSCREEN) {
		const struct monitor *m = monitors_find(&wm->monitors, frame);
		return client->has_fullscreen_monitors ? client->fullscreen_area
		                                       : m->free;
	}
	if (client->tile == TILE_NONE && !(client->states & STATE_MAXIMIZED)) {
		return client->normal;
	}
	return held_place(wm, client, frame, insets);
}

/* --- the stack --------------------------------------------------------------------- */

static int
by_raise(const void *a, const void *b)
{
	const struct client *const *ca = a;
	const struct client *const *cb = b;

	return (*ca)->raised < (*cb)->raised ? -1 : (*ca)->raised > (*cb)->raised;
}

struct client **
layout_stack(const struct wm *wm, size_t *count)
{
	struct client **clients = calloc(wm->n_clients + 1, sizeof(struct client *));
	struct stack_item *items = calloc(wm->n_clients + 1, sizeof(*items));
	size_t n = 0;

	*count = 0;
	if (!clients || !items) {
		goto fail;
	}
	for (struct client *c = wm->first; c; c = c->next) {
		clients[n++] = c;
	}
	qsort(clients, n, sizeof(*clients), by_raise);
	for (size_t i = 0; i < n; i++) {
		const struct client *parent = client_parent(wm, clients[i]);
		items[i] = (struct stack_item){clients[i]->window,
		    parent ? parent->window : 0, client_layer(wm, clients[i])};
	}
	if (!stack_sort(items, n)) {
		goto fail;
	}
	for (size_t i = 0; i < n; i++) {
		clients[i] = client_find_own(wm, items[i].id);
	}
	free(items);
	*count = n;
	return clients;

fail:
	free(clients);
	free(items);
	return NULL;
}
