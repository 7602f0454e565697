/*
 * Links for tests: an end whose owner counts what it hears, and two ends joined.
 */
#ifndef UNIT_PEER_H
#define UNIT_PEER_H

#include "protocol/transport/link.h"

/* A link and what its owner saw. */
struct peer {
	struct link *link; /* owned */
	struct ev_loop *loop;
	unsigned taken;    /* messages */
	bool in_order;     /* message i's first word was i */
	bool is_lazy;      /* takes nothing */
	unsigned close_at; /* closes after so many; 0 never */
	unsigned readable, drained, ended;
	const char *why;
	size_t fd_numbers[200]; /* of descriptors that came, with message fd_messages[] */
	unsigned fd_messages[200];
	size_t n_fds;
};

/* An agent and a daemon, joined. */
struct couple {
	struct ev_loop *loop;
	struct peer agent, daemon;
};

/* Takes the transport; aborts when out of memory. */
void peer_init(
    struct peer *peer, struct ev_loop *loop, struct transport *t, enum frame_side side);

/* Takes all messages that are there, as a peer that is not lazy does when told. */
void peer_take(struct peer *peer);

/* What peer_init() tells a link; for owners that do it another way. */
void peer_readable(void *data);
void peer_ended(void *data, const char *why);

void couple_init(struct couple *c, struct transport *ends[2]);
void couple_pair(struct couple *c, size_t capacity); /* over memory */
void couple_finish(struct couple *c);

/* Two ends of a UNIX socket; aborts when it cannot. */
void socket_ends(struct transport *ends[2]);

/* Runs the loop until *value reaches target; false after ten seconds. */
MUST_USE bool run_until(struct ev_loop *loop, const unsigned *value, unsigned target);

/* Runs the loop, which waits for no timer, until all that can happen in it has. */
void run_still(struct ev_loop *loop);

/* Runs the loop for a short while in which nothing has to happen. */
void run_for(struct ev_loop *loop, double seconds);

/* Counts the loop's turns in *turns while it is started. */
void turns_init(ev_prepare *counter, unsigned *turns);

/* A message of any length (at least 4 bytes) whose first word is its number. */
void send_clip(struct link *link, uint32_t number, size_t len);

/* One whose first word is its number, and which says whether fd (-1 none) is beside it.
 */
void send_dump(struct link *link, uint32_t number, int fd);

#endif
