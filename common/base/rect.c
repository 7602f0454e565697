#include "common/base/rect.h"

/*@ assigns \nothing;
    ensures \result == \min(a, b);
*/
static int64_t
min64(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/*@ assigns \nothing;
    ensures \result == \max(a, b);
*/
static int64_t
max64(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/*@ assigns \nothing;
    ensures \result == r.x + r.width;
*/
static int64_t
right_of(struct rect r)
{
	return (int64_t)r.x + r.width;
}

/*@ assigns \nothing;
    ensures \result == r.y + r.height;
*/
static int64_t
bottom_of(struct rect r)
{
	return (int64_t)r.y + r.height;
}

/*@ assigns \nothing;
    ensures \result == \max(INT32_MIN, \min(INT32_MAX, v));
*/
static int32_t
saturate(int64_t v)
{
	return (int32_t)max64(INT32_MIN, min64(INT32_MAX, v));
}

/* Both ends come from rectangles, so left and top fit; a side may exceed uint32_t. */
/*@ requires INT32_MIN <= left <= INT32_MAX && INT32_MIN <= top <= INT32_MAX;
    requires left < right <= INT32_MAX + UINT32_MAX;
    requires top < bottom <= INT32_MAX + UINT32_MAX;
    assigns \nothing;
    ensures \result.x == left && \result.y == top;
    ensures \result.width == \min(right - left, UINT32_MAX);
    ensures \result.height == \min(bottom - top, UINT32_MAX);
*/
static struct rect
rect_between(int64_t left, int64_t top, int64_t right, int64_t bottom)
{
	return (struct rect){
	    .x = (int32_t)left,
	    .y = (int32_t)top,
	    .width = (uint32_t)min64(right - left, UINT32_MAX),
	    .height = (uint32_t)min64(bottom - top, UINT32_MAX),
	};
}

bool
rect_is_empty(struct rect r)
{
	return r.width == 0 || r.height == 0;
}

bool
rect_equals(struct rect a, struct rect b)
{
	return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
}

struct rect
rect_intersect(struct rect a, struct rect b)
{
	int64_t left = max64(a.x, b.x);
	int64_t top = max64(a.y, b.y);
	int64_t right = min64(right_of(a), right_of(b));
	int64_t bottom = min64(bottom_of(a), bottom_of(b));

	if (right <= left || bottom <= top) {
		return (struct rect){0, 0, 0, 0};
	}
	return rect_between(left, top, right, bottom);
}

struct rect
rect_bound(struct rect a, struct rect b)
{
	if (rect_is_empty(a)) {
		return b;
	}
	if (rect_is_empty(b)) {
		return a;
	}
	return rect_between(min64(a.x, b.x), min64(a.y, b.y),
	    max64(right_of(a), right_of(b)), max64(bottom_of(a), bottom_of(b)));
}

struct rect
rect_move(struct rect r, int32_t dx, int32_t dy)
{
	r.x = saturate((int64_t)r.x + dx);
	r.y = saturate((int64_t)r.y + dy);
	return r;
}
