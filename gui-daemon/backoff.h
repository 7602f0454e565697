/*
 * When a worker that ended is started again.
 * Pure; knows neither clocks nor processes.
 */
#ifndef DAEMON_BACKOFF_H
#define DAEMON_BACKOFF_H

#include "common/base/base.h"

#define BACKOFF_LEAST_S 0.1
#define BACKOFF_MOST_S 10.0
#define BACKOFF_GOOD_S 10.0         /* who ran this long, starts afresh */
#define BACKOFF_CANNOT_START_S 60.0 /* nothing changes until a person acts */

struct backoff {
	unsigned tries; /* starts since the last good run */
};

void backoff_reset(struct backoff *backoff);

/*
 * Seconds to wait after a run of ran_s seconds: none the first time, then from
 * BACKOFF_LEAST_S doubling up to BACKOFF_MOST_S.
 */
double backoff_next(struct backoff *backoff, double ran_s);

#endif
