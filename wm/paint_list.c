#include "common/paint/letters.h"
#include "common/paint/tone.h"
#include "wm/paint-internal.h"
#include "wm/text.h"

#include <math.h>
#include <stdio.h>

#define BACKGROUND 0x24282cu
#define CHOSEN 0xe8ecf0u
#define ROW 30u   /* px at 100 % */
#define GAP 8u    /* between domains */
#define INSET 10u /* around all */

struct list {
	struct paint_canvas canvas;
	double row, gap, inset;
};

size_t
paint_list_fit(uint32_t height, uint32_t scale)
{
	uint32_t around = 2 * INSET * scale / 100;
	uint32_t row = (ROW + GAP) * scale / 100;

	return height >= around + row ? (height - around) / row : 1;
}

static double
name_width(struct list *list, const struct paint_row *row)
{
	font_select(list->canvas.cr, &row->look.font, round(list->row * 0.42), true);
	return letters_width(list->canvas.cr, row->look.mark.label);
}

/* The domain's tile and name, as wide as the widest. */
static void
draw_name(struct list *list, const struct paint_row *row, double y, double width)
{
	cairo_t *cr = list->canvas.cr;
	double tile = round(list->row * 0.6);
	uint32_t colour = row->look.has_mark ? row->look.mark.colour : BACKGROUND;

	paint_tile(&list->canvas, &row->look, list->inset, y, tile, list->row);
	paint_set_colour(cr, colour);
	cairo_rectangle(cr, list->inset + tile, y, width, list->row);
	cairo_fill(cr);
	if (row->look.has_mark) {
		name_width(list, row); /* sets the font */
		paint_set_colour(cr, tone_text(colour));
		letters_put(cr, list->inset + tile + list->gap,
		    y + letters_baseline(cr, list->row), row->look.mark.label);
	}
}

static void
draw_row(struct list *list, const struct paint_row *row, double y, double name)
{
	cairo_t *cr = list->canvas.cr;
	double x = list->inset + round(list->row * 0.6) + name;
	double end = list->canvas.width - list->inset;
	uint32_t under = row->is_chosen ? CHOSEN : BACKGROUND;
	uint32_t text = tone_text(under);
	char title[TEXT_BYTES + 4];

	paint_set_colour(cr, under);
	cairo_rectangle(cr, list->inset, y, end - list->inset, list->row);
	cairo_fill(cr);
	draw_name(list, row, y, name);
	font_select(cr, &row->look.font, round(list->row * 0.42), false);
	snprintf(title, sizeof(title), row->is_hidden ? "(%s)" : "%s", row->title);
	letters_fit(cr, title, sizeof(title), end - x - 2 * list->gap);
	paint_set_colour(cr, row->is_hidden ? paint_mix(under, text, 65) : text);
	letters_put(cr, x + list->gap, y + letters_baseline(cr, list->row), title);
}

static double
widest_name(struct list *list, const struct paint_row *rows, size_t count)
{
	double widest = 0;

	for (size_t i = 0; i < count; i++) {
		if (rows[i].look.has_mark) {
			widest = fmax(widest, name_width(list, &rows[i]));
		}
	}
	return widest > 0 ? widest + 2 * list->gap : 0;
}

bool
paint_list(const struct paint_row *rows, size_t count, uint32_t width, uint32_t scale,
    struct mark_picture *out)
{
	struct list list = {
	    .row = ROW * scale / 100,
	    .gap = GAP * scale / 100,
	    .inset = INSET * scale / 100,
	};
	double height = 2 * list.inset;

	for (size_t i = 0; i < count; i++) {
		height += list.row + (rows[i].starts_group && i > 0 ? list.gap : 0);
	}
	if (!paint_canvas_init(&list.canvas, width, (uint32_t)height)) {
		paint_canvas_finish(&list.canvas);
		return false;
	}
	paint_set_colour(list.canvas.cr, BACKGROUND);
	cairo_paint(list.canvas.cr);
	double name = widest_name(&list, rows, count);
	double y = list.inset;
	for (size_t i = 0; i < count; i++) {
		y += rows[i].starts_group && i > 0 ? list.gap : 0;
		draw_row(&list, &rows[i], y, name);
		y += list.row;
	}
	return paint_canvas_take(&list.canvas, out);
}
