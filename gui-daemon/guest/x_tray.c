#include "gui-daemon/guest/x_tray.h"

#include "common/x/property.h"

#include <string.h>

#define REQUEST_DOCK 0 /* _NET_SYSTEM_TRAY_OPCODE */
#define XEMBED_VERSION 0
#define XEMBED_MAPPED 1

unsigned int
x_tray_ask(struct x_desk *desk)
{
	return xcb_get_selection_owner(
	    desk->x->xcb, desk->x->atoms[ATOM_NET_SYSTEM_TRAY_S0])
	    .sequence;
}

/* A tray may go at any time, and our requests to it then come too late. */
void
x_tray_take(struct x_desk *desk, const xcb_get_selection_owner_reply_t *reply)
{
	const uint32_t events = XCB_EVENT_MASK_STRUCTURE_NOTIFY;

	desk->tray = reply ? reply->owner : (xcb_window_t)XCB_NONE;
	if (desk->tray) {
		xcb_void_cookie_t cookie = xcb_change_window_attributes(
		    desk->x->xcb, desk->tray, XCB_CW_EVENT_MASK, &events);
		x_expect_error(desk->x, cookie.sequence, XCB_WINDOW);
	}
}

bool
x_tray_is_news(const struct x_desk *desk, const xcb_client_message_event_t *event)
{
	const xcb_atom_t *atoms = desk->x->atoms;

	return event->type == atoms[ATOM_MANAGER] && event->format == 32 &&
	    event->data.data32[1] == atoms[ATOM_NET_SYSTEM_TRAY_S0];
}

void
x_tray_dock(struct x_desk *desk, const struct x_frame *frame)
{
	const xcb_atom_t *atoms = desk->x->atoms;
	const uint32_t info[] = {XEMBED_VERSION, XEMBED_MAPPED};
	xcb_client_message_event_t event;

	property_set_words(desk->x, frame->outer, atoms[ATOM_XEMBED_INFO],
	    atoms[ATOM_XEMBED_INFO], info, 2);
	memset(&event, 0, sizeof(event));
	event.response_type = XCB_CLIENT_MESSAGE;
	event.format = 32;
	event.window = desk->tray;
	event.type = atoms[ATOM_NET_SYSTEM_TRAY_OPCODE];
	event.data.data32[1] = REQUEST_DOCK;
	event.data.data32[2] = frame->outer;
	xcb_void_cookie_t cookie = xcb_send_event(
	    desk->x->xcb, 0, desk->tray, XCB_EVENT_MASK_NO_EVENT, (const char *)&event);
	x_expect_error(desk->x, cookie.sequence, XCB_WINDOW);
}
