#include "wm/strip/scan.h"

#include "wm/strip/title.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_SIDE 8u      /* px: what is smaller is no window to a person */
#define DEPTH 3u           /* of a window inside its manager's frames, at most */
#define CHILDREN_MOST 512u /* of the root, that are looked at */
#define NODES_MOST 512u    /* windows that are looked into at a time */

_Static_assert(SCAN_MOST <= NODES_MOST, "all are looked into");

/* --- which can be seen ------------------------------------------------------------- */

/*
 * Everything is asked of all windows before the first answer is waited for: how long it
 * takes does not grow with round trips.
 */
struct asked_title {
	xcb_get_property_cookie_t net, old;
};

struct asked {
	xcb_get_window_attributes_cookie_t attributes;
	xcb_get_geometry_cookie_t geometry;
	struct asked_title title;
};

static struct asked_title
ask_title(struct x *x, xcb_window_t window)
{
	return (struct asked_title){
	    xcb_get_property(x->xcb, 0, window, x->atoms[ATOM_NET_WM_NAME],
	        x->atoms[ATOM_UTF8_STRING], 0, TEXT_BYTES / 4),
	    xcb_get_property(
	        x->xcb, 0, window, XCB_ATOM_WM_NAME, XCB_ATOM_ANY, 0, TEXT_BYTES / 4),
	};
}

static void
set_title(struct x *x, struct scan_window *window, const xcb_get_property_reply_t *reply)
{
	if (reply && reply->format == 8) {
		text_clean(window->title, xcb_get_property_value(reply),
		    (size_t)xcb_get_property_value_length(reply),
		    title_encoding(x, reply->type));
	}
}

