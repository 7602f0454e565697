/*
 * A load program as the benchmark sees it: natively on the desktop, or in a domain.
 */
#ifndef BENCH_PLAYER_H
#define BENCH_PLAYER_H

#include "tests/bench/line.h"
#include "tests/bench/stage.h"

struct player {
	struct line line; /* to the load program */
	bool native;
};

/* Starts it on the desktop, or in the domain; in the lab it runs there already. */
MUST_USE bool player_start(struct player *player, struct stage *stage, bool native);
void player_finish(struct player *player);

/* Sends a command; its answer comes later. */
PRINTF_LIKE(2, 3) void player_tell(struct player *player, const char *format, ...);

/* The number in the answer `done N` (0 of `ready`); -1 when none came in time. */
long player_await(struct player *player);

/* player_tell() of VERB WORD, and the answer; at least 0. */
long player_ask(struct player *player, const char *verb, const char *word);

/* player_tell() `stop` and its answer. */
void player_stop(struct player *player);

#endif
