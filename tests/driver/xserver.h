/*
 * An Xorg with our driver, for a test: its own folder, configuration and display number.
 * Ends with the test, whatever happens.
 */
#ifndef TEST_DRIVER_XSERVER_H
#define TEST_DRIVER_XSERVER_H

#include "common/base/base.h"

#include <sys/types.h>
#include <xcb/xcb.h>

/* How a server went that did not start. */
struct xserver_end {
	bool by_itself; /* not by a signal */
	bool has_said;  /* why, as an error */
};

struct xserver_options {
	const char *module;    /* in the build tree; NULL: the driver itself */
	const char *device;    /* lines for the Device section, or NULL */
	const char *argument;  /* one more of Xorg's arguments, or NULL */
	const char *argument2; /* another, or NULL */
	bool as_nobody;        /* as the user nobody; needs root */
	/* Borrowed: filled, instead of an explanation, when it does not start.  Or NULL.
	 */
	struct xserver_end *end;
};

struct xserver {
	pid_t pid;
	pid_t guard;      /* removes the folder at the end, also after our sudden one */
	int lifeline;     /* the guard waits for its end */
	char folder[64];  /* temporary; of the server's user */
	char display[16]; /* ":N" */
};

/* Waits until it is ready.  False after lines of explanation; nothing stays then. */
MUST_USE bool xserver_start(
    struct xserver *server, const struct xserver_options *options);

/* Ends it and removes its folder.  False when it had died, or did not end well. */
bool xserver_stop(struct xserver *server);

/* How many lines of its log contain part; whether one does. */
unsigned xserver_times_logged(const struct xserver *server, const char *part);
bool xserver_has_logged(const struct xserver *server, const char *part);

/* Never NULL: a test without a connection ends. */
xcb_connection_t *xserver_connect(const struct xserver *server);
xcb_screen_t *xserver_screen(xcb_connection_t *connection);

/* Returns once the server has worked all requests so far. */
void xserver_sync(xcb_connection_t *connection);

#endif
