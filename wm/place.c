#include "wm/place.h"

#include <stdlib.h>

#define CORNER 24          /* px at a monitor's corners that stand for quarters */
#define COST_FOREIGN 4u    /* covering another domain's window, against one's own */
#define COST_FOCUSED 16u   /* covering the window that somebody works in */
#define COST_POINTER 40000 /* px: coming under the pointer over a foreign window */

uint64_t
place_overlap(struct rect a, struct rect b)
{
	struct rect both = rect_intersect(a, b);

	return (uint64_t)both.width * both.height;
}

bool
place_contains(struct rect r, int32_t x, int32_t y)
{
	return x >= r.x && y >= r.y && (int64_t)x < (int64_t)r.x + r.width &&
	    (int64_t)y < (int64_t)r.y + r.height;
}

static int32_t
end_of(int32_t start, uint32_t len)
{
	return (int32_t)((int64_t)start + len);
}

/* --- first places ------------------------------------------------------------------ */

static uint64_t
cost_of(const struct place_scene *scene, struct rect frame)
{
	bool at_pointer = place_contains(frame, scene->pointer_x, scene->pointer_y);
	uint64_t cost = 0;

	for (size_t i = 0; i < scene->count; i++) {
		const struct place_other *o = &scene->others[i];
		uint64_t weight = o->is_focused ? COST_FOCUSED
		    : o->is_foreign             ? COST_FOREIGN
		                                : 1;

		cost += weight * place_overlap(frame, o->frame);
		if (at_pointer && o->is_foreign &&
		    place_contains(o->frame, scene->pointer_x, scene->pointer_y)) {
			cost += COST_POINTER * COST_FOCUSED;
		}
	}
	return cost;
}

struct search {
	const struct place_scene *scene;
	struct rect frame; /* the size that is sought */
	struct rect best;
	uint64_t best_cost;
};

/* Of places that cost the same the first one tried wins. */
static void
try_place(struct search *search, int32_t x, int32_t y)
{
	struct rect frame = search->frame;

	frame.x = x;
	frame.y = y;
	frame = place_inside(frame, search->scene->area);
	uint64_t cost = cost_of(search->scene, frame);
	if (cost < search->best_cost) {
		search->best_cost = cost;
		search->best = frame;
	}
}

/* Rows of candidates: at x, beside the area's sides and each window's. */
static void
try_column(struct search *search, int32_t x)
{
	const struct place_scene *scene = search->scene;
	int32_t height = (int32_t)search->frame.height;

	try_place(search, x, scene->area.y);
	try_place(search, x, end_of(scene->area.y, scene->area.height) - height);
	for (size_t i = 0; i < scene->count && search->best_cost > 0; i++) {
		struct rect o = scene->others[i].frame;
		try_place(search, x, end_of(o.y, o.height));
		try_place(search, x, o.y - height);
	}
}

#define MOST_OTHERS 64 /* the search is cubic */

struct rect
place_new(const struct place_scene *all, uint32_t width, uint32_t height)
{
	struct place_scene scene = *all;
	struct rect area = scene.area;
	struct search search = {
	    .scene = &scene,
	    .frame = {0, 0, width, height},
	    .best_cost = UINT64_MAX,
	};

	if (scene.count > MOST_OTHERS) {
		scene.others += scene.count - MOST_OTHERS;
		scene.count = MOST_OTHERS;
	}
	/* The middle first: a lone window stands there. */
	try_place(&search, area.x + ((int32_t)area.width - (int32_t)width) / 2,
	    area.y + ((int32_t)area.height - (int32_t)height) / 3);
	try_column(&search, area.x);
	try_column(&search, end_of(area.x, area.width) - (int32_t)width);
	for (size_t i = 0; i < scene.count && search.best_cost > 0; i++) {
		struct rect o = scene.others[i].frame;
		try_column(&search, end_of(o.x, o.width));
		try_column(&search, o.x - (int32_t)width);
	}
	return search.best;
}

struct rect
place_over(struct rect parent, struct rect area, uint32_t width, uint32_t height)
{
	struct rect frame = {
	    parent.x + ((int32_t)parent.width - (int32_t)width) / 2,
	    parent.y + ((int32_t)parent.height - (int32_t)height) / 2,
	    width,
	    height,
	};

	return place_inside(frame, area);
}

static void
keep_within(int32_t *start, uint32_t *len, int32_t from, uint32_t room)
{
	if (*len > room) {
		*len = room;
	}
	if (end_of(*start, *len) > end_of(from, room)) {
		*start = end_of(from, room) - (int32_t)*len;
	}
	if (*start < from) {
		*start = from;
	}
}

struct rect
place_inside(struct rect frame, struct rect area)
{
	keep_within(&frame.x, &frame.width, area.x, area.width);
	keep_within(&frame.y, &frame.height, area.y, area.height);
	return frame;
}

struct rect
place_reachable(struct rect frame, struct rect area, uint32_t bar)
{
	int32_t reach = (int32_t)(bar * 2 < frame.width ? bar * 2 : frame.width);
	int32_t least_x = area.x + reach - (int32_t)frame.width;
	int32_t most_x = end_of(area.x, area.width) - reach;
	int32_t most_y = end_of(area.y, area.height) - (int32_t)bar;

	frame.x = frame.x < least_x ? least_x : frame.x > most_x ? most_x : frame.x;
	frame.y = frame.y > most_y ? most_y : frame.y;
	frame.y = frame.y < area.y ? area.y : frame.y;
	return frame;
}

