#include "protocol/xext/paravent-xcb.h"

#include <stdlib.h>
#include <sys/uio.h>
#include <xcb/xcbext.h>

/* Not constant: libxcb numbers extensions in it. */
static xcb_extension_t extension = {PARAVENT_X_NAME, 0};

/* xcb_send_request() puts its own parts before the first. */
#define XCB_PARTS 2

static unsigned int
send_request(xcb_connection_t *connection, enum paravent_x_request opcode, int flags,
    struct iovec *body, size_t parts)
{
	struct iovec all[XCB_PARTS + 2] = {{0}};
	xcb_protocol_request_t request = {
	    .count = parts,
	    .ext = &extension,
	    .opcode = (uint8_t)opcode,
	    .isvoid = opcode == PARAVENT_X_RELEASE_BUFFER || opcode == PARAVENT_X_INJECT,
	};

	for (size_t i = 0; i < parts; i++) {
		all[XCB_PARTS + i] = body[i];
	}
	return xcb_send_request(connection, flags, all + XCB_PARTS, &request);
}

bool
paravent_xcb_is_present(xcb_connection_t *connection)
{
	const xcb_query_extension_reply_t *reply =
	    xcb_get_extension_data(connection, &extension);

	return reply && reply->present;
}

paravent_xcb_query_version_cookie_t
paravent_xcb_query_version(xcb_connection_t *connection)
{
	struct paravent_x_query_version_request request = {
	    .major = PARAVENT_X_MAJOR,
	    .minor = PARAVENT_X_MINOR,
	};
	struct iovec body = {&request, sizeof(request)};

	return (paravent_xcb_query_version_cookie_t){send_request(
	    connection, PARAVENT_X_QUERY_VERSION, XCB_REQUEST_CHECKED, &body, 1)};
}

struct paravent_x_query_version_reply *
paravent_xcb_query_version_reply(xcb_connection_t *connection,
    paravent_xcb_query_version_cookie_t cookie, xcb_generic_error_t **error)
{
	return xcb_wait_for_reply(connection, cookie.sequence, error);
}

paravent_xcb_get_buffer_cookie_t
paravent_xcb_get_buffer(xcb_connection_t *connection, xcb_window_t window)
{
	struct paravent_x_get_buffer_request request = {.window = window};
	struct iovec body = {&request, sizeof(request)};

	return (paravent_xcb_get_buffer_cookie_t){
	    send_request(connection, PARAVENT_X_GET_BUFFER,
	        XCB_REQUEST_CHECKED | XCB_REQUEST_REPLY_FDS, &body, 1)};
}

struct paravent_x_get_buffer_reply *
paravent_xcb_get_buffer_reply(xcb_connection_t *connection,
    paravent_xcb_get_buffer_cookie_t cookie, int *fd, xcb_generic_error_t **error)
{
	struct paravent_x_get_buffer_reply *reply =
	    xcb_wait_for_reply(connection, cookie.sequence, error);

	*fd = -1;
	if (reply && reply->descriptors == 1) {
		/* XCB keeps the descriptors behind the reply's bytes. */
		*fd = xcb_get_reply_fds(
		    connection, reply, sizeof(*reply) + (size_t)reply->length * 4)[0];
	}
	return reply;
}

const uint32_t *
paravent_xcb_get_buffer_refs(const struct paravent_x_get_buffer_reply *reply)
{
	return (const uint32_t *)(reply + 1);
}

paravent_xcb_describe_window_cookie_t
paravent_xcb_describe_window(xcb_connection_t *connection, xcb_window_t window,
    const struct paravent_x_wanted *wanted, size_t count)
{
	struct paravent_x_describe_window_request request = {
	    .window = window, .count = (uint32_t)count};
	struct iovec body[] = {
	    {&request, sizeof(request)},
	    /* XCB only reads it. */
	    {(void *)(uintptr_t)wanted, count * sizeof(*wanted)},
	};

	return (paravent_xcb_describe_window_cookie_t){send_request(connection,
	    PARAVENT_X_DESCRIBE_WINDOW, XCB_REQUEST_CHECKED, body, ARRAY_LEN(body))};
}

/* Of a property's value with its padding; SIZE_MAX for nonsense. */
static size_t
value_bytes(const struct paravent_x_property *property)
{
	size_t bytes = (size_t)property->count * (property->format / 8);

	return property->format <= 32 ? (bytes + 3) & ~(size_t)3 : SIZE_MAX;
}

const struct paravent_x_property *
paravent_xcb_describe_window_next(const struct paravent_x_describe_window_reply *reply,
    const struct paravent_x_property *before)
{
	const uint8_t *end = (const uint8_t *)(reply + 1) + (size_t)reply->length * 4;
	const uint8_t *at = before ? (const uint8_t *)(before + 1) + value_bytes(before)
	                           : (const uint8_t *)(reply + 1);
	const struct paravent_x_property *next = (const void *)at;

	/* That before was whole was seen when it was next. */
	if ((size_t)(end - at) < sizeof(*next) ||
	    value_bytes(next) > (size_t)(end - at) - sizeof(*next)) {
		return NULL;
	}
	return next;
}

static unsigned int
release_buffer(xcb_connection_t *connection, uint32_t buffer, int flags)
{
	struct paravent_x_release_buffer_request request = {.buffer = buffer};
	struct iovec body = {&request, sizeof(request)};

	return send_request(connection, PARAVENT_X_RELEASE_BUFFER, flags, &body, 1);
}

unsigned int
paravent_xcb_release_buffer(xcb_connection_t *connection, uint32_t buffer)
{
	return release_buffer(connection, buffer, 0);
}

xcb_void_cookie_t
paravent_xcb_release_buffer_checked(xcb_connection_t *connection, uint32_t buffer)
{
	return (xcb_void_cookie_t){
	    release_buffer(connection, buffer, XCB_REQUEST_CHECKED)};
}

static unsigned int
inject(xcb_connection_t *connection, const struct paravent_x_event *events, size_t count,
    int flags)
{
	struct paravent_x_inject_request request = {.count = (uint32_t)count};
	struct iovec body[] = {
	    {&request, sizeof(request)},
	    /* XCB only reads it. */
	    {(void *)(uintptr_t)events, count * sizeof(*events)},
	};

	return send_request(connection, PARAVENT_X_INJECT, flags, body, ARRAY_LEN(body));
}

unsigned int
paravent_xcb_inject(
    xcb_connection_t *connection, const struct paravent_x_event *events, size_t count)
{
	while (count > PARAVENT_XCB_EVENTS_MAX) {
		inject(connection, events, PARAVENT_XCB_EVENTS_MAX, 0);
		events += PARAVENT_XCB_EVENTS_MAX;
		count -= PARAVENT_XCB_EVENTS_MAX;
	}
	return inject(connection, events, count, 0);
}

xcb_void_cookie_t
paravent_xcb_inject_checked(
    xcb_connection_t *connection, const struct paravent_x_event *events, size_t count)
{
	return (xcb_void_cookie_t){
	    inject(connection, events, count, XCB_REQUEST_CHECKED)};
}
