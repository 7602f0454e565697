#include "wm/grabs.h"
#include "wm/layout.h"
#include "wm/wm.h"

#include <stdlib.h>

/* Taking windows under management, and letting go of them. */

#define CLIENT_EVENTS                                                       \
	(XCB_EVENT_MASK_STRUCTURE_NOTIFY | XCB_EVENT_MASK_PROPERTY_CHANGE | \
	    XCB_EVENT_MASK_FOCUS_CHANGE)

/* What the server says of a window before it is managed. */
struct found {
	struct rect place; /* px, on the root, without border */
	uint32_t border;
	bool is_viewable;
	bool was_framed; /* by a manager of ours that ended without giving it back */
	xcb_colormap_t colormap;
};

/* False when it is gone, or not for us. */
static bool
look_at(struct wm *wm, xcb_window_t window, struct found *out)
{
	xcb_get_window_attributes_cookie_t ask =
	    xcb_get_window_attributes(wm->x->xcb, window);
	xcb_get_geometry_cookie_t where = xcb_get_geometry(wm->x->xcb, window);
	xcb_get_window_attributes_reply_t *a =
	    xcb_get_window_attributes_reply(wm->x->xcb, ask, NULL);
	xcb_get_geometry_reply_t *g = xcb_get_geometry_reply(wm->x->xcb, where, NULL);
	bool ok =
	    a && g && !a->override_redirect && a->_class == XCB_WINDOW_CLASS_INPUT_OUTPUT;

	if (ok) {
		*out = (struct found){
		    .place = {g->x, g->y, g->width, g->height},
		    .border = g->border_width,
		    .is_viewable = a->map_state != XCB_MAP_STATE_UNMAPPED,
		    .colormap = a->colormap,
		};
	}
	free(a);
	free(g);
	return ok;
}

/*
 * A manager that is killed leaves its windows where they stood in their frames, without
 * their borders: the server takes them out (X11 save-set).  Each bears a mark while it is
 * framed, which is its border's width.
 */
static void
mark_framed(struct wm *wm, const struct client *client)
{
	xcb_change_property(wm->x->xcb, XCB_PROP_MODE_REPLACE, client->window,
	    wm->atoms[A_PARAVENT_FRAMED], XCB_ATOM_CARDINAL, 32, 1, &client->old_border);
}

static void
look_for_frame(struct wm *wm, xcb_window_t window, struct found *found)
{
	xcb_get_property_reply_t *reply = xcb_get_property_reply(wm->x->xcb,
	    xcb_get_property(wm->x->xcb, 0, window, wm->atoms[A_PARAVENT_FRAMED],
	        XCB_ATOM_CARDINAL, 0, 1),
	    NULL);

	if (reply && reply->format == 32 && xcb_get_property_value_length(reply) == 4) {
		uint32_t border = *(const uint32_t *)xcb_get_property_value(reply);

		found->was_framed = true;
		found->border = border <= UINT16_MAX ? border : 0;
	}
	free(reply);
}

/* --- first places ------------------------------------------------------------------ */

static void
ask_pointer(struct wm *wm, int32_t *x, int32_t *y)
{
	xcb_query_pointer_reply_t *p = xcb_query_pointer_reply(
	    wm->x->xcb, xcb_query_pointer(wm->x->xcb, wm->root), NULL);

	*x = p ? p->root_x : 0;
	*y = p ? p->root_y : 0;
	free(p);
}

/* Where it is to be: several that come in one turn are not shown before it ends. */
static struct rect
frame_of(const struct wm *wm, const struct client *client)
{
	return insets_around(layout_insets(wm, client), layout_place(wm, client));
}

static struct place_other
other_of(struct wm *wm, const struct client *client, const struct client *other)
{
	return (struct place_other){
	    .frame = frame_of(wm, other),
	    .is_focused = other == wm->focused,
	    .is_foreign = other->owner != client->owner,
	};
}

/* The latest, and the one that the person works in before them. */
static size_t
others_of(
    struct wm *wm, const struct client *client, struct place_other *out, size_t most)
{
	const struct client *focused = wm->focused;
	size_t count = 0;

