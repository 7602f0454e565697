/*
 * EWMH, _NET_WM_PING: a window that is asked to close and does not answer says so in its
 * title bar.
 * Ends nothing by itself: that is the person's (kill).
 */
#ifndef WM_PING_H
#define WM_PING_H

#include "common/base/base.h"

#include <ev.h>
#include <xcb/xcb.h>

struct wm;
struct client;

#define PING_PATIENCE_S 5.0

struct ping {
	struct client *client; /* borrowed; NULL: none is awaited */
	ev_timer patience;
};

void ping_send(struct wm *wm, struct client *client);
/* An answer, sent to the root. */
void ping_take(struct wm *wm, const xcb_client_message_event_t *event);
void ping_forget(struct wm *wm, const struct client *client);

#endif
