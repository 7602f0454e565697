#include "gui-agent/x_damage.h"

#include <stdlib.h>

const char *
x_damage_init(struct x *x)
{
	const xcb_query_extension_reply_t *found =
	    xcb_get_extension_data(x->connection, &xcb_damage_id);

	if (!found || !found->present) {
		return "the X server has no DAMAGE extension";
	}
	x->damage_event = found->first_event;
	x->damage_error = found->first_error;
	free(xcb_damage_query_version_reply(
	    x->connection, xcb_damage_query_version(x->connection, 1, 1), NULL));
	return NULL;
}

void
x_damage_watch(struct x *x, struct window *window)
{
	if (window->damage_id == 0 && window->kind != WINDOW_IGNORED) {
		window->damage_id = xcb_generate_id(x->connection);
		xcb_damage_create(x->connection, window->damage_id, window->id,
		    XCB_DAMAGE_REPORT_LEVEL_RAW_RECTANGLES);
	}
}

/* X counts from inside the border. */
void
x_damage_take(struct x *x, const xcb_damage_notify_event_t *e)
{
	struct window *window = windows_find(&x->windows, e->drawable);

	if (!window || !window->mapped || !x->wants_buffers) {
		return;
	}
	struct rect r = {
	    .x = e->area.x + (int32_t)window->border,
	    .y = e->area.y + (int32_t)window->border,
	    .width = e->area.width,
	    .height = e->area.height,
	};
	windows_mark_damaged(&x->windows, window, r);
}
