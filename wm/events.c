#include "wm/grabs.h"
#include "wm/layout.h"
#include "wm/selection.h"
#include "wm/settings.h"
#include "wm/strip_top.h"
#include "wm/wm.h"
#include "wm/workspace.h"

#include <stdlib.h>
#include <xcb/randr.h>
#include <xcb/sync.h>

#define SENT 0x80 /* by SendEvent */

/* Did the server say so before it had that request of ours? */
static bool
is_before(const xcb_generic_event_t *event, unsigned int request)
{
	return (int32_t)(event->full_sequence - request) < 0; /* numbers wrap around */
}

/* --- mapping ----------------------------------------------------------------------- */

static void
take_map_request(struct wm *wm, const void *event)
{
	const xcb_map_request_event_t *e = event;
	struct client *client = client_find_own(wm, e->window);

	if (!client) {
		if (!client_manage(wm, e->window, false)) {
			xcb_map_window(wm->x->xcb, e->window);
		}
		return;
	}
	if ((client->states & STATE_HIDDEN) && admit_new(wm, client) != TRUST_YES) {
		admit_ask(wm, client); /* as when it came (P9, P27) */
		return;
	}
	/* ICCCM 4.1.4: from iconic to normal. */
	client_set_states(wm, client, 0, STATE_HIDDEN);
	if (admit_focus(wm, client, TRUST_WINDOW)) {
		workspace_activate(wm, client);
	}
}

static void
take_unmap(struct wm *wm, const void *event)
{
	const xcb_unmap_notify_event_t *e = event;
	struct client *client = client_find_own(wm, e->window);
	bool was_sent = e->response_type & SENT;

	if (!client || (!was_sent && e->event != client->window)) {
		return;
	}
	if (!was_sent && client->ignored_unmaps > 0) {
		client->ignored_unmaps--;
		return;
	}
	/* ICCCM 4.1.4: withdrawn, also from iconic, which is what the sent one is for. */
	client_unmanage(wm, client, CLIENT_WITHDRAWN);
}

static void
take_destroy(struct wm *wm, const void *event)
{
	const xcb_destroy_notify_event_t *e = event;
	struct client *client = client_find_own(wm, e->window);

	strip_top_forget(wm, e->window);
	if (client) {
		client_unmanage(wm, client, CLIENT_GONE);
	}
}

/*
 * Somebody took it out of its frame.  What the server says of the frame that it had
 * before this one, when it was withdrawn and mapped again in one breath, is old.
 */
static void
take_reparent(struct wm *wm, const void *event)
{
	const xcb_reparent_notify_event_t *e = event;
	struct client *client = client_find_own(wm, e->window);

	if (!client || e->event != e->window) {
		return;
	}
	if (!is_before(event, client->framed_by) && e->parent != client->frame.outer) {
		client_unmanage(wm, client, CLIENT_GONE);
	}
}

/* --- configuring ------------------------------------------------------------------- */

static void
pass_through(struct wm *wm, const xcb_configure_request_event_t *e)
{
	uint32_t values[7];
	uint16_t mask = e->value_mask;
	size_t n = 0;
	const uint32_t all[] = {(uint32_t)(int32_t)e->x, (uint32_t)(int32_t)e->y,
	    e->width, e->height, e->border_width, e->sibling, e->stack_mode};

	for (unsigned i = 0; i < ARRAY_LEN(all); i++) {
		if (mask & 1u << i) {
			values[n++] = all[i];
		}
	}
	xcb_configure_window(wm->x->xcb, e->window, mask, values);
}

static void
configure_place(
    struct wm *wm, struct client *client, const xcb_configure_request_event_t *e)
{
	struct insets in = layout_insets(wm, client);
	uint32_t border = client->old_border;
	struct rect old = hints_unplace(client->normal, border, in, client->size.gravity);
	uint16_t mask = e->value_mask;
	struct rect asked = {
	    mask & XCB_CONFIG_WINDOW_X ? e->x : old.x,
	    mask & XCB_CONFIG_WINDOW_Y ? e->y : old.y,
	    mask & XCB_CONFIG_WINDOW_WIDTH ? e->width : old.width,
	    mask & XCB_CONFIG_WINDOW_HEIGHT ? e->height : old.height,
	};

	/* ICCCM 4.1.5: a resize without a move keeps the gravity's point. */
	struct rect placed = hints_place(asked, border, in, client->size.gravity);
	if (!(mask & (XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y))) {
		struct insets none = {0, 0, 0, 0};
		struct rect at = hints_unplace(client->normal, 0, none, GRAVITY_STATIC);
		int column = ((int)client->size.gravity - 1) % 3;
		int row = ((int)client->size.gravity - 1) / 3;
		if (client->size.gravity < GRAVITY_STATIC) {
			at.x -= column * ((int32_t)asked.width - (int32_t)old.width) / 2;
			at.y -= row * ((int32_t)asked.height - (int32_t)old.height) / 2;
		}
		placed.x = at.x;
		placed.y = at.y;
	}
	if (admit_place(wm, client, placed)) {
		client_set_normal(wm, client, placed);
	}
}

