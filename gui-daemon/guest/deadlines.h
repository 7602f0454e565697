/*
 * How long a guest may keep its worker waiting; past any of these its session ends.
 * Numbers only.
 */
#ifndef GUEST_DEADLINES_H
#define GUEST_DEADLINES_H

#define DEADLINE_HANDSHAKE_S 10.   /* to say its version */
#define DEADLINE_HALF_MESSAGE_S 2. /* from a message's first byte to its last */
#define DEADLINE_CLIPBOARD_S 3.    /* to give what it was asked to copy */
#define DEADLINE_UNREAD_S 10.      /* to read some of what waits for it */

#endif
