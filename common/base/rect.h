/*
 * Rectangles in pixels.  Every operation saturates: no input overflows.
 * Pure; knows neither X nor guests.
 */
#ifndef BASE_RECT_H
#define BASE_RECT_H

#include "common/base/base.h"

/* Covers x <= column < x + width, y <= row < y + height.  Empty when a side is 0. */
struct rect {
	int32_t x, y;
	uint32_t width, height;
};

/*@ predicate rect_is_inside(struct rect r, struct rect around) =
        around.x <= r.x && r.x + r.width <= around.x + around.width &&
        around.y <= r.y && r.y + r.height <= around.y + around.height;
*/

/*@ assigns \nothing;
    ensures \result <==> r.width == 0 || r.height == 0;
*/
bool rect_is_empty(struct rect r);

/*@ assigns \nothing;
    ensures \result <==> a.x == b.x && a.y == b.y && a.width == b.width &&
        a.height == b.height;
*/
bool rect_equals(struct rect a, struct rect b);

/* What both cover; the empty rectangle {0, 0, 0, 0} where they do not meet. */
/*@ assigns \nothing;
    ensures (\result.width == 0 || \result.height == 0) ==>
        \result.x == 0 && \result.y == 0 && \result.width == 0 && \result.height == 0;
    ensures \result.width > 0 ==>
        rect_is_inside(\result, a) && rect_is_inside(\result, b);
    ensures \forall integer x, y;
        (a.x <= x < a.x + a.width && a.y <= y < a.y + a.height &&
         b.x <= x < b.x + b.width && b.y <= y < b.y + b.height) <==>
        (\result.x <= x < \result.x + \result.width &&
         \result.y <= y < \result.y + \result.height);
*/
struct rect rect_intersect(struct rect a, struct rect b);

/* The smallest rectangle that covers both; an empty one adds nothing. */
/*@ assigns \nothing;
    ensures (a.width == 0 || a.height == 0) ==> \result == b;
    ensures a.width > 0 && a.height > 0 && (b.width == 0 || b.height == 0) ==> \result ==
   a; ensures a.width > 0 && a.height > 0 && b.width > 0 && b.height > 0 ==> \result.x ==
   \min(a.x, b.x) && \result.y == \min(a.y, b.y) && \result.width == \min(UINT32_MAX,
            \max(a.x + a.width, b.x + b.width) - \result.x) &&
        \result.height == \min(UINT32_MAX,
            \max(a.y + a.height, b.y + b.height) - \result.y);
*/
struct rect rect_bound(struct rect a, struct rect b);

/* Moved by dx, dy; the position saturates at the ends of int32_t. */
/*@ assigns \nothing;
    ensures \result.x == \max(INT32_MIN, \min(INT32_MAX, r.x + dx));
    ensures \result.y == \max(INT32_MIN, \min(INT32_MAX, r.y + dy));
    ensures \result.width == r.width && \result.height == r.height;
*/
struct rect rect_move(struct rect r, int32_t dx, int32_t dy);

#endif
