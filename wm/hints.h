/*
 * What clients say of themselves in properties, as values within limits: sizes, hints,
 * struts (ICCCM 4.1.2, EWMH), and the arithmetic on sizes and gravities.
 * Pure: takes the words of a property, never asks for one.
 */
#ifndef WM_HINTS_H
#define WM_HINTS_H

#include "common/base/insets.h"

#define HINTS_SIDE_MAX 32767 /* px: the longest side of a window */

/* X's numbers for gravities, from NorthWest to Static; 0 is none. */
enum gravity {
	GRAVITY_NORTH_WEST = 1,
	GRAVITY_NORTH,
	GRAVITY_NORTH_EAST,
	GRAVITY_WEST,
	GRAVITY_CENTRE,
	GRAVITY_EAST,
	GRAVITY_SOUTH_WEST,
	GRAVITY_SOUTH,
	GRAVITY_SOUTH_EAST,
	GRAVITY_STATIC,
};

/* ICCCM 4.1.2.3; every number is sane: 1 <= least <= most, steps at least 1. */
struct size_hints {
	bool has_position;      /* the program or the person chose where */
	bool has_user_position; /* the person did */
	uint32_t least_width, least_height, most_width, most_height; /* px */
	uint32_t base_width, base_height;                            /* px */
	uint32_t step_width, step_height;                            /* px */
	uint32_t aspect_least_x, aspect_least_y;                     /* 0: none */
	uint32_t aspect_most_x, aspect_most_y;
	bool aspect_without_base; /* a base size was given: it is no part of the aspect */
	enum gravity gravity;
};

/* Words of WM_NORMAL_HINTS; none at all, or too few, are the defaults. */
void hints_read_size(const uint32_t *words, uint32_t count, struct size_hints *out);

/* The nearest size that the hints allow, never beyond HINTS_SIDE_MAX. */
void hints_fit(const struct size_hints *hints, uint32_t *width, uint32_t *height);

/* A window whose least and most size are the same. */
bool hints_is_fixed(const struct size_hints *hints);

/*
 * Where a client lands, with its new size and no border, when it asks for `asked` with a
 * border of border px and gets a decoration of insets (ICCCM 4.1.2.3, "win_gravity");
 * and the same back: where it asks to be so that it stays.
 */
struct rect hints_place(
    struct rect asked, uint32_t border, struct insets insets, enum gravity gravity);
struct rect hints_unplace(
    struct rect client, uint32_t border, struct insets insets, enum gravity gravity);

/* ICCCM 4.1.2.4. */
struct wm_hints {
	bool wants_input; /* true where nothing is said */
	bool starts_iconic;
	bool is_urgent;
	uint32_t group; /* window, 0: none */
};

void hints_read_wm(const uint32_t *words, uint32_t count, struct wm_hints *out);

/* What ordinary programs still say in _MOTIF_WM_HINTS. */
struct motif_hints {
	bool wants_no_title;
	bool wants_no_frame;
};

void hints_read_motif(const uint32_t *words, uint32_t count, struct motif_hints *out);

/* EWMH, _NET_WM_STRUT (4 words) and _NET_WM_STRUT_PARTIAL (12): px from the root's sides.
 */
struct strut {
	uint32_t left, right, top, bottom;
	uint32_t left_from, left_to, right_from, right_to;
	uint32_t top_from, top_to, bottom_from, bottom_to; /* inclusive */
};

/* False, and no strut, when it is not one or reserves nothing. */
bool hints_read_strut(const uint32_t *words, uint32_t count, struct strut *out);

/*
 * What a strut leaves of area on a root of root's size: only struts that meet the area
 * count, and none may take more than half of it, or of what its other sides left:
 * something always is.
 */
struct rect hints_apply_strut(
    struct rect area, struct rect root, const struct strut *strut);

#endif
