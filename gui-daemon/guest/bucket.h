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
	int64_t tokens; /* thousandths; never below 0, never above one second's */
	int64_t at_ms;  /* of the last look */
};

/*@ predicate bucket_is_sound(struct bucket *b) =
        1 <= b->rate <= 1000000 && 0 <= b->tokens <= b->rate * 1000;
*/

/*@ requires 1 <= rate <= 1000000;
    assigns \nothing;
    ensures \result.rate == rate && \result.tokens == rate * 1000;
    ensures \result.at_ms == now_ms;
*/
struct bucket bucket_new(uint32_t rate, int64_t now_ms);

/* Ms until there is a whole token; 0 when there is one. */
/*@ requires \valid(bucket) && bucket_is_sound(bucket);
    requires 0 <= now_ms && 0 <= bucket->at_ms;
    assigns bucket->tokens, bucket->at_ms;
    ensures bucket_is_sound(bucket) && bucket->at_ms == now_ms;
    ensures \old(bucket->tokens) <= bucket->tokens;
    ensures now_ms <= \old(bucket->at_ms) ==> bucket->tokens == \old(bucket->tokens);
    ensures 0 <= \result;
    ensures \result == 0 <==> bucket->tokens >= 1000;
*/
int64_t bucket_wait_ms(struct bucket *bucket, int64_t now_ms);

/* Takes one token, which must be there: bucket_wait_ms() has just returned 0. */
/*@ requires \valid(bucket) && bucket_is_sound(bucket) && bucket->tokens >= 1000;
    assigns bucket->tokens;
    ensures bucket_is_sound(bucket);
    ensures bucket->tokens == \old(bucket->tokens) - 1000;
*/
void bucket_spend(struct bucket *bucket);

#endif
