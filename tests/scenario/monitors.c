#include "tests/scenario/monitors.h"

#include "tests/scenario/atom.h"

#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <xcb/randr.h>
#include <xcb/xcbext.h>

static xcb_window_t
root_of(xcb_connection_t *x)
{
	return xcb_setup_roots_iterator(xcb_get_setup(x)).data->root;
}

static void
sync_with(xcb_connection_t *x)
{
	free(xcb_get_input_focus_reply(x, xcb_get_input_focus(x), NULL));
}

static xcb_randr_output_t
the_output(xcb_connection_t *x)
{
	xcb_randr_get_screen_resources_current_reply_t *all =
	    xcb_randr_get_screen_resources_current_reply(
	        x, xcb_randr_get_screen_resources_current(x, root_of(x)), NULL);
	xcb_randr_output_t output = XCB_NONE;

	if (all && xcb_randr_get_screen_resources_current_outputs_length(all) > 0) {
		output = xcb_randr_get_screen_resources_current_outputs(all)[0];
	}
	free(all);
	return output;
}

/* RandR 1.5, RRSetMonitor, by hand: XCB 1.15 gets its length wrong. */
struct set_monitor {
	xcb_randr_set_monitor_request_t head;
	xcb_randr_monitor_info_t info;
	xcb_randr_output_t output;
};

static void
send_set_monitor(xcb_connection_t *x, struct set_monitor *request)
{
	static const xcb_protocol_request_t kind = {.count = 1,
	    .ext = &xcb_randr_id,
	    .opcode = XCB_RANDR_SET_MONITOR,
	    .isvoid = 1};
	struct iovec parts[3] = {
	    [2] = {request, sizeof(*request)}}; /* XCB's: the first */

	if (request->info.nOutput == 0) {
		parts[2].iov_len -= sizeof(request->output);
	}
	xcb_send_request(x, 0, parts + 2, &kind);
}

void
monitors_set(xcb_connection_t *x, const char *name, struct rect r)
{
	bool is_first = strcmp(name, "first") == 0;
	struct set_monitor request = {
	    .head = {.window = root_of(x)},
	    .info = {.name = atom_named(x, name),
	        .primary = is_first,
	        .nOutput = is_first,
	        .x = (int16_t)r.x,
	        .y = (int16_t)r.y,
	        .width = (uint16_t)r.width,
	        .height = (uint16_t)r.height},
	    .output = the_output(x),
	};

	/* One that is there must go first; nobody sees the time between. */
	xcb_grab_server(x);
	xcb_randr_delete_monitor(x, root_of(x), request.info.name);
	send_set_monitor(x, &request);
	xcb_ungrab_server(x);
	sync_with(x);
}

void
monitors_remove(xcb_connection_t *x, const char *name)
{
	xcb_randr_delete_monitor(x, root_of(x), atom_named(x, name));
	sync_with(x);
}

/* A screen is not smaller than what its one output shows. */
static void
turn_output_off(xcb_connection_t *x)
{
	xcb_randr_get_screen_resources_current_reply_t *all =
	    xcb_randr_get_screen_resources_current_reply(
	        x, xcb_randr_get_screen_resources_current(x, root_of(x)), NULL);

	if (all && all->num_crtcs > 0) {
		free(xcb_randr_set_crtc_config_reply(x,
		    xcb_randr_set_crtc_config(x,
		        xcb_randr_get_screen_resources_current_crtcs(all)[0],
		        XCB_CURRENT_TIME, all->config_timestamp, 0, 0, XCB_NONE,
		        XCB_RANDR_ROTATION_ROTATE_0, 0, NULL),
		    NULL));
	}
	free(all);
}

bool
monitors_resize_screen(xcb_connection_t *x, uint32_t width, uint32_t height)
{
	turn_output_off(x);
	xcb_generic_error_t *error = xcb_request_check(x,
	    xcb_randr_set_screen_size_checked(x, root_of(x), (uint16_t)width,
	        (uint16_t)height, width * 254 / 960, height * 254 / 960)); /* 96 dpi */
	bool is = !error;

	free(error);
	return is;
}
