#include "wm/strip_top.h"

#include "wm/wm.h"

#include <stdlib.h>

static bool
is_over(struct wm *wm, xcb_window_t window, const xcb_get_geometry_reply_t *dock)
{
	xcb_get_window_attributes_cookie_t ask =
	    xcb_get_window_attributes(wm->x->xcb, window);
	xcb_get_geometry_reply_t *at = xcb_get_geometry_reply(
	    wm->x->xcb, xcb_get_geometry(wm->x->xcb, window), NULL);
	xcb_get_window_attributes_reply_t *its =
	    xcb_get_window_attributes_reply(wm->x->xcb, ask, NULL);
	bool is = at && its && its->override_redirect && at->x == dock->x &&
	    at->y == dock->y && at->width == dock->width && at->height == dock->height;

	free(at);
	free(its);
	return is;
}

/*
 * XCB_NONE: there is none (yet).  The strip has other popups, too, which are not to come
 * to lie above anything: the attention view, and what it has below a screen locker.
 */
static xcb_window_t
find_top(struct wm *wm, const struct client *dock)
{
	xcb_connection_t *x = wm->x->xcb;
	xcb_query_tree_cookie_t ask = xcb_query_tree(x, wm->root);
	xcb_get_geometry_reply_t *where =
	    xcb_get_geometry_reply(x, xcb_get_geometry(x, dock->frame.outer), NULL);
	xcb_query_tree_reply_t *tree = xcb_query_tree_reply(x, ask, NULL);
	const xcb_window_t *windows = tree ? xcb_query_tree_children(tree) : NULL;
	int count = tree ? xcb_query_tree_children_length(tree) : 0;
	xcb_window_t top = XCB_NONE;

	for (int i = 0; where && i < count; i++) {
		if (x_is_same_client(wm->x, windows[i], dock->window) &&
		    is_over(wm, windows[i], where)) {
			top = windows[i];
		}
	}
	free(where);
	free(tree);
	return top;
}

static void
raise_top(struct wm *wm, struct client *dock)
{
	static const uint32_t above = XCB_STACK_MODE_ABOVE;

	if (!dock->strip_top) {
		dock->strip_top = find_top(wm, dock);
	}
	xcb_configure_window(wm->x->xcb,
	    dock->strip_top ? dock->strip_top : dock->frame.outer,
	    XCB_CONFIG_WINDOW_STACK_MODE, &above);
}

/* Ours and the strip's own are no domain's; else, while nobody says whose it is, it may
 * be one's. */
static bool
is_domains(struct wm *wm, xcb_window_t popup, const struct client *dock)
{
	if (popup == wm->switcher.window || client_find(wm, popup) ||
	    x_is_same_client(wm->x, popup, wm->check) ||
	    x_is_same_client(wm->x, popup, dock->window)) {
		return false;
	}
	owners_catch_up(wm->owners);
	return owners_find(wm->owners, popup) || !owners_are_known(wm->owners);
}

/*
 * Over what is dom0's the strip raises itself: it knows a screen locker, which would
 * raise itself against us without end.
 */
void
strip_top_keep_above(struct wm *wm, xcb_window_t popup)
{
	for (struct client *c = wm->first; c; c = c->next) {
		if (client_layer(wm, c) == LAYER_STRIP && is_domains(wm, popup, c)) {
			raise_top(wm, c);
		}
	}
}

void
strip_top_forget(struct wm *wm, xcb_window_t window)
{
	for (struct client *c = wm->first; c; c = c->next) {
		if (c->strip_top == window) {
			c->strip_top = XCB_NONE;
		}
	}
}