	if (focused && focused != client) {
		out[count++] = other_of(wm, client, focused);
	}
	for (struct client *c = wm->last; c && count < most; c = c->previous) {
		if (c != client && c != focused && c->type != TYPE_DESKTOP &&
		    client_is_visible(wm, c)) {
			out[count++] = other_of(wm, client, c);
		}
	}
	return count;
}

static const struct monitor *
first_monitor(struct wm *wm, const struct client *client, int32_t x, int32_t y)
{
	const struct client *parent = client_parent(wm, client);

	if (parent) {
		return monitors_find(&wm->monitors, frame_of(wm, parent));
	}
	if (wm->focused && wm->focused->type != TYPE_DESKTOP) {
		return monitors_find(&wm->monitors, frame_of(wm, wm->focused));
	}
	return monitors_at(&wm->monitors, x, y);
}

static struct rect
choose_place(struct wm *wm, struct client *client, struct insets insets)
{
	struct place_other others[64];
	struct place_scene scene = {.others = others};
	struct client *parent = client_parent(wm, client);
	struct rect frame = insets_around(insets, client->normal);

	ask_pointer(wm, &scene.pointer_x, &scene.pointer_y);
	const struct monitor *monitor =
	    first_monitor(wm, client, scene.pointer_x, scene.pointer_y);
	scene.area = monitor->work;
	if (parent && client_is_visible(wm, parent)) {
		return insets_within(insets,
		    place_over(
		        frame_of(wm, parent), scene.area, frame.width, frame.height));
	}
	scene.count = others_of(wm, client, others, ARRAY_LEN(others));
	if (client->type == TYPE_SPLASH || client->type == TYPE_DIALOG) {
		frame = place_over(scene.area, scene.area, frame.width, frame.height);
	} else {
		frame = place_new(&scene, frame.width, frame.height);
	}
	return insets_within(insets, frame);
}

/*
 * A stated place is met: dom0's anywhere that it can be reached, a domain's where it
 * neither covers the window that the person works in nor comes under the pointer there.
 */
static bool
is_place_met(struct wm *wm, const struct client *client, struct rect frame)
{
	int32_t x;
	int32_t y;

	if (client->owner == TRUST_DOM0 || !wm->focused ||
	    wm->focused->owner == client->owner) {
		return true;
	}
	struct rect focused = frame_of(wm, wm->focused);
	ask_pointer(wm, &x, &y);
	return place_overlap(frame, focused) == 0 ||
	    (!place_contains(frame, x, y) &&
	        place_overlap(frame, focused) * 4 <
	            (uint64_t)focused.width * focused.height);
}

static void
place_first(struct wm *wm, struct client *client, const struct found *found, bool adopted)
{
	struct insets insets = layout_insets(wm, client);
	bool has_place = adopted || client->size.has_user_position ||
	    (client->size.has_position &&
	        (found->place.x != 0 || found->place.y != 0 ||
	            client->owner != TRUST_DOM0)) ||
	    client->type == TYPE_DOCK || client->type == TYPE_DESKTOP;

	client->normal = found->place;
	if (client->type == TYPE_DOCK || client->type == TYPE_DESKTOP) {
		return;
	}
	hints_fit(&client->size, &client->normal.width, &client->normal.height);
	if (!found->was_framed) {
		client->normal = hints_place(
		    client->normal, found->border, insets, client->size.gravity);
	}
	struct rect frame = insets_around(insets, client->normal);
	if (!has_place || !(adopted || is_place_met(wm, client, frame))) {
		client->normal = choose_place(wm, client, insets);
	} else if (!adopted || client->owner != TRUST_DOM0) {
		const struct monitor *m = monitors_find(&wm->monitors, frame);
		client->normal = insets_within(
		    insets, place_reachable(frame, m->free, wm->theme.bar_height));
	}
}

/* --- managing ---------------------------------------------------------------------- */

