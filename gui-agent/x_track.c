#include "gui-agent/x_track.h"

#include "common/base/log.h"
#include "gui-agent/x_buffer.h"
#include "gui-agent/x_damage.h"
#include "gui-agent/x_focus.h"
#include "gui-agent/x_props.h"
#include "gui-agent/x_stack.h"
#include "gui-agent/x_wm.h"

#include <stdlib.h>

#define SIDE_MAX 32767u /* px: what X can do */

/* The rectangle that a window's pixmap covers: borders are pixels too. */
static struct rect
outer_area(int16_t x, int16_t y, uint16_t width, uint16_t height, uint16_t border)
{
	return (struct rect){
	    .x = x,
	    .y = y,
	    .width = (uint32_t)width + 2u * border,
	    .height = (uint32_t)height + 2u * border,
	};
}

/* Managed windows have no border, as under any window manager. */
static void
remove_border(struct x *x, struct window *window)
{
	const uint32_t none = 0;

	if (window->border > 0 && !window->override_redirect) {
		xcb_configure_window(
		    x->connection, window->id, XCB_CONFIG_WINDOW_BORDER_WIDTH, &none);
	}
}

static struct window *
add(struct x *x, uint32_t id, struct rect area, uint32_t border, bool override_redirect)
{
	bool docked = x_tray_is_socket(x, id);
	const uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE |
	    (docked ? XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY : 0u);
	struct window *window = windows_add(&x->windows, id);

	if (!window) {
		log_error("out of memory for window=%#x", id);
		return NULL;
	}
	window->area = area;
	window->border = border;
	window->override_redirect = override_redirect;
	window->docked = docked;
	xcb_change_window_attributes(x->connection, id, XCB_CW_EVENT_MASK, &events);
	remove_border(x, window);
	x_props_ask_all(x, window);
	x_stack_changed(x);
	return window;
}

void
x_track_create(struct x *x, const xcb_create_notify_event_t *e)
{
	if (e->parent != x->root || x_is_ours(x, e->window) ||
	    windows_find(&x->windows, e->window)) {
		return;
	}
	struct rect area = outer_area(e->x, e->y, e->width, e->height, e->border_width);
	add(x, e->window, area, e->border_width, e->override_redirect);
}

static void
forget(struct x *x, struct window *window)
{
	x_focus_gone(x, window->id);
	x_buffer_drop_fresh(x, window);
	x_buffer_given_back(x);
	x_wm_gone(x, window);
	windows_remove(&x->windows, window);
}

void
x_track_destroy(struct x *x, const xcb_destroy_notify_event_t *e)
{
	struct window *window = windows_find(&x->windows, e->window);

	if (window) {
		forget(x, window);
	}
}

static void
show(struct x *x, struct window *window, bool override_redirect)
{
	window->mapped = true;
	window->override_redirect = override_redirect;
	remove_border(x, window);
	x_wm_mapped(x, window);
	x_damage_watch(x, window);
	x_buffer_ask(x, window);
	windows_mark_dirty(&x->windows, window);
}

void
x_track_map(struct x *x, const xcb_map_notify_event_t *e)
{
	struct window *window = windows_find(&x->windows, e->window);

	if (e->event != x->root || !window) {
		return;
	}
	x_stack_changed(x);
	if (!window->mapped) {
		show(x, window, e->override_redirect);
	}
}

/* Once withdrawn, it is placed anew. */
static void
unplace(struct window *window)
{
	window->changed |= window->placed ? CHANGED_HINTS : 0;
	window->placed = false;
}

void
x_track_unmap(struct x *x, const xcb_unmap_notify_event_t *e)
{
	struct window *window = windows_find(&x->windows, e->window);

	if (e->event != x->root || !window || !window->mapped) {
		return;
	}
	window->mapped = false;
	window->remapped = window->told_mapped;
	unplace(window);
	x_buffer_drop_fresh(x, window);
	x_buffer_given_back(x);
	windows_clear_unshared(&x->windows, window);
	windows_clear_damage(&x->windows, window);
	x_wm_withdrawn(x, window);
	windows_mark_dirty(&x->windows, window);
}

static void
root_resized(struct x *x, const xcb_configure_notify_event_t *e)
{
	if (e->width != x->width || e->height != x->height) {
		x->width = e->width;
		x->height = e->height;
		x_wm_root_resized(x);
		x_stack_root_resized(x);
	}
}

/*
 * Whether this event came of our request, or after it; of two requests for the same area
 * the second, be it ours, has no event.
 */
static bool
is_answer(const struct window *window, uint16_t sequence)
{
	return (int16_t)(sequence - window->asked_at) >= 0 ||
	    rect_equals(window->area, window->asked_area);
}

void
x_track_configure(struct x *x, const xcb_configure_notify_event_t *e)
{
	if (e->window == x->root) {
		root_resized(x, e);
		return;
	}
	struct window *window = windows_find(&x->windows, e->window);
	if (e->event != x->root || !window) {
		return;
	}
	struct rect area = outer_area(e->x, e->y, e->width, e->height, e->border_width);
	bool resized = area.width != window->area.width ||
	    area.height != window->area.height || e->border_width != window->border;
	bool moved = area.x != window->area.x || area.y != window->area.y;

	window->area = area;
	window->border = e->border_width;
	if (window->answer == ANSWER_AFTER_X && is_answer(window, e->sequence)) {
		window->answer = ANSWER_NOW;
	}
	if (resized) {
		x_buffer_given_back(x);
		x_buffer_ask(x, window);
	}
	if (!resized && !moved) {
		x_stack_restacked(x, e->sequence);
	}
	windows_mark_dirty(&x->windows, window);
}

