/*
 * An application that says in its title what _NET_WM_STATE it has, and how often that has
 * been written, and asks for another at a key: f full screen, m minimised; a attention
 * and g full screen as soon as the focus has left.
 */
#include "tests/scenario/atom.h"

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xcb/xcb.h>

#define KEY_A 38
#define KEY_F 41
#define KEY_G 42
#define KEY_M 58
#define ICONIC 3
#define ASKED_AGAIN_MS 300

static xcb_connection_t *x;
static xcb_window_t root, window;
static const char *wanted; /* asked for once the focus has left; NULL for nothing */
static bool is_away;       /* the focus has left since */
static unsigned written;

static void
ask(const char *type, uint32_t first, const char *state)
{
	xcb_client_message_event_t e = {
	    .response_type = XCB_CLIENT_MESSAGE,
	    .format = 32,
	    .window = window,
	    .type = atom_named(x, type),
	    .data.data32 = {first, state ? atom_named(x, state) : 0, 0, 1},
	};

	xcb_send_event(x, 0, root,
	    XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT,
	    (const char *)&e);
}

static void
tell(void)
{
	/* asks: it was typed, and waits for the focus to leave */
	static const char *const names[][2] = {
	    {"_NET_WM_STATE_FULLSCREEN", " fullscreen"},
	    {"_NET_WM_STATE_DEMANDS_ATTENTION", " attention"},
	    {"_NET_WM_STATE_HIDDEN", " hidden"},
	};
	xcb_get_property_reply_t *r = xcb_get_property_reply(x,
	    xcb_get_property(
	        x, 0, window, atom_named(x, "_NET_WM_STATE"), XCB_ATOM_ATOM, 0, 16),
	    NULL);
	uint32_t count = r ? r->value_len : 0;
	const xcb_atom_t *atoms = r ? xcb_get_property_value(r) : NULL;
	char title[100] = "state:";
	char end[32];

	for (size_t n = 0; n < 3; n++) {
		for (uint32_t i = 0; i < count; i++) {
			if (atoms[i] == atom_named(x, names[n][0])) {
				strcat(title, names[n][1]);
			}
		}
	}
	snprintf(end, sizeof(end), "%s %u", wanted && !is_away ? " asks." : ".", written);
	strcat(title, end);
	xcb_change_property(x, XCB_PROP_MODE_REPLACE, window, XCB_ATOM_WM_NAME,
	    XCB_ATOM_STRING, 8, (uint32_t)strlen(title), title);
	free(r);
}

static void
take_key(uint8_t code)
{
	if (code == KEY_F) {
		ask("_NET_WM_STATE", 1, "_NET_WM_STATE_FULLSCREEN");
	} else if (code == KEY_M) {
		ask("WM_CHANGE_STATE", ICONIC, NULL);
	} else if (code == KEY_A || code == KEY_G) {
		wanted = code == KEY_A ? "_NET_WM_STATE_DEMANDS_ATTENTION"
		                       : "_NET_WM_STATE_FULLSCREEN";
		tell();
	}
}

static void
take(const xcb_generic_event_t *event)
{
	uint8_t type = event->response_type & 0x7f;

	if (type == XCB_KEY_PRESS) {
		take_key(((const xcb_key_press_event_t *)event)->detail);
	} else if (type == XCB_FOCUS_OUT && wanted) {
		is_away = true;
		ask("_NET_WM_STATE", 1, wanted);
	} else if (type == XCB_FOCUS_IN) {
		wanted = NULL;
		is_away = false;
		tell();
	} else if (type == XCB_PROPERTY_NOTIFY &&
	    ((const xcb_property_notify_event_t *)event)->atom ==
	        atom_named(x, "_NET_WM_STATE")) {
		written++;
		tell();
	}
}

/* Takes what comes; asks again whenever nothing has come for a while. */
static void
serve(void)
{
	struct pollfd wait = {.fd = xcb_get_file_descriptor(x), .events = POLLIN};
	xcb_generic_event_t *event;

	while (!xcb_connection_has_error(x)) {
		while ((event = xcb_poll_for_event(x))) {
			take(event);
			free(event);
		}
		xcb_flush(x);
		if (poll(&wait, 1, wanted && is_away ? ASKED_AGAIN_MS : -1) == 0) {
			ask("_NET_WM_STATE", 1, wanted);
		}
	}
}

int
main(void)
{
	const uint32_t values[] = {0x8090a0,
	    XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_PROPERTY_CHANGE |
	        XCB_EVENT_MASK_FOCUS_CHANGE};

	x = xcb_connect(NULL, NULL);
	if (xcb_connection_has_error(x)) {
		return 1;
	}
	root = xcb_setup_roots_iterator(xcb_get_setup(x)).data->root;
	window = xcb_generate_id(x);
	xcb_create_window(x, XCB_COPY_FROM_PARENT, window, root, 100, 100, 300, 200, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_EVENT_MASK, values);
	tell();
	xcb_map_window(x, window);
	xcb_flush(x);
	serve();
	return 0;
}