static void
reparent(struct wm *wm, struct client *client)
{
	xcb_connection_t *xcb = wm->x->xcb;
	uint32_t events = CLIENT_EVENTS;
	uint32_t border = 0;
	struct insets in = layout_insets(wm, client);

	frame_create(&wm->theme, &client->frame,
	    client->type != TYPE_DOCK && client->type != TYPE_DESKTOP &&
	        client->type != TYPE_SPLASH);
	mark_framed(wm, client);
	/* First where it will be: if we are killed, the server leaves the client there.
	 */
	struct rect outer = insets_around(in, client->normal);
	const uint32_t at[] = {(uint32_t)outer.x, (uint32_t)outer.y};
	xcb_configure_window(
	    xcb, client->frame.outer, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, at);
	xcb_change_save_set(xcb, XCB_SET_MODE_INSERT, client->window);
	xcb_change_window_attributes(xcb, client->window, XCB_CW_EVENT_MASK, &events);
	xcb_configure_window(
	    xcb, client->window, XCB_CONFIG_WINDOW_BORDER_WIDTH, &border);
	client->framed_by = xcb_reparent_window(
	    xcb, client->window, client->frame.outer, (int16_t)in.left, (int16_t)in.top)
	                        .sequence;
	/* Below all that is ours in there. */
	uint32_t lowest = XCB_STACK_MODE_BELOW;
	xcb_configure_window(xcb, client->window, XCB_CONFIG_WINDOW_STACK_MODE, &lowest);
	if (client->frame.edges[0]) {
		for (int i = 0; i < FRAME_EDGES; i++) {
			xcb_map_window(xcb, client->frame.edges[i]);
		}
	}
	grabs_take_clicks(wm, client);
}

static void
take_owner(struct wm *wm, struct client *client)
{
	struct owner *owner = owners_find(wm->owners, client->window);

	client->owner = owner ? owner->id : TRUST_DOM0;
	client->owner_known = owner || owners_are_known(wm->owners);
}

static void
link_client(struct wm *wm, struct client *client)
{
	client->previous = wm->last;
	*(wm->last ? &wm->last->next : &wm->first) = client;
	wm->last = client;
	wm->n_clients++;
	wm->dirt |= WM_DIRT_CLIENTS | WM_DIRT_STACK;
}

static void
unlink_client(struct wm *wm, struct client *client)
{
	*(client->previous ? &client->previous->next : &wm->first) = client->next;
	*(client->next ? &client->next->previous : &wm->last) = client->previous;
	wm->n_clients--;
	wm->dirt |= WM_DIRT_CLIENTS | WM_DIRT_STACK;
}

/* Shown, focused, or minimised and marked, as trust says. */
static void
introduce(struct wm *wm, struct client *client, bool adopted)
{
	if (adopted) {
		client_raise(wm, client);
		return;
	}
	enum trust_answer answer = admit_new(wm, client);
	if (answer != TRUST_YES) {
		client_set_states(wm, client, STATE_HIDDEN | STATE_ATTENTION, 0);
	}
	client_raise(wm, client);
	if (!client_is_visible(wm, client) || !client_may_focus(client) ||
	    client->type == TYPE_DESKTOP) {
		return;
	}
	/* A worker always does while others have the focus: what it may is known here. */
	bool says_no = client->owner == TRUST_DOM0 && client->has_user_time &&
	    client->user_time == 0;
	if (!says_no && admit_focus(wm, client, TRUST_WINDOW)) {
		client_focus(wm, client);
		return;
	}
	/* It may not be on top of what the person looks at. */
	if (wm->focused && !admit_focus(wm, client, TRUST_WINDOW)) {
		client_raise(wm, wm->focused);
		client_set_states(wm, client, STATE_ATTENTION, 0);
	}
}

static void
start_states(struct wm *wm, struct client *client, uint32_t old_state)
{
	enum { ICONIC = 3 };

	client->workspace = client->type == TYPE_DOCK || client->type == TYPE_DESKTOP
	    ? WORKSPACE_ALL
	    : wm->workspace;
	const struct client *parent = client_parent(wm, client);
	if (parent) {
		client->workspace = parent->workspace;
	}
	ewmh_read(wm, client);
	if ((old_state == 0 && client->hints.starts_iconic) || old_state == ICONIC) {
		client->states |= STATE_HIDDEN;
	}
}

