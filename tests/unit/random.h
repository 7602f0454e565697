/* Numbers that look random and are the same in each run. */
#ifndef UNIT_RANDOM_H
#define UNIT_RANDOM_H

#include <stdint.h>

/* xorshift64; *state must not be 0. */
static inline uint32_t
random_next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 16);
}

/* 0 .. below - 1 */
static inline uint32_t
random_below(uint64_t *state, uint32_t below)
{
	return random_next(state) % below;
}

#endif
