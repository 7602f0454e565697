#include "wm/home.h"

#include "wm/layout.h"
#include "wm/wm.h"

static const struct monitor *
find_same(const struct monitors *monitors, struct rect whole)
{
	for (size_t i = 0; i < monitors->count; i++) {
		if (rect_equals(monitors->at[i].whole, whole)) {
			return &monitors->at[i];
		}
	}
	return NULL;
}

static void
carry(struct wm *wm, struct client *client, const struct monitor *from,
    const struct monitor *to)
{
	struct insets in = layout_insets(wm, client);
	struct rect frame = insets_around(in, client->normal);
	struct rect normal = insets_within(in, place_carry(frame, from->work, to->work));

	hints_fit(&client->size, &normal.width, &normal.height);
	client->normal = normal;
}

static void
resettle(struct wm *wm, struct client *client, const struct monitors *before)
{
	struct rect frame = insets_around(layout_insets(wm, client), client->normal);
	const struct monitor *was = monitors_find(before, frame);
	struct home *home = &client->home;

	if (home->is_set && find_same(&wm->monitors, home->monitor)) {
		client->normal = home->normal;
		home->is_set = false;
		return;
	}
	if (find_same(&wm->monitors, was->whole)) {
		return;
	}
	if (!home->is_set) {
		*home = (struct home){true, client->normal, was->whole};
	}
	carry(wm, client, was, monitors_find(&wm->monitors, was->whole));
}

/* Panels and desktops ask for their places themselves. */
void
home_resettle(struct wm *wm, const struct monitors *before)
{
	for (struct client *c = wm->first; c; c = c->next) {
		/* Monitors have other numbers now (EWMH, _NET_WM_FULLSCREEN_MONITORS). */
		c->has_fullscreen_monitors = false;
		if (c->type != TYPE_DOCK && c->type != TYPE_DESKTOP) {
			resettle(wm, c, before);
		}
	}
}

void
home_move_to(struct wm *wm, struct client *client, int32_t x, int32_t y)
{
	struct rect frame = insets_around(layout_insets(wm, client), client->normal);
	const struct monitor *from = monitors_find(&wm->monitors, frame);
	const struct monitor *to = monitors_at(&wm->monitors, x, y);

	if (from != to) {
		carry(wm, client, from, to);
	}
}