static void
configure_stack(
    struct wm *wm, struct client *client, const xcb_configure_request_event_t *e)
{
	if (!(e->value_mask & XCB_CONFIG_WINDOW_STACK_MODE)) {
		return;
	}
	if (e->stack_mode == XCB_STACK_MODE_BELOW ||
	    e->stack_mode == XCB_STACK_MODE_BOTTOM_IF) {
		client_lower(wm, client);
	} else if (admit_focus(wm, client, TRUST_WINDOW)) {
		client_raise(wm, client);
	} else {
		admit_ask(wm, client);
	}
}

static void
take_configure_request(struct wm *wm, const void *event)
{
	const xcb_configure_request_event_t *e = event;
	struct client *client = client_find_own(wm, e->window);
	const uint16_t place = XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y |
	    XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT;

	if (!client) {
		pass_through(wm, e);
		return;
	}
	if (e->value_mask & XCB_CONFIG_WINDOW_BORDER_WIDTH) {
		client->old_border = e->border_width;
	}
	bool is_held = client->tile != TILE_NONE || wm->drag.client == client ||
	    (client->states & (STATE_MAXIMIZED | STATE_FULLSCREEN));
	if ((e->value_mask & place) && !is_held) {
		configure_place(wm, client, e);
	}
	configure_stack(wm, client, e);
	client_touch(client, DIRT_NOTIFY);
}

static void
take_screen_change(struct wm *wm)
{
	struct monitors before = wm->monitors;
	struct monitors now;

	if (monitors_read(wm, &now)) {
		log_info("monitors: %zu, were %zu", now.count, before.count);
		drag_cancel(wm);
		switcher_close(wm, false);
		monitors_take(wm, &now);
		home_resettle(wm, &before);
	}
}

static void
take_configure(struct wm *wm, const void *event)
{
	const xcb_configure_notify_event_t *e = event;

	if (e->window == wm->root) {
		take_screen_change(wm);
	} else if (e->event == wm->root && e->override_redirect) {
		strip_top_keep_above(wm, e->window);
	}
}

/* A popup came to lie on top of all that is managed. */
static void
take_map(struct wm *wm, const void *event)
{
	const xcb_map_notify_event_t *e = event;

	if (e->event == wm->root && e->override_redirect) {
		strip_top_keep_above(wm, e->window);
	}
}

/* --- keys, focus, properties ------------------------------------------------------- */

static void
take_key(struct wm *wm, const void *event)
{
	const xcb_key_press_event_t *e = event;

	wm->time = e->time;
	keys_take(wm, e);
}

static void
take_key_release(struct wm *wm, const void *event)
{
	const xcb_key_release_event_t *e = event;

	wm->time = e->time;
	if (wm->switcher.is_open) {
		switcher_release(wm, keys_keysym(wm, e->detail));
	}
}

static void
take_focus_back(struct wm *wm)
{
	wm->focus_is_told = false;
	wm->dirt |= WM_DIRT_FOCUS;
}

/*
 * The root has it, or what is under the pointer: keys would go to another domain as soon
 * as the pointer comes there (P6).  That nothing has it (None) is anybody's to choose.
 */
static bool
is_left_to_pointer(const xcb_focus_in_event_t *e)
{
	return e->detail != XCB_NOTIFY_DETAIL_VIRTUAL &&
	    e->detail != XCB_NOTIFY_DETAIL_NONLINEAR_VIRTUAL &&
	    e->detail != XCB_NOTIFY_DETAIL_POINTER && e->detail != XCB_NOTIFY_DETAIL_NONE;
}

/*
 * Somebody took the focus without asking.  Within the window that has it, or among its
 * domain's, that is its own business; else it is taken back (P6).
 */
static void
take_focus_in(struct wm *wm, const void *event)
{
	const xcb_focus_in_event_t *e = event;
	struct client *client = client_find_own(wm, e->event);

	if (e->mode == XCB_NOTIFY_MODE_GRAB || e->mode == XCB_NOTIFY_MODE_UNGRAB ||
	    is_before(event, wm->focused_by)) {
		return;
	}
	if (e->event == wm->root && is_left_to_pointer(e)) {
		take_focus_back(wm);
	}
	if (!client || client == wm->focused || e->detail == XCB_NOTIFY_DETAIL_INFERIOR ||
	    e->detail == XCB_NOTIFY_DETAIL_POINTER) {
		return;
	}
	if (wm->focused && wm->focused->owner == client->owner) {
		wm->told_focus = client;
		wm->focus_is_told = true;
		client_focus(wm, client);
	} else {
		take_focus_back(wm);
	}
}

