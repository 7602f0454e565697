#include "wm/strip/view_paint.h"

#include "common/paint/mark.h"
#include "common/paint/tone.h"

#include <cairo-xcb.h>
#include <math.h>
#include <stdio.h>

#define DIM 0.66   /* how dark */
#define FRAME 6.0  /* px */
#define CHOSEN 3.0 /* px, of the line around what is chosen */
#define NAME_HEIGHT 34u
#define DOM0_COLOUR 0x484c54

static xcb_visualtype_t *
root_visual(struct x *x)
{
	xcb_depth_iterator_t depth = xcb_screen_allowed_depths_iterator(x->screen);

	for (; depth.rem > 0; xcb_depth_next(&depth)) {
		xcb_visualtype_iterator_t i = xcb_depth_visuals_iterator(depth.data);

		for (; i.rem > 0; xcb_visualtype_next(&i)) {
			if (i.data->visual_id == x->screen->root_visual) {
				return i.data;
			}
		}
	}
	bug("the root window has no visual");
}

static cairo_surface_t *
surface_of(struct x *x, xcb_pixmap_t pixmap, uint32_t width, uint32_t height)
{
	return cairo_xcb_surface_create(
	    x->xcb, pixmap, root_visual(x), (int)width, (int)height);
}

void
view_dim(struct x *x, xcb_pixmap_t pixmap, uint32_t width, uint32_t height)
{
	cairo_surface_t *surface = surface_of(x, pixmap, width, height);
	cairo_t *cr = cairo_create(surface);

	cairo_set_source_rgba(cr, 0, 0, 0, DIM);
	cairo_paint(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
}

/* The picture again and again, from x, y. */
static void
set_picture(cairo_t *cr, const struct mark_picture *picture, double x, double y)
{
	cairo_surface_t *image =
	    cairo_image_surface_create_for_data(picture->pixels, CAIRO_FORMAT_RGB24,
	        (int)picture->width, (int)picture->height, (int)picture->width * 4);

	cairo_set_source_surface(cr, image, x, y);
	cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_REPEAT);
	cairo_surface_destroy(image);
}

static void
put_frame(cairo_t *cr, const struct mark *mark, const struct scan_window *window,
    bool is_chosen)
{
	double x = window->area.x;
	double y = window->area.y;
	double width = window->area.width;
	double height = window->area.height;
	struct mark_picture tile;

	if (mark_paint_tile(mark, &tile)) {
		set_picture(cr, &tile, x, y);
		cairo_set_line_width(cr, FRAME);
		cairo_rectangle(
		    cr, x + FRAME / 2, y + FRAME / 2, width - FRAME, height - FRAME);
		cairo_stroke(cr);
		mark_picture_finish(&tile);
	}
	if (is_chosen) {
		cairo_set_source_rgb(cr, 1, 1, 1);
		cairo_set_line_width(cr, CHOSEN);
		cairo_rectangle(
		    cr, x - CHOSEN / 2, y - CHOSEN / 2, width + CHOSEN, height + CHOSEN);
		cairo_stroke(cr);
	}
}

static void
set_font(cairo_t *cr, double size)
{
	cairo_select_font_face(
	    cr, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cr, size);
}

/* The domain's label in the middle, and below it the window's title. */
static void
put_name(cairo_t *cr, const struct mark *mark, const struct scan_window *window,
    const char *state)
{
	struct mark_picture label;
	char line[TEXT_BYTES + 32];
	double middle_x = window->area.x + window->area.width / 2.0;
	double middle_y = window->area.y + window->area.height / 2.0;

	if (!mark_paint_label(mark, NAME_HEIGHT, &label)) {
		return;
	}
	double left = floor(middle_x - label.width / 2.0);
	double top = floor(middle_y - NAME_HEIGHT);
	set_picture(cr, &label, left, top);
	cairo_rectangle(cr, left, top, label.width, NAME_HEIGHT);
	cairo_fill(cr);
	mark_picture_finish(&label);
	snprintf(line, sizeof(line), "%s%s", window->title, state);
	cairo_text_extents_t text;
	set_font(cr, 14);
	cairo_text_extents(cr, line, &text);
	cairo_move_to(cr, floor(middle_x - text.x_advance / 2), floor(middle_y + 20));
	cairo_set_source_rgb(cr, 0.93, 0.94, 0.96);
	cairo_show_text(cr, line);
}

/* Hides the marks of what lies below, then draws its own. */
static void
put_window(cairo_t *cr, const struct desk_client *desk, cairo_surface_t *dimmed,
    const struct scan_window *window, const uint8_t *texture, bool is_chosen)
{
	const struct desk_domain *domain = desk_client_find(desk, window->domain);
	struct mark mark = {.label = "dom0", .colour = DOM0_COLOUR};
	const char *state = "";

	if (domain && domain->pattern < MARK_N_PATTERNS) {
		mark = (struct mark){
		    .label = domain->label,
		    .colour = domain->colour,
		    .pattern = (enum mark_pattern)domain->pattern,
		    .texture = texture,
		};
		state = domain->flags & DESK_PAUSED ? " (paused)" : "";
	}
	cairo_save(cr);
	cairo_rectangle(cr, window->area.x - CHOSEN, window->area.y - CHOSEN,
	    window->area.width + 2 * CHOSEN, window->area.height + 2 * CHOSEN);
	cairo_clip(cr);
	cairo_rectangle(
	    cr, window->area.x, window->area.y, window->area.width, window->area.height);
	cairo_set_source_surface(cr, dimmed, 0, 0);
	cairo_fill(cr);
	put_frame(cr, &mark, window, is_chosen);
	put_name(cr, &mark, window, state);
	cairo_restore(cr);
}

static void
put_help(cairo_t *cr, double width, double height)
{
	static const char help[] =
	    "Tab: next window      Enter: go to it      C: close it  "
	    "    P: pause its domain      Esc: back";
	cairo_text_extents_t text;

	set_font(cr, 15);
	cairo_text_extents(cr, help, &text);
	double left = floor((width - text.x_advance) / 2);
	cairo_rectangle(cr, left - 24, height - 64, text.x_advance + 48, 40);
	cairo_set_source_rgb(cr, 0.12, 0.14, 0.17);
	cairo_fill(cr);
	cairo_move_to(cr, left, height - 39);
	cairo_set_source_rgb(cr, 0.93, 0.94, 0.96);
	cairo_show_text(cr, help);
}

void
view_paint(struct x *x, const struct desk_client *desk,
    const struct view_picture *picture, const struct scan *scan, size_t chosen)
{
	cairo_surface_t *dimmed =
	    surface_of(x, picture->dimmed, picture->width, picture->height);
	cairo_surface_t *shown =
	    surface_of(x, picture->shown, picture->width, picture->height);
	cairo_t *cr = cairo_create(shown);

	cairo_set_source_surface(cr, dimmed, 0, 0);
	cairo_paint(cr);
	for (size_t i = 0; i < scan->count; i++) {
		put_window(cr, desk, dimmed, &scan->at[i], picture->texture, i == chosen);
	}
	put_help(cr, picture->width, picture->height);
	cairo_destroy(cr);
	cairo_surface_finish(shown);
	cairo_surface_destroy(shown);
	cairo_surface_finish(dimmed);
	cairo_surface_destroy(dimmed);
}
