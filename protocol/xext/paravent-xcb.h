/*
 * The client's side of the extension PARAVENT over XCB; its meaning is paravent-x.h's.
 * Named and used as XCB's own extensions are: a request returns a cookie (or, without a
 * reply, a sequence number), a reply is malloc'ed and the caller frees it.
 */
#ifndef XEXT_PARAVENT_XCB_H
#define XEXT_PARAVENT_XCB_H

#include "common/base/base.h"
#include "protocol/xext/paravent-x.h"

#include <xcb/xcb.h>

/* More events than this are sent as several requests. */
#define PARAVENT_XCB_EVENTS_MAX 8192

typedef struct {
	unsigned int sequence;
} paravent_xcb_query_version_cookie_t;

typedef struct {
	unsigned int sequence;
} paravent_xcb_get_buffer_cookie_t;

typedef struct {
	unsigned int sequence;
} paravent_xcb_describe_window_cookie_t;

/* Whether the server has the extension.  Waits for the server the first time. */
bool paravent_xcb_is_present(xcb_connection_t *connection);

paravent_xcb_query_version_cookie_t paravent_xcb_query_version(
    xcb_connection_t *connection);
/* NULL with *error, if error is not NULL, when the request failed. */
struct paravent_x_query_version_reply *paravent_xcb_query_version_reply(
    xcb_connection_t *connection, paravent_xcb_query_version_cookie_t cookie,
    xcb_generic_error_t **error);

/* Does not flush. */
paravent_xcb_get_buffer_cookie_t paravent_xcb_get_buffer(
    xcb_connection_t *connection, xcb_window_t window);
/*
 * NULL with *error, if error is not NULL, when the request failed (BadWindow).  With
 * status PARAVENT_X_OK the client now holds reply->buffer.  *fd is the memfd, the
 * caller's to close, or -1 where the reply has none.
 */
struct paravent_x_get_buffer_reply *paravent_xcb_get_buffer_reply(
    xcb_connection_t *connection, paravent_xcb_get_buffer_cookie_t cookie, int *fd,
    xcb_generic_error_t **error);
/* The reply->refs grant references that follow the reply. */
const uint32_t *paravent_xcb_get_buffer_refs(
    const struct paravent_x_get_buffer_reply *reply);

/* count is at most PARAVENT_X_WANTED_MAX.  Does not flush. */
paravent_xcb_describe_window_cookie_t paravent_xcb_describe_window(
    xcb_connection_t *connection, xcb_window_t window,
    const struct paravent_x_wanted *wanted, size_t count);
/*
 * The next property of a reply, the first after NULL, which begins with its header; NULL
 * when there is none left.  The reply is trusted for no length.
 */
const struct paravent_x_property *paravent_xcb_describe_window_next(
    const struct paravent_x_describe_window_reply *reply,
    const struct paravent_x_property *before);

/*
 * Without a reply: an error comes as an event of the number returned.  Do not flush.
 * The checked one is for xcb_request_check().
 */
unsigned int paravent_xcb_release_buffer(xcb_connection_t *connection, uint32_t buffer);
xcb_void_cookie_t paravent_xcb_release_buffer_checked(
    xcb_connection_t *connection, uint32_t buffer);

/* The number of the last request sent. */
unsigned int paravent_xcb_inject(
    xcb_connection_t *connection, const struct paravent_x_event *events, size_t count);
/* count is at most PARAVENT_XCB_EVENTS_MAX. */
xcb_void_cookie_t paravent_xcb_inject_checked(
    xcb_connection_t *connection, const struct paravent_x_event *events, size_t count);

#endif
