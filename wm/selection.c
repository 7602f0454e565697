#include "wm/selection.h"

#include "wm/wm.h"

#include <stdlib.h>
#include <string.h>

#define MOST_PAIRS 16u

static const uint32_t version[] = {2, 0}; /* of the ICCCM */

/* Atoms and windows are the asker's: what is wrong with them is its own loss. */
static void
put(struct wm *wm, xcb_window_t window, xcb_atom_t property, xcb_atom_t type,
    const uint32_t *words, uint32_t count)
{
	xcb_void_cookie_t cookie = xcb_change_property(
	    wm->x->xcb, XCB_PROP_MODE_REPLACE, window, property, type, 32, count, words);

	x_expect_error(wm->x, cookie.sequence, XCB_ATOM);
}

/* False for a target that is none of ours. */
static bool
convert(struct wm *wm, xcb_window_t window, xcb_atom_t target, xcb_atom_t property)
{
	const xcb_atom_t *a = wm->atoms;
	const uint32_t targets[] = {
	    a[A_TARGETS], a[A_MULTIPLE], a[A_TIMESTAMP], a[A_VERSION]};

	if (target == a[A_VERSION]) {
		put(wm, window, property, XCB_ATOM_INTEGER, version, 2);
	} else if (target == a[A_TIMESTAMP]) {
		put(wm, window, property, XCB_ATOM_INTEGER, &wm->selected_at, 1);
	} else if (target == a[A_TARGETS]) {
		put(wm, window, property, XCB_ATOM_ATOM, targets, ARRAY_LEN(targets));
	} else {
		return false;
	}
	return true;
}

/* Pairs of target and property; those that fail get None for a property (2.6.2). */
static bool
convert_many(struct wm *wm, xcb_window_t window, xcb_atom_t property)
{
	uint32_t pairs[2 * MOST_PAIRS];
	xcb_get_property_reply_t *reply = xcb_get_property_reply(wm->x->xcb,
	    xcb_get_property(wm->x->xcb, 0, window, property, XCB_GET_PROPERTY_TYPE_ANY,
	        0, ARRAY_LEN(pairs)),
	    NULL);
	uint32_t count = reply && reply->format == 32
	    ? (uint32_t)xcb_get_property_value_length(reply) / 4
	    : 0;

	if (count > 0) {
		memcpy(pairs, xcb_get_property_value(reply), 4 * (size_t)count);
	}
	for (uint32_t i = 0; i + 1 < count; i += 2) {
		if (!convert(wm, window, pairs[i], pairs[i + 1])) {
			pairs[i + 1] = XCB_NONE;
		}
	}
	if (count > 0) {
		put(wm, window, property, reply->type, pairs, count);
	}
	free(reply);
	return count > 0;
}

void
selection_answer(struct wm *wm, const xcb_selection_request_event_t *request)
{
	/* An obsolete client names no property: the target's name is it (2.2). */
	xcb_atom_t property = request->property ? request->property : request->target;
	bool done = request->selection == wm->atoms[A_WM_SELECTION] &&
	    request->owner == wm->check &&
	    (request->target == wm->atoms[A_MULTIPLE]
	            ? request->property && convert_many(wm, request->requestor, property)
	            : convert(wm, request->requestor, request->target, property));
	union {
		xcb_selection_notify_event_t notify;
		char bytes[32];
	} event;

	memset(&event, 0, sizeof(event));
	event.notify.response_type = XCB_SELECTION_NOTIFY;
	event.notify.time = request->time;
	event.notify.requestor = request->requestor;
	event.notify.selection = request->selection;
	event.notify.target = request->target;
	event.notify.property = done ? property : (xcb_atom_t)XCB_NONE;
	xcb_send_event(wm->x->xcb, 0, request->requestor, 0, event.bytes);
}
