/*
 * What the session_*.c files do for each other: session.c stands above them all.
 * For them only.
 */
#ifndef GUEST_SESSION_INTERNAL_H
#define GUEST_SESSION_INTERNAL_H

#include "gui-daemon/guest/session.h"

/* --- session_tell.c ----------------------------------------------------------------- */

/* A record that is a number; enum control_type.  A daemon that has gone is no error. */
void session_tell(enum control_type type, uint32_t number);
void session_tell_x_client(const struct x *x, uint32_t scale); /* percent */

/* --- session_serve.c ---------------------------------------------------------------- */

/* Takes from the link what is there and may be taken now; data is the session. */
void session_read(void *data);

/* --- session_control.c -------------------------------------------------------------- */

/* Takes what the daemon says, from the loop, as long as the session lives. */
void session_listen(struct session *session);

#endif
