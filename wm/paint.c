#include "wm/paint.h"

#include "common/paint/letters.h"
#include "common/paint/tone.h"
#include "wm/paint-internal.h"
#include "wm/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NEUTRAL 0x34383eu /* a title without the focus */
#define UNKNOWN 0x50545cu /* a bar of which nobody knows whose */
/* How much of the plain colour lies over a bar's pattern: titles are read beside it. */
#define CALM 0.55
#define CALM_IDLE 0.7

/* --- canvases ---------------------------------------------------------------------- */

bool
paint_canvas_init(struct paint_canvas *canvas, uint32_t width, uint32_t height)
{
	*canvas = (struct paint_canvas){.width = width, .height = height};
	canvas->surface =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
	canvas->cr = cairo_create(canvas->surface);
	return cairo_status(canvas->cr) == CAIRO_STATUS_SUCCESS;
}

void
paint_canvas_finish(struct paint_canvas *canvas)
{
	cairo_destroy(canvas->cr);
	cairo_surface_destroy(canvas->surface);
}

/* The low bits stay free, as in every trusted mark (common/paint/tone.h). */
static void
copy_rounded(uint8_t *out, const uint8_t *from, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		out[i] = i % 4 == 3 ? 0xff : from[i] & 0xfc;
	}
}

bool
paint_canvas_take(struct paint_canvas *canvas, struct mark_picture *out)
{
	size_t row = (size_t)canvas->width * 4;
	bool ok = cairo_status(canvas->cr) == CAIRO_STATUS_SUCCESS;

	*out = (struct mark_picture){.width = canvas->width, .height = canvas->height};
	cairo_surface_flush(canvas->surface);
	const uint8_t *from = cairo_image_surface_get_data(canvas->surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(canvas->surface);
	out->pixels = ok ? malloc(row * canvas->height) : NULL;
	for (uint32_t y = 0; out->pixels && y < canvas->height; y++) {
		copy_rounded(out->pixels + y * row, from + y * stride, row);
	}
	paint_canvas_finish(canvas);
	return out->pixels != NULL;
}

void
paint_set_colour(cairo_t *cr, uint32_t colour)
{
	cairo_set_source_rgb(cr, (colour >> 16 & 0xff) / 255.,
	    (colour >> 8 & 0xff) / 255., (colour & 0xff) / 255.);
}

uint32_t
paint_mix(uint32_t a, uint32_t b, uint32_t percent_of_b)
{
	uint32_t out = 0;

	for (unsigned shift = 0; shift < 24; shift += 8) {
		uint32_t mixed = ((a >> shift & 0xff) * (100 - percent_of_b) +
		                     (b >> shift & 0xff) * percent_of_b) /
		    100;
		out |= mixed << shift;
	}
	return out;
}

/* --- marks ------------------------------------------------------------------------- */

static uint32_t
base_of(const struct paint_look *look)
{
	return look->has_mark ? look->mark.colour : UNKNOWN;
}

static uint32_t
title_colour(const struct paint_look *look)
{
	return look->is_active ? base_of(look) : NEUTRAL;
}

uint32_t
paint_outline(const struct paint_look *look)
{
	uint32_t base = base_of(look);

	/* dom0's has sides, which no worker's frame covers. */
	if (look->is_dom0) {
		return tone_round(title_colour(look));
	}
	return tone_round(paint_mix(base, 0x000000, look->is_active ? 55 : 75));
}

/* The domain's tile over the whole canvas; dimmed while it does not have the focus. */
void
paint_tile(struct paint_canvas *canvas, const struct paint_look *look, double x, double y,
    double width, double height)
{
	struct mark_picture tile;
	cairo_t *cr = canvas->cr;

	cairo_rectangle(cr, x, y, width, height);
	if (!look->has_mark || !mark_paint_tile(&look->mark, &tile)) {
		paint_set_colour(cr, base_of(look));
		cairo_fill(cr);
		return;
	}
	cairo_surface_t *surface = cairo_image_surface_create_for_data(tile.pixels,
	    CAIRO_FORMAT_RGB24, (int)tile.width, (int)tile.height, (int)tile.width * 4);
	cairo_set_source_surface(cr, surface, 0, 0);
	cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_REPEAT);
	cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
	cairo_fill(cr);
	cairo_set_source_rgb(cr, 0, 0, 0);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
	mark_picture_finish(&tile);
}

