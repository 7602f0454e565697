#include "tests/daemon/tray.h"

#include "tests/scenario/atom.h"

#include <stdlib.h>
#include <string.h>

#define LARGE 1280 /* px: the width of a screen that has the tray at its right */

static bool
take_selection(struct tray *tray)
{
	xcb_get_selection_owner_reply_t *owner;

	xcb_set_selection_owner(tray->x, tray->window, tray->selection, XCB_CURRENT_TIME);
	owner = xcb_get_selection_owner_reply(
	    tray->x, xcb_get_selection_owner(tray->x, tray->selection), NULL);
	bool is = owner && owner->owner == tray->window;
	free(owner);
	return is;
}

static void
announce(struct tray *tray)
{
	xcb_client_message_event_t event;

	memset(&event, 0, sizeof(event));
	event.response_type = XCB_CLIENT_MESSAGE;
	event.format = 32;
	event.window = tray->root;
	event.type = tray->manager;
	event.data.data32[1] = tray->selection;
	event.data.data32[2] = tray->window;
	xcb_send_event(tray->x, 0, tray->root, XCB_EVENT_MASK_STRUCTURE_NOTIFY,
	    (const char *)&event);
	xcb_flush(tray->x);
}

bool
tray_open(struct tray *tray, const char *display, bool saves)
{
	const uint32_t values[] = {
	    TRAY_BACKGROUND, 1, XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY};

	*tray = (struct tray){.x = xcb_connect(display, NULL), .saves = saves};
	if (xcb_connection_has_error(tray->x)) {
		return false;
	}
	const xcb_screen_t *screen =
	    xcb_setup_roots_iterator(xcb_get_setup(tray->x)).data;
	tray->root = screen->root;
	tray->left = screen->width_in_pixels >= LARGE ? 900 : 8;
	tray->top = (int16_t)(screen->height_in_pixels - TRAY_SLOT - 20);
	tray->selection = atom_named(tray->x, "_NET_SYSTEM_TRAY_S0");
	tray->opcode = atom_named(tray->x, "_NET_SYSTEM_TRAY_OPCODE");
	tray->manager = atom_named(tray->x, "MANAGER");
	tray->window = xcb_generate_id(tray->x);
	xcb_create_window(tray->x, XCB_COPY_FROM_PARENT, tray->window, tray->root,
	    tray->left, tray->top, TRAY_SLOT * TRAY_MOST, TRAY_SLOT, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
	xcb_map_window(tray->x, tray->window);
	if (!take_selection(tray)) {
		return false;
	}
	announce(tray);
	return true;
}

static bool
has_icon(const struct tray *tray, xcb_window_t icon)
{
	for (size_t i = 0; i < tray->count; i++) {
		if (tray->icons[i] == icon) {
			return true;
		}
	}
	return false;
}

/* The first slot that is free; TRAY_MOST: none. */
static size_t
free_slot(const struct tray *tray)
{
	size_t i = 0;

	while (i < tray->count && tray->icons[i] != XCB_NONE) {
		i++;
	}
	return i;
}

static void
dock(struct tray *tray, xcb_window_t icon)
{
	const uint32_t size[] = {TRAY_SLOT, TRAY_SLOT};
	size_t slot = free_slot(tray);
	int16_t x = (int16_t)(slot * TRAY_SLOT);

	if (slot == TRAY_MOST || has_icon(tray, icon)) {
		return;
	}
	tray->icons[slot] = icon;
	tray->count += slot == tray->count;
	if (tray->saves) {
		xcb_change_save_set(tray->x, XCB_SET_MODE_INSERT, icon);
	}
	xcb_configure_window(
	    tray->x, icon, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, size);
	xcb_reparent_window(tray->x, icon, tray->window, x, 0);
	xcb_map_window(tray->x, icon);
}

static void
remove_icon(struct tray *tray, xcb_window_t icon)
{
	for (size_t i = 0; i < tray->count; i++) {
		if (tray->icons[i] == icon) {
			tray->icons[i] = XCB_NONE; /* the others stay where they are */
		}
	}
}

void
tray_serve(struct tray *tray)
{
	xcb_generic_event_t *event;

	while ((event = xcb_poll_for_event(tray->x))) {
		const xcb_client_message_event_t *message = (const void *)event;
		const xcb_destroy_notify_event_t *destroy = (const void *)event;
		uint8_t type = event->response_type & 0x7f;

		if (type == XCB_CLIENT_MESSAGE && message->type == tray->opcode &&
		    message->data.data32[1] == 0) {
			dock(tray, message->data.data32[2]);
		} else if (type == XCB_DESTROY_NOTIFY) {
			remove_icon(tray, destroy->window);
		}
		free(event);
	}
	xcb_flush(tray->x);
}

void
tray_die(struct tray *tray)
{
	xcb_disconnect(tray->x);
	*tray = (struct tray){.x = NULL};
}

struct rect
tray_slot(const struct tray *tray, size_t i)
{
	return (struct rect){
	    tray->left + (int32_t)i * TRAY_SLOT, tray->top, TRAY_SLOT, TRAY_SLOT};
}