static struct client *
create_client(struct wm *wm, xcb_window_t window, const struct found *found)
{
	struct client *client = calloc(1, sizeof(*client));

	if (!client) {
		log_error("out of memory: window 0x%x stays without a frame", window);
		return NULL;
	}
	client->window = window;
	client->colormap = found->colormap;
	client->old_border = found->border;
	client->was_framed = found->was_framed;
	client->dirt = DIRT_ALL;
	client->shown.wm_state = UINT32_MAX;
	client->shown.workspace = UINT32_MAX - 1;
	take_owner(wm, client);
	return client;
}

/* Before they are read: none may change unheard in between. */
static void
hear_of_properties(struct wm *wm, xcb_window_t window)
{
	uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE;

	xcb_change_window_attributes(wm->x->xcb, window, XCB_CW_EVENT_MASK, &events);
}

struct client *
client_manage(struct wm *wm, xcb_window_t window, bool is_adopted)
{
	struct found found;

	owners_catch_up(wm->owners);
	if (!look_at(wm, window, &found)) {
		return NULL;
	}
	uint32_t old_state = is_adopted ? icccm_get_state(wm, window) : 0;
	if (is_adopted && !found.is_viewable && old_state != 3) {
		return NULL;
	}
	if (is_adopted) {
		look_for_frame(wm, window, &found);
	}
	struct client *client = create_client(wm, window, &found);
	if (!client) {
		return NULL;
	}
	/* Reparenting a mapped window unmaps it once (and we hear of it). */
	client->ignored_unmaps = found.is_viewable ? 1 : 0;
	link_client(wm, client);
	hear_of_properties(wm, window);
	icccm_read(wm, client);
	start_states(wm, client, old_state);
	place_first(wm, client, &found, is_adopted);
	reparent(wm, client);
	if (!focus_history_append(&wm->history, window)) {
		log_warn("out of memory");
	}
	introduce(wm, client, is_adopted);
	if (client->has_strut) {
		monitors_apply_struts(wm);
	}
	log_debug("window=0x%x frame=0x%x owner=%u managed at=%d,%d was=%d,%d", window,
	    client->frame.outer, client->owner, client->normal.x, client->normal.y,
	    found.place.x, found.place.y);
	return client;
}

/* --- letting go -------------------------------------------------------------------- */

static void
give_back(struct wm *wm, struct client *client, bool handed_over)
{
	xcb_connection_t *xcb = wm->x->xcb;
	uint32_t none = 0;
	struct rect r = hints_unplace(client->shown.client, client->old_border,
	    client->shown.insets, client->size.gravity);

	xcb_change_window_attributes(xcb, client->window, XCB_CW_EVENT_MASK, &none);
	xcb_ungrab_button(xcb, XCB_BUTTON_INDEX_ANY, client->window, XCB_MOD_MASK_ANY);
	if (!handed_over) {
		xcb_unmap_window(xcb, client->window);
	}
	xcb_reparent_window(xcb, client->window, wm->root, (int16_t)r.x, (int16_t)r.y);
	xcb_configure_window(
	    xcb, client->window, XCB_CONFIG_WINDOW_BORDER_WIDTH, &client->old_border);
	xcb_delete_property(xcb, client->window, wm->atoms[A_PARAVENT_FRAMED]);
	xcb_change_save_set(xcb, XCB_SET_MODE_DELETE, client->window);
}

void
client_unmanage(struct wm *wm, struct client *client, enum client_release release)
{
	bool had_strut = client->has_strut;

	log_debug("window=0x%x let go at=%d,%d", client->window, client->shown.client.x,
	    client->shown.client.y);
	drag_forget(wm, client);
	ping_forget(wm, client);
	switcher_forget(wm, client);
	unlink_client(wm, client);
	focus_history_forget(&wm->history, client->window);
	if (release != CLIENT_GONE) {
		give_back(wm, client, release == CLIENT_HANDED_OVER);
	}
	if (release == CLIENT_WITHDRAWN) {
		icccm_forget(wm, client->window);
	}
	frame_destroy(&wm->theme, &client->frame);
	if (wm->told_focus == client) {
		wm->told_focus = NULL;
		wm->focus_is_told = false;
	}
	if (wm->focused == client) {
		client_focus(wm, NULL);
		if (wm->focused == client) {
			wm->focused = NULL;
		}
	}
	free(client);
	if (had_strut) {
		monitors_apply_struts(wm);
	}
}
