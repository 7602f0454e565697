/*
 * An application that has nothing but an icon in the tray: a square of one colour, which
 * turns into another when it is clicked.  Docks anew whenever there is another tray.
 */
#include "tests/scenario/atom.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <xcb/xcb.h>

#define COLOUR 0xffffff
#define CLICKED 0xffff00

static xcb_connection_t *x;
static xcb_window_t root, window;
static xcb_atom_t selection, opcode, manager;

static void
dock(void)
{
	xcb_get_selection_owner_reply_t *r =
	    xcb_get_selection_owner_reply(x, xcb_get_selection_owner(x, selection), NULL);
	xcb_client_message_event_t e = {
	    .response_type = XCB_CLIENT_MESSAGE,
	    .format = 32,
	    .window = r ? r->owner : (xcb_window_t)XCB_NONE,
	    .type = opcode,
	};

	e.data.data32[2] = window;
	if (e.window) {
		xcb_send_event(x, 0, e.window, 0, (const char *)&e);
	}
	free(r);
}

static void
colour(uint32_t value)
{
	xcb_change_window_attributes(x, window, XCB_CW_BACK_PIXEL, &value);
	xcb_clear_area(x, 0, window, 0, 0, 0, 0);
}

static void
take(const xcb_generic_event_t *event)
{
	const xcb_client_message_event_t *e = (const void *)event;
	uint8_t type = event->response_type & 0x7f;

	if (type == XCB_BUTTON_PRESS) {
		colour(CLICKED);
	} else if (type == XCB_CLIENT_MESSAGE && e->type == manager) {
		dock();
	}
}

int
main(void)
{
	const uint32_t values[] = {COLOUR, XCB_EVENT_MASK_BUTTON_PRESS};
	const uint32_t root_events = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
	xcb_generic_event_t *event;

	x = xcb_connect(NULL, NULL);
	if (xcb_connection_has_error(x)) {
		return 1;
	}
	root = xcb_setup_roots_iterator(xcb_get_setup(x)).data->root;
	selection = atom_named(x, "_NET_SYSTEM_TRAY_S0");
	opcode = atom_named(x, "_NET_SYSTEM_TRAY_OPCODE");
	manager = atom_named(x, "MANAGER");
	window = xcb_generate_id(x);
	xcb_create_window(x, XCB_COPY_FROM_PARENT, window, root, 0, 0, 22, 22, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_EVENT_MASK, values);
	xcb_change_window_attributes(x, root, XCB_CW_EVENT_MASK, &root_events);
	dock();
	xcb_flush(x);
	while ((event = xcb_wait_for_event(x))) {
		take(event);
		free(event);
		xcb_flush(x);
	}
	return 0;
}
