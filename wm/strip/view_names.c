#include "wm/strip/view_names.h"

#include "common/paint/letters.h"
#include "wm/strip/canvas.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BAR_GROUND 0x20242cu
#define EDGE 0x5c6470u
#define INK 0xf0f4f8u
#define FAINT 0xa8b0bcu
#define KEY_GROUND 0x3c4450u
#define TITLE_FONT 14.0
#define KEYS_FONT 14.0
#define PADDING 10.0
#define SIGN 12.0 /* px, of the sign for a pause; its room is always kept */
#define MOST_TITLE 512
#define LEAST_TITLE 48u /* px: less says nothing */
#define BAR_LEAST 700u
#define BAR_LABEL_HEIGHT 28.0
#define BAR_KEYS_TOP 50.0

static void
put_pause(cairo_t *cr, double x, double height)
{
	double top = floor((height - SIGN) / 2);

	cairo_rectangle(cr, x, top, SIGN / 3, SIGN);
	cairo_rectangle(cr, x + SIGN * 2 / 3, top, SIGN / 3, SIGN);
	cairo_fill(cr);
}

/* Everything in here is drawn in px at 100 %; cairo scales. */
static void
begin(struct canvas *canvas, const struct strip_style *style, uint32_t width,
    uint32_t height, uint32_t ground)
{
	canvas_init(canvas, width, height, ground);
	cairo_scale(canvas->cr, style->scale / 100.0, style->scale / 100.0);
}

static double
unscaled(const struct strip_style *style, uint32_t px)
{
	return px * 100.0 / style->scale;
}

/* px on the screen that text needs with the title's font. */
static double
width_of(const struct strip_style *style, const char *text)
{
	struct canvas canvas;
	struct mark_picture none;
	struct font font = style_font(style);

	begin(&canvas, style, 1, 1, VIEW_GROUND);
	canvas_set_font(canvas.cr, &font, TITLE_FONT, false);
	double width = ceil(letters_width(canvas.cr, text) * style->scale / 100.0);
	if (canvas_finish(&canvas, &none)) {
		mark_picture_finish(&none);
	}
	return width;
}

bool
view_draw_title(const struct strip_style *style, const char *title, bool is_paused,
    uint32_t most, struct mark_picture *out)
{
	const double besides = 2 * (PADDING + SIGN);
	double wanted = width_of(style, title) + ceil(besides * style->scale / 100.0);
	uint32_t width = wanted < most ? (uint32_t)wanted : most;
	char text[MOST_TITLE];
	struct canvas canvas;
	struct font font = style_font(style);

	if (width < style_px(style, LEAST_TITLE) || !title[0]) {
		return false;
	}
	snprintf(text, sizeof(text), "%s", title);
	begin(&canvas, style, width, style_px(style, VIEW_TITLE_PX), VIEW_GROUND);
	canvas_set_font(canvas.cr, &font, TITLE_FONT, false);
	letters_fit(canvas.cr, text, sizeof(text), unscaled(style, width) - besides);
	canvas_set_colour(canvas.cr, INK);
	canvas_put_text(canvas.cr, PADDING + SIGN, 0, VIEW_TITLE_PX, text);
	if (is_paused) {
		put_pause(canvas.cr, PADDING / 2, VIEW_TITLE_PX);
	}
	return canvas_finish(&canvas, out);
}

/* --- the bar ----------------------------------------------------------------------- */

/* A key and what it does, at x; where the next may stand. */
static double
put_key(cairo_t *cr, const struct font *font, double x, const char *key, const char *does)
{
	const double height = 24;

	canvas_set_font(cr, font, KEYS_FONT - 1, true);
	double width = letters_width(cr, key) + 14;
	canvas_set_colour(cr, KEY_GROUND);
	canvas_pill(cr, x, BAR_KEYS_TOP, width, height);
	cairo_fill(cr);
	canvas_set_colour(cr, INK);
	canvas_put_text(cr, x + 7, BAR_KEYS_TOP, height, key);
	x += width + 8;
	canvas_set_font(cr, font, KEYS_FONT, false);
	canvas_set_colour(cr, FAINT);
	canvas_put_text(cr, x, BAR_KEYS_TOP, height, does);
	return x + letters_width(cr, does) + 20;
}

static void
put_keys(cairo_t *cr, const struct font *font)
{
	static const struct {
		const char *key, *does;
	} keys[] = {
	    {"Tab", "next"},
	    {"Enter", "go to it"},
	    {"C", "close it"},
	    {"P", "pause its domain"},
	    {"Esc", "back"},
	};
	double x = VIEW_BAR_LABEL_PX;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		x = put_key(cr, font, x, keys[i].key, keys[i].does);
	}
}

uint32_t
view_bar_width(const struct strip_style *style, uint32_t label, uint32_t monitor)
{
	uint32_t least = style_px(style, BAR_LEAST);
	uint32_t wanted = label + 2 * style_px(style, VIEW_BAR_LABEL_PX);

	wanted = wanted > least ? wanted : least;
	return wanted < monitor ? wanted : monitor;
}

bool
view_draw_bar(const struct strip_style *style, const char *title, uint32_t left,
    uint32_t width, struct mark_picture *out)
{
	double x = unscaled(style, left) + PADDING;
	double room = unscaled(style, width) - x - VIEW_BAR_LABEL_PX;
	char text[MOST_TITLE];
	struct canvas canvas;
	struct font font = style_font(style);

	snprintf(text, sizeof(text), "%s", title);
	begin(&canvas, style, width, style_px(style, VIEW_BAR_PX), BAR_GROUND);
	canvas_set_colour(canvas.cr, EDGE);
	cairo_set_line_width(canvas.cr, 2);
	cairo_rectangle(canvas.cr, 0, 0, unscaled(style, width), VIEW_BAR_PX);
	cairo_stroke(canvas.cr);
	if (room > LEAST_TITLE) {
		canvas_set_font(canvas.cr, &font, TITLE_FONT, false);
		letters_fit(canvas.cr, text, sizeof(text), room);
		canvas_set_colour(canvas.cr, INK);
		canvas_put_text(
		    canvas.cr, x, VIEW_BAR_LABEL_PX - 4, BAR_LABEL_HEIGHT, text);
	}
	put_keys(canvas.cr, &font);
	return canvas_finish(&canvas, out);
}
