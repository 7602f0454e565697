/*
 * A session's two files: session.c serves the guest, session_control.c talks with the
 * daemon.  For these alone.
 */
#ifndef GUEST_SESSION_INTERNAL_H
#define GUEST_SESSION_INTERNAL_H

#include "gui-daemon/guest/session.h"

/* --- session.c ---------------------------------------------------------------------- */

/* Takes from the link what is there and may be taken now; data is the session. */
void session_read(void *data);

/* --- session_control.c -------------------------------------------------------------- */

/* Takes what the daemon says, from the loop, as long as the session lives. */
void session_listen(struct session *session);

/* A record that is a number; enum control_type.  A daemon that has gone is no error. */
void session_tell(enum control_type type, uint32_t number);
void session_tell_x_client(const struct x *x, uint32_t scale); /* percent */

#endif