/* --- tiles ------------------------------------------------------------------------- */

/* Which half of the area, along each side: 0 all, 1 the first, 2 the second. */
static const uint8_t halves[TILE_N][2] = {
    [TILE_LEFT] = {1, 0},
    [TILE_RIGHT] = {2, 0},
    [TILE_TOP] = {0, 1},
    [TILE_BOTTOM] = {0, 2},
    [TILE_TOP_LEFT] = {1, 1},
    [TILE_TOP_RIGHT] = {2, 1},
    [TILE_BOTTOM_LEFT] = {1, 2},
    [TILE_BOTTOM_RIGHT] = {2, 2},
};

static void
halve(uint8_t which, int32_t *start, uint32_t *len)
{
	uint32_t first = *len / 2;

	if (which == 1) {
		*len = first;
	} else if (which == 2) {
		*start += (int32_t)first;
		*len -= first;
	}
}

struct rect
place_tile(enum tile tile, struct rect area)
{
	if (tile == TILE_NONE || tile >= TILE_N) {
		return (struct rect){0, 0, 0, 0};
	}
	halve(halves[tile][0], &area.x, &area.width);
	halve(halves[tile][1], &area.y, &area.height);
	return area;
}

enum tile
place_tile_at(int32_t x, int32_t y, struct rect m)
{
	bool left = x <= m.x;
	bool right = x >= end_of(m.x, m.width) - 1;
	bool top = y <= m.y;
	bool bottom = y >= end_of(m.y, m.height) - 1;
	bool high = y < m.y + CORNER;
	bool low = y >= end_of(m.y, m.height) - CORNER;

	if (left || right) {
		if (high) {
			return left ? TILE_TOP_LEFT : TILE_TOP_RIGHT;
		}
		if (low) {
			return left ? TILE_BOTTOM_LEFT : TILE_BOTTOM_RIGHT;
		}
		return left ? TILE_LEFT : TILE_RIGHT;
	}
	if (top) {
		return TILE_FULL;
	}
	return bottom ? TILE_BOTTOM : TILE_NONE;
}

/* --- sticking ---------------------------------------------------------------------- */

/* The smaller way, when it is within reach. */
static void
attract(int32_t from, int32_t to, int32_t *best)
{
	int32_t way = to - from;

	if (abs(way) < abs(*best)) {
		*best = way;
	}
}

struct rect
place_snap(struct rect frame, struct rect area, const struct rect *others, size_t count,
    uint32_t distance)
{
	const int32_t none = (int32_t)distance;
	int32_t dx = none;
	int32_t dy = none;
	int32_t right = end_of(frame.x, frame.width);
	int32_t bottom = end_of(frame.y, frame.height);

	attract(frame.x, area.x, &dx);
	attract(right, end_of(area.x, area.width), &dx);
	attract(frame.y, area.y, &dy);
	attract(bottom, end_of(area.y, area.height), &dy);
	for (size_t i = 0; i < count; i++) {
		struct rect o = others[i];
		if (frame.y < end_of(o.y, o.height) && bottom > o.y) {
			attract(frame.x, end_of(o.x, o.width), &dx);
			attract(right, o.x, &dx);
		}
		if (frame.x < end_of(o.x, o.width) && right > o.x) {
			attract(frame.y, end_of(o.y, o.height), &dy);
			attract(bottom, o.y, &dy);
		}
	}
	return rect_move(frame, dx == none ? 0 : dx, dy == none ? 0 : dy);
}

/* --- sizes ------------------------------------------------------------------------- */

static void
stretch(bool at_start, bool at_end, int32_t by, int32_t *start, uint32_t *len)
{
	int64_t wanted = (int64_t)*len + (at_end ? by : at_start ? -by : 0);
	uint32_t now = wanted < 1 ? 1 : (uint32_t)wanted;

	if (at_start) {
		*start += (int32_t)*len - (int32_t)now;
	}
	*len = now;
}

struct rect
place_resize(struct rect frame, unsigned int edges, int32_t dx, int32_t dy)
{
	stretch(edges & EDGE_LEFT, edges & EDGE_RIGHT, dx, &frame.x, &frame.width);
	stretch(edges & EDGE_TOP, edges & EDGE_BOTTOM, dy, &frame.y, &frame.height);
	return frame;
}

struct rect
place_anchor(struct rect frame, unsigned int edges, uint32_t width, uint32_t height)
{
	if (edges & EDGE_LEFT) {
		frame.x += (int32_t)frame.width - (int32_t)width;
	}
	if (edges & EDGE_TOP) {
		frame.y += (int32_t)frame.height - (int32_t)height;
	}
	frame.width = width;
	frame.height = height;
	return frame;
}

static int32_t
carry_side(int32_t at, uint32_t len, int32_t from, uint32_t from_len, int32_t to,
    uint32_t to_len)
{
	int64_t old_room = (int64_t)from_len - len;
	int64_t new_room = (int64_t)to_len - len;
	int64_t offset = (int64_t)at - from;

	if (old_room > 0 && new_room > 0 && offset >= 0 && offset <= old_room) {
		offset = offset * new_room / old_room;
	}
	return (int32_t)(to + offset);
}

struct rect
place_carry(struct rect frame, struct rect from, struct rect to)
{
	frame.x = carry_side(frame.x, frame.width, from.x, from.width, to.x, to.width);
	frame.y = carry_side(frame.y, frame.height, from.y, from.height, to.y, to.height);
	return place_inside(frame, to);
}
