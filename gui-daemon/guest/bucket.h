/*
 * A token bucket: how many messages a domain may send in a second.  It starts full, with
 * one second's worth, and never holds more.
 * Pure: times are ms of one clock, which may be set back.
 */
#ifndef GUEST_BUCKET_H
#define GUEST_BUCKET_H

#include "common/base/base.h"

struct bucket {
	uint32_t rate;  /* tokens a second, 1..1000000 */
	int64_t tokens; /* thousandths; below 0 when more was spent than there was */
	int64_t at_ms;  /* of the last look */
};

struct bucket bucket_new(uint32_t rate, int64_t now_ms);

/* Ms until there is a whole token; 0 when there is one. */
int64_t bucket_wait_ms(struct bucket *bucket, int64_t now_ms);

/* Takes one token, also where there is none: ask bucket_wait_ms() before. */
void bucket_spend(struct bucket *bucket);

#endif
