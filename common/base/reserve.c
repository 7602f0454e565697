#include "common/base/reserve.h"

#define SIDE_MOST 32767

static bool
is_sane(struct rect r)
{
	return !rect_is_empty(r) && r.x >= -SIDE_MOST && r.x <= SIDE_MOST &&
	    r.y >= -SIDE_MOST && r.y <= SIDE_MOST && r.width <= SIDE_MOST &&
	    r.height <= SIDE_MOST;
}

bool
reserve_is_sane(const struct reserve *reserve)
{
	if (reserve->count > RESERVE_MOST) {
		return false;
	}
	for (uint32_t i = 0; i < reserve->count; i++) {
		if (!is_sane(reserve->at[i])) {
			return false;
		}
	}
	return true;
}

bool
reserve_equals(const struct reserve *a, const struct reserve *b)
{
	for (uint32_t i = 0; i < a->count && a->count == b->count; i++) {
		if (!rect_equals(a->at[i], b->at[i])) {
			return false;
		}
	}
	return a->count == b->count;
}

bool
reserve_meets(const struct reserve *reserve, struct rect r)
{
	for (uint32_t i = 0; i < reserve->count; i++) {
		if (!rect_is_empty(rect_intersect(reserve->at[i], r))) {
			return true;
		}
	}
	return false;
}

/* --- gaps between parts, in the columns of one rectangle --------------------------- */

/* Rows from <= row < to. */
struct gap {
	int64_t from, to;
};

static int64_t
bottom_of(struct rect r)
{
	return (int64_t)r.y + r.height;
}

static bool
shares_columns(struct rect a, struct rect b)
{
	return a.x < (int64_t)b.x + b.width && b.x < (int64_t)a.x + a.width;
}

/* From this row down to the next part, or to the screen's end; maybe empty. */
static struct gap
gap_from(const struct reserve *reserve, struct rect r, int64_t from, int64_t end)
{
	struct gap gap = {from, end};

	for (uint32_t i = 0; i < reserve->count; i++) {
		struct rect part = reserve->at[i];

		if (shares_columns(part, r) && bottom_of(part) > from &&
		    part.y < gap.to) {
			gap.to = part.y > from ? part.y : from;
		}
	}
	return gap;
}

static struct rect
put_into(struct gap gap, struct rect r)
{
	int64_t room = gap.to - gap.from;

	if (r.height > room) {
		r.height = (uint32_t)room;
	}
	if (r.y < gap.from) {
		r.y = (int32_t)gap.from;
	} else if (bottom_of(r) > gap.to) {
		r.y = (int32_t)(gap.to - r.height);
	}
	return r;
}

static int64_t
distance(struct rect a, struct rect b)
{
	return a.y > b.y ? (int64_t)a.y - b.y : (int64_t)b.y - a.y;
}

/* Less is cut off, or as much and it is moved less far. */
static bool
is_better(struct rect a, struct rect b, struct rect wanted)
{
	return a.height != b.height ? a.height > b.height
	                            : distance(a, wanted) < distance(b, wanted);
}

struct rect
reserve_keep_off(const struct reserve *reserve, struct rect r, struct rect screen)
{
	struct rect best = {.height = 0};
	int64_t end = bottom_of(screen);

	if (!reserve_meets(reserve, r)) {
		return r;
	}
	/* Gaps begin at the screen's first row, and behind each part. */
	for (uint32_t i = 0; i <= reserve->count; i++) {
		int64_t from = i == 0 ? screen.y : bottom_of(reserve->at[i - 1]);
		struct gap gap = gap_from(reserve, r, from, end);
		struct rect here = put_into(gap, r);

		if (gap.from < gap.to && (best.height == 0 || is_better(here, best, r))) {
			best = here;
		}
	}
	return best.height > 0 ? best : r;
}
