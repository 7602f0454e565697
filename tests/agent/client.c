#include "tests/agent/client.h"

#include "tests/scenario/atom.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

xcb_window_t
client_create(struct guest *guest, int16_t x, int16_t y, uint16_t width, uint16_t height,
    bool override_redirect)
{
	xcb_window_t window = xcb_generate_id(guest->connection);
	const uint32_t values[] = {
	    0x102030,
	    override_redirect,
	    XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE |
	        XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE |
	        XCB_EVENT_MASK_POINTER_MOTION | XCB_EVENT_MASK_ENTER_WINDOW |
	        XCB_EVENT_MASK_LEAVE_WINDOW | XCB_EVENT_MASK_FOCUS_CHANGE |
	        XCB_EVENT_MASK_STRUCTURE_NOTIFY | XCB_EVENT_MASK_PROPERTY_CHANGE,
	};

	xcb_create_window(guest->connection, XCB_COPY_FROM_PARENT, window, guest->root, x,
	    y, width, height, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
	return window;
}

void
client_map(struct guest *guest, xcb_window_t window)
{
	xcb_map_window(guest->connection, window);
	xcb_flush(guest->connection);
}

void
client_fill(
    struct guest *guest, xcb_window_t window, xcb_rectangle_t area, uint32_t colour)
{
	xcb_gcontext_t gc = xcb_generate_id(guest->connection);

	xcb_create_gc(guest->connection, gc, window, XCB_GC_FOREGROUND, &colour);
	xcb_poly_fill_rectangle(guest->connection, window, gc, 1, &area);
	xcb_free_gc(guest->connection, gc);
	xcb_flush(guest->connection);
}

xcb_atom_t
client_atom(struct guest *guest, const char *name)
{
	return atom_named(guest->connection, name);
}

void
client_set_text(struct guest *guest, xcb_window_t window, xcb_atom_t property,
    xcb_atom_t type, const char *text, size_t len)
{
	xcb_change_property(guest->connection, XCB_PROP_MODE_REPLACE, window, property,
	    type, 8, (uint32_t)len, text);
}

void
client_set_words(struct guest *guest, xcb_window_t window, xcb_atom_t property,
    xcb_atom_t type, const uint32_t *words, size_t count)
{
	xcb_change_property(guest->connection, XCB_PROP_MODE_REPLACE, window, property,
	    type, 32, (uint32_t)count, words);
}

void
client_sync(struct guest *guest)
{
	free(xcb_get_input_focus_reply(
	    guest->connection, xcb_get_input_focus(guest->connection), NULL));
}

xcb_generic_event_t *
client_await(struct guest *guest, uint8_t type)
{
	int64_t deadline = now_ms() + PATIENCE_MS;

	xcb_flush(guest->connection);
	for (;;) {
		xcb_generic_event_t *event = xcb_poll_for_event(guest->connection);
		struct pollfd ready = {
		    .fd = xcb_get_file_descriptor(guest->connection), .events = POLLIN};

		if (event && (event->response_type & 0x7f) == type) {
			return event;
		}
		if (event) {
			free(event);
			continue;
		}
		int64_t left = deadline - now_ms();
		if (xcb_connection_has_error(guest->connection) || left <= 0 ||
		    poll(&ready, 1, (int)left) != 1) {
			return NULL;
		}
	}
}
