#include "wm/strip/monitors.h"

#include <stdlib.h>
#include <xcb/randr.h>

uint8_t
monitors_watch(struct x *x)
{
	const xcb_query_extension_reply_t *extension =
	    xcb_get_extension_data(x->xcb, &xcb_randr_id);

	if (!extension || !extension->present) {
		return 0;
	}
	free(xcb_randr_query_version_reply(
	    x->xcb, xcb_randr_query_version(x->xcb, 1, 5), NULL));
	xcb_randr_select_input(x->xcb, x->screen->root,
	    XCB_RANDR_NOTIFY_MASK_SCREEN_CHANGE | XCB_RANDR_NOTIFY_MASK_CRTC_CHANGE |
	        XCB_RANDR_NOTIFY_MASK_OUTPUT_CHANGE);
	return extension->first_event;
}

static bool
is_known(const struct monitors *monitors, struct rect r)
{
	for (size_t i = 0; i < monitors->count; i++) {
		if (rect_equals(monitors->at[i], r)) {
			return true; /* a clone */
		}
	}
	return false;
}

static void
take(struct monitors *out, const xcb_randr_get_monitors_reply_t *reply)
{
	xcb_randr_monitor_info_iterator_t i =
	    xcb_randr_get_monitors_monitors_iterator(reply);

	for (; i.rem > 0; xcb_randr_monitor_info_next(&i)) {
		struct rect r = {i.data->x, i.data->y, i.data->width, i.data->height};

		if (!rect_is_empty(r) && !is_known(out, r) &&
		    out->count < MONITORS_MOST) {
			out->at[out->count++] = r;
		}
	}
}

void
monitors_ask(struct x *x, struct monitors *out)
{
	xcb_window_t root = x->screen->root;
	xcb_randr_get_monitors_cookie_t ask = xcb_randr_get_monitors(x->xcb, root, 1);
	xcb_get_geometry_reply_t *size =
	    xcb_get_geometry_reply(x->xcb, xcb_get_geometry(x->xcb, root), NULL);
	xcb_randr_get_monitors_reply_t *reply =
	    xcb_randr_get_monitors_reply(x->xcb, ask, NULL);
	struct rect screen = {
	    0, 0, x->screen->width_in_pixels, x->screen->height_in_pixels};

	if (size) {
		screen = (struct rect){0, 0, size->width, size->height};
	}
	*out = (struct monitors){.screen_height = screen.height};
	if (reply) {
		take(out, reply);
	}
	if (out->count == 0) {
		out->at[out->count++] = screen;
	}
	free(reply);
	free(size);
}
