#include "wm/drag.h"

#include "wm/wm.h"

#include <stdlib.h>

#define THRESHOLD 4 /* px: less is a click */
#define KEY_STEP 16 /* px: of an arrow key; with Shift 1 */

#define DRAG_EVENTS (XCB_EVENT_MASK_BUTTON_RELEASE | XCB_EVENT_MASK_POINTER_MOTION)

enum { KEY_RETURN = 0xff0d, KEY_ESCAPE = 0xff1b, KEY_LEFT = 0xff51 };

/* --- outline ----------------------------------------------------------------------- */

static void
create_outline(struct wm *wm)
{
	uint32_t values[] = {0xf0f0f0, 0x101010, 1};

	for (int i = 0; i < 4; i++) {
		wm->drag.outline[i] = xcb_generate_id(wm->x->xcb);
		xcb_create_window(wm->x->xcb, XCB_COPY_FROM_PARENT, wm->drag.outline[i],
		    wm->root, 0, 0, 1, 1, 1, XCB_WINDOW_CLASS_INPUT_OUTPUT,
		    XCB_COPY_FROM_PARENT,
		    XCB_CW_BACK_PIXEL | XCB_CW_BORDER_PIXEL | XCB_CW_OVERRIDE_REDIRECT,
		    values);
	}
}

static void
place_side(struct wm *wm, int side, int32_t x, int32_t y, uint32_t width, uint32_t height)
{
	uint32_t values[] = {
	    (uint32_t)x, (uint32_t)y, width, height, XCB_STACK_MODE_ABOVE};

	xcb_configure_window(wm->x->xcb, wm->drag.outline[side],
	    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y | XCB_CONFIG_WINDOW_WIDTH |
	        XCB_CONFIG_WINDOW_HEIGHT | XCB_CONFIG_WINDOW_STACK_MODE,
	    values);
}

static void
show_outline(struct wm *wm, struct rect r)
{
	uint32_t thick = theme_px(&wm->theme, 3);
	uint32_t inner = r.height > 2 * thick ? r.height - 2 * thick : 1;
	int32_t bottom = r.y + (int32_t)(r.height - thick);
	int32_t right = r.x + (int32_t)(r.width - thick);

	if (!wm->drag.outline[0]) {
		create_outline(wm);
	}
	place_side(wm, 0, r.x, r.y, r.width, thick);
	place_side(wm, 1, r.x, bottom, r.width, thick);
	place_side(wm, 2, r.x, r.y + (int32_t)thick, thick, inner);
	place_side(wm, 3, right, r.y + (int32_t)thick, thick, inner);
	for (int i = 0; i < 4 && !wm->drag.outline_shown; i++) {
		xcb_map_window(wm->x->xcb, wm->drag.outline[i]);
	}
	wm->drag.outline_shown = true;
}

static void
hide_outline(struct wm *wm)
{
	for (int i = 0; i < 4 && wm->drag.outline_shown; i++) {
		xcb_unmap_window(wm->x->xcb, wm->drag.outline[i]);
	}
	wm->drag.outline_shown = false;
}

/* --- going on ---------------------------------------------------------------------- */

/* A maximised or tiled window that is moved gets its own size back, under the pointer. */
static void
set_free(struct wm *wm, int32_t x)
{
	struct drag *d = &wm->drag;
	struct client *c = d->client;
	bool was_held = c->tile != TILE_NONE || (c->states & STATE_MAXIMIZED);

	if (!was_held) {
		return;
	}
	struct rect frame = insets_around(c->shown.insets, c->normal);
	if (d->edges == 0) {
		int64_t along = (int64_t)x - d->start.x;
		frame.x = x - (int32_t)(along * frame.width / d->start.width);
		frame.y = d->start.y;
		d->start = frame;
	} else {
		c->normal = insets_within(c->shown.insets, d->start);
	}
	client_set_tile(wm, c, TILE_NONE);
}

static size_t
neighbours(struct wm *wm, struct rect *out, size_t most)
{
	size_t count = 0;

	for (struct client *c = wm->first; c && count < most; c = c->next) {
		if (c != wm->drag.client && c->shown.frame_mapped &&
		    c->type != TYPE_DESKTOP) {
			out[count++] = insets_around(c->shown.insets, c->shown.client);
		}
	}
	return count;
}

static struct rect
moved(struct wm *wm, int32_t x, int32_t y)
{
	struct drag *d = &wm->drag;
	struct rect others[64];
	struct rect r = rect_move(d->start, x - d->start_x, y - d->start_y);
	const struct monitor *m = monitors_at(&wm->monitors, x, y);

	if (wm->config.snap_px > 0) {
		r = place_snap(r, m->work, others,
		    neighbours(wm, others, ARRAY_LEN(others)), wm->config.snap_px);
	}
	return place_reachable(r, m->free, wm->theme.bar_height);
}

