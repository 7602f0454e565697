/*
 * Requests to the X server, those of XCB's own functions included: one is replaced by
 * another that the server refuses, or ends the connection.
 */
#include "tests/oracle/fault.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

#define TOO_WIDE 40000 /* px: no pixmap is */
#define SPARE 2        /* parts that XCB wants before the first */

typedef unsigned sender(
    xcb_connection_t *, int, struct iovec *, const xcb_protocol_request_t *);

/* In the place of what was to be sent; whether a reply is awaited stays as it was. */
static unsigned
send_instead(sender *really, xcb_connection_t *c, int flags, void *request, size_t len,
    const xcb_protocol_request_t *original)
{
	struct iovec parts[SPARE + 2] = {[SPARE] = {request, len}};
	const xcb_protocol_request_t how = {
	    .count = 2,
	    .opcode = *(uint8_t *)request,
	    .isvoid = original->isvoid,
	};

	return really(c, flags, parts + SPARE, &how);
}

static unsigned
refuse_alloc(sender *really, xcb_connection_t *c, int flags,
    const xcb_protocol_request_t *original)
{
	xcb_create_pixmap_request_t request = {
	    .major_opcode = XCB_CREATE_PIXMAP,
	    .depth = 24,
	    .length = sizeof(request) / 4,
	    .pid = xcb_generate_id(c),
	    .drawable = xcb_setup_roots_iterator(xcb_get_setup(c)).data->root,
	    .width = TOO_WIDE,
	    .height = 1,
	};

	return send_instead(really, c, flags, &request, sizeof(request), original);
}

static unsigned
refuse_window(sender *really, xcb_connection_t *c, int flags,
    const xcb_protocol_request_t *original)
{
	xcb_map_window_request_t request = {
	    .major_opcode = XCB_MAP_WINDOW,
	    .length = sizeof(request) / 4,
	};

	return send_instead(really, c, flags, &request, sizeof(request), original);
}

/* Names the request, for whoever looks into why. */
static bool
comes(enum fault kind, const xcb_protocol_request_t *request)
{
	bool is_now = fault_comes(kind);

	if (is_now) {
		fprintf(stderr, "request %s %u\n",
		    request->ext ? request->ext->name : "core", request->opcode);
	}
	return is_now;
}

unsigned
xcb_send_request(xcb_connection_t *c, int flags, struct iovec *parts,
    const xcb_protocol_request_t *request)
{
	sender *really;
	void *found = dlsym(RTLD_NEXT, "xcb_send_request");

	memcpy(&really, &found, sizeof(really)); /* no cast makes one of the other */
	if (comes(FAULT_HANGUP, request)) {
		shutdown(xcb_get_file_descriptor(c), SHUT_RDWR);
	}
	if (comes(FAULT_REQUEST, request)) {
		return refuse_alloc(really, c, flags, request);
	}
	if (comes(FAULT_GONE, request)) {
		return refuse_window(really, c, flags, request);
	}
	return really(c, flags, parts, request);
}
