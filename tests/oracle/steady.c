#include "tests/oracle/steady.h"

size_t
steady_note(
    struct steady *steady, const struct picture *picture, struct rect part, int64_t at_ms)
{
	uint64_t hash = picture_hash(picture, part);
	size_t count = 0;

	if (steady->has_seen && hash != steady->hash) {
		steady->at_ms[steady->changes++ % STEADY_MOST] = at_ms;
	}
	steady->has_seen = true;
	steady->hash = hash;
	size_t known = steady->changes < STEADY_MOST ? steady->changes : STEADY_MOST;
	for (size_t i = 0; i < known; i++) {
		count += steady->at_ms[i] > at_ms - STEADY_WINDOW_MS;
	}
	return count;
}