static void
got_geometry(struct x *x, uint32_t id, uint32_t detail, void *reply)
{
	const xcb_get_geometry_reply_t *g = reply;
	struct window *window = windows_find(&x->windows, id);

	(void)detail;
	if (window && g) {
		window->area =
		    outer_area(g->x, g->y, g->width, g->height, g->border_width);
		window->border = g->border_width;
		windows_mark_dirty(&x->windows, window);
	}
}

/* A window that comes back to the root is as good as new; one that leaves has ended. */
void
x_track_reparent(struct x *x, const xcb_reparent_notify_event_t *e)
{
	struct window *window = windows_find(&x->windows, e->window);

	if (e->event != x->root || x_is_ours(x, e->window)) {
		return;
	}
	if (e->parent != x->root) {
		if (window) {
			forget(x, window);
		}
		return;
	}
	struct rect area = outer_area(e->x, e->y, 1, 1, 0);
	if (!window && add(x, e->window, area, 0, e->override_redirect)) {
		x_replies_expect(&x->replies,
		    (struct x_question){
		        .sequence = xcb_get_geometry(x->connection, e->window).sequence,
		        .window = e->window,
		        .handler = got_geometry,
		    });
	}
}

/* Whether X can give a window this outer area. */
static bool
is_possible(const struct window *window, struct rect area)
{
	uint32_t borders = 2 * window->border;

	return area.width > borders && area.width - borders <= SIDE_MAX &&
	    area.height > borders && area.height - borders <= SIDE_MAX;
}

void
x_track_move(struct x *x, struct window *window, struct rect area)
{
	bool is_there =
	    window->answer != ANSWER_AFTER_X && rect_equals(area, window->area);

	if (is_there || !is_possible(window, area)) {
		window->answer = ANSWER_NOW; /* X would say nothing */
		windows_mark_dirty(&x->windows, window);
		return;
	}
	const uint32_t values[] = {
	    (uint32_t)area.x,
	    (uint32_t)area.y,
	    area.width - 2 * window->border,
	    area.height - 2 * window->border,
	};
	xcb_void_cookie_t cookie = xcb_configure_window(x->connection, window->id,
	    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y | XCB_CONFIG_WINDOW_WIDTH |
	        XCB_CONFIG_WINDOW_HEIGHT,
	    values);
	window->answer = ANSWER_AFTER_X;
	window->asked_area = area;
	window->asked_at = (uint16_t)cookie.sequence;
	/* Asked in the same breath, so that it comes with the event. */
	if (area.width != window->area.width || area.height != window->area.height) {
		x_buffer_ask(x, window);
	}
}

struct existing {
	xcb_window_t id;
	xcb_get_window_attributes_cookie_t attributes;
	xcb_get_geometry_cookie_t geometry;
	xcb_get_property_cookie_t state; /* WM_STATE, which only a manager writes */
};

/* An agent before this one managed it: a desktop has placed it. */
static void
keep_place(struct window *window, const xcb_get_property_reply_t *state)
{
	if (state && state->type != XCB_NONE && window->mapped &&
	    !window->override_redirect) {
		window->placed = true;
		window->changed |= CHANGED_HINTS;
	}
}

static void
add_existing(struct x *x, const struct existing *e)
{
	xcb_get_window_attributes_reply_t *a =
	    xcb_get_window_attributes_reply(x->connection, e->attributes, NULL);
	xcb_get_geometry_reply_t *g =
	    xcb_get_geometry_reply(x->connection, e->geometry, NULL);
	xcb_get_property_reply_t *state =
	    xcb_get_property_reply(x->connection, e->state, NULL);

	if (a && g && !x_is_ours(x, e->id)) {
		struct window *window = add(x, e->id,
		    outer_area(g->x, g->y, g->width, g->height, g->border_width),
		    g->border_width, a->override_redirect);
		if (window) {
			x_props_set_kind(x, window, a->_class);
		}
		if (window && a->map_state != XCB_MAP_STATE_UNMAPPED) {
			show(x, window, a->override_redirect);
			keep_place(window, state);
		}
	}
	if (!a || !g) { /* the server is grabbed: it cannot have gone */
		log_warn(
		    "window=%#x is not shown: the X server does not describe it", e->id);
	}
	free(a);
	free(g);
	free(state);
}

const char *
x_track_existing(struct x *x)
{
	xcb_query_tree_reply_t *tree = xcb_query_tree_reply(
	    x->connection, xcb_query_tree(x->connection, x->root), NULL);
	if (!tree) {
		return "the X server does not list its windows";
	}
	size_t count = (size_t)xcb_query_tree_children_length(tree);
	struct existing *list = calloc(count + 1, sizeof(*list));
	if (!list) {
		free(tree);
		return "out of memory";
	}
	for (size_t i = 0; i < count; i++) {
		list[i].id = xcb_query_tree_children(tree)[i];
		list[i].attributes = xcb_get_window_attributes(x->connection, list[i].id);
		list[i].geometry = xcb_get_geometry(x->connection, list[i].id);
		list[i].state = xcb_get_property(x->connection, 0, list[i].id,
		    x->atoms[X_WM_STATE], x->atoms[X_WM_STATE], 0, 2);
	}
	for (size_t i = 0; i < count; i++) {
		add_existing(x, &list[i]);
	}
	free(list);
	free(tree);
	return NULL;
}