/* EWMH's name goes before ICCCM's.  Of no window (NULL) they are taken off the wire. */
static void
take_title(struct x *x, const struct asked_title *asked, struct scan_window *window)
{
	xcb_get_property_reply_t *net = xcb_get_property_reply(x->xcb, asked->net, NULL);
	xcb_get_property_reply_t *old = xcb_get_property_reply(x->xcb, asked->old, NULL);

	if (window && !window->title[0]) {
		set_title(x, window, net);
	}
	if (window && !window->title[0]) {
		set_title(x, window, old);
	}
	free(net);
	free(old);
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
take_answers(
    struct x *x, const struct asked *asked, xcb_window_t window, struct scan *out)
{
	xcb_get_window_attributes_reply_t *attributes =
	    xcb_get_window_attributes_reply(x->xcb, asked->attributes, NULL);
	xcb_get_geometry_reply_t *g =
	    xcb_get_geometry_reply(x->xcb, asked->geometry, NULL);
	struct scan_window *added = NULL;

	if (is_visible(attributes, g) && !x_is_own(x, window) && out->count < SCAN_MOST) {
		added = &out->at[out->count++];
		*added = (struct scan_window){
		    .window = window,
		    .area = {g->x, g->y, g->width + 2u * g->border_width,
		        g->height + 2u * g->border_width},
		};
	}
	take_title(x, &asked->title, added);
	free(attributes);
	free(g);
}

static void
reverse(struct scan *scan)
{
	for (size_t i = 0; i < scan->count / 2; i++) {
		struct scan_window lower = scan->at[i];

		scan->at[i] = scan->at[scan->count - 1 - i];
		scan->at[scan->count - 1 - i] = lower;
	}
}

/* From the top: where there are too many, it is the lowest that are left out. */
static void
find_visible(struct x *x, const xcb_window_t *children, size_t count, struct scan *out)
{
	struct asked asked[CHILDREN_MOST];
	size_t first = count > CHILDREN_MOST ? count - CHILDREN_MOST : 0;

	for (size_t i = first; i < count; i++) {
		asked[i - first] = (struct asked){
		    xcb_get_window_attributes(x->xcb, children[i]),
		    xcb_get_geometry(x->xcb, children[i]),
		    ask_title(x, children[i]),
		};
	}
	for (size_t i = count; i > first; i--) {
		take_answers(x, &asked[i - 1 - first], children[i - 1], out);
	}
	reverse(out);
}

/* --- whose they are ---------------------------------------------------------------- */

/* Windows to look into, and the place in the scan of what they are in. */
struct nodes {
	size_t count;
	xcb_window_t window[NODES_MOST];
	size_t of[NODES_MOST];
};

static bool
claim(const struct desk_client *desk, xcb_window_t window, struct scan_window *for_whom)
{
	const struct desk_domain *owner = desk_client_owner_of(desk, window);

	if (owner && !for_whom->domain) {
		for_whom->domain = owner->id;
		if (for_whom->window != window) {
			for_whom->window = window;
			for_whom->title[0] = '\0'; /* that was its manager's */
		}
	}
	return owner;
}

static void
take_children(struct x *x, const struct desk_client *desk,
    const xcb_query_tree_reply_t *tree, size_t of, struct nodes *next, struct scan *out)
{
	int count = tree ? xcb_query_tree_children_length(tree) : 0;

	for (int i = count - 1; i >= 0; i--) {
		xcb_window_t child = xcb_query_tree_children(tree)[i];

		out->at[of].holds_ours = out->at[of].holds_ours || x_is_own(x, child);
		if (!claim(desk, child, &out->at[of]) && next->count < NODES_MOST) {
			next->window[next->count] = child;
			next->of[next->count++] = of;
		}
	}
}

/* A window of dom0 is called as what its manager's frame holds, if that has no name. */
static void
take_node(struct x *x, const struct desk_client *desk, const xcb_query_tree_reply_t *tree,
    const struct asked_title *title, size_t of, struct nodes *next, struct scan *out)
{
	bool is_domains = out->at[of].domain != 0;

	take_title(x, title, is_domains ? NULL : &out->at[of]);
	if (!is_domains) {
		take_children(x, desk, tree, of, next, out);
	}
}

/* One round trip: all that the nodes hold. */
static void
look_into(struct x *x, const struct desk_client *desk, const struct nodes *nodes,
    struct nodes *next, struct scan *out)
{
	xcb_query_tree_cookie_t trees[NODES_MOST];
	struct asked_title titles[NODES_MOST];

	next->count = 0;
	for (size_t i = 0; i < nodes->count; i++) {
		trees[i] = xcb_query_tree(x->xcb, nodes->window[i]);
		titles[i] = ask_title(x, nodes->window[i]);
	}
	for (size_t i = 0; i < nodes->count; i++) {
		xcb_query_tree_reply_t *tree =
		    xcb_query_tree_reply(x->xcb, trees[i], NULL);

		take_node(x, desk, tree, &titles[i], nodes->of[i], next, out);
		free(tree);
	}
}

/* The domain's frame is the window itself, or lies in its manager's frames. */
static void
find_owners(struct x *x, const struct desk_client *desk, struct scan *out)
{
	struct nodes nodes[2];

	nodes[0].count = 0;
	for (size_t i = 0; i < out->count; i++) {
		if (!claim(desk, out->at[i].window, &out->at[i])) {
			nodes[0].window[nodes[0].count] = out->at[i].window;
			nodes[0].of[nodes[0].count++] = i;
		}
	}
	for (unsigned depth = 0; depth < DEPTH && nodes[depth % 2].count > 0; depth++) {
		look_into(x, desk, &nodes[depth % 2], &nodes[(depth + 1) % 2], out);
	}
}

/* The manager's frame of our own dock is nothing to go to. */
static void
drop_ours(struct scan *out)
{
	size_t kept = 0;

	for (size_t i = 0; i < out->count; i++) {
		if (!out->at[i].holds_ours) {
			out->at[kept++] = out->at[i];
		}
	}
	out->count = kept;
}

/* --- what they are called ---------------------------------------------------------- */

/* Only of those in managers' frames the title is not there yet. */
static void
find_titles(struct x *x, struct scan *out)
{
	struct asked_title titles[SCAN_MOST];

	for (size_t i = 0; i < out->count; i++) {
		if (!out->at[i].title[0] && out->at[i].domain) {
			titles[i] = ask_title(x, out->at[i].window);
		}
	}
	for (size_t i = 0; i < out->count; i++) {
		if (!out->at[i].title[0] && out->at[i].domain) {
			take_title(x, &titles[i], &out->at[i]);
		}
	}
}

/* Workers put the label before a title; here it stands beside it. */
static void
drop_labels(const struct desk_client *desk, struct scan *out)
{
	for (size_t i = 0; i < out->count; i++) {
		const struct desk_domain *owner =
		    desk_client_find(desk, out->at[i].domain);
		const char *title = owner
		    ? text_without_label(out->at[i].title, owner->label)
		    : out->at[i].title;

		memmove(out->at[i].title, title, strlen(title) + 1);
	}
}

void
scan_windows(struct x *x, const struct desk_client *desk, xcb_query_tree_cookie_t asked,
    struct scan *out)
{
	xcb_query_tree_reply_t *tree = xcb_query_tree_reply(x->xcb, asked, NULL);

	out->count = 0;
	if (tree) {
		find_visible(x, xcb_query_tree_children(tree),
		    (size_t)xcb_query_tree_children_length(tree), out);
	}
	free(tree);
	find_owners(x, desk, out);
	drop_ours(out);
	find_titles(x, out);
	drop_labels(desk, out);
}
