/*
 * The daemon's end of the desk socket: tells desk programs of domains, labels and the
 * clipboard, and hears what they say.
 * Decides nothing, and never waits for a reader: what changed is remembered once for each
 * program and sent when it has room.
 */
#ifndef DAEMON_DESK_SERVER_H
#define DAEMON_DESK_SERVER_H

#include "common/desk/desk.h"

#include <sys/types.h>

struct desk_server;
struct ev_loop;

struct desk_server_owner {
	/* A strip is there; it is gone. */
	void (*strip_came)(void *data);
	void (*strip_left)(void *data);
	/* It says that the label of this serial is on the screen; that it cannot, or can,
	 * be seen. */
	void (*shown)(void *data, uint32_t serial);
	void (*covered)(void *data, bool is_covered);
	/* The screen is locked, or not; it is not when the strip has left. */
	void (*locked)(void *data, bool is_locked);
	/* Where its labels are; nowhere, when it has left (borrowed for the call). */
	void (*reserved)(void *data, const struct reserve *reserve);
	/* The person pauses a domain, or has it go on. */
	void (*pause)(void *data, uint32_t domain, bool pause);
	void *data; /* borrowed */
};

/*
 * Listens at path for programs of user, which it tells the texture (copied).  NULL when
 * it cannot be made (why has been logged).
 */
MUST_USE struct desk_server *desk_server_create(struct ev_loop *loop, const char *path,
    uid_t user, const uint8_t texture[DESK_TEXTURE_BYTES],
    const struct desk_server_owner *owner);
void desk_server_destroy(struct desk_server *server); /* NULL is fine */

/* A domain is new or has changed (copied); there is none of this id any more. */
void desk_server_tell(struct desk_server *server, const struct desk_domain *domain);
void desk_server_withdraw(struct desk_server *server, uint32_t id);

/*
 * How programs' own texts look (desk.h; font is copied): from now on, and those that are
 * there are told when it has changed.
 */
void desk_server_style(struct desk_server *server, uint32_t scale, const char *font);

/* The strip is to show this; an earlier label that it has not read is forgotten. */
void desk_server_label(struct desk_server *server, const struct desk_label *label);

void desk_server_clipboard(
    struct desk_server *server, const struct desk_clipboard *clipboard);

#endif
