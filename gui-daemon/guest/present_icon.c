/*
 * Docked icons: frames that the desktop's tray takes in.  One waits unmapped until there
 * is a tray; a tray that ends may take the frame's windows with it, and they are made
 * anew.
 */
#include "common/base/region.h"
#include "gui-daemon/guest/present.h"
#include "gui-daemon/guest/x_tray.h"

bool
icon_may_show(const struct present *present, const struct window *window)
{
	uint32_t others = 0;

	for (const struct window *w = present->windows->first; w; w = w->next) {
		others += w != window && w->view && w->view->frame.is_icon;
	}
	return others < POLICY_MOST_ICONS;
}

void
icon_push(struct present *present, struct window *window)
{
	struct view *view = window->view;
	xcb_window_t tray = present->desk->tray;

	if (tray && view->tray != tray) {
		x_tray_dock(present->desk, &view->frame);
	}
	view->tray = tray;
}

void
present_tray_changed(struct present *present)
{
	for (struct window *w = present->windows->first; w; w = w->next) {
		if (winstate_is_docked(&w->state)) {
			present_change(present, w, CHANGED_MAPPED);
		}
	}
}

void
present_tray_gone(struct present *present)
{
	present->desk->tray = XCB_NONE;
	for (struct window *w = present->windows->first; w; w = w->next) {
		if (w->view && w->view->frame.is_icon) {
			w->view->tray = XCB_NONE;
		}
	}
}

void
present_icon_mapped(struct present *present, struct window *window)
{
	window->view->is_mapped = true;
	region_add(window->damage, (struct rect){0, 0, REGION_SIDE_MAX, REGION_SIDE_MAX});
	present_change(present, window, CHANGED_PIXELS);
}

/* A tray that ended left it to the root: it waits for the next one. */
void
present_icon_put_out(struct present *present, struct window *window)
{
	xcb_unmap_window(present->desk->x->xcb, window->view->frame.outer);
	window->view->is_mapped = false;
	window->view->tray = XCB_NONE;
}

void
present_icon_lost(struct present *present, struct window *window)
{
	view_forgive(present, &window->view->frame);
	view_forget(present, window);
	present_change(present, window, CHANGED_MAPPED);
}

bool
icon_was_lost(const struct present *present, const xcb_generic_error_t *error)
{
	if (error->error_code != XCB_WINDOW && error->error_code != XCB_DRAWABLE) {
		return false;
	}
	for (size_t i = 0; i < PRESENT_LOST; i++) {
		const struct lost *lost = &present->lost[i];
		if (lost->outer &&
		    (error->resource_id == lost->outer ||
		        error->resource_id == lost->content)) {
			return true;
		}
	}
	return false;
}
