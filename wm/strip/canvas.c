#include "wm/strip/canvas.h"

#include "common/paint/letters.h"

#include <math.h>
#include <stdlib.h>

void
canvas_init(struct canvas *canvas, uint32_t width, uint32_t height, uint32_t ground)
{
	canvas->surface =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
	canvas->cr = cairo_create(canvas->surface);
	canvas->width = width;
	canvas->height = height;
	canvas_set_colour(canvas->cr, ground);
	cairo_paint(canvas->cr);
}

bool
canvas_finish(struct canvas *canvas, struct mark_picture *out)
{
	size_t size = (size_t)canvas->width * canvas->height * 4;
	bool good = cairo_status(canvas->cr) == CAIRO_STATUS_SUCCESS;

	cairo_destroy(canvas->cr);
	cairo_surface_flush(canvas->surface);
	*out = (struct mark_picture){NULL, canvas->width, canvas->height};
	out->pixels = good ? malloc(size) : NULL;
	const uint8_t *rows = cairo_image_surface_get_data(canvas->surface);
	for (size_t i = 0; out->pixels && i < size; i++) {
		out->pixels[i] = rows[i] & 0xfc; /* RGB24 rows have no gaps */
	}
	cairo_surface_destroy(canvas->surface);
	return out->pixels != NULL;
}

void
canvas_set_colour(cairo_t *cr, uint32_t colour)
{
	cairo_set_source_rgb(cr, (colour >> 16 & 0xff) / 255.0,
	    (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

/* --- text -------------------------------------------------------------------------- */

void
canvas_set_font(cairo_t *cr, const struct font *font, double size_px, bool is_bold)
{
	font_select(cr, font, floor(size_px), is_bold);
}

void
canvas_put_text(cairo_t *cr, double x, double top, double height, const char *text)
{
	letters_put(cr, floor(x), floor(top + letters_baseline(cr, height)), text);
}

/* --- shapes ------------------------------------------------------------------------ */

void
canvas_pill(cairo_t *cr, double x, double y, double width, double height)
{
	double r = height * 0.28;

	cairo_new_sub_path(cr);
	cairo_arc(cr, x + width - r, y + r, r, -M_PI / 2, 0);
	cairo_arc(cr, x + width - r, y + height - r, r, 0, M_PI / 2);
	cairo_arc(cr, x + r, y + height - r, r, M_PI / 2, M_PI);
	cairo_arc(cr, x + r, y + r, r, M_PI, 3 * M_PI / 2);
	cairo_close_path(cr);
}
