/*
 * What strip and attention view draw text and shapes with: cairo, into memory.
 * Knows no X, and nothing of what is drawn.
 */
#ifndef STRIP_CANVAS_H
#define STRIP_CANVAS_H

#include "common/paint/mark.h"

#include <cairo.h>

struct canvas {
	cairo_surface_t *surface; /* owned */
	cairo_t *cr;              /* owned */
	uint32_t width, height;   /* px */
};

/* width * height px of that colour (0xRRGGBB). */
void canvas_init(struct canvas *canvas, uint32_t width, uint32_t height, uint32_t ground);

/*
 * Ends it; the picture is the caller's.  The low two bits of each channel are clear, as
 * in marks.  False when out of memory.
 */
MUST_USE bool canvas_finish(struct canvas *canvas, struct mark_picture *out);

void canvas_set_colour(cairo_t *cr, uint32_t colour);
/* Letters of this family (NULL or "": the default). */
void canvas_set_font(cairo_t *cr, const char *family, double size_px, bool is_bold);

/* px that the text takes with the font that is set. */
double canvas_text_width(cairo_t *cr, const char *text);

/* At x, upright in the middle between top and top + height. */
void canvas_put_text(cairo_t *cr, double x, double top, double height, const char *text);

/* Cuts characters off the end, and adds three dots, until it is no wider than most px. */
void canvas_fit_text(cairo_t *cr, char *text, size_t size, double most);

/* A path: a rectangle with round corners. */
void canvas_pill(cairo_t *cr, double x, double y, double width, double height);

#endif
