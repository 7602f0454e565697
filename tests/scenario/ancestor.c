#include "tests/scenario/ancestor.h"

#include <stdlib.h>

xcb_window_t
ancestor_parent(xcb_connection_t *x, xcb_window_t window)
{
	xcb_query_tree_reply_t *tree =
	    xcb_query_tree_reply(x, xcb_query_tree(x, window), NULL);
	xcb_window_t parent = tree ? tree->parent : (xcb_window_t)XCB_NONE;

	free(tree);
	return parent;
}

xcb_window_t
ancestor_top(xcb_connection_t *x, xcb_window_t root, xcb_window_t window)
{
	xcb_window_t parent;

	while ((parent = ancestor_parent(x, window)) != root && parent != XCB_NONE) {
		window = parent;
	}
	return window;
}
