#include "wm/strip/scan.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_SIDE 8u /* px: what is smaller is no window to a person */
#define DEPTH 3u      /* of a window inside its manager's frames, at most */

static bool
is_ours(const struct x *x, xcb_window_t window)
{
	const xcb_setup_t *setup = xcb_get_setup(x->xcb);

	return (window & ~setup->resource_id_mask) == setup->resource_id_base;
}

/* The domain's frame in window or below it; NULL when there is none. */
static const struct desk_domain *
find_owner(struct x *x, const struct desk_client *desk, xcb_window_t window,
    unsigned depth, xcb_window_t *frame)
{
	const struct desk_domain *owner = desk_client_owner_of(desk, window);

	*frame = window;
	if (owner || depth == 0) {
		return owner;
	}
	xcb_query_tree_reply_t *tree =
	    xcb_query_tree_reply(x->xcb, xcb_query_tree(x->xcb, window), NULL);
	int count = tree ? xcb_query_tree_children_length(tree) : 0;
	const xcb_window_t *children = tree ? xcb_query_tree_children(tree) : NULL;
	for (int i = count - 1; i >= 0 && !owner; i--) {
		owner = find_owner(x, desk, children[i], depth - 1, frame);
	}
	free(tree);
	return owner;
}

static void
ask_title(struct x *x, struct scan_window *window, const struct desk_domain *owner)
{
	char clean[TEXT_BYTES];
	xcb_get_property_reply_t *reply = xcb_get_property_reply(x->xcb,
	    xcb_get_property(x->xcb, 0, window->window, x->atoms[ATOM_NET_WM_NAME],
	        x->atoms[ATOM_UTF8_STRING], 0, TEXT_BYTES / 4),
	    NULL);

	window->title[0] = '\0';
	if (reply && reply->format == 8) {
		text_clean(clean, xcb_get_property_value(reply),
		    (size_t)xcb_get_property_value_length(reply), false);
		const char *title =
		    owner ? text_without_label(clean, owner->label) : clean;
		memmove(window->title, title, strlen(title) + 1);
	}
	free(reply);
}

static bool
is_visible(const xcb_get_window_attributes_reply_t *attributes,
    const xcb_get_geometry_reply_t *geometry)
{
	return attributes && geometry &&
	    attributes->map_state == XCB_MAP_STATE_VIEWABLE &&
	    attributes->_class == XCB_WINDOW_CLASS_INPUT_OUTPUT &&
	    geometry->width >= LEAST_SIDE && geometry->height >= LEAST_SIDE;
}

static void
add(struct x *x, const struct desk_client *desk, xcb_window_t top,
    const xcb_get_geometry_reply_t *g, struct scan *out)
{
	struct scan_window *window = &out->at[out->count];
	const struct desk_domain *owner =
	    find_owner(x, desk, top, DEPTH, &window->window);

	if (!owner) {
		window->window = top;
	}
	window->domain = owner ? owner->id : 0;
	window->area = (struct rect){g->x, g->y, g->width + 2u * g->border_width,
	    g->height + 2u * g->border_width};
	ask_title(x, window, owner);
	out->count++;
}

/* Asked together, so that it is two round trips and not two for each window. */
struct asked {
	xcb_get_window_attributes_cookie_t attributes;
	xcb_get_geometry_cookie_t geometry;
};

static void
scan_children(struct x *x, const struct desk_client *desk, const xcb_window_t *children,
    size_t count, struct scan *out)
{
	struct asked asked[SCAN_MOST * 4];
	size_t first = count > ARRAY_LEN(asked) ? count - ARRAY_LEN(asked) : 0;

	for (size_t i = first; i < count; i++) {
		asked[i - first] = (struct asked){
		    xcb_get_window_attributes(x->xcb, children[i]),
		    xcb_get_geometry(x->xcb, children[i]),
		};
	}
	for (size_t i = first; i < count; i++) {
		struct asked *a = &asked[i - first];
		xcb_get_window_attributes_reply_t *attributes =
		    xcb_get_window_attributes_reply(x->xcb, a->attributes, NULL);
		xcb_get_geometry_reply_t *geometry =
		    xcb_get_geometry_reply(x->xcb, a->geometry, NULL);

		if (is_visible(attributes, geometry) && !is_ours(x, children[i]) &&
		    out->count < SCAN_MOST) {
			add(x, desk, children[i], geometry, out);
		}
		free(attributes);
		free(geometry);
	}
}

void
scan_windows(struct x *x, const struct desk_client *desk, struct scan *out)
{
	xcb_query_tree_reply_t *tree =
	    xcb_query_tree_reply(x->xcb, xcb_query_tree(x->xcb, x->screen->root), NULL);

	out->count = 0;
	if (tree) {
		scan_children(x, desk, xcb_query_tree_children(tree),
		    (size_t)xcb_query_tree_children_length(tree), out);
	}
	free(tree);
}
