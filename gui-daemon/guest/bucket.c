#include "gui-daemon/guest/bucket.h"

#define ONE 1000 /* a token */

/*@ requires \valid_read(bucket) && bucket_is_sound(bucket);
    assigns \nothing;
    ensures \result == bucket->rate * 1000;
*/
static int64_t
full(const struct bucket *bucket)
{
	return (int64_t)bucket->rate * ONE;
}

struct bucket
bucket_new(uint32_t rate, int64_t now_ms)
{
	return (struct bucket){
	    .rate = rate,
	    .tokens = (int64_t)rate * ONE,
	    .at_ms = now_ms,
	};
}

/* A rate of n tokens a second is n thousandths a ms. */
/*@ requires \valid(bucket) && bucket_is_sound(bucket);
    requires 0 <= now_ms && 0 <= bucket->at_ms;
    assigns bucket->tokens, bucket->at_ms;
    ensures bucket_is_sound(bucket) && bucket->at_ms == now_ms;
    ensures \old(bucket->tokens) <= bucket->tokens;
    ensures now_ms <= \old(bucket->at_ms) ==> bucket->tokens == \old(bucket->tokens);
*/
static void
refill(struct bucket *bucket, int64_t now_ms)
{
	int64_t missing = full(bucket) - bucket->tokens;
	int64_t passed = now_ms > bucket->at_ms ? now_ms - bucket->at_ms : 0;

	if (passed > missing / bucket->rate) {
		bucket->tokens = full(bucket);
	} else {
		bucket->tokens += passed * bucket->rate;
	}
	bucket->at_ms = now_ms;
}

int64_t
bucket_wait_ms(struct bucket *bucket, int64_t now_ms)
{
	refill(bucket, now_ms);
	int64_t missing = ONE - bucket->tokens;

	return missing <= 0 ? 0 : (missing + bucket->rate - 1) / bucket->rate;
}

void
bucket_spend(struct bucket *bucket)
{
	if (bucket->tokens < ONE) {
		bug("a token spent that was not there");
	}
	bucket->tokens -= ONE;
}
