/*
 * Makes a capture wrong in ways that a seed decides: the same seed, the same mistakes.
 * Does not know whether the result is still legal; some of it is.
 */
#ifndef REPLAY_MUTATE_H
#define REPLAY_MUTATE_H

#include "replay/capture.h"

struct mutate_options {
	uint64_t seed;
	size_t count;   /* of mutations */
	enum side from; /* whose lines are changed */
};

/*
 * Changes capture, and takes out what it expects, since nobody knows any more what will
 * come.  False when out of memory.
 */
MUST_USE bool mutate(struct capture *capture, const struct mutate_options *options);

#endif
