#include "gui-agent/x_tray.h"

#include "common/base/log.h"
#include "gui-agent/x.h"

#include <stdlib.h>
#include <string.h>

#define ICON_SIDE 18 /* px, until the desktop's tray says otherwise */
#define REQUEST_DOCK 0
#define XEMBED_EMBEDDED_NOTIFY 0
#define XEMBED_VERSION 0

static void
send_message(struct x *x, xcb_window_t window, enum x_atom type, uint32_t events,
    const uint32_t words[5])
{
	xcb_client_message_event_t event = {
	    .response_type = XCB_CLIENT_MESSAGE,
	    .format = 32,
	    .window = window,
	    .type = x->atoms[type],
	};

	memcpy(event.data.data32, words, 5 * sizeof(*words));
	xcb_send_event(x->connection, 0, window, events, (const char *)&event);
}

void
x_tray_init(struct x *x)
{
	const uint32_t horizontal = 0;
	xcb_get_selection_owner_reply_t *owner =
	    xcb_get_selection_owner_reply(x->connection,
	        xcb_get_selection_owner(x->connection, x->atoms[X__NET_SYSTEM_TRAY_S0]),
	        NULL);
	bool is_taken = owner && owner->owner != XCB_NONE;

	free(owner);
	if (is_taken) {
		log_info("the guest has a tray of its own");
		return;
	}
	x->tray = (struct x_tray){.window = xcb_generate_id(x->connection)};
	xcb_create_window(x->connection, 0, x->tray.window, x->check, 0, 0, 1, 1, 0,
	    XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, 0, NULL);
	xcb_change_property(x->connection, XCB_PROP_MODE_REPLACE, x->tray.window,
	    x->atoms[X__NET_SYSTEM_TRAY_ORIENTATION], XCB_ATOM_CARDINAL, 32, 1,
	    &horizontal);
	xcb_set_selection_owner(x->connection, x->tray.window,
	    x->atoms[X__NET_SYSTEM_TRAY_S0], XCB_CURRENT_TIME);
	const uint32_t words[5] = {
	    XCB_CURRENT_TIME, x->atoms[X__NET_SYSTEM_TRAY_S0], x->tray.window};
	send_message(x, x->root, X_MANAGER, XCB_EVENT_MASK_STRUCTURE_NOTIFY, words);
}

static struct x_icon *
find(struct x *x, uint32_t window)
{
	for (size_t i = 0; i < X_TRAY_MOST; i++) {
		struct x_icon *icon = &x->tray.icons[i];
		if (icon->socket && (icon->socket == window || icon->plug == window)) {
			return icon;
		}
	}
	return NULL;
}

bool
x_tray_is_socket(const struct x *x, uint32_t window)
{
	for (size_t i = 0; i < X_TRAY_MOST; i++) {
		if (x->tray.icons[i].socket && x->tray.icons[i].socket == window) {
			return true;
		}
	}
	return false;
}

static struct x_icon *
find_free(struct x *x)
{
	for (size_t i = 0; i < X_TRAY_MOST; i++) {
		if (!x->tray.icons[i].socket) {
			return &x->tray.icons[i];
		}
	}
	return NULL;
}

/* Like any popup for X: nobody manages it; the daemon is told that it is docked. */
static void
create_socket(struct x *x, struct x_icon *icon)
{
	const uint32_t values[] = {0, 1, XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY};

	icon->socket = xcb_generate_id(x->connection);
	icon->width = icon->height = ICON_SIDE;
	xcb_create_window(x->connection, XCB_COPY_FROM_PARENT, icon->socket, x->root, 0,
	    0, ICON_SIDE, ICON_SIDE, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
	    XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
}

static void
fit(struct x *x, const struct x_icon *icon)
{
	const uint32_t values[] = {0, 0, icon->width, icon->height, 0};

	xcb_configure_window(x->connection, icon->plug,
	    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y | XCB_CONFIG_WINDOW_WIDTH |
	        XCB_CONFIG_WINDOW_HEIGHT | XCB_CONFIG_WINDOW_BORDER_WIDTH,
	    values);
}

/* Of what is no window, or is one no more, nothing else would be heard. */
static void
got_plug(struct x *x, uint32_t window, uint32_t detail, void *reply)
{
	(void)detail;
	if (!reply) {
		x_tray_gone(x, window);
	}
}

static void
ask_plug(struct x *x, xcb_window_t plug)
{
	x_replies_expect(&x->replies,
	    (struct x_question){
	        .sequence = xcb_get_geometry(x->connection, plug).sequence,
	        .window = plug,
	        .handler = got_plug,
	    });
}

static void
dock(struct x *x, xcb_window_t plug)
{
	struct x_icon *icon = find_free(x);

	if (!icon || find(x, plug)) {
		log_debug("an icon is refused: window=%#x", plug);
		return;
	}
	icon->plug = plug;
	create_socket(x, icon);
	/* Should we end, the application's window goes back to the root. */
	xcb_change_save_set(x->connection, XCB_SET_MODE_INSERT, plug);
	xcb_reparent_window(x->connection, plug, icon->socket, 0, 0);
	fit(x, icon);
	const uint32_t words[5] = {
	    XCB_CURRENT_TIME, XEMBED_EMBEDDED_NOTIFY, 0, icon->socket, XEMBED_VERSION};
	send_message(x, plug, X__XEMBED, XCB_EVENT_MASK_NO_EVENT, words);
	xcb_map_window(x->connection, plug);
	xcb_map_window(x->connection, icon->socket);
	ask_plug(x, plug);
}

bool
x_tray_message(struct x *x, const xcb_client_message_event_t *e)
{
	if (e->type != x->atoms[X__NET_SYSTEM_TRAY_OPCODE] || e->format != 32) {
		return false;
	}
	if (e->data.data32[1] == REQUEST_DOCK) {
		dock(x, e->data.data32[2]);
	}
	return true; /* balloons are not shown */
}

void
x_tray_configured(struct x *x, const xcb_configure_notify_event_t *e)
{
	struct x_icon *icon = find(x, e->window);

	if (icon && e->window == icon->socket &&
	    (e->width != icon->width || e->height != icon->height)) {
		icon->width = e->width;
		icon->height = e->height;
		fit(x, icon);
	}
}

void
x_tray_reparented(struct x *x, const xcb_reparent_notify_event_t *e)
{
	if (e->parent != e->event && x_tray_is_socket(x, e->event)) {
		x_tray_gone(x, e->window);
	}
}

void
x_tray_gone(struct x *x, uint32_t window)
{
	struct x_icon *icon = find(x, window);

	if (icon && window == icon->plug) {
		xcb_destroy_window(x->connection, icon->socket);
		*icon = (struct x_icon){.socket = XCB_NONE};
	}
}
