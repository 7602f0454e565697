#include "wm/strip/panel.h"

#include "wm/strip/paint.h"
#include "wm/strip/upload.h"

/* --- windows ----------------------------------------------------------------------- */

static void
set_words(struct x *x, xcb_window_t window, xcb_atom_t property, xcb_atom_t type,
    const uint32_t *words, uint32_t count)
{
	xcb_change_property(
	    x->xcb, XCB_PROP_MODE_REPLACE, window, property, type, 32, count, words);
}

/* EWMH, _NET_WM_STRUT_PARTIAL: from the edge of the whole screen. */
static void
set_struts(struct x *x, const struct strip_atoms *atoms, xcb_window_t window,
    struct rect area, const struct panel_place *place)
{
	uint32_t words[12] = {0};
	uint32_t first = (uint32_t)area.x;
	uint32_t last = first + area.width - 1;

	if (place->at_bottom) {
		words[3] = place->screen_height - (uint32_t)area.y;
		words[10] = first;
		words[11] = last;
	} else {
		words[2] = (uint32_t)area.y + area.height;
		words[8] = first;
		words[9] = last;
	}
	set_words(x, window, atoms->strut_partial, XCB_ATOM_CARDINAL, words, 12);
	set_words(x, window, atoms->strut, XCB_ATOM_CARDINAL, words, 4);
}

static void
set_fixed(struct x *x, const struct strip_atoms *atoms, xcb_window_t window)
{
	static const char name[] = "paravent-strip";
	static const char class[] = "paravent-strip\0Paravent-strip";
	uint32_t states[] = {atoms->above, atoms->sticky};

	xcb_change_property(x->xcb, XCB_PROP_MODE_REPLACE, window, XCB_ATOM_WM_NAME,
	    XCB_ATOM_STRING, 8, sizeof(name) - 1, name);
	xcb_change_property(x->xcb, XCB_PROP_MODE_REPLACE, window, XCB_ATOM_WM_CLASS,
	    XCB_ATOM_STRING, 8, sizeof(class), class);
	set_words(x, window, atoms->window_type, XCB_ATOM_ATOM, &atoms->dock, 1);
	set_words(x, window, x->atoms[ATOM_NET_WM_STATE], XCB_ATOM_ATOM, states, 2);
}

/*
 * What a window manager manages, for only such a window's struts count with most: as
 * high as the strip and below it.  It takes no focus (ICCCM 4.1.7).
 */