static struct rect
resized(struct wm *wm, int32_t x, int32_t y)
{
	struct drag *d = &wm->drag;
	struct insets in = d->client->shown.insets;
	struct rect r = place_resize(d->start, d->edges, x - d->start_x, y - d->start_y);
	struct rect client = insets_within(in, r);

	hints_fit(&d->client->size, &client.width, &client.height);
	return place_anchor(d->start, d->edges, client.width + in.left + in.right,
	    client.height + in.top + in.bottom);
}

static void
show(struct wm *wm)
{
	struct drag *d = &wm->drag;
	const struct monitor *m = monitors_at(&wm->monitors, d->x, d->y);

	if (d->tile != TILE_NONE) {
		show_outline(wm, place_tile(d->tile, m->work));
	} else if (d->is_live) {
		hide_outline(wm);
	} else {
		show_outline(wm, d->now);
	}
	if (d->is_live && (!d->edges || sync_may_resize(wm))) {
		client_set_normal(
		    wm, d->client, insets_within(d->client->shown.insets, d->now));
	}
}

void
drag_motion(struct wm *wm, int32_t x, int32_t y)
{
	struct drag *d = &wm->drag;

	if (!d->client || d->by_keys) {
		return;
	}
	if (!d->has_moved) {
		if (abs(x - d->start_x) < THRESHOLD && abs(y - d->start_y) < THRESHOLD) {
			return;
		}
		d->has_moved = true;
		set_free(wm, d->start_x);
	}
	d->x = x;
	d->y = y;
	d->now = d->edges ? resized(wm, x, y) : moved(wm, x, y);
	d->tile = !d->edges && wm->config.edge_tiling && client_may_resize(d->client)
	    ? place_tile_at(x, y, monitors_at(&wm->monitors, x, y)->whole)
	    : TILE_NONE;
	show(wm);
}

/* --- start ------------------------------------------------------------------------- */

static bool
is_live(const struct wm *wm, const struct client *client, bool resize)
{
	if (!resize) {
		return wm->config.live_move;
	}
	return wm->config.live_resize == 1 ||
	    (wm->config.live_resize == 2 && client->owner == TRUST_DOM0);
}

/*
 * The pointer, and the keyboard for Escape.  With keys alone it takes both: without them
 * nothing would end it.
 */
static bool
grab(struct wm *wm, xcb_cursor_t cursor, bool by_keys)
{
	xcb_grab_pointer_reply_t *p = xcb_grab_pointer_reply(wm->x->xcb,
	    xcb_grab_pointer(wm->x->xcb, 0, wm->root,
	        DRAG_EVENTS | XCB_EVENT_MASK_BUTTON_PRESS, XCB_GRAB_MODE_ASYNC,
	        XCB_GRAB_MODE_ASYNC, XCB_NONE, cursor, XCB_CURRENT_TIME),
	    NULL);
	xcb_grab_keyboard_reply_t *k = xcb_grab_keyboard_reply(wm->x->xcb,
	    xcb_grab_keyboard(wm->x->xcb, 0, wm->root, XCB_CURRENT_TIME,
	        XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC),
	    NULL);
	bool has_pointer = p && p->status == XCB_GRAB_STATUS_SUCCESS;
	bool has_keys = k && k->status == XCB_GRAB_STATUS_SUCCESS;

	free(p);
	free(k);
	return has_pointer && (has_keys || !by_keys);
}

static void
ungrab(struct wm *wm)
{
	xcb_ungrab_pointer(wm->x->xcb, XCB_CURRENT_TIME);
	xcb_ungrab_keyboard(wm->x->xcb, XCB_CURRENT_TIME);
}

static xcb_cursor_t
cursor_of(const struct wm *wm, unsigned int edges)
{
	for (int i = 0; i < FRAME_EDGES; i++) {
		if (frame_edges_of(i) == edges) {
			return wm->theme.cursors[CURSOR_EDGE + i];
		}
	}
	return wm->theme.cursors[CURSOR_MOVE];
}

static bool
may_drag(const struct client *client, bool resize)
{
	return resize ? client_may_resize(client) : client_may_move(client);
}

static void
start(struct wm *wm, struct client *client, unsigned int edges, int32_t x, int32_t y,
    bool by_keys)
{
	struct drag *d = &wm->drag;

	if (d->client || !may_drag(client, edges != 0)) {
		return;
	}
	if (!grab(wm, cursor_of(wm, edges), by_keys)) {
		ungrab(wm);
		return;
	}
	d->client = client;
	d->edges = edges;
	d->by_keys = by_keys;
	d->is_live = is_live(wm, client, edges != 0);
	d->has_moved = false;
	d->start_x = x;
	d->start_y = y;
	d->x = x;
	d->y = y;
	d->start = d->now = insets_around(client->shown.insets, client->shown.client);
	d->before = client->normal;
	d->tile = TILE_NONE;
	d->tile_before = client->tile;
	d->states_before = client->states;
	if (edges && d->is_live) {
		sync_start(wm, client, show);
	}
}

