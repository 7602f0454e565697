#include "wm/wm.h"

#include "wm/grabs.h"
#include "wm/layout.h"

#include <stdio.h>
#include <stdlib.h>

enum { WITHDRAWN = 0, NORMAL = 1, ICONIC = 3 };

/* --- frames ------------------------------------------------------------------------ */

static void
take_look(struct wm *wm, struct client *client)
{
	const struct look *look = client->frame.look;

	if (look) {
		return;
	}
	client->frame.look = NULL;
	look = theme_take_look(
	    &wm->theme, owners_of(wm->owners, client->owner), client->owner_known);
	if (!look) {
		log_warn("out of memory for marks");
		return;
	}
	struct frame_dress dress = {.look = look,
	    .title = "",
	    .bar_height = 0,
	    .is_active = wm->focused == client};
	frame_paint(&wm->theme, &client->frame, &dress);
}

static void
configure(struct wm *wm, xcb_window_t window, struct rect r)
{
	uint32_t values[] = {(uint32_t)r.x, (uint32_t)r.y, r.width, r.height};

	xcb_configure_window(wm->x->xcb, window,
	    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y | XCB_CONFIG_WINDOW_WIDTH |
	        XCB_CONFIG_WINDOW_HEIGHT,
	    values);
}

static uint32_t
bar_height(const struct client *client)
{
	return client_has_bar(client) && client->frame.look ? client->frame.look->height
	                                                    : 0;
}

static uint32_t
bar_side(const struct wm *wm, const struct client *client)
{
	return client->owner != TRUST_DOM0 ? theme_px(&wm->theme, 1)
	    : client->motif.wants_no_frame ? 0
	                                   : theme_px(&wm->theme, 1);
}

/*
 * Resizes client and frame in the order that never cuts the client off, whose right and
 * lower edges mark whose it is: the frame first where it grows, the client first where it
 * shrinks.
 */
static void
resize(struct wm *wm, const struct client *client, struct rect outer, struct rect inner)
{
	const struct client_shown *s = &client->shown;
	struct rect before = insets_around(s->insets, s->client);
	struct rect both = outer;

	if (s->is_placed && !s->is_shaded) {
		both.width = before.width > outer.width ? before.width : outer.width;
		both.height = before.height > outer.height ? before.height : outer.height;
	}
	configure(wm, client->frame.outer, both);
	configure(wm, client->window, inner);
	if (!rect_equals(both, outer)) {
		configure(wm, client->frame.outer, outer);
	}
}

static void
push_place(struct wm *wm, struct client *client)
{
	struct rect to = layout_place(wm, client);
	struct insets in = layout_insets(wm, client);
	struct client_shown *s = &client->shown;
	bool shaded = client->states & STATE_SHADED;
	struct rect outer = insets_around(in, to);
	struct rect inner = {(int32_t)in.left, (int32_t)in.top, to.width, to.height};
	bool resized =
	    !s->is_placed || s->client.width != to.width || s->client.height != to.height;
	bool moved = !s->is_placed || s->client.x != to.x || s->client.y != to.y;
	bool inset = s->insets.top != in.top || s->insets.left != in.left;

	if (!resized && !moved && !inset && s->is_shaded == shaded) {
		return;
	}
	if (shaded && bar_height(client) > 0) {
		outer.height = bar_height(client) + client->frame.look->frame_width +
		    2 * theme_px(&wm->theme, 1);
	}
	if (resized || inset) {
		frame_make_room(
		    &wm->theme, &client->frame, outer.width, bar_side(wm, client));
		resize(wm, client, outer, inner);
	} else {
		configure(wm, client->frame.outer, outer);
	}
	s->is_placed = true;
	s->is_shaded = shaded;
	s->client = to;
	s->insets = in;
	client->wants_notify = true;
}

static void
push_title(struct wm *wm, struct client *client)
{
	struct rect outer = insets_around(client->shown.insets, client->shown.client);
	char title[TEXT_BYTES + 32];
	const struct look *look = client->frame.look;

	if (!look) {
		return;
	}
	const char *text = client->owner != TRUST_DOM0
	    ? text_without_label(client->title, look->label)
	    : client->title;
	snprintf(title, sizeof(title), "%s%s%s%s%s",
	    client->states & STATE_ATTENTION ? "\xe2\x97\x8f " : "",
	    client->states & STATE_ABOVE ? "\xe2\x96\xb2 " : "",
	    client->states & STATE_STICKY ? "\xe2\x88\x9e " : "",
	    client->is_silent ? "(does not answer) " : "", text);
	struct frame_dress dress = {
	    .look = look,
	    .title = title,
	    .width = outer.width,
	    .side = bar_side(wm, client),
	    .bar_height = bar_height(client),
	    .is_active = wm->focused == client,
	    .is_maximised = (client->states & STATE_MAXIMIZED) == STATE_MAXIMIZED,
	};
	frame_paint(&wm->theme, &client->frame, &dress);
}

