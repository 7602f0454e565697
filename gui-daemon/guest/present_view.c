/* Views: made, found by their X windows, mapped, unmade. */
#include "gui-daemon/guest/present.h"
#include "gui-daemon/guest/x_props.h"

#include <stdlib.h>

static size_t
bucket_of(xcb_window_t window)
{
	return window % PRESENT_BUCKETS;
}

struct window *
present_find_outer(struct present *present, xcb_window_t outer)
{
	struct view *view = present->by_outer[bucket_of(outer)];

	while (view && view->frame.outer != outer) {
		view = view->next_outer;
	}
	return view ? view->window : NULL;
}

struct window *
present_find_content(struct present *present, xcb_window_t content)
{
	struct view *view = present->by_content[bucket_of(content)];

	while (view && view->frame.content != content) {
		view = view->next_content;
	}
	return view ? view->window : NULL;
}

static enum x_frame_kind
kind_of(const struct window *window)
{
	if (winstate_is_docked(&window->state)) {
		return X_FRAME_ICON;
	}
	return window->state.override_redirect ? X_FRAME_POPUP : X_FRAME_MANAGED;
}

bool
view_create(struct present *present, struct window *window)
{
	struct view *view = calloc(1, sizeof(*view));
	struct rect content = placement_wanted(&window->place);

	if (!view) {
		return false;
	}
	view->window = window;
	view->width = content.width;
	view->height = content.height;
	x_frame_create(present->desk, content, kind_of(window), &view->frame);
	view->next_outer = present->by_outer[bucket_of(view->frame.outer)];
	present->by_outer[bucket_of(view->frame.outer)] = view;
	view->next_content = present->by_content[bucket_of(view->frame.content)];
	present->by_content[bucket_of(view->frame.content)] = view;
	window->view = view;
	return true;
}

void
view_forgive(struct present *present, const struct x_frame *frame)
{
	struct lost *lost = &present->lost[present->n_lost++ % PRESENT_LOST];

	*lost = (struct lost){frame->outer, frame->content};
}

void
view_forget(struct present *present, struct window *window)
{
	struct view *view = window->view;

	struct view **at = &present->by_outer[bucket_of(view->frame.outer)];
	while (*at != view) {
		at = &(*at)->next_outer;
	}
	*at = view->next_outer;
	at = &present->by_content[bucket_of(view->frame.content)];
	while (*at != view) {
		at = &(*at)->next_content;
	}
	*at = view->next_content;
	free(view);
	window->view = NULL;
}

void
view_destroy(struct present *present, struct window *window)
{
	if (window->view) {
		struct x_frame frame = window->view->frame;

		/* That its tray took it along may not have been told yet, the tray's own
		 * end even so. */
		if (frame.is_icon) {
			view_forgive(present, &frame);
		}
		view_forget(present, window);
		x_frame_destroy(present->desk, &frame);
	}
}

static void
set_transient(struct present *present, struct window *window)
{
	struct window *other = windows_transient_for(present->windows, window);

	x_props_set_transient_for(present->desk, &window->view->frame,
	    other && other->view ? other->view->frame.outer : (xcb_window_t)XCB_NONE);
}

void
view_map(struct present *present, struct window *window)
{
	const struct x_frame *frame = &window->view->frame;

	set_transient(present, window);
	if (!frame->is_popup) {
		x_props_set_wants_focus(present->desk, frame, present->has_focus);
	}
	x_frame_map(present->desk, frame);
}