/* Only a domain's own colour shows through: else an idle bar and its plate differ. */
static void
calm(struct paint_canvas *canvas, const struct paint_look *look)
{
	bool shows = look->has_mark && (look->is_active || !look->is_dom0);
	double cover = look->is_active ? CALM : CALM_IDLE;

	paint_set_colour(canvas->cr, title_colour(look));
	cairo_paint_with_alpha(canvas->cr, shows ? cover : 1.0);
}

bool
paint_bar(const struct paint_look *look, struct mark_picture *out)
{
	struct paint_canvas canvas;
	uint32_t width = MARK_TILE_PX * (look->mark.zoom > 0 ? look->mark.zoom : 1);

	if (!paint_canvas_init(&canvas, width, look->height + look->ring)) {
		paint_canvas_finish(&canvas);
		return false;
	}
	paint_tile(&canvas, look, 0, 0, width, look->height + look->ring);
	cairo_rectangle(canvas.cr, 0, 0, width, look->height);
	cairo_clip(canvas.cr);
	calm(&canvas, look);
	return paint_canvas_take(&canvas, out);
}

/* --- plates ------------------------------------------------------------------------ */

/* dom0's seal: a shield, side px high. */
static void
draw_seal(cairo_t *cr, double x, double y, double side)
{
	double w = side * 0.84;

	cairo_move_to(cr, x + w / 2, y);
	cairo_line_to(cr, x + w, y + side * 0.16);
	cairo_curve_to(cr, x + w, y + side * 0.62, x + w * 0.86, y + side * 0.84,
	    x + w / 2, y + side);
	cairo_curve_to(
	    cr, x + w * 0.14, y + side * 0.84, x, y + side * 0.62, x, y + side * 0.16);
	cairo_close_path(cr);
	cairo_set_line_width(cr, fmax(1.2, side / 9));
	cairo_stroke_preserve(cr);
	cairo_clip(cr);
	cairo_rectangle(cr, x, y, w / 2, side);
	cairo_fill(cr);
	cairo_reset_clip(cr);
}

/* How a plate is divided; all in px. */
struct plate {
	double size;        /* of the letters */
	double label_end;   /* the name's part ends here */
	double title_start; /* of its text */
	double width;
	double pad;
	char title[TEXT_BYTES + 4];
	bool is_cut;
};

static void
measure_plate(cairo_t *cr, const struct paint_look *look, const char *title,
    uint32_t most_width, struct plate *p)
{
	double height = look->height;

	p->size = round(height * 0.5);
	p->pad = round(height * 0.33);
	p->label_end = 0;
	if (look->has_mark) {
		font_select(cr, &look->font, p->size, true);
		p->label_end = 2 * p->pad + letters_width(cr, look->mark.label) +
		    (look->is_dom0 ? round(height * 0.58) : 0);
	}
	p->title_start = p->label_end + p->pad;
	font_select(cr, &look->font, p->size, false);
	snprintf(p->title, sizeof(p->title), "%s", title);
	double room = fmax(most_width - p->title_start - p->pad, 0);
	p->is_cut = letters_fit(cr, p->title, sizeof(p->title), room);
	p->width = p->title[0] ? p->title_start + letters_width(cr, p->title) + p->pad
	                       : p->label_end;
	p->width = fmin(fmax(p->width, 1), 8192);
}

static void
draw_label(struct paint_canvas *c, const struct paint_look *look, const struct plate *p)
{
	double height = look->height;
	double x = p->pad;

	paint_set_colour(c->cr, look->mark.colour);
	cairo_rectangle(c->cr, 0, 0, p->label_end, height);
	cairo_fill(c->cr);
	paint_set_colour(c->cr, tone_text(look->mark.colour));
	if (look->is_dom0) {
		draw_seal(c->cr, x, round(height * 0.24), round(height * 0.52));
		x += round(height * 0.58);
	}
	font_select(c->cr, &look->font, p->size, true);
	letters_put(c->cr, x, letters_baseline(c->cr, height), look->mark.label);
}

