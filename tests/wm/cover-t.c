/* How much of the screen a domain's windows take that nobody asked for. */
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"

#include <stdio.h>
#include <stdlib.h>

enum { DOM0, WORK, PERSONAL };

static const struct rect somewhere = {200, 300, 320, 240};

static void
storms(struct rig *rig)
{
	xcb_window_t windows[40];
	size_t shown = 0;
	xcb_window_t d = rig_show(rig, DOM0, somewhere);

	for (int i = 0; i < 40; i++) {
		windows[i] = rig_window(rig, PERSONAL, (struct rect){0, 0, 400, 300});
		xcb_map_window(rig->of[PERSONAL], windows[i]);
	}
	rig_sync_after(rig, rig->of[PERSONAL]);
	for (int i = 0; i < 40; i++) {
		shown += rig_is_viewable(rig, windows[i]);
	}
	printf("# %zu of 40 windows are shown\n", shown);
	ok_named(shown >= 1 && shown <= 8, "P9, P27: most of a storm comes minimised");
	ok_named(rig_focus(rig) == d, "P6: and takes nothing");
	for (int i = 0; i < 40; i++) {
		xcb_map_window(rig->of[PERSONAL], windows[i]);
	}
	rig_sync_after(rig, rig->of[PERSONAL]);
	size_t again = 0;
	for (int i = 0; i < 40; i++) {
		again += rig_is_viewable(rig, windows[i]);
	}
	ok_named(again <= 16, "P9, P27: nor does it come when they are mapped again");
	/* P30: a worker that dies takes frames and all with it, in one turn. */
	xcb_disconnect(rig->of[PERSONAL]);
	rig->of[PERSONAL] = xcb_connect(rig->display, NULL);
	rig_sync(rig);
	ok_named(!rig_has_word(rig, rig->root, "_NET_CLIENT_LIST", windows[0]) &&
	        !rig_has_word(rig, rig->root, "_NET_CLIENT_LIST", windows[39]),
	    "P30: a dead worker's windows are gone");
	xcb_query_tree_reply_t *tree =
	    xcb_query_tree_reply(rig->x, xcb_query_tree(rig->x, rig->root), NULL);
	const xcb_window_t *left = xcb_query_tree_children(tree);
	size_t viewable = 0;
	for (int i = 0; i < xcb_query_tree_children_length(tree); i++) {
		viewable += rig_is_viewable(rig, left[i]);
	}
	free(tree);
	ok_named(viewable == 2, "P30: with their frames: one window and ours are left");
	rig_close(rig, d);
}

static bool
has_size(struct rig *rig, xcb_window_t w, uint32_t width, uint32_t height)
{
	struct rect r = rig_place(rig, w);

	return r.width == width && r.height == height;
}

static void
grow(struct rig *rig, xcb_window_t w, uint32_t width, uint32_t height)
{
	rig_configure(rig, w,
	    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y | XCB_CONFIG_WINDOW_WIDTH |
	        XCB_CONFIG_WINDOW_HEIGHT,
	    (struct rect){0, 0, width, height});
}

/* Small when they come, and large once they are there. */
static void
growth(struct rig *rig)
{
	xcb_window_t d = rig_show(rig, DOM0, somewhere);
	xcb_window_t first = rig_show(rig, WORK, (struct rect){0, 0, 200, 150});
	xcb_window_t second = rig_show(rig, WORK, (struct rect){300, 0, 200, 150});
	uint32_t area[64];

	rig_get(rig, rig->root, "_NET_WORKAREA", area);
	uint32_t width = area[2], height = area[3];
	grow(rig, second, width / 2, height / 2);
	ok_named(has_size(rig, second, width / 2, height / 2),
	    "P9: within its domain's share a window may grow");
	grow(rig, second, width - 10, height - 60);
	ok_named(
	    has_size(rig, second, width / 2, height / 2), "P9: beyond it stays as it is");
	grow(rig, first, width - 10, height - 60);
	ok_named(has_size(rig, first, 200, 150), "P9: and so does each of them");
	grow(rig, second, 100, 100);
	ok_named(has_size(rig, second, 100, 100), "to be smaller is no matter");
	ok_named(rig_focus(rig) == d, "all of it beside the person's work");
	struct rect r = rig_place(rig, second);
	rig_click(rig, r.x + 50, r.y + 50);
	grow(rig, second, width - 10, height - 60);
	ok_named(has_size(rig, second, width - 10, height - 60),
	    "where the person works, it may be what they asked for");
	rig_close(rig, first);
	rig_close(rig, second);
	rig_close(rig, d);
}

int
main(void)
{
	struct rig *rig = rig_create(NULL);

	growth(rig);
	storms(rig);
	rig_destroy(rig);
	return done_testing();
}
