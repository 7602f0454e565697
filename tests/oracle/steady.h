/*
 * How often a part of the screen changes: I8 of the oracle.  Pure; keeps times only.
 */
#ifndef ORACLE_STEADY_H
#define ORACLE_STEADY_H

#include "tests/scenario/picture.h"

#define STEADY_WINDOW_MS 1000
#define STEADY_MOST 1024 /* changes a second, that it can tell apart */

/* Zeroed: nothing was seen. */
struct steady {
	bool has_seen;
	uint64_t hash; /* of the part as last seen */
	int64_t at_ms[STEADY_MOST];
	size_t changes; /* in all */
};

/*
 * Notes the part as it is at at_ms (never less than before); returns how often it has
 * changed during the STEADY_WINDOW_MS up to then.
 */
size_t steady_note(struct steady *steady, const struct picture *picture, struct rect part,
    int64_t at_ms);

#endif
