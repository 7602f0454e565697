/*
 * A load program as the benchmark sees it: natively on the desktop, or in a guest.
 */
#ifndef BENCH_PLAYER_H
#define BENCH_PLAYER_H

#include "tests/scenario/fixture.h"

struct player {
	int listener; /* owned */
	int fd;       /* owned: to the load program */
	bool native;
	struct fixture *fixture; /* borrowed */
};

/* Starts it in the domain, or on the desktop itself when domain is NULL. */
MUST_USE bool player_start(
    struct player *player, struct fixture *fixture, const char *domain);
void player_finish(struct player *player);

/* Sends a command; its answer comes on player->fd. */
PRINTF_LIKE(2, 3) void player_tell(struct player *player, const char *format, ...);

/* The number in the answer `done N` (or 0 of `ready`), -1 at the deadline. */
int player_await(struct player *player, int64_t deadline);

/* player_tell() `stop` and its answer. */
void player_stop(struct player *player);

#endif