/* The plate is painted anew when the title may fit otherwise. */
static bool
is_title_stale(const struct wm *wm, const struct client *client)
{
	uint32_t width = insets_around(client->shown.insets, client->shown.client).width;
	uint32_t side = bar_side(wm, client);
	const struct frame *frame = &client->frame;

	if (frame->bar_height == 0 || !frame->look) {
		return false;
	}
	uint32_t room = frame_plate_room(frame->look, width, side);
	return (room != frame->plate_room &&
	           (frame->plate_cut || room < frame->plate_room)) ||
	    frame_buttons_that_fit(frame->look, width, side) != frame->shown_buttons;
}

/* --- mapping ----------------------------------------------------------------------- */

static void
push_map(struct wm *wm, struct client *client)
{
	struct client_shown *s = &client->shown;
	bool visible = client_is_visible(wm, client);
	bool iconic = client->states & STATE_HIDDEN;
	uint32_t state = iconic ? ICONIC : NORMAL;

	if (!iconic && !s->client_mapped) {
		xcb_map_window(wm->x->xcb, client->window);
		s->client_mapped = true;
	}
	if (visible != s->frame_mapped) {
		(visible ? xcb_map_window : xcb_unmap_window)(
		    wm->x->xcb, client->frame.outer);
		s->frame_mapped = visible;
	}
	if (iconic && s->client_mapped) {
		client->ignored_unmaps++;
		xcb_unmap_window(wm->x->xcb, client->window);
		s->client_mapped = false;
	}
	if (s->wm_state != state) {
		icccm_set_state(wm, client->window, state);
		s->wm_state = state;
	}
}

static void
push_extents(struct wm *wm, struct client *client)
{
	struct insets in = client->shown.insets;
	struct insets was = client->shown.extents;

	if (client->shown.has_extents && was.left == in.left && was.top == in.top &&
	    was.right == in.right && was.bottom == in.bottom) {
		return;
	}
	ewmh_tell_extents(wm, client->window, in);
	client->shown.extents = in;
	client->shown.has_extents = true;
}

static void
push_client(struct wm *wm, struct client *client)
{
	uint32_t dirt = client->dirt;

	take_look(wm, client);
	if (dirt & DIRT_PLACE) {
		push_place(wm, client);
	}
	if ((dirt & DIRT_TITLE) || is_title_stale(wm, client)) {
		push_title(wm, client);
	}
	if (dirt & (DIRT_PLACE | DIRT_STATE)) {
		push_extents(wm, client);
		ewmh_push_client(wm, client);
	}
	/* While it is dragged it hears where it settled, not each step. */
	bool dragged = wm->drag.client == client && wm->drag.edges == 0;
	if ((client->wants_notify && !dragged) || (dirt & DIRT_NOTIFY)) {
		client->wants_notify = false;
		icccm_notify(wm, client);
	}
}

/* --- stacking ---------------------------------------------------------------------- */

/*
 * From the bottom up, each right above the one before: what is right costs nothing, and
 * menus and the strip, which are not ours, stay on top.
 */
static void
push_stack(struct wm *wm)
{
	size_t count;
	struct client **stack = layout_stack(wm, &count);
	uint32_t lowest = XCB_STACK_MODE_BELOW;

	for (size_t i = 0; i < count; i++) {
		xcb_window_t frame = stack[i]->frame.outer;
		if (i == 0) {
			xcb_configure_window(
			    wm->x->xcb, frame, XCB_CONFIG_WINDOW_STACK_MODE, &lowest);
			continue;
		}
		uint32_t values[] = {stack[i - 1]->frame.outer, XCB_STACK_MODE_ABOVE};
		xcb_configure_window(wm->x->xcb, frame,
		    XCB_CONFIG_WINDOW_SIBLING | XCB_CONFIG_WINDOW_STACK_MODE, values);
	}
	free(stack);
}

/* --- focus ------------------------------------------------------------------------- */

static void
push_focus(struct wm *wm)
{
	struct client *c = wm->focused;

	if (wm->focus_is_told && wm->told_focus == c) {
		return;
	}
	struct client *before = wm->told_focus;
	wm->told_focus = c;
	wm->focus_is_told = true;
	if (before && before != c) {
		grabs_take_clicks(wm, before);
	}
	if (c) {
		grabs_take_clicks(wm, c);
	}
	icccm_give_focus(wm, c);
}

void
present_settle(struct wm *wm)
{
	for (struct client *c = wm->first; c; c = c->next) {
		if (c->dirt) {
			push_client(wm, c);
		}
	}
	if (wm->dirt & WM_DIRT_STACK) {
		push_stack(wm);
	}
	/* Whatever is mapped is in its place, with its title, and below what it may not
	 * cover. */
	for (struct client *c = wm->first; c; c = c->next) {
		if (c->dirt & (DIRT_MAP | DIRT_STATE)) {
			push_map(wm, c);
		}
		c->dirt = 0;
	}
	if (wm->dirt) {
		ewmh_push_root(wm);
	}
	if (wm->dirt & WM_DIRT_FOCUS) {
		push_focus(wm);
	}
	wm->dirt = 0;
}