static void
take_property(struct wm *wm, const void *event)
{
	const xcb_property_notify_event_t *e = event;
	struct client *client = client_find_own(wm, e->window);

	wm->time = e->time;
	if (e->window == wm->check) {
		if (!is_before(event, wm->focused_by)) {
			icccm_tell_focus(wm);
		}
	} else if (client) {
		icccm_reread(wm, client, e->atom);
	} else if (e->window == wm->root && e->atom == wm->atoms[A_RESOURCE_MANAGER]) {
		settings_rescale(wm);
	}
}

static void
take_message(struct wm *wm, const void *event)
{
	messages_take(wm, event);
}

static void
take_mapping(struct wm *wm, const void *event)
{
	xcb_mapping_notify_event_t e = *(const xcb_mapping_notify_event_t *)event;

	xcb_refresh_keyboard_mapping(wm->keysyms, &e);
	if (e.request != XCB_MAPPING_POINTER) {
		grabs_take_keys(wm);
	}
}

/* Another window manager came (ICCCM 4.3). */
static void
take_selection_clear(struct wm *wm, const void *event)
{
	const xcb_selection_clear_event_t *e = event;

	if (e->selection == wm->atoms[A_WM_SELECTION]) {
		log_info("another window manager takes over");
		wm_end(wm, WM_QUITS);
	}
}

static void
take_selection_request(struct wm *wm, const void *event)
{
	selection_answer(wm, event);
}

/* --- the table --------------------------------------------------------------------- */

static void (*const takers[])(struct wm *, const void *) = {
    [XCB_KEY_PRESS] = take_key,
    [XCB_KEY_RELEASE] = take_key_release,
    [XCB_BUTTON_PRESS] = pointer_press,
    [XCB_BUTTON_RELEASE] = pointer_release,
    [XCB_MOTION_NOTIFY] = pointer_motion,
    [XCB_ENTER_NOTIFY] = pointer_crossing,
    [XCB_LEAVE_NOTIFY] = pointer_crossing,
    [XCB_FOCUS_IN] = take_focus_in,
    [XCB_MAP_REQUEST] = take_map_request,
    [XCB_MAP_NOTIFY] = take_map,
    [XCB_UNMAP_NOTIFY] = take_unmap,
    [XCB_DESTROY_NOTIFY] = take_destroy,
    [XCB_REPARENT_NOTIFY] = take_reparent,
    [XCB_CONFIGURE_REQUEST] = take_configure_request,
    [XCB_CONFIGURE_NOTIFY] = take_configure,
    [XCB_PROPERTY_NOTIFY] = take_property,
    [XCB_CLIENT_MESSAGE] = take_message,
    [XCB_MAPPING_NOTIFY] = take_mapping,
    [XCB_SELECTION_CLEAR] = take_selection_clear,
    [XCB_SELECTION_REQUEST] = take_selection_request,
};

void
events_take(struct wm *wm, const xcb_generic_event_t *event)
{
	unsigned int type = event->response_type & ~(unsigned int)SENT;

	if (type < ARRAY_LEN(takers) && takers[type]) {
		takers[type](wm, event);
	} else if (wm->randr_event &&
	    type == (unsigned int)wm->randr_event + XCB_RANDR_SCREEN_CHANGE_NOTIFY) {
		take_screen_change(wm);
	} else if (wm->sync_event &&
	    type == (unsigned int)wm->sync_event + XCB_SYNC_ALARM_NOTIFY) {
		sync_take_alarm(wm, (const xcb_sync_alarm_notify_event_t *)event);
	}
}

/* A client's counter went while we waited for it (SYNC, "Errors"). */
static bool
is_of_sync(const struct wm *wm, uint8_t code)
{
	return wm->sync_event &&
	    (code == wm->sync_error + XCB_SYNC_COUNTER ||
	        code == wm->sync_error + XCB_SYNC_ALARM);
}

bool
events_forgive(struct wm *wm, const xcb_generic_error_t *error)
{
	uint8_t code = error->error_code;

	if (code == XCB_WINDOW || code == XCB_MATCH || code == XCB_DRAWABLE ||
	    code == XCB_VALUE || code == XCB_ACCESS || is_of_sync(wm, code)) {
		log_debug("X error %u of request %u on 0x%x", code, error->major_code,
		    error->resource_id);
		return true;
	}
	return false;
}
