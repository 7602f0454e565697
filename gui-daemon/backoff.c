#include "gui-daemon/backoff.h"

#define TRIES_MAX 16u /* by then the wait is BACKOFF_MOST_S for long */

void
backoff_reset(struct backoff *backoff)
{
	backoff->tries = 0;
}

double
backoff_next(struct backoff *backoff, double ran_s)
{
	if (ran_s >= BACKOFF_GOOD_S) {
		backoff_reset(backoff);
	}
	unsigned tries = backoff->tries;
	if (tries < TRIES_MAX) {
		backoff->tries++;
	}
	if (tries == 0) {
		return 0;
	}
	double wait = BACKOFF_LEAST_S * (double)(1u << (tries - 1));
	return wait < BACKOFF_MOST_S ? wait : BACKOFF_MOST_S;
}
