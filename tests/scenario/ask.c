#include "tests/scenario/ask.h"

#include <string.h>

void
ask_root(xcb_connection_t *x, xcb_window_t root, xcb_window_t window, xcb_atom_t type,
    const uint32_t words[5])
{
	union {
		xcb_client_message_event_t message;
		char bytes[32];
	} event = {.message = {.response_type = XCB_CLIENT_MESSAGE,
	               .format = 32,
	               .window = window,
	               .type = type}};

	memcpy(event.message.data.data32, words, 5 * sizeof(*words));
	xcb_send_event(x, 0, root,
	    XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY,
	    event.bytes);
}
