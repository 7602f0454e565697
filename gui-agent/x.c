#include "gui-agent/x.h"

#include "gui-agent/x_buffer.h"
#include "gui-agent/x_cursor.h"
#include "gui-agent/x_damage.h"
#include "gui-agent/x_input.h"
#include "gui-agent/x_stack.h"
#include "gui-agent/x_track.h"
#include "gui-agent/x_wm.h"

#include <stdlib.h>
#include <string.h>
#include <xcb/composite.h>
#include <xcb/randr.h>
#include <xcb/xkb.h>

static const char *const atom_names[] = {
#define ATOM(name) [X_##name] = #name,
    X_ATOM_LIST(ATOM)
#undef ATOM
};

/* Asks for all at once. */
static bool
intern_atoms(struct x *x)
{
	xcb_intern_atom_cookie_t cookies[X_ATOMS];
	bool all = true;

	for (size_t i = 0; i < X_ATOMS; i++) {
		cookies[i] = xcb_intern_atom(
		    x->connection, 0, (uint16_t)strlen(atom_names[i]), atom_names[i]);
	}
	for (size_t i = 0; i < X_ATOMS; i++) {
		xcb_intern_atom_reply_t *reply =
		    xcb_intern_atom_reply(x->connection, cookies[i], NULL);
		all = all && reply;
		x->atoms[i] = reply ? reply->atom : XCB_NONE;
		free(reply);
	}
	return all;
}

static void
take_screen(struct x *x)
{
	xcb_screen_iterator_t i = xcb_setup_roots_iterator(xcb_get_setup(x->connection));

	for (int n = 0; n < x->screen_number && i.rem > 1; n++) {
		xcb_screen_next(&i);
	}
	x->root = i.data->root;
	x->root_depth = i.data->root_depth;
	x->width = i.data->width_in_pixels;
	x->height = i.data->height_in_pixels;
}

static void
prefetch_extensions(struct x *x)
{
	xcb_prefetch_extension_data(x->connection, &xcb_composite_id);
	xcb_prefetch_extension_data(x->connection, &xcb_damage_id);
	xcb_prefetch_extension_data(x->connection, &xcb_xfixes_id);
	xcb_prefetch_extension_data(x->connection, &xcb_randr_id);
	xcb_prefetch_extension_data(x->connection, &xcb_xkb_id);
}

static const char *
take_versions(struct x *x)
{
	const xcb_query_extension_reply_t *randr =
	    xcb_get_extension_data(x->connection, &xcb_randr_id);
	const xcb_query_extension_reply_t *composite =
	    xcb_get_extension_data(x->connection, &xcb_composite_id);

	if (!randr || !randr->present || !composite || !composite->present) {
		return "the X server lacks RANDR or Composite";
	}
	free(xcb_randr_query_version_reply(
	    x->connection, xcb_randr_query_version(x->connection, 1, 3), NULL));
	free(xcb_composite_query_version_reply(
	    x->connection, xcb_composite_query_version(x->connection, 0, 4), NULL));
	return NULL;
}

/* Every top-level window into a pixmap of its own, and none of them onto the screen. */
static const char *
redirect(struct x *x)
{
	const uint32_t events =
	    XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_STRUCTURE_NOTIFY;
	xcb_void_cookie_t cookie = xcb_composite_redirect_subwindows_checked(
	    x->connection, x->root, XCB_COMPOSITE_REDIRECT_MANUAL);
	xcb_generic_error_t *error = xcb_request_check(x->connection, cookie);

	if (error) {
		free(error);
		return "another program redirects the X server's windows";
	}
	xcb_change_window_attributes(x->connection, x->root, XCB_CW_EVENT_MASK, &events);
	return NULL;
}

/* Last: applications dock at once. */
static const char *
init_tray(struct x *x)
{
	x_tray_init(x);
	return NULL;
}

static const char *
init_parts(struct x *x)
{
	const char *(*const parts[])(struct x *) = {
	    take_versions,
	    x_damage_init,
	    x_cursor_init,
	    x_input_init,
	    x_wm_init,
	    redirect,
	    x_track_existing,
	    init_tray,
	};

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		const char *why = parts[i](x);
		if (why) {
			return why;
		}
	}
	return NULL;
}

/* All clients wait for this.  Where it cannot be, the end of our connection does it. */
static bool
let_go(struct x *x)
{
	xcb_generic_error_t *error =
	    xcb_request_check(x->connection, xcb_ungrab_server_checked(x->connection));
	bool good = !error && !xcb_connection_has_error(x->connection);

	free(error);
	return good;
}

const char *
x_init(struct x *x, const char *display)
{
	*x = (struct x){.screen_number = 0};
	windows_init(&x->windows);
	x->connection = xcb_connect(display, &x->screen_number);
	if (xcb_connection_has_error(x->connection)) {
		return "cannot connect to the X server";
	}
	x_replies_init(&x->replies, x->connection);
	prefetch_extensions(x);
	take_screen(x);
	if (!intern_atoms(x)) {
		return "the X server names no atoms";
	}
	const char *why = x_buffer_init(x, display);
	if (why) {
		return why;
	}
	/* Nothing may change between the selection of events and the list of windows. */
	xcb_grab_server(x->connection);
	x_stack_init(x);
	why = init_parts(x);
	return let_go(x) ? why : "the X server stays grabbed, or is gone";
}

void
x_finish(struct x *x)
{
	if (x->connection) {
		x_copy_finish(x);
		x_offer_finish(x);
	}
	windows_finish(&x->windows);
	x_replies_finish(&x->replies);
	x_replies_finish(&x->descriptions);
	x_buffer_finish(x);
	if (x->connection) {
		xcb_disconnect(x->connection);
		x->connection = NULL;
	}
}
