#include "wm/strip/locker.h"

#include "common/x/property.h"
#include "wm/strip/manager.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH 2u         /* levels in which a manager's frame holds its window */
#define MOST_WINDOWS 32u /* above the strip, the highest ones */

/* A manager says so of each window in its care (ICCCM 4.1.3.1). */
static bool
is_managed(struct x *x, xcb_window_t window)
{
	xcb_atom_t state = x->atoms[ATOM_WM_STATE];
	xcb_get_property_cookie_t cookie = {
	    property_ask_words(x, window, state, state, 1)};
	xcb_get_property_reply_t *reply = xcb_get_property_reply(x->xcb, cookie, NULL);
	bool is = reply && reply->type == state;

	free(reply);
	return is;
}

/*
 * Of a frame, whoever's it is.  That a window of somebody else's is inside is not enough:
 * lockers have their prompts and pictures drawn by other programs.
 */
static bool
holds_managed(struct x *x, xcb_window_t window, unsigned depth)
{
	xcb_query_tree_reply_t *tree =
	    xcb_query_tree_reply(x->xcb, xcb_query_tree(x->xcb, window), NULL);
	const xcb_window_t *children = tree ? xcb_query_tree_children(tree) : NULL;
	int count = tree ? xcb_query_tree_children_length(tree) : 0;
	bool holds = false;

	for (int i = 0; i < count && !holds; i++) {
		holds = is_managed(x, children[i]) ||
		    (depth > 1 && holds_managed(x, children[i], depth - 1));
	}
	free(tree);
	return holds;
}

/* Where it hides what lies below; nothing when it is no locker's. */
static struct rect
locked_part(struct x *x, const struct desk_client *desk, xcb_window_t window)
{
	xcb_get_window_attributes_cookie_t ask =
	    xcb_get_window_attributes(x->xcb, window);
	xcb_get_geometry_cookie_t where = xcb_get_geometry(x->xcb, window);
	xcb_get_window_attributes_reply_t *a =
	    xcb_get_window_attributes_reply(x->xcb, ask, NULL);
	xcb_get_geometry_reply_t *g = xcb_get_geometry_reply(x->xcb, where, NULL);
	struct rect part = {0};

	if (a && g && a->map_state == XCB_MAP_STATE_VIEWABLE && a->override_redirect &&
	    a->_class == XCB_WINDOW_CLASS_INPUT_OUTPUT &&
	    !desk_client_owner_of(desk, window) && !holds_managed(x, window, DEPTH)) {
		part = (struct rect){g->x, g->y, g->width + 2u * g->border_width,
		    g->height + 2u * g->border_width};
	}
	free(a);
	free(g);
	return part;
}

/* What hides no monitor is nothing to note. */
static bool
note(const struct monitors *monitors, struct rect part, bool locked[MONITORS_MOST])
{
	bool hides = false;

	for (size_t i = 0; i < monitors->count; i++) {
		struct rect at = monitors->at[i];
		bool is = rect_equals(rect_intersect(at, part), at);

		locked[i] = locked[i] || is;
		hides = hides || is;
	}
	return hides;
}

static bool
are_all(const bool locked[MONITORS_MOST], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!locked[i]) {
			return false;
		}
	}
	return count > 0;
}

static void
add(const struct x *x, struct locker *locker, xcb_window_t window, bool hides)
{
	if (hides && locker->count < LOCKER_WINDOWS) {
		locker->windows[locker->count++] = window;
	}
	for (size_t i = 0; i < locker->count; i++) {
		if (x_is_same_client(x, locker->windows[i], window)) {
			locker->lowest = window;
		}
	}
}

bool
locker_is_there(struct x *x, const struct desk_client *desk,
    const struct monitors *monitors, xcb_atom_t supporting_check, xcb_window_t top,
    struct locker *out)
{
	xcb_window_t manager = manager_find(x, supporting_check);
	xcb_query_tree_reply_t *tree =
	    xcb_query_tree_reply(x->xcb, xcb_query_tree(x->xcb, x->screen->root), NULL);
	const xcb_window_t *children = tree ? xcb_query_tree_children(tree) : NULL;
	int count = tree ? xcb_query_tree_children_length(tree) : 0;
	bool locked[MONITORS_MOST] = {false};
	unsigned looked = 0;

	*out = (struct locker){.count = 0};
	for (int i = count - 1; i >= 0 && children[i] != top && looked < MOST_WINDOWS;
	     i--, looked++) {
		if (!x_is_own(x, children[i]) && /* the attention view */
		    !x_is_same_client(x, children[i], manager)) {
			struct rect part = locked_part(x, desk, children[i]);

			add(x, out, children[i], note(monitors, part, locked));
		}
	}
	free(tree);
	return are_all(locked, monitors->count);
}

static bool
is_viewable(struct x *x, xcb_window_t window)
{
	xcb_get_window_attributes_reply_t *a = xcb_get_window_attributes_reply(
	    x->xcb, xcb_get_window_attributes(x->xcb, window), NULL);
	bool is = a && a->map_state == XCB_MAP_STATE_VIEWABLE;

	free(a);
	return is;
}

bool
locker_stays(struct x *x, const struct locker *locker, xcb_window_t top)
{
	xcb_query_tree_reply_t *tree =
	    xcb_query_tree_reply(x->xcb, xcb_query_tree(x->xcb, x->screen->root), NULL);
	const xcb_window_t *children = tree ? xcb_query_tree_children(tree) : NULL;
	int count = tree ? xcb_query_tree_children_length(tree) : 0;
	bool stays = false;

	for (int i = count - 1; i >= 0 && children[i] != top && !stays; i--) {
		stays = locker_has(locker, children[i]) && is_viewable(x, children[i]);
	}
	free(tree);
	return stays;
}

bool
locker_has(const struct locker *locker, xcb_window_t window)
{
	for (size_t i = 0; i < locker->count; i++) {
		if (locker->windows[i] == window) {
			return true;
		}
	}
	return false;
}
