/*
 * What paint*.c share: canvases, mixed colours.
 * For wm/paint*.c and wm/preview.c only.
 */
#ifndef WM_PAINT_INTERNAL_H
#define WM_PAINT_INTERNAL_H

#include "wm/paint.h"

#include <cairo.h>

struct paint_canvas {
	cairo_surface_t *surface; /* owned */
	cairo_t *cr;              /* owned */
	uint32_t width, height;   /* px */
};

/* False when out of memory; paint_canvas_finish() is due all the same. */
MUST_USE bool paint_canvas_init(
    struct paint_canvas *canvas, uint32_t width, uint32_t height);
void paint_canvas_finish(struct paint_canvas *canvas);

/* Its pixels, with the low bits of each channel cleared; finishes the canvas. */
MUST_USE bool paint_canvas_take(struct paint_canvas *canvas, struct mark_picture *out);

void paint_set_colour(cairo_t *cr, uint32_t colour);
uint32_t paint_mix(uint32_t a, uint32_t b, uint32_t percent_of_b);

/* The mark's tile in a rectangle; its phase is the canvas' corner. */
void paint_tile(struct paint_canvas *canvas, const struct paint_look *look, double x,
    double y, double width, double height);

#endif
