/*
 * Parts of the screen that belong to trusted windows: what a guest places keeps off them.
 * Pure geometry; knows neither X nor guests.
 */
#ifndef BASE_RESERVE_H
#define BASE_RESERVE_H

#include "common/base/rect.h"

#define RESERVE_MOST 16u /* parts: one for each monitor with a strip */

/* All zero: nothing is reserved. */
struct reserve {
	uint32_t count; /* 0..RESERVE_MOST */
	struct rect at[RESERVE_MOST];
};

/* As X could have it: no part empty, or beyond 16 bits. */
bool reserve_is_sane(const struct reserve *reserve);

bool reserve_equals(const struct reserve *a, const struct reserve *b);

/* Does r lie over any part of it? */
bool reserve_meets(const struct reserve *reserve, struct rect r);

/*
 * r, moved up or down to where it meets no part, as near as it fits within the screen's
 * rows; cut, where no gap between parts is high enough.  r itself where it meets none, or
 * where there is no gap at all.  Never moved sideways.
 */
struct rect reserve_keep_off(
    const struct reserve *reserve, struct rect r, struct rect screen);

#endif
