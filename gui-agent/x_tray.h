/*
 * The guest's tray: takes applications' icons in, each into a socket of its own, which is
 * a top-level window that the daemon is told to dock (freedesktop.org System Tray
 * Protocol, XEMBED).
 * Decides nothing of where or how large an icon is: the desktop's tray does.
 */
#ifndef AGENT_X_TRAY_H
#define AGENT_X_TRAY_H

#include "common/base/base.h"

#include <xcb/xcb.h>

struct x;

#define X_TRAY_MOST 32 /* icons; more are refused */

struct x_icon {
	xcb_window_t socket; /* owned; 0: none */
	xcb_window_t plug;   /* the application's */
	uint16_t width, height;
};

struct x_tray {
	xcb_window_t window; /* owned: of the selection */
	struct x_icon icons[X_TRAY_MOST];
};

/* Becomes the tray, unless the guest has one.  Blocks: for the start only. */
void x_tray_init(struct x *x);

bool x_tray_is_socket(const struct x *x, uint32_t window);

/* A message to our window.  True when it was for the tray. */
bool x_tray_message(struct x *x, const xcb_client_message_event_t *event);

void x_tray_configured(struct x *x, const xcb_configure_notify_event_t *event);

void x_tray_reparented(struct x *x, const xcb_reparent_notify_event_t *event);

/* An application's icon has ended, or left. */
void x_tray_gone(struct x *x, uint32_t window);

#endif
