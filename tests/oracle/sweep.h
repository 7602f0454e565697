/*
 * The same short life of a worker again and again, with a fault farther on each time:
 * what P30 and the fault sweeps have in common.
 */
#ifndef ORACLE_SWEEP_H
#define ORACLE_SWEEP_H

#include "tests/oracle/probe.h"

/* How one life went. */
struct sweep_life {
	int status;  /* the worker's exit status; -1 for a signal, or a hang */
	bool began;  /* it shook hands */
	bool served; /* it did all that it was told */
	size_t errors, warnings; /* lines that it logged so */
	bool is_clean;           /* no bad picture, and no pixel outlived it */
};

struct sweep_life sweep_live(struct probe *probe);

/* It did all it should, without a word. */
bool sweep_went_on(const struct sweep_life *life);

/* It ended by itself, and said so in one line. */
bool sweep_ended_well(const struct sweep_life *life);

/*
 * Which step to try after this one: each, or every few before first_of_interest, and
 * where a sanitizer makes lives long.  With $PARAVENT_SWEEP=full always each.
 */
uint32_t sweep_next(uint32_t step, uint32_t first_of_interest);

#endif
