/*
 * The same short life of a worker again and again, with a fault farther on each time:
 * what P30 and the fault sweeps have in common.
 */
#ifndef ORACLE_SWEEP_H
#define ORACLE_SWEEP_H

#include "tests/oracle/probe.h"

/* How one life went. */
struct sweep_life {
	int status;    /* the worker's exit status; -1 for a signal, or a hang */
	bool began;    /* it shook hands */
	bool served;   /* it did all that it was told */
	size_t errors; /* lines that it logged as errors */
	bool is_clean; /* no bad picture, and no pixel outlived it */
};

struct sweep_life sweep_live(struct probe *probe);

/*
 * From which step on each is tried, and before it only every few: a worker's requests
 * before its first window cannot show anything.  1 and 1 with $PARAVENT_SWEEP=full.
 */
uint32_t sweep_next(uint32_t step, uint32_t first_of_interest);

#endif
