/*
 * What strip and attention view draw text and shapes with: cairo, into memory.
 * Knows no X, and nothing of what is drawn.
 */
#ifndef STRIP_CANVAS_H
#define STRIP_CANVAS_H

#include "common/paint/font.h"
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

/* Letters of whole px.  common/paint/letters.h measures and cuts text with them. */
void canvas_set_font(cairo_t *cr, const struct font *font, double size_px, bool is_bold);

/* At x, upright in the middle between top and top + height. */
void canvas_put_text(cairo_t *cr, double x, double top, double height, const char *text);

/* A path: a rectangle with round corners. */
void canvas_pill(cairo_t *cr, double x, double y, double width, double height);

#endif