static void
create_dock(struct x *x, const struct strip_atoms *atoms, struct panel *panel,
    const struct panel_place *place)
{
	struct rect r = panel->area;
	uint32_t ground = PAINT_GROUND;
	uint32_t lowest = XCB_STACK_MODE_BELOW;
	uint32_t hints[9] = {1, 0}; /* InputHint, no input */
	uint32_t size[18] = {1 | 4 | 8 | 16 | 32, (uint32_t)r.x, (uint32_t)r.y, r.width,
	    r.height, r.width, r.height, r.width, r.height};

	panel->dock = xcb_generate_id(x->xcb);
	xcb_create_window(x->xcb, XCB_COPY_FROM_PARENT, panel->dock, x->screen->root,
	    (int16_t)r.x, (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, XCB_CW_BACK_PIXEL,
	    &ground);
	set_fixed(x, atoms, panel->dock);
	set_struts(x, atoms, panel->dock, r, place);
	set_words(x, panel->dock, XCB_ATOM_WM_HINTS, XCB_ATOM_WM_HINTS, hints, 9);
	set_words(
	    x, panel->dock, XCB_ATOM_WM_NORMAL_HINTS, XCB_ATOM_WM_SIZE_HINTS, size, 18);
	if (place->below) {
		xcb_configure_window(
		    x->xcb, panel->dock, XCB_CONFIG_WINDOW_STACK_MODE, &lowest);
	}
	xcb_map_window(x->xcb, panel->dock);
}

static void
create_top(struct x *x, const struct strip_atoms *atoms, struct panel *panel)
{
	struct rect r = panel->area;
	uint32_t values[] = {
	    PAINT_GROUND,
	    1, /* override-redirect */
	    XCB_EVENT_MASK_VISIBILITY_CHANGE,
	};

	panel->top = xcb_generate_id(x->xcb);
	xcb_create_window(x->xcb, XCB_COPY_FROM_PARENT, panel->top, x->screen->root,
	    (int16_t)r.x, (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
	set_fixed(x, atoms, panel->top);
}

static xcb_window_t
create_part(
    struct x *x, const struct panel *panel, struct rect r, xcb_pixmap_t background)
{
	uint32_t values[] = {background, XCB_EVENT_MASK_VISIBILITY_CHANGE};
	xcb_window_t part = xcb_generate_id(x->xcb);

	xcb_create_window(x->xcb, XCB_COPY_FROM_PARENT, part, panel->top, (int16_t)r.x,
	    (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXMAP | XCB_CW_EVENT_MASK, values);
	return part;
}

struct rect
panel_area(struct rect monitor, uint32_t height, bool at_bottom)
{
	int32_t down = at_bottom ? (int32_t)(monitor.height - height) : 0;

	return (struct rect){monitor.x, monitor.y + down, monitor.width, height};
}

void
panel_create(struct x *x, const struct strip_atoms *atoms,
    const struct panel_place *place, const struct panel_mark *mark, struct panel *out)
{
	const struct plate_label *name = mark->name;
	struct rect area = panel_area(place->monitor, place->height, place->at_bottom);
	uint32_t thick = place->height - name->height; /* of the line */
	int32_t line = place->at_bottom ? 0 : (int32_t)name->height;
	int32_t label = place->at_bottom ? (int32_t)thick : 0;

	*out = (struct panel){.area = area};
	create_dock(x, atoms, out, place);
	create_top(x, atoms, out);
	out->line =
	    create_part(x, out, (struct rect){0, line, area.width, thick}, mark->tile);
	out->label = create_part(
	    x, out, (struct rect){0, label, name->width, name->height}, name->pixmap);
	xcb_map_subwindows(x->xcb, out->top);
	if (place->below) {
		const uint32_t below[] = {place->below, XCB_STACK_MODE_BELOW};

		xcb_configure_window(x->xcb, out->top,
		    XCB_CONFIG_WINDOW_SIBLING | XCB_CONFIG_WINDOW_STACK_MODE, below);
	} else {
		panel_raise(x, out);
	}
	xcb_map_window(x->xcb, out->top);
}

void
panel_destroy(struct x *x, struct panel *panel)
{
	xcb_destroy_window(x->xcb, panel->top);
	xcb_destroy_window(x->xcb, panel->dock);
	if (panel->content) {
		xcb_free_pixmap(x->xcb, panel->content);
	}
	*panel = (struct panel){.content = XCB_NONE};
}

void
panel_raise(struct x *x, const struct panel *panel)
{
	static const uint32_t above = XCB_STACK_MODE_ABOVE;

	xcb_configure_window(x->xcb, panel->top, XCB_CONFIG_WINDOW_STACK_MODE, &above);
}

static void
set_background(struct x *x, xcb_window_t window, xcb_pixmap_t pixmap)
{
	xcb_change_window_attributes(x->xcb, window, XCB_CW_BACK_PIXMAP, &pixmap);
	xcb_clear_area(x->xcb, 0, window, 0, 0, 0, 0);
}

void
panel_show(struct x *x, const struct panel *panel, const struct panel_mark *mark)
{
	static const uint32_t ground = PAINT_GROUND;
	const struct plate_label *name = mark->name;

	/* What is there speaks of another domain: nothing, until it is painted anew. */
	xcb_change_window_attributes(x->xcb, panel->top, XCB_CW_BACK_PIXEL, &ground);
	xcb_clear_area(x->xcb, 0, panel->top, 0, 0, 0, 0);
	xcb_change_window_attributes(
	    x->xcb, panel->label, XCB_CW_BACK_PIXMAP, &name->pixmap);
	xcb_configure_window(x->xcb, panel->label, XCB_CONFIG_WINDOW_WIDTH, &name->width);
	xcb_clear_area(x->xcb, 0, panel->label, 0, 0, 0, 0);
	set_background(x, panel->line, mark->tile);
}

void
panel_fill(struct x *x, struct panel *panel, const struct mark_picture *picture)
{
	if (!panel->content) {
		panel->content = upload_new(x, picture);
	} else {
		upload_to(x, panel->content, picture);
	}
	/* The server keeps a copy of its own, perhaps. */
	set_background(x, panel->top, panel->content);
}
