/*
 * The desktop's tray, and how an icon's frame gets into it (freedesktop.org System Tray
 * Protocol, XEMBED).
 * Knows no guest; shows nothing itself.
 */
#ifndef GUEST_X_TRAY_H
#define GUEST_X_TRAY_H

#include "gui-daemon/guest/x_window.h"

/* Asks who the tray is; x_tray_take() reads the reply (NULL for none) to desk->tray. */
MUST_USE unsigned int x_tray_ask(struct x_desk *desk);
void x_tray_take(struct x_desk *desk, const xcb_get_selection_owner_reply_t *reply);

/* Does this message to the root say that a tray has come? */
bool x_tray_is_news(const struct x_desk *desk, const xcb_client_message_event_t *event);

/* Asks the tray, which there is, to take the frame in.  It maps it then. */
void x_tray_dock(struct x_desk *desk, const struct x_frame *frame);

#endif
