/*
 * CPU time of all that takes part but the program, whose painting is the same natively.
 */
#ifndef BENCH_COST_H
#define BENCH_COST_H

#include "tests/bench/player.h"

/* So far, in ms; what a native program does not need is 0. */
struct cost {
	double xserver, worker, agent, guest_xserver;
};

struct cost cost_now(const struct stage *stage, struct player *player);

/* From before to now. */
struct cost cost_since(
    const struct cost *before, const struct stage *stage, struct player *player);

double cost_of_dom0(const struct cost *cost); /* X server and worker */
double cost_of_all(const struct cost *cost);

#endif
