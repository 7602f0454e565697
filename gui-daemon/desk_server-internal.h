/*
 * The desk socket's programs, and what each has yet to hear.
 * For desk_server.c and desk_outbox.c only.
 */
#ifndef DAEMON_DESK_SERVER_INTERNAL_H
#define DAEMON_DESK_SERVER_INTERNAL_H

#include "gui-daemon/desk_server.h"

#include <ev.h>

#define DESK_MOST_PROGRAMS 16u

/* What a program has yet to hear, besides domains. */
enum news {
	NEWS_WELCOME = 1,
	NEWS_COMPLETE = 2,
	NEWS_LABEL = 4,
	NEWS_CLIPBOARD = 8,
};

struct program {
	struct desk_server *server; /* borrowed */
	int fd;                     /* owned; -1: the slot is free */
	enum desk_role role;        /* 0 until HELLO */
	uint32_t news;              /* enum news */
	ev_io readable;
	ev_io writable; /* runs while it has no room */
};

/* A domain as programs should know it.  Bit n of a set is program n. */
struct entry {
	struct entry *next; /* owned */
	struct desk_domain domain;
	bool is_gone;
	uint32_t stale; /* who has yet to hear */
	uint32_t told;  /* who knows it */
};

struct desk_server {
	struct ev_loop *loop; /* borrowed */
	struct desk_server_owner owner;
	char *path; /* owned */
	uid_t user;
	int listener; /* owned */
	ev_io arriving;
	struct program programs[DESK_MOST_PROGRAMS];
	struct entry *entries; /* owned */
	uint8_t texture[DESK_TEXTURE_BYTES];
	uint32_t scale;
	char font[FAMILY_BYTES];
	struct desk_label label;
	struct desk_clipboard clipboard;
};

/* Sends program what it has yet to hear, as far as it has room. */
void desk_outbox_flush(struct program *program);
void desk_outbox_flush_all(struct desk_server *server);

/* The place of program in sets of them. */
uint32_t desk_outbox_bit(const struct program *program);

/* The program in that role; NULL when there is none. */
struct program *desk_outbox_find(struct desk_server *server, enum desk_role role);

/* Watches for room, from now on when some is missing. */
void desk_outbox_init(struct program *program);

#endif
