#include "wm/screen.h"

#include "common/x/message.h"
#include "wm/wm.h"

#include <poll.h>
#include <stdlib.h>
#include <time.h>

#define REPLACE_MS 5000 /* for another window manager to end by itself */

#define ROOT_EVENTS                                                                  \
	(XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | \
	    XCB_EVENT_MASK_STRUCTURE_NOTIFY | XCB_EVENT_MASK_PROPERTY_CHANGE |       \
	    XCB_EVENT_MASK_FOCUS_CHANGE)

static xcb_window_t
selection_owner(struct wm *wm)
{
	xcb_get_selection_owner_reply_t *reply = xcb_get_selection_owner_reply(wm->x->xcb,
	    xcb_get_selection_owner(wm->x->xcb, wm->atoms[A_WM_SELECTION]), NULL);
	xcb_window_t owner = reply ? reply->owner : (xcb_window_t)XCB_NONE;

	free(reply);
	return owner;
}

/* A time of the server's, from a property that changes. */
static xcb_timestamp_t
server_time(struct wm *wm)
{
	xcb_timestamp_t time = XCB_CURRENT_TIME;
	xcb_generic_event_t *event;

	xcb_change_property(wm->x->xcb, XCB_PROP_MODE_APPEND, wm->check,
	    wm->atoms[A_PARAVENT_TIME], XCB_ATOM_STRING, 8, 0, "");
	xcb_flush(wm->x->xcb);
	while (time == XCB_CURRENT_TIME && (event = xcb_wait_for_event(wm->x->xcb))) {
		if ((event->response_type & 0x7f) == XCB_PROPERTY_NOTIFY) {
			time = ((xcb_property_notify_event_t *)event)->time;
		}
		free(event);
	}
	return time;
}

static void
create_check(struct wm *wm)
{
	uint32_t values[] = {
	    1, XCB_EVENT_MASK_PROPERTY_CHANGE | XCB_EVENT_MASK_KEY_PRESS};

	wm->check = xcb_generate_id(wm->x->xcb);
	xcb_create_window(wm->x->xcb, XCB_COPY_FROM_PARENT, wm->check, wm->root, -10, -10,
	    1, 1, 0, XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT,
	    XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
	xcb_map_window(wm->x->xcb, wm->check);
	uint32_t lowest = XCB_STACK_MODE_BELOW;
	xcb_configure_window(
	    wm->x->xcb, wm->check, XCB_CONFIG_WINDOW_STACK_MODE, &lowest);
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool
is_end_of(const xcb_generic_event_t *event, xcb_window_t old)
{
	return (event->response_type & 0x7f) == XCB_DESTROY_NOTIFY &&
	    ((const xcb_destroy_notify_event_t *)event)->window == old;
}

/* Of a window whose end we hear of; false when it has not come after a while. */
static bool
await_end_of(struct wm *wm, xcb_window_t old)
{
	int fd = xcb_get_file_descriptor(wm->x->xcb);
	int64_t deadline = now_ms() + REPLACE_MS;
	xcb_get_geometry_reply_t *still =
	    xcb_get_geometry_reply(wm->x->xcb, xcb_get_geometry(wm->x->xcb, old), NULL);
	bool is_gone = !still;
	int64_t left = REPLACE_MS;

	free(still);
	while (!is_gone && left > 0 && !xcb_connection_has_error(wm->x->xcb)) {
		xcb_generic_event_t *event = xcb_poll_for_event(wm->x->xcb);
		struct pollfd readable = {.fd = fd, .events = POLLIN};

		is_gone = event && is_end_of(event, old);
		if (!event) {
			poll(&readable, 1, (int)left);
		}
		free(event);
		left = deadline - now_ms();
	}
	return is_gone;
}

/* It is asked to end (ICCCM 2.8); one that hangs is made to, for windows of its own would
 * stay. */
static void
end_old(struct wm *wm, xcb_window_t old)
{
	if (await_end_of(wm, old)) {
		return;
	}
	log_warn("the other window manager does not answer: its connection is cut");
	xcb_kill_client(wm->x->xcb, old);
	if (!await_end_of(wm, old)) {
		log_warn("nor does it go");
	}
}

static void
announce_manager(struct wm *wm)
{
	const uint32_t words[5] = {wm->time, wm->atoms[A_WM_SELECTION], wm->check};

	message_send_to(wm->x, wm->root, XCB_EVENT_MASK_STRUCTURE_NOTIFY, wm->root,
	    wm->atoms[A_MANAGER], words);
}

const char *
screen_take(struct wm *wm, bool replace)
{
	uint32_t watch = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
	uint32_t events = ROOT_EVENTS;
	xcb_window_t old = selection_owner(wm);

	if (old && !replace) {
		return "another window manager runs; use --replace";
	}
	create_check(wm);
	wm->time = wm->selected_at = server_time(wm);
	if (old) {
		xcb_change_window_attributes(wm->x->xcb, old, XCB_CW_EVENT_MASK, &watch);
	}
	xcb_set_selection_owner(
	    wm->x->xcb, wm->check, wm->atoms[A_WM_SELECTION], wm->time);
	if (selection_owner(wm) != wm->check) {
		return "another window manager was quicker";
	}
	if (old) {
		end_old(wm, old);
	}
	xcb_generic_error_t *error = xcb_request_check(wm->x->xcb,
	    xcb_change_window_attributes_checked(
	        wm->x->xcb, wm->root, XCB_CW_EVENT_MASK, &events));
	if (error) {
		free(error);
		return "another window manager runs, and does not know of WM_S0";
	}
	announce_manager(wm);
	return NULL;
}
