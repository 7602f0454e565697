#include "wm/strip/view_paint.h"

#include "wm/strip/upload.h"
#include "wm/strip/view_names.h"

#include <cairo-xcb.h>
#include <stdlib.h>

#define DIM 0.70 /* how dark */
/* px at 100 %. */
#define FRAME 6u         /* px, of a window's mark along its edges */
#define LINE 3u          /* px inside it: bright around what is chosen */
#define GAP 4u           /* px between name and title */
#define CARD_MARGIN 8u   /* px of ground around both */
#define BAR_UP 48u       /* px from the bar to the end of the monitor */
#define BAR_LABEL_UP 12u /* px from the bar's top to the name on it */
#define CLIPS_MOST 16384u
#define CHOSEN 0xfcfcfcu
#define NOT_CHOSEN 0x101418u
#define GONE 0x000000u

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

void
view_dim(struct x *x, xcb_pixmap_t picture, uint32_t width, uint32_t height)
{
	cairo_surface_t *surface = cairo_xcb_surface_create(
	    x->xcb, picture, root_visual(x), (int)width, (int)height);
	cairo_t *cr = cairo_create(surface);

	cairo_set_source_rgba(cr, 0, 0, 0, DIM);
	cairo_paint(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
}

/* --- one window -------------------------------------------------------------------- */

struct brush {
	const struct view_scene *scene; /* borrowed */
	xcb_gcontext_t gc;
};

/* px on the screen. */
static uint32_t
px(const struct brush *brush, uint32_t plain)
{
	return style_px(brush->scene->style, plain);
}

/* Nothing is drawn elsewhere from now on; NULL: anywhere. */
static void
clip(const struct brush *brush, const cairo_region_t *region)
{
	static const uint32_t none = XCB_NONE;
	int count = region ? cairo_region_num_rectangles(region) : 0;
	xcb_rectangle_t *clips = region ? calloc((size_t)count, sizeof(*clips)) : NULL;

	if (!clips) {
		xcb_change_gc(brush->scene->x->xcb, brush->gc, XCB_GC_CLIP_MASK, &none);
		return;
	}
	for (int i = 0; i < count; i++) {
		cairo_rectangle_int_t r;

		cairo_region_get_rectangle(region, i, &r);
		clips[i] = (xcb_rectangle_t){
		    (int16_t)r.x, (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height};
	}
	xcb_set_clip_rectangles(brush->scene->x->xcb, XCB_CLIP_ORDERING_YX_BANDED,
	    brush->gc, 0, 0, (uint32_t)count, clips);
	free(clips);
}

static void
set_colour(const struct brush *brush, uint32_t colour)
{
	const uint32_t values[] = {colour, XCB_FILL_STYLE_SOLID};

	xcb_change_gc(brush->scene->x->xcb, brush->gc,
	    XCB_GC_FOREGROUND | XCB_GC_FILL_STYLE, values);
}

static void
set_tile(const struct brush *brush, xcb_pixmap_t tile, int32_t x, int32_t y)
{
	const uint32_t values[] = {XCB_FILL_STYLE_TILED, tile, (uint32_t)x, (uint32_t)y};

	xcb_change_gc(brush->scene->x->xcb, brush->gc,
	    XCB_GC_FILL_STYLE | XCB_GC_TILE | XCB_GC_TILE_STIPPLE_ORIGIN_X |
	        XCB_GC_TILE_STIPPLE_ORIGIN_Y,
	    values);
}

static void
fill(const struct brush *brush, const xcb_rectangle_t *at, uint32_t count)
{
	xcb_poly_fill_rectangle(
	    brush->scene->x->xcb, brush->scene->picture, brush->gc, count, at);
}

static xcb_rectangle_t
rectangle_of(struct rect r)
{
	return (xcb_rectangle_t){
	    (int16_t)r.x, (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height};
}

/* What is left of it within its edges. */
static struct rect
inside(struct rect r, uint32_t edge)
{
	uint32_t both = 2 * edge;

	return (struct rect){r.x + (int32_t)edge, r.y + (int32_t)edge,
	    r.width > both ? r.width - both : 0, r.height > both ? r.height - both : 0};
}

/* Along the four edges of r, width px thick. */
static void
fill_ring(const struct brush *brush, struct rect r, uint32_t width)
{
	struct rect in = inside(r, width);
	const struct rect edges[] = {
	    {r.x, r.y, r.width, width},
	    {r.x, r.y + (int32_t)(r.height - width), r.width, width},
	    {r.x, in.y, width, in.height},
	    {r.x + (int32_t)(r.width - width), in.y, width, in.height},
	};
	xcb_rectangle_t at[ARRAY_LEN(edges)];

	if (rect_is_empty(in)) {
		at[0] = rectangle_of(r);
		fill(brush, at, 1);
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(edges); i++) {
		at[i] = rectangle_of(edges[i]);
	}
	fill(brush, at, ARRAY_LEN(at));
}

static void
put_frame(
    const struct brush *brush, struct rect area, const struct plate *plate, bool chosen)
{
	uint32_t width = px(brush, FRAME);

	set_tile(brush, plate->tile, area.x, area.y);
	fill_ring(brush, area, width);
	if (!rect_is_empty(inside(area, width))) {
		set_colour(brush, chosen ? CHOSEN : NOT_CHOSEN);
		fill_ring(brush, inside(area, width), px(brush, LINE));
	}
}

static void
put_label(
    const struct brush *brush, const struct plate_label *label, int32_t x, int32_t y)
{
	xcb_copy_area(brush->scene->x->xcb, label->pixmap, brush->scene->picture,
	    brush->gc, 0, 0, (int16_t)x, (int16_t)y, (uint16_t)label->width,
	    (uint16_t)label->height);
}

/* --- its name ---------------------------------------------------------------------- */

/* The largest that fits; NULL when none does: a name that is cut may be another's. */
static const struct plate_label *
label_for(const struct plate *plate, struct rect room)
{
	static const enum plate_size sizes[] = {PLATE_LARGE, PLATE_STRIP, PLATE_SMALL};

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		const struct plate_label *label = &plate->labels[sizes[i]];

		if (label->width <= room.width && label->height <= room.height) {
			return label;
		}
	}
	return NULL;
}

static uint64_t
size_up_to(struct rect r, const struct plate_label *label)
{
	uint64_t width = r.width < label->width ? r.width : label->width;
	uint64_t height = r.height < label->height ? r.height : label->height;

	return width * height << 32 | (uint64_t)r.width * r.height;
}

/* Of what can be seen of the window, where most of the name finds room. */
static struct rect
room_in(const cairo_region_t *visible, const struct plate_label *label)
{
	struct rect best = {0, 0, 0, 0};

	for (int i = 0; i < cairo_region_num_rectangles(visible); i++) {
		cairo_rectangle_int_t r;

		cairo_region_get_rectangle(visible, i, &r);
		struct rect room = {r.x, r.y, (uint32_t)r.width, (uint32_t)r.height};
		if (size_up_to(room, label) > size_up_to(best, label)) {
			best = room;
		}
	}
	return best;
}

/* A window's name and title, and where they are put. */
struct card {
	const struct plate_label *label;
	struct rect label_at, title_at; /* title_at is empty without one */
	struct mark_picture title;      /* owned */
};

static bool
draw_title(const struct brush *brush, const struct scan_window *window, uint32_t most,
    struct mark_picture *out)
{
	const struct desk_domain *domain =
	    desk_client_find(brush->scene->desk, window->domain);

	return view_draw_title(brush->scene->style, window->title,
	    domain && domain->flags & DESK_PAUSED, most, out);
}

/* Of that size, level in the middle of room, down px from its top. */
static struct rect
centred(struct rect room, uint32_t width, uint32_t height, uint32_t down)
{
	return (struct rect){room.x + (int32_t)(room.width - width) / 2,
	    room.y + (int32_t)down, width, height};
}

/* A title only where it has room below the name. */
static void
set_out(const struct brush *brush, const struct scan_window *window, struct rect room,
    struct card *card)
{
	struct rect inner =
	    rect_intersect(room, inside(window->area, px(brush, FRAME + LINE)));
	const struct plate_label *label = card->label;
	uint32_t title = px(brush, VIEW_TITLE_PX);
	uint32_t both = label->height + px(brush, GAP) + title;
	bool has_title =
	    both <= room.height && draw_title(brush, window, inner.width, &card->title);
	uint32_t height = has_title ? both : label->height;
	uint32_t top = (room.height - height) / 2;

	card->label_at = centred(room, label->width, label->height, top);
	if (has_title) {
		card->title_at = centred(inner, card->title.width, title, 0);
		card->title_at.y = room.y + (int32_t)(top + both - title);
	}
}

/* A dark ground around both: they are read over any window. */
static void
put_ground(const struct brush *brush, const struct card *card, struct rect within)
{
	int32_t margin = (int32_t)px(brush, CARD_MARGIN);
	struct rect r = rect_bound(card->label_at, card->title_at);
	xcb_rectangle_t ground;

	r = (struct rect){r.x - margin, r.y - margin, r.width + 2 * (uint32_t)margin,
	    r.height + 2 * (uint32_t)margin};
	ground = rectangle_of(rect_intersect(r, within));
	set_colour(brush, VIEW_GROUND);
	fill(brush, &ground, 1);
}

static void
put_name(const struct brush *brush, const struct scan_window *window,
    const struct plate *plate, const cairo_region_t *visible)
{
	struct rect inner = inside(window->area, px(brush, FRAME + LINE));
	struct rect room = room_in(visible, &plate->labels[PLATE_LARGE]);
	struct card card = {.label = label_for(plate, room)};

	if (!card.label) {
		return;
	}
	set_out(brush, window, room, &card);
	put_ground(brush, &card, inner);
	put_label(brush, card.label, card.label_at.x, card.label_at.y);
	if (!rect_is_empty(card.title_at)) {
		upload_at(brush->scene->x, brush->scene->picture, brush->gc, &card.title,
		    card.title_at.x, card.title_at.y);
	}
	mark_picture_finish(&card.title);
}

/* Nothing of it remains when its domain has gone. */
static void
put_window(const struct brush *brush, size_t i, const cairo_region_t *visible)
{
	const struct scan_window *window = &brush->scene->scan->at[i];
	const struct plate *plate = plates_find(brush->scene->plates, window->domain);

	clip(brush, visible);
	if (!plate) {
		xcb_rectangle_t area = rectangle_of(window->area);

		set_colour(brush, GONE);
		fill(brush, &area, 1);
		return;
	}
	put_frame(brush, window->area, plate, i == brush->scene->chosen);
	put_name(brush, window, plate, visible);
}

/* --- all of them ------------------------------------------------------------------- */

/* From the top: each where none above it is. */
static void
put_windows(const struct brush *brush)
{
	const struct view_scene *scene = brush->scene;
	const cairo_rectangle_int_t screen = {
	    0, 0, (int)scene->width, (int)scene->height};
	cairo_region_t *unseen = cairo_region_create_rectangle(&screen);

	for (size_t i = scene->scan->count; i > 0; i--) {
		struct rect r = scene->scan->at[i - 1].area;
		const cairo_rectangle_int_t area = {
		    r.x, r.y, (int)r.width, (int)r.height};
		cairo_region_t *visible = cairo_region_copy(unseen);

		cairo_region_intersect_rectangle(visible, &area);
		cairo_region_subtract_rectangle(unseen, &area);
		int pieces = cairo_region_num_rectangles(visible);
		if (pieces > 0 && (unsigned)pieces <= CLIPS_MOST) {
			put_window(brush, i - 1, visible);
		}
		cairo_region_destroy(visible);
	}
	cairo_region_destroy(unseen);
}

/* As wide as the longest name needs: whichever is chosen, the bar stays as it is. */
static uint32_t
widest_label(const struct view_scene *scene)
{
	uint32_t widest = 0;

	for (size_t i = 0; i < scene->scan->count; i++) {
		const struct plate *plate =
		    plates_find(scene->plates, scene->scan->at[i].domain);
		uint32_t width = plate ? plate->labels[PLATE_STRIP].width : 0;

		widest = width > widest ? width : widest;
	}
	return widest;
}

static uint32_t
room_beside(struct rect r, uint32_t taken)
{
	return r.width > taken ? r.width - taken : 0;
}

static void
put_bar(const struct brush *brush, struct rect monitor)
{
	const struct view_scene *scene = brush->scene;
	const struct scan_window *window =
	    scene->scan->count > 0 ? &scene->scan->at[scene->chosen] : NULL;
	const struct plate *plate =
	    window ? plates_find(scene->plates, window->domain) : NULL;
	uint32_t edge = px(brush, VIEW_BAR_LABEL_PX);
	const struct plate_label *label = plate
	    ? plates_strip_label(scene->plates, plate, room_beside(monitor, 2 * edge))
	    : NULL;
	uint32_t left = edge + (label ? label->width : 0);
	uint32_t width = view_bar_width(scene->style, widest_label(scene), monitor.width);
	struct mark_picture bar;

	if (!view_draw_bar(scene->style, plate ? window->title : "", left, width, &bar)) {
		return;
	}
	int32_t x = monitor.x + (int32_t)(monitor.width - width) / 2;
	int32_t y = monitor.y + (int32_t)monitor.height -
	    (int32_t)px(brush, BAR_UP + VIEW_BAR_PX);
	upload_at(scene->x, scene->picture, brush->gc, &bar, x, y);
	if (label) {
		put_label(brush, label, x + (int32_t)edge,
		    y + (int32_t)px(brush, BAR_LABEL_UP));
	}
	mark_picture_finish(&bar);
}

void
view_paint(const struct view_scene *scene)
{
	static const uint32_t no_exposures = 0;
	struct brush brush = {scene, xcb_generate_id(scene->x->xcb)};

	xcb_create_gc(scene->x->xcb, brush.gc, scene->picture, XCB_GC_GRAPHICS_EXPOSURES,
	    &no_exposures);
	put_windows(&brush);
	clip(&brush, NULL);
	for (size_t i = 0; i < scene->monitors->count; i++) {
		put_bar(&brush, scene->monitors->at[i]);
	}
	xcb_free_gc(scene->x->xcb, brush.gc);
}
