#include "common/x/message.h"

#include <string.h>

void
message_send_to(struct x *x, xcb_window_t to, uint32_t events, xcb_window_t window,
    xcb_atom_t type, const uint32_t words[5])
{
	union {
		xcb_client_message_event_t message;
		char bytes[32];
	} event;

	memset(&event, 0, sizeof(event));
	event.message.response_type = XCB_CLIENT_MESSAGE;
	event.message.format = 32;
	event.message.window = window;
	event.message.type = type;
	memcpy(event.message.data.data32, words, 5 * sizeof(*words));
	xcb_send_event(x->xcb, 0, to, events, event.bytes);
}

void
message_send(struct x *x, xcb_window_t window, xcb_atom_t type, const uint32_t words[5])
{
	message_send_to(x, window, 0, window, type, words);
}

void
message_send_root(
    struct x *x, xcb_window_t window, xcb_atom_t type, const uint32_t words[5])
{
	message_send_to(x, x->screen->root,
	    XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY,
	    window, type, words);
}
