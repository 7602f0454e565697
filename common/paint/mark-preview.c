/* Draws a sheet of every pattern in several colours, as PNG, for a person to look at. */
#include "common/paint/mark.h"
#include "common/paint/measure.h"

#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>

#define CELL_WIDTH 200.0
#define CELL_HEIGHT 92.0

static const struct {
	uint32_t colour;
	const char *label;
} domains[] = {
    {0xcc0000, "untrusted"},
    {0x4e9a06, "personal"},
    {0x3465a4, "work"},
    {0xf57900, "banking"},
    {0x75507b, "vault"},
    {0xedd400, "Straße"},
    {0x2e3436, "dev"},
};

/* Fills a rectangle with the picture, repeated from the rectangle's corner. */
static void
fill_with(cairo_t *cr, struct mark_picture *picture, double x, double y, double width,
    double height)
{
	cairo_surface_t *surface =
	    cairo_image_surface_create_for_data(picture->pixels, CAIRO_FORMAT_RGB24,
	        (int)picture->width, (int)picture->height, (int)picture->width * 4);

	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_set_source_surface(cr, surface, 0, 0);
	cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_REPEAT);
	cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
	cairo_rectangle(cr, 0, 0, width, height);
	cairo_fill(cr);
	cairo_restore(cr);
	cairo_surface_destroy(surface);
}

/* A window of 180x64 px as a worker frames it, with a patch of the bare tile. */
static void
draw_window(cairo_t *cr, const struct mark *mark)
{
	struct mark_picture tile;
	struct mark_picture label;
	const uint32_t frame = MARK_FRAME_DEFAULT;
	const uint32_t bar = measure_label_height(frame);

	if (!mark_paint_tile(mark, &tile) || !mark_paint_label(mark, bar, &label)) {
		fprintf(stderr, "mark-preview: cannot paint %s\n", mark->label);
		exit(1);
	}
	fill_with(cr, &tile, 0, 0, CELL_WIDTH - 20, CELL_HEIGHT - 20);
	fill_with(cr, &label, 0, 0, CELL_WIDTH - 20, bar);
	cairo_set_source_rgb(cr, 0.97, 0.97, 0.96);
	cairo_rectangle(
	    cr, frame, bar, CELL_WIDTH - 20 - 2 * frame, CELL_HEIGHT - 20 - bar - frame);
	cairo_fill(cr);
	fill_with(cr, &tile, 60, 30, 48, 32);
	mark_picture_finish(&tile);
	mark_picture_finish(&label);
}

static void
draw_sheet(cairo_t *cr)
{
	cairo_set_source_rgb(cr, 0.75, 0.75, 0.75);
	cairo_paint(cr);
	for (unsigned p = 0; p < MARK_N_PATTERNS; p++) {
		for (size_t d = 0; d < ARRAY_LEN(domains); d++) {
			struct mark mark = {
			    .label = domains[d].label,
			    .colour = domains[d].colour,
			    .pattern = (enum mark_pattern)p,
			};
			cairo_save(cr);
			cairo_translate(
			    cr, 10 + CELL_WIDTH * (double)d, 10 + CELL_HEIGHT * p);
			draw_window(cr, &mark);
			cairo_restore(cr);
		}
	}
}

int
main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: mark-preview FILE.png\n");
		return 1;
	}
	cairo_surface_t *sheet = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
	    (int)(CELL_WIDTH * (double)ARRAY_LEN(domains)),
	    (int)CELL_HEIGHT * MARK_N_PATTERNS);
	cairo_t *cr = cairo_create(sheet);

	draw_sheet(cr);
	cairo_status_t status = cairo_surface_write_to_png(sheet, argv[1]);
	cairo_destroy(cr);
	cairo_surface_destroy(sheet);
	if (status != CAIRO_STATUS_SUCCESS) {
		fprintf(stderr, "mark-preview: %s: %s\n", argv[1],
		    cairo_status_to_string(status));
		return 1;
	}
	return 0;
}
