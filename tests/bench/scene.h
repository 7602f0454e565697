/*
 * Where the load programs paint, and in which colours: what the benchmark looks for.
 */
#ifndef BENCH_SCENE_H
#define BENCH_SCENE_H

#include "common/base/rect.h"

#define SCENE_TITLE "bench-window"
#define SCENE_DIALOG_TITLE "bench-dialog"

/* px on the root; of load_replace()'s windows, and of menus and dialogs. */
#define SCENE_SHORT_LIVED ((struct rect){100, 100, 200, 150})
#define SCENE_MENU ((struct rect){120, 120, 140, 180})
#define SCENE_DIALOG ((struct rect){140, 130, 300, 150})
#define SCENE_MENU_COLOUR 0x40a060u

#define SCENE_TEXT ((struct rect){50, 50, 800, 600})

/* The nth of load_many()'s. */
static inline struct rect
scene_many(unsigned n)
{
	return (struct rect){
	    (int32_t)(20 + n % 10 * 220), (int32_t)(30 + n / 10 * 190), 200, 150};
}

static inline uint32_t
scene_many_colour(unsigned n)
{
	return 0x204060 + n * 0x010201;
}

/* What a window of this width is painted with. */
static inline uint32_t
scene_size_colour(unsigned width)
{
	return 0x200000 + width * 0x0101;
}

/* Where the nth step, from 0, moves a window to, or how large it becomes. */
static inline struct rect
scene_move(unsigned n)
{
	return (struct rect){
	    (int32_t)(52 + n % 200 * 2), (int32_t)(51 + n % 200), 400, 300};
}

static inline struct rect
scene_resize(unsigned n)
{
	return (struct rect){50, 50, 404 + n % 100 * 4, 303 + n % 100 * 3};
}

/* What is painted after the last of count steps. */
static inline uint32_t
scene_last_colour(unsigned count)
{
	return 0x800000 | (count & 0xffff);
}

/* The middle of a rectangle. */
static inline int32_t
scene_x(struct rect r)
{
	return r.x + (int32_t)r.width / 2;
}

static inline int32_t
scene_y(struct rect r)
{
	return r.y + (int32_t)r.height / 2;
}

#endif