static void
draw_title(struct paint_canvas *c, const struct paint_look *look, const struct plate *p)
{
	uint32_t colour = title_colour(look);
	uint32_t text = tone_text(colour);
	double height = look->height;

	paint_set_colour(c->cr, colour);
	cairo_rectangle(c->cr, p->label_end, 0, p->width - p->label_end, height);
	cairo_fill(c->cr);
	if (look->has_mark && look->is_active) {
		paint_set_colour(c->cr, paint_mix(colour, text, 45));
		cairo_rectangle(
		    c->cr, p->label_end, round(height * 0.25), 1, round(height * 0.5));
		cairo_fill(c->cr);
	}
	font_select(c->cr, &look->font, p->size, false);
	paint_set_colour(c->cr, look->is_active ? text : paint_mix(colour, text, 75));
	letters_put(c->cr, p->title_start, letters_baseline(c->cr, height), p->title);
}

uint32_t
paint_name_width(const struct paint_look *look)
{
	struct paint_canvas ruler;
	struct plate plate = {.label_end = 0};

	if (paint_canvas_init(&ruler, 1, 1)) {
		measure_plate(ruler.cr, look, "", 0, &plate);
	}
	paint_canvas_finish(&ruler);
	return (uint32_t)plate.label_end;
}

bool
paint_plate(const struct paint_look *look, const char *title, uint32_t most_width,
    struct mark_picture *out, bool *is_cut)
{
	struct paint_canvas ruler;
	struct paint_canvas canvas;
	struct plate plate;

	bool ok = paint_canvas_init(&ruler, 1, 1);
	if (ok) {
		measure_plate(ruler.cr, look, title, most_width, &plate);
	}
	paint_canvas_finish(&ruler);
	if (!ok) {
		return false;
	}
	*is_cut = plate.is_cut;
	if (!paint_canvas_init(&canvas, (uint32_t)plate.width, look->height)) {
		paint_canvas_finish(&canvas);
		return false;
	}
	draw_title(&canvas, look, &plate);
	if (look->has_mark) {
		draw_label(&canvas, look, &plate);
	}
	return paint_canvas_take(&canvas, out);
}

/* --- buttons ----------------------------------------------------------------------- */

static void
draw_box(cairo_t *cr, double x, double y, double side)
{
	cairo_rectangle(cr, x, y, side, side);
	cairo_stroke(cr);
}

static void
draw_glyph(cairo_t *cr, enum paint_button button, double side)
{
	double a = round(side * 0.32) + 0.5;
	double b = round(side * 0.68) - 0.5;

	cairo_set_line_width(cr, fmax(1, round(side / 18)));
	cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
	switch (button) {
	case PAINT_CLOSE:
		cairo_set_line_width(cr, fmax(1.4, side / 15));
		cairo_move_to(cr, a, a);
		cairo_line_to(cr, b, b);
		cairo_move_to(cr, b, a);
		cairo_line_to(cr, a, b);
		cairo_stroke(cr);
		break;
	case PAINT_MAXIMISE:
		draw_box(cr, a, a, b - a);
		break;
	case PAINT_RESTORE:
		draw_box(cr, a, a + 2, b - a - 2);
		cairo_move_to(cr, a + 2, a);
		cairo_line_to(cr, b, a);
		cairo_line_to(cr, b, b - 2);
		cairo_stroke(cr);
		break;
	case PAINT_MINIMISE:
	case PAINT_N_BUTTONS:
		cairo_move_to(cr, a, b);
		cairo_line_to(cr, b, b);
		cairo_stroke(cr);
	}
}

bool
paint_button(const struct paint_look *look, enum paint_button button,
    enum paint_press press, struct mark_picture *out)
{
	struct paint_canvas canvas;
	uint32_t under = title_colour(look);
	uint32_t over = tone_text(under);
	double side = look->height;

	if (!paint_canvas_init(&canvas, look->height, look->height)) {
		paint_canvas_finish(&canvas);
		return false;
	}
	paint_set_colour(canvas.cr, under);
	cairo_paint(canvas.cr);
	if (press != PAINT_IDLE) {
		uint32_t disc = paint_mix(under, over, press == PAINT_HOVER ? 85 : 60);
		cairo_arc(canvas.cr, side / 2, side / 2, side * 0.40, 0, 2 * M_PI);
		paint_set_colour(canvas.cr, disc);
		cairo_fill(canvas.cr);
		over = tone_text(disc);
	} else if (!look->is_active) {
		over = paint_mix(under, over, 65);
	}
	paint_set_colour(canvas.cr, over);
	draw_glyph(canvas.cr, button, side);
	return paint_canvas_take(&canvas, out);
}
