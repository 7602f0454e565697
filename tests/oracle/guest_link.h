/*
 * A test guest's side of the channel: speaks the protocol as an agent does, without an X
 * server, and replays its windows to each worker that comes.
 */
#ifndef ORACLE_GUEST_LINK_H
#define ORACLE_GUEST_LINK_H

#include "protocol/transport/link.h"
#include "tests/oracle/guest_window.h"

#include <ev.h>

struct guest {
	struct ev_loop *loop;
	struct ev_io accepting;
	struct ev_timer reopening;
	int listener;       /* owned */
	struct link *link;  /* owned; NULL between workers */
	bool shaken;        /* the handshake is done */
	bool gone;          /* the link has ended and waits for its destruction */
	size_t dumps, acks; /* since the handshake */
	bool is_deaf;       /* takes no message */
	bool syncing;       /* say "synced" when each dump is acknowledged */
	struct guest_windows windows;
	int record; /* borrowed: all that is received goes there; -1 for nowhere */
	/* Called when the handshake is done, and when a pending sync is. */
	void (*say)(const char *line);
};

/* False with errno when it cannot listen at path. */
MUST_USE bool guest_listen(struct guest *guest, const char *path);
void guest_finish(struct guest *guest);

/* Each changes a window and tells the worker, if there is one. */
void guest_send_create(struct guest *guest, const struct guest_window *window);
void guest_send_map(struct guest *guest, struct guest_window *window);
void guest_send_unmap(struct guest *guest, struct guest_window *window);
void guest_send_configure(
    struct guest *guest, struct guest_window *window, struct rect area);
void guest_send_dump(struct guest *guest, struct guest_window *window);
void guest_send_damage(struct guest *guest, const struct guest_window *window);
void guest_send_title(struct guest *guest, const struct guest_window *window);
void guest_send_destroy(struct guest *guest, struct guest_window *window);

/* Says "synced" once every dump sent so far is acknowledged. */
void guest_sync(struct guest *guest);

#endif
