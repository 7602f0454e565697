/*
 * A desk program's end of the daemon's desk socket: the domains that there are, told of
 * each change, and looked up by window.  Connects again by itself when the daemon
 * restarts.
 * Shows nothing; waits for nobody.
 */
#ifndef DESK_CLIENT_H
#define DESK_CLIENT_H

#include "common/desk/desk.h"

struct desk_client;
struct ev_loop;

/* Any may be NULL.  None may destroy the client. */
struct desk_listener {
	/* A daemon is there; what it has follows. */
	void (*welcome)(void *data, const struct desk_welcome *welcome);
	/* All that there was at first has been told. */
	void (*complete)(void *data);
	/* One is new or has changed; before: as it was, NULL when new. */
	void (*domain)(void *data, const struct desk_domain *domain,
	    const struct desk_domain *before);
	/* One is gone; the record still lives during the call. */
	void (*gone)(void *data, const struct desk_domain *domain);
	/* The strip alone: show it, and desk_client_shown(). */
	void (*label)(void *data, const struct desk_label *label);
	void (*clipboard)(void *data, const struct desk_clipboard *clipboard);
	/* The daemon is gone; each domain was gone() before. */
	void (*lost)(void *data);
	void *data; /* borrowed */
};

/*
 * path NULL: desk_default_path().  A daemon that is not there is waited for without
 * looking again and again.
 * NULL when out of memory, or the path is too long (errno).
 */
MUST_USE struct desk_client *desk_client_create(struct ev_loop *loop, const char *path,
    enum desk_role role, const struct desk_listener *listener);
void desk_client_destroy(struct desk_client *client); /* NULL is fine */

/*
 * $PARAVENT_DESK, else .desk in $XDG_RUNTIME_DIR/paravent if there is one, else the
 * system service's.  Never NULL; static.
 */
const char *desk_default_path(void);

bool desk_client_is_connected(const struct desk_client *client);

/* Takes what the daemon has said by now, as the loop would.  Waits for nothing. */
void desk_client_catch_up(struct desk_client *client);

/* Borrowed until the loop runs again; NULL where there is none. */
const struct desk_domain *desk_client_find(const struct desk_client *client, uint32_t id);

/* The domain whose worker made this X window (any window, not only a frame). */
const struct desk_domain *desk_client_owner_of(
    const struct desk_client *client, uint32_t window);

/* The one after domain, the first for NULL, in order of id; NULL at the end. */
const struct desk_domain *desk_client_next(
    const struct desk_client *client, const struct desk_domain *domain);

/* Words to the daemon; one that is not there does not hear them. */
void desk_client_shown(struct desk_client *client, uint32_t serial);
void desk_client_covered(struct desk_client *client, bool is_covered);
/* What a guest places is to keep off it. */
void desk_client_reserve(struct desk_client *client, const struct reserve *reserve);
void desk_client_locked(struct desk_client *client, bool is_locked);
void desk_client_pause(struct desk_client *client, uint32_t domain, bool pause);

#endif
