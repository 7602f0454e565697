#include "tests/daemon/worker-rig.h"
#include "tests/scenario/procfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xcb/xtest.h>

/* --- windows ----------------------------------------------------------------------- */

static bool
has_text(struct rig *rig, xcb_window_t window, xcb_atom_t property, const char *part)
{
	xcb_get_property_reply_t *p = xcb_get_property_reply(rig->x,
	    xcb_get_property(
	        rig->x, 0, window, property, XCB_GET_PROPERTY_TYPE_ANY, 0, 256),
	    NULL);
	bool found = false;

	if (p) {
		char text[1025] = "";
		size_t len = (size_t)xcb_get_property_value_length(p);
		memcpy(text, xcb_get_property_value(p), len < 1024 ? len : 1024);
		found = strstr(text, part) != NULL;
		free(p);
	}
	return found;
}

static bool
is_viewable(struct rig *rig, xcb_window_t window)
{
	xcb_get_window_attributes_reply_t *a = xcb_get_window_attributes_reply(
	    rig->x, xcb_get_window_attributes(rig->x, window), NULL);
	bool is = a && a->map_state == XCB_MAP_STATE_VIEWABLE;

	free(a);
	return is;
}

struct search {
	const char *title;
	xcb_window_t found;
	size_t count;
};

/* Down to where a window manager's frames hold the worker's windows. */
static void
search_below(struct rig *rig, xcb_window_t window, int depth, struct search *search)
{
	xcb_query_tree_reply_t *tree =
	    xcb_query_tree_reply(rig->x, xcb_query_tree(rig->x, window), NULL);

	for (int i = 0; tree && i < xcb_query_tree_children_length(tree); i++) {
		xcb_window_t child = xcb_query_tree_children(tree)[i];

		if (has_text(rig, child, XCB_ATOM_WM_CLASS, "paravent-" RIG_LABEL)) {
			if (is_viewable(rig, child)) {
				search->count++;
				if (has_text(
				        rig, child, XCB_ATOM_WM_NAME, search->title)) {
					search->found = child;
				}
			}
		} else if (depth > 0) {
			search_below(rig, child, depth - 1, search);
		}
	}
	free(tree);
}

size_t
rig_count(struct rig *rig)
{
	struct search search = {.title = ""};

	search_below(rig, rig->screen->root, 2, &search);
	return search.count;
}

xcb_window_t
rig_find_now(struct rig *rig, const char *title)
{
	struct search search = {.title = title};

	search_below(rig, rig->screen->root, 2, &search);
	return search.found;
}

xcb_window_t
rig_find(struct rig *rig, const char *title)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	xcb_window_t found;

	while (!(found = rig_find_now(rig, title)) && rig_now_ms() < deadline) {
		rig_pump(rig, 5);
	}
	if (!found) {
		printf(
		    "# no window \"%s\"; the worker said:\n# %s\n", title, rig_log(rig));
	}
	return found;
}

/* The content is the lowest of what is inside a frame. */
xcb_window_t
rig_content(struct rig *rig, xcb_window_t outer)
{
	xcb_query_tree_reply_t *tree =
	    xcb_query_tree_reply(rig->x, xcb_query_tree(rig->x, outer), NULL);
	xcb_window_t content = 0;

	if (tree && xcb_query_tree_children_length(tree) > 0) {
		content = xcb_query_tree_children(tree)[0];
	}
	free(tree);
	return content;
}

struct rect
rig_area(struct rig *rig, xcb_window_t window)
{
	struct rect r = {0};
	xcb_get_geometry_reply_t *g =
	    xcb_get_geometry_reply(rig->x, xcb_get_geometry(rig->x, window), NULL);
	xcb_translate_coordinates_reply_t *t = xcb_translate_coordinates_reply(rig->x,
	    xcb_translate_coordinates(rig->x, window, rig->screen->root, 0, 0), NULL);

	if (g && t) {
		r = (struct rect){t->dst_x, t->dst_y, g->width, g->height};
	}
	free(g);
	free(t);
	return r;
}

bool
rig_await_content(struct rig *rig, xcb_window_t outer, struct rect content)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	struct rect is;

	while (!rect_equals(is = rig_area(rig, rig_content(rig, outer)), content)) {
		if (rig_now_ms() > deadline) {
			printf("# content at %d,%d %ux%u, not %d,%d %ux%u\n", is.x, is.y,
			    is.width, is.height, content.x, content.y, content.width,
			    content.height);
			return false;
		}
		rig_pump(rig, 5);
	}
	return true;
}

/* --- pixels ------------------------------------------------------------------------ */

uint32_t *
rig_picture(struct rig *rig, struct rect r)
{
	uint32_t *pixels = calloc((size_t)r.width * r.height, sizeof(*pixels));
	xcb_get_image_reply_t *image = xcb_get_image_reply(rig->x,
	    xcb_get_image(rig->x, XCB_IMAGE_FORMAT_Z_PIXMAP, rig->screen->root,
	        (int16_t)r.x, (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height,
	        UINT32_MAX),
	    NULL);

	if (image && pixels) {
		const uint32_t *from = (const void *)xcb_get_image_data(image);
		for (size_t i = 0; i < (size_t)r.width * r.height; i++) {
			pixels[i] = from[i] & 0xffffff;
		}
	}
	free(image);
	return pixels;
}

uint32_t
rig_pixel(struct rig *rig, int32_t x, int32_t y)
{
	uint32_t *one = rig_picture(rig, (struct rect){x, y, 1, 1});
	uint32_t colour = one ? *one : UINT32_MAX;

	free(one);
	return colour;
}

bool
rig_await_pixel(struct rig *rig, int32_t x, int32_t y, uint32_t colour)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	uint32_t is;

	while ((is = rig_pixel(rig, x, y)) != colour) {
		if (rig_now_ms() > deadline) {
			printf("# pixel %d,%d is %06x, not %06x\n", x, y, is, colour);
			return false;
		}
		rig_pump(rig, 2);
	}
	return true;
}

/* --- hands ------------------------------------------------------------------------- */

void
rig_fake(struct rig *rig, uint8_t type, uint8_t detail, int32_t x, int32_t y)
{
	xcb_test_fake_input(
	    rig->x, type, detail, XCB_CURRENT_TIME, XCB_NONE, (int16_t)x, (int16_t)y, 0);
	xcb_flush(rig->x);
}

void
rig_set_repeat(struct rig *rig, bool repeats)
{
	const uint32_t mode =
	    repeats ? XCB_AUTO_REPEAT_MODE_ON : XCB_AUTO_REPEAT_MODE_OFF;

	xcb_change_keyboard_control(rig->x, XCB_KB_AUTO_REPEAT_MODE, &mode);
	rig_sync(rig);
}

void
rig_focus(struct rig *rig, xcb_window_t window)
{
	xcb_set_input_focus(
	    rig->x, XCB_INPUT_FOCUS_POINTER_ROOT, window, XCB_CURRENT_TIME);
	rig_sync(rig);
}

void
rig_sync(struct rig *rig)
{
	free(xcb_get_input_focus_reply(rig->x, xcb_get_input_focus(rig->x), NULL));
}

void
rig_settle(struct rig *rig)
{
	/* With the second answer others have been told too. */
	rig_sync(rig);
	rig_sync(rig);
	if (rig->worker > 0 &&
	    !procfs_await_asleep(rig->worker, rig_now_ms() + RIG_PATIENCE_MS)) {
		printf("# the worker does not settle\n");
	}
}
