/*
 * What each of the guest's messages does: decode, admit, ask policy, change windows.
 * Each returns NULL, or why the session must end.
 */
#ifndef GUEST_REQUESTS_H
#define GUEST_REQUESTS_H

#include "gui-daemon/guest/session.h"

/* window is NULL only for request_create() and messages that are not about one. */
struct request {
	struct session *session;
	struct window *window; /* borrowed for the call */
	uint32_t id;
	const void *body;
	size_t len; /* bytes */
};

const char *request_create(const struct request *r);
const char *request_destroy(const struct request *r);
const char *request_map(const struct request *r);
const char *request_unmap(const struct request *r);
const char *request_configure(const struct request *r);
const char *request_title(const struct request *r);
const char *request_class(const struct request *r);
const char *request_hints(const struct request *r);
const char *request_flags(const struct request *r);
const char *request_cursor(const struct request *r);
const char *request_dock(const struct request *r);
const char *request_clipboard(const struct request *r);

/* --- requests_pixels.c ---------------------------------------------------------------
 */

const char *request_damage(const struct request *r);
const char *request_dump(const struct request *r);

/* Of a window beyond the quota. */
const char *request_refused_dump(const struct request *r);

#endif
