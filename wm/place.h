/*
 * Where windows go: first places, halves and quarters of the screen, edges that they
 * stick to, and what keeps them within reach.
 * Pure: rectangles in, rectangles out.
 */
#ifndef WM_PLACE_H
#define WM_PLACE_H

#include "common/base/insets.h"

/* A window that is on the screen already. */
struct place_other {
	struct rect frame;
	bool is_focused;
	bool is_foreign; /* of another domain than the new one */
};

struct place_scene {
	struct rect area;                 /* px: what panels leave of the monitor */
	const struct place_other *others; /* borrowed for the call */
	size_t count;
	int32_t pointer_x, pointer_y; /* px, on the root */
};

/*
 * A place in the area for a frame of this size: where it covers least, and neither the
 * focused window nor the pointer over another domain's window if that can be had.
 */
struct rect place_new(const struct place_scene *scene, uint32_t width, uint32_t height);

/* In the middle of parent, kept within area. */
struct rect place_over(
    struct rect parent, struct rect area, uint32_t width, uint32_t height);

/* Moved, and shrunk where it must be, so that all of it is in area. */
struct rect place_inside(struct rect frame, struct rect area);

/* Moved so that bar px of its top edge stay within reach in area. */
struct rect place_reachable(struct rect frame, struct rect area, uint32_t bar);

enum tile {
	TILE_NONE,
	TILE_LEFT,
	TILE_RIGHT,
	TILE_TOP,
	TILE_BOTTOM,
	TILE_TOP_LEFT,
	TILE_TOP_RIGHT,
	TILE_BOTTOM_LEFT,
	TILE_BOTTOM_RIGHT,
	TILE_FULL,
	TILE_N,
};

/* Its part of area; area itself for TILE_FULL; nothing for TILE_NONE. */
struct rect place_tile(enum tile tile, struct rect area);

/*
 * Which tile a window dragged to this place of the pointer takes: the monitor's sides
 * give halves, its corners quarters, its top all of it.
 */
enum tile place_tile_at(int32_t x, int32_t y, struct rect monitor);

/*
 * The frame moved by less than distance px so that its sides meet those of the area or
 * of others.
 */
struct rect place_snap(struct rect frame, struct rect area, const struct rect *others,
    size_t count, uint32_t distance);

enum edge {
	EDGE_LEFT = 1,
	EDGE_RIGHT = 2,
	EDGE_TOP = 4,
	EDGE_BOTTOM = 8,
};

/* The frame with the sides of edges moved by dx, dy; no side shorter than 1 px. */
struct rect place_resize(struct rect frame, unsigned int edges, int32_t dx, int32_t dy);

/* The same frame at another size: the sides that edges names move, the others stay. */
struct rect place_anchor(
    struct rect frame, unsigned int edges, uint32_t width, uint32_t height);

/* Shares px of a, 0 where they do not meet. */
uint64_t place_overlap(struct rect a, struct rect b);

bool place_contains(struct rect r, int32_t x, int32_t y);

/* The part of from's space that a point had, in to: for monitors that change. */
struct rect place_carry(struct rect frame, struct rect from, struct rect to);

#endif
