#include "wm/preview.h"

#include "common/base/log.h"
#include "common/paint/palette.h"
#include "wm/paint-internal.h"

#include <string.h>

#define COLUMNS 3u
#define CELL_WIDTH 320u
#define CELL_HEIGHT 112u
#define MARGIN 20u
#define FRAME 4u

static const struct {
	const char *label, *title;
	uint32_t colour;
	enum mark_pattern pattern;
} samples[] = {
    {"dom0", "Files", PALETTE_DOM0, MARK_SOLID},
    {"work", "Terminal", 0x2b6cb0, MARK_STRIPES},
    {"personal", "Photographs", 0x2f855a, MARK_DOTS},
    {"untrusted", "Some page \xe2\x80\x94 Browser", 0xc53030, MARK_HATCH},
    {"banking", "Accounts", 0xf47800, MARK_BARS},
    {"vault", "Passwords", 0x744c78, MARK_CHECKS},
    {"media", "A title that is far too long for its window, and is cut", 0xecd400,
        MARK_WAVES},
    {"dev", "main.c", 0x048088, MARK_ROWS},
    {"lab", "Measurements", 0x8c5800, MARK_DIAMONDS},
};

static void
put(struct paint_canvas *canvas, struct mark_picture *picture, double x, double y,
    double width)
{
	cairo_surface_t *surface =
	    cairo_image_surface_create_for_data(picture->pixels, CAIRO_FORMAT_RGB24,
	        (int)picture->width, (int)picture->height, (int)picture->width * 4);
	cairo_t *cr = canvas->cr;

	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_set_source_surface(cr, surface, 0, 0);
	cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_REPEAT);
	cairo_rectangle(cr, 0, 0, width, picture->height);
	cairo_fill(cr);
	cairo_restore(cr);
	cairo_surface_destroy(surface);
	mark_picture_finish(picture);
}

static void
draw_buttons(
    struct paint_canvas *canvas, const struct paint_look *look, double x, double y)
{
	static const enum paint_button order[] = {
	    PAINT_MINIMISE, PAINT_MAXIMISE, PAINT_CLOSE};
	struct mark_picture picture;

	for (size_t i = 0; i < ARRAY_LEN(order); i++) {
		if (paint_button(look, order[i], PAINT_IDLE, &picture)) {
			put(canvas, &picture, x + (double)(i * look->height), y,
			    look->height);
		}
	}
}

static void
draw_window(struct paint_canvas *canvas, const struct paint_look *look, const char *title,
    double x, double y)
{
	cairo_t *cr = canvas->cr;
	double width = CELL_WIDTH - MARGIN;
	double height = CELL_HEIGHT - MARGIN;
	struct mark_picture picture;
	bool is_cut;

	paint_set_colour(cr, paint_outline(look));
	cairo_rectangle(cr, x, y, width, height);
	cairo_fill(cr);
	paint_tile(canvas, look, x + 1, y + 1, width - 2, height - 2);
	paint_set_colour(cr, 0xf4f4f0);
	cairo_rectangle(cr, x + 1 + FRAME, y + 1 + look->height + look->ring,
	    width - 2 - 2 * FRAME, height - 2 - look->height - look->ring - FRAME);
	cairo_fill(cr);
	if (paint_bar(look, &picture)) {
		put(canvas, &picture, x + 1, y + 1, width - 2);
	}
	uint32_t room = (uint32_t)width - 2 - 3 * look->height;
	if (paint_plate(look, title, room, &picture, &is_cut)) {
		double plate = picture.width;
		put(canvas, &picture, x + 1, y + 1, plate);
	}
	draw_buttons(canvas, look, x + width - 1 - 3 * look->height, y + 1);
}

static void
draw_sheet(struct paint_canvas *canvas)
{
	paint_set_colour(canvas->cr, 0x3b4252);
	cairo_paint(canvas->cr);
	for (unsigned i = 0; i < 2 * ARRAY_LEN(samples); i++) {
		unsigned s = i / 2;
		struct paint_look look = {
		    .mark = {.label = samples[s].label,
		        .colour = samples[s].colour,
		        .pattern = samples[s].pattern},
		    .has_mark = true,
		    .is_dom0 = s == 0,
		    .is_active = i % 2 == 0,
		    .height = PAINT_BAR,
		    .ring = s == 0 ? 0 : FRAME,
		};
		double x = MARGIN + (double)(s % COLUMNS) * CELL_WIDTH;
		double y = MARGIN + (double)(2 * (s / COLUMNS) + i % 2) * CELL_HEIGHT;
		draw_window(canvas, &look, samples[s].title, x, y);
	}
}

bool
preview_write(const char *path)
{
	struct paint_canvas canvas;
	uint32_t rows = 2 * (((uint32_t)ARRAY_LEN(samples) + COLUMNS - 1) / COLUMNS);
	cairo_status_t status = CAIRO_STATUS_NO_MEMORY;

	if (paint_canvas_init(
	        &canvas, MARGIN + COLUMNS * CELL_WIDTH, MARGIN + rows * CELL_HEIGHT)) {
		draw_sheet(&canvas);
		status = cairo_surface_write_to_png(canvas.surface, path);
	}
	paint_canvas_finish(&canvas);
	if (status != CAIRO_STATUS_SUCCESS) {
		log_error("%s: %s", path, cairo_status_to_string(status));
		return false;
	}
	return true;
}