void
drag_start(struct wm *wm, struct client *client, unsigned int edges, int32_t x, int32_t y)
{
	start(wm, client, edges, x, y, false);
}

void
drag_start_keys(struct wm *wm, struct client *client, bool resize)
{
	struct rect r = insets_around(client->shown.insets, client->shown.client);
	unsigned int edges = resize ? EDGE_RIGHT | EDGE_BOTTOM : 0;

	start(wm, client, edges, r.x + (int32_t)r.width / 2, r.y + (int32_t)r.height / 2,
	    true);
}

/* --- end --------------------------------------------------------------------------- */

static void
leave(struct wm *wm)
{
	struct client *client = wm->drag.client;

	hide_outline(wm);
	ungrab(wm);
	sync_stop(wm);
	wm->drag.client = NULL;
	if (client) {
		client_touch(client, DIRT_NOTIFY | DIRT_PLACE);
	}
}

void
drag_finish(struct wm *wm)
{
	struct drag *d = &wm->drag;
	struct client *client = d->client;

	if (!client) {
		return;
	}
	if (d->has_moved) {
		wm->pressed_bar_of = XCB_NONE; /* a drag is no half of a double click */
	}
	if (d->has_moved && d->tile != TILE_NONE) {
		client->normal = d->before;
		home_move_to(wm, client, d->x, d->y);
	}
	if (d->has_moved && d->tile == TILE_FULL) {
		client_set_states(wm, client, STATE_MAXIMIZED, 0);
	} else if (d->has_moved && d->tile != TILE_NONE) {
		client_set_tile(wm, client, d->tile);
	} else if (d->has_moved) {
		client_set_normal(
		    wm, client, insets_within(client->shown.insets, d->now));
	}
	leave(wm);
}

void
drag_cancel(struct wm *wm)
{
	struct drag *d = &wm->drag;
	struct client *client = d->client;

	if (!client) {
		return;
	}
	if (d->has_moved) {
		client_set_normal(wm, client, d->before);
		client->tile = d->tile_before;
		client_set_states(
		    wm, client, d->states_before & (STATE_MAXIMIZED | STATE_SHADED), 0);
	}
	leave(wm);
}

void
drag_forget(struct wm *wm, const struct client *client)
{
	if (wm->drag.client == client) {
		leave(wm);
	}
}

/* A step of at least the client's own. */
static int32_t
stride(int32_t step, uint32_t least)
{
	int32_t own = (int32_t)least;

	return least <= 1 || step == 0 ? step : step > 0 ? own : -own;
}

static struct rect
nudge_size(const struct client *client, struct rect r, unsigned int edges, int32_t dx,
    int32_t dy)
{
	struct insets in = client->shown.insets;
	struct rect to = insets_within(in,
	    place_resize(r, edges, stride(dx, client->size.step_width),
	        stride(dy, client->size.step_height)));

	hints_fit(&client->size, &to.width, &to.height);
	return place_anchor(
	    r, edges, to.width + in.left + in.right, to.height + in.top + in.bottom);
}

static void
nudge(struct wm *wm, int32_t dx, int32_t dy)
{
	struct drag *d = &wm->drag;

	if (!d->has_moved) {
		d->has_moved = true;
		set_free(wm, d->start_x);
		d->now = d->start;
	}
	if (d->edges) {
		d->now = nudge_size(d->client, d->now, d->edges, dx, dy);
	} else {
		const struct monitor *m = monitors_find(&wm->monitors, d->now);
		d->now = place_reachable(
		    rect_move(d->now, dx, dy), m->free, wm->theme.bar_height);
	}
	show(wm);
}

bool
drag_key(struct wm *wm, uint32_t keysym, uint16_t modifiers)
{
	int32_t step = modifiers & CHORD_SHIFT ? 1 : KEY_STEP;
	static const int8_t ways[4][2] = {{-1, 0}, {0, -1}, {1, 0}, {0, 1}};

	if (keysym == KEY_ESCAPE) {
		drag_cancel(wm);
	} else if (keysym == KEY_RETURN) {
		drag_finish(wm);
	} else if (keysym >= KEY_LEFT && keysym < KEY_LEFT + 4) {
		const int8_t *way = ways[keysym - KEY_LEFT];
		nudge(wm, way[0] * step, way[1] * step);
	}
	return true; /* the keyboard is the drag's */
}
