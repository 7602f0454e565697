#include "gui-agent/x_events.h"

#include "common/base/log.h"
#include "gui-agent/x_buffer.h"
#include "gui-agent/x_cursor.h"
#include "gui-agent/x_damage.h"
#include "gui-agent/x_input.h"
#include "gui-agent/x_props.h"
#include "gui-agent/x_track.h"
#include "gui-agent/x_wm.h"

#include <stdlib.h>

#define SENT_BY_A_CLIENT 0x80u
#define EVENTS_AT_ONCE 4096 /* then the channel has its turn */

/* Windows end whenever their clients like: a request may always come too late. */
static bool
is_expected(const struct x *x, const xcb_generic_error_t *error)
{
	switch (error->error_code) {
	case XCB_WINDOW:
	case XCB_DRAWABLE:
	case XCB_MATCH:
		return true;
	case XCB_VALUE:
		/* KillClient and the driver name a resource that is gone so. */
		return error->major_code == XCB_KILL_CLIENT;
	default:
		return error->error_code == x->damage_error;
	}
}

static void
report(const struct x *x, const xcb_generic_error_t *error)
{
	if (is_expected(x, error)) {
		log_debug("X error=%u request=%u.%u resource=%#x", error->error_code,
		    error->major_code, error->minor_code, error->resource_id);
	} else {
		log_warn("X error=%u request=%u.%u resource=%#x", error->error_code,
		    error->major_code, error->minor_code, error->resource_id);
	}
}

/* Core events; a client may send any of them itself, which says nothing of the server. */
static void
dispatch_core(struct x *x, const xcb_generic_event_t *event, uint8_t type)
{
	const void *e = event;

	switch (type) {
	case XCB_CREATE_NOTIFY:
		x_track_create(x, e);
		break;
	case XCB_DESTROY_NOTIFY:
		x_tray_gone(x, ((const xcb_destroy_notify_event_t *)e)->window);
		x_track_destroy(x, e);
		break;
	case XCB_MAP_NOTIFY:
		x_track_map(x, e);
		break;
	case XCB_UNMAP_NOTIFY:
		x_track_unmap(x, e);
		break;
	case XCB_CONFIGURE_NOTIFY:
		x_tray_configured(x, e);
		x_track_configure(x, e);
		break;
	case XCB_REPARENT_NOTIFY:
		x_tray_reparented(x, e);
		x_track_reparent(x, e);
		break;
	case XCB_SELECTION_REQUEST:
		x_offer_requested(x, e);
		break;
	case XCB_SELECTION_CLEAR:
		x_offer_cleared(x, e);
		break;
	case XCB_PROPERTY_NOTIFY:
		x_copy_property(x, e);
		x_offer_property(x, e);
		x_props_changed(x, e);
		break;
	case XCB_MAPPING_NOTIFY:
		x_input_mapping(x);
		break;
	default:
		break;
	}
}

/* What a window may cause without end, and of which only the last counts. */
static bool
is_change(const struct x *x, uint8_t type)
{
	return type == XCB_CONFIGURE_NOTIFY ||
	    type == x->damage_event + XCB_DAMAGE_NOTIFY;
}

static void
dispatch(struct x *x, const xcb_generic_event_t *event)
{
	uint8_t type = (uint8_t)(event->response_type & ~SENT_BY_A_CLIENT);

	x->has_told_more = x->has_told_more || !is_change(x, type);
	if (type == 0) {
		report(x, (const void *)event);
	} else if (type == XCB_CLIENT_MESSAGE) {
		if (!x_tray_message(x, (const void *)event)) {
			x_wm_message(x, (const void *)event);
		}
	} else if (type == XCB_SELECTION_NOTIFY) {
		x_copy_notified(x, (const void *)event);
	} else if (event->response_type & SENT_BY_A_CLIENT) {
		return;
	} else if (type == x->damage_event + XCB_DAMAGE_NOTIFY) {
		x_damage_take(x, (const void *)event);
	} else if (type == x->xfixes_event + XCB_XFIXES_CURSOR_NOTIFY) {
		x_cursor_changed(x, (const void *)event);
	} else if (type == x->xkb_event) {
		x_input_xkb(x, event);
	} else {
		dispatch_core(x, event, type);
	}
}

bool
x_events_drain(struct x *x, bool read)
{
	/* Reads once; if that is not all, the socket says so again. */
	xcb_generic_event_t *(*next)(xcb_connection_t *) =
	    read ? xcb_poll_for_event : xcb_poll_for_queued_event;
	size_t taken = 0;
	bool answered;

	do {
		xcb_generic_event_t *event;

		while (taken < EVENTS_AT_ONCE && (event = next(x->connection))) {
			dispatch(x, event);
			free(event);
			taken++;
			next = xcb_poll_for_queued_event;
		}
		next = xcb_poll_for_queued_event;
		answered = x_replies_dispatch(&x->replies, x);
		x->has_told_more = x->has_told_more || answered;
		answered = x_buffer_drain(x) || answered;
		taken += answered;
	} while (answered && taken < EVENTS_AT_ONCE);
	return taken > 0;
}

bool
x_events_is_gone(const struct x *x)
{
	return xcb_connection_has_error(x->connection) != 0 ||
	    xcb_connection_has_error(x->buffers) != 0;
}
