#include "wm/monitor.h"

#include "wm/wm.h"

#include <stdlib.h>
#include <xcb/randr.h>

static void
add(struct monitors *monitors, struct rect whole)
{
	if (rect_is_empty(whole) || monitors->count == MONITORS_MAX) {
		return;
	}
	/* Clones show the same: one monitor. */
	for (size_t i = 0; i < monitors->count; i++) {
		if (rect_equals(rect_bound(monitors->at[i].whole, whole),
		        monitors->at[i].whole)) {
			return;
		}
	}
	monitors->at[monitors->count++] = (struct monitor){whole, whole, whole};
}

static void
read_randr(struct wm *wm, struct monitors *out)
{
	xcb_randr_get_monitors_reply_t *reply = xcb_randr_get_monitors_reply(
	    wm->x->xcb, xcb_randr_get_monitors(wm->x->xcb, wm->root, 1), NULL);

	if (!reply) {
		return;
	}
	xcb_randr_monitor_info_iterator_t i =
	    xcb_randr_get_monitors_monitors_iterator(reply);
	for (; i.rem > 0; xcb_randr_monitor_info_next(&i)) {
		add(out,
		    (struct rect){i.data->x, i.data->y, i.data->width, i.data->height});
	}
	free(reply);
}

static bool
are_same(const struct monitors *a, const struct monitors *b)
{
	bool same = a->count == b->count && rect_equals(a->root, b->root);

	for (size_t i = 0; same && i < a->count; i++) {
		same = rect_equals(a->at[i].whole, b->at[i].whole);
	}
	return same;
}

static void
ask_server(struct wm *wm, struct monitors *m)
{
	xcb_get_geometry_reply_t *root = xcb_get_geometry_reply(
	    wm->x->xcb, xcb_get_geometry(wm->x->xcb, wm->root), NULL);

	*m = (struct monitors){.count = 0};
	m->root = root ? (struct rect){0, 0, root->width, root->height}
	               : (struct rect){0, 0, wm->x->screen->width_in_pixels,
	                     wm->x->screen->height_in_pixels};
	free(root);
	if (wm->randr_event) {
		read_randr(wm, m);
	}
	if (m->count == 0) {
		add(m, m->root);
	}
}

bool
monitors_read(struct wm *wm, struct monitors *now)
{
	ask_server(wm, now);
	return !are_same(&wm->monitors, now); /* one change makes several events */
}

void
monitors_take(struct wm *wm, const struct monitors *now)
{
	wm->monitors = *now;
	monitors_apply_struts(wm);
}

void
monitors_apply_struts(struct wm *wm)
{
	struct monitors *m = &wm->monitors;

	for (size_t i = 0; i < m->count; i++) {
		m->at[i].work = m->at[i].free = m->at[i].whole;
	}
	for (const struct client *c = wm->first; c; c = c->next) {
		if (!c->has_strut || (c->states & STATE_HIDDEN)) {
			continue;
		}
		bool is_strip = client_layer(wm, c) == LAYER_STRIP;
		for (size_t i = 0; i < m->count; i++) {
			m->at[i].work =
			    hints_apply_strut(m->at[i].work, m->root, &c->strut);
			if (is_strip) {
				m->at[i].free =
				    hints_apply_strut(m->at[i].free, m->root, &c->strut);
			}
		}
	}
	wm->dirt |= WM_DIRT_AREAS;
	for (struct client *c = wm->first; c; c = c->next) {
		client_touch(c, DIRT_PLACE);
	}
}

static uint64_t
distance(struct rect r, int32_t x, int32_t y)
{
	int64_t right = (int64_t)r.x + r.width - 1;
	int64_t bottom = (int64_t)r.y + r.height - 1;
	int64_t dx = x < r.x ? (int64_t)r.x - x : x > right ? x - right : 0;
	int64_t dy = y < r.y ? (int64_t)r.y - y : y > bottom ? y - bottom : 0;

	return (uint64_t)(dx * dx + dy * dy);
}

const struct monitor *
monitors_at(const struct monitors *monitors, int32_t x, int32_t y)
{
	const struct monitor *best = &monitors->at[0];

	for (size_t i = 1; i < monitors->count; i++) {
		if (distance(monitors->at[i].whole, x, y) < distance(best->whole, x, y)) {
			best = &monitors->at[i];
		}
	}
	return best;
}

const struct monitor *
monitors_find(const struct monitors *monitors, struct rect r)
{
	const struct monitor *best = NULL;
	uint64_t most = 0;

	for (size_t i = 0; i < monitors->count; i++) {
		uint64_t px = place_overlap(monitors->at[i].whole, r);
		if (px > most) {
			most = px;
			best = &monitors->at[i];
		}
	}
	if (best) {
		return best;
	}
	return monitors_at(
	    monitors, r.x + (int32_t)(r.width / 2), r.y + (int32_t)(r.height / 2));
}
