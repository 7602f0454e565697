/*
 * While a locker hides the screen.  It may be late where a monitor comes or changes: till
 * then a window of ours, right below it and larger than any screen, hides what is there.
 */
#include "wm/strip/strip-internal.h"

#include <stdlib.h>

#define LARGEST 32767u /* px: a window's side, by the protocol */

/* Nothing larger than the screen where a compositor would keep its pixels. */
static struct rect
shield_area(struct strip *strip)
{
	struct x *x = strip->x;
	xcb_get_selection_owner_cookie_t ask =
	    xcb_get_selection_owner(x->xcb, strip->atoms.compositor);
	xcb_get_geometry_cookie_t size = xcb_get_geometry(x->xcb, x->screen->root);
	xcb_get_selection_owner_reply_t *owner =
	    xcb_get_selection_owner_reply(x->xcb, ask, NULL);
	xcb_get_geometry_reply_t *root = xcb_get_geometry_reply(x->xcb, size, NULL);
	struct rect area = {0, 0, LARGEST, LARGEST};

	if (root && owner && owner->owner) {
		area = (struct rect){0, 0, root->width, root->height};
	}
	free(owner);
	free(root);
	return area;
}

static void
put_shield(struct strip *strip)
{
	struct x *x = strip->x;
	const uint32_t values[] = {x->screen->black_pixel, 1 /* override-redirect */};
	const uint32_t below[] = {strip->locker.lowest, XCB_STACK_MODE_BELOW};
	struct rect r = shield_area(strip);

	strip->shield = xcb_generate_id(x->xcb);
	xcb_create_window(x->xcb, XCB_COPY_FROM_PARENT, strip->shield, x->screen->root,
	    (int16_t)r.x, (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
	/* Where the locker has gone by now it stays on top, until we hear of that. */
	xcb_configure_window(x->xcb, strip->shield,
	    XCB_CONFIG_WINDOW_SIBLING | XCB_CONFIG_WINDOW_STACK_MODE, below);
	xcb_map_window(x->xcb, strip->shield);
}

static void
take_shield_away(struct strip *strip)
{
	if (strip->shield) {
		xcb_destroy_window(strip->x->xcb, strip->shield);
		strip->shield = XCB_NONE;
	}
}

/* It may go at any time: first watched, then looked at once more. */
static bool
find(struct strip *strip, xcb_window_t top)
{
	const uint32_t events = XCB_EVENT_MASK_STRUCTURE_NOTIFY;

	if (!locker_is_there(strip->x, strip->desk, &strip->monitors,
	        strip->atoms.supporting_check, top, &strip->locker)) {
		return false;
	}
	for (size_t i = 0; i < strip->locker.count; i++) {
		xcb_change_window_attributes(
		    strip->x->xcb, strip->locker.windows[i], XCB_CW_EVENT_MASK, &events);
	}
	return locker_stays(strip->x, &strip->locker, top);
}

void
strip_look_at_lock(struct strip *strip)
{
	xcb_window_t top = strip->n_panels > 0 ? strip->panels[0].top : XCB_NONE;

	if (strip->is_locked && locker_stays(strip->x, &strip->locker, top)) {
		return;
	}
	take_shield_away(strip);
	bool is_locked = top && find(strip, top);
	if (is_locked) {
		put_shield(strip);
	}
	strip_tell_locked(strip, is_locked);
}
