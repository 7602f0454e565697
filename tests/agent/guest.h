/*
 * A guest for a test: paravent-agent with an Xorg of its own, and a client of that.
 * Speaks no protocol of ours.
 */
#ifndef TEST_AGENT_GUEST_H
#define TEST_AGENT_GUEST_H

#include "common/base/base.h"

#include <sys/stat.h>
#include <sys/types.h>
#include <xcb/xcb.h>

struct guest {
	pid_t agent;         /* the supervisor */
	struct stat xsocket; /* of its X server, as it was made */
	int in, out;         /* owned: pipes to the program */
	char folder[64];     /* owned: what the test itself leaves */
	char socket[96];     /* of the agent, in the folder */
	char display[16];
	char authority[128];
	xcb_connection_t *connection; /* owned */
	xcb_window_t root;
	unsigned max_pages; /* of the driver; 0: no bound */
};

/* Prints why and returns false when it cannot be had; guest_stop() either way. */
MUST_USE bool guest_start(struct guest *guest);

/* Likewise, with that bound on the pages of all its windows. */
MUST_USE bool guest_start_limited(struct guest *guest, unsigned max_pages);

/*
 * Ends the agent by SIGTERM.  True when it then returned 0 and nothing stayed behind: no
 * process of its, no socket, no folder, no X server.
 */
bool guest_stop(struct guest *guest);

/* The session's process, a child of the supervisor; -1 when there is none now. */
pid_t guest_session(const struct guest *guest);

/* True when the supervisor has no child left and what it made is gone. */
bool guest_has_vanished(const struct guest *guest);

/* Another client of the same X server; xcb_disconnect() it. */
xcb_connection_t *guest_connect(const struct guest *guest);

/* Milliseconds of the monotonic clock. */
int64_t now_ms(void);

#define PATIENCE_MS 60000 /* until a test gives up: sanitizers on a busy machine */

#endif
