#include "wm/frame.h"

#include "wm/place.h"
#include "wm/theme.h"

#include <string.h>

#define LONG_SIDE 16448u /* px: longer than any frame */
#define CORNER 16u       /* px at 100 %: of the corners' edges */

#define OUTER_EVENTS                                                          \
	(XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_BUTTON_PRESS | \
	    XCB_EVENT_MASK_BUTTON_RELEASE | XCB_EVENT_MASK_ENTER_WINDOW)

static const struct {
	unsigned int edges;
	uint32_t gravity;
} edges[FRAME_EDGES] = {
    {EDGE_TOP, XCB_GRAVITY_NORTH_WEST},
    {EDGE_BOTTOM, XCB_GRAVITY_SOUTH_WEST},
    {EDGE_LEFT, XCB_GRAVITY_NORTH_WEST},
    {EDGE_RIGHT, XCB_GRAVITY_NORTH_EAST},
    {EDGE_TOP | EDGE_LEFT, XCB_GRAVITY_NORTH_WEST},
    {EDGE_TOP | EDGE_RIGHT, XCB_GRAVITY_NORTH_EAST},
    {EDGE_BOTTOM | EDGE_LEFT, XCB_GRAVITY_SOUTH_WEST},
    {EDGE_BOTTOM | EDGE_RIGHT, XCB_GRAVITY_SOUTH_EAST},
};

unsigned int
frame_edges_of(int edge)
{
	return edges[edge].edges;
}

/* --- windows ----------------------------------------------------------------------- */

static xcb_window_t
create(struct theme *theme, xcb_window_t parent, struct rect r, uint32_t gravity,
    uint32_t events)
{
	struct x *x = theme->x;
	xcb_window_t window = xcb_generate_id(x->xcb);
	uint32_t values[] = {0x202428, 0, gravity, 1, events, x->screen->default_colormap,
	    theme->cursors[CURSOR_ARROW]};

	xcb_create_window(x->xcb, x->screen->root_depth, window, parent, (int16_t)r.x,
	    (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, x->screen->root_visual,
	    XCB_CW_BACK_PIXEL | XCB_CW_BORDER_PIXEL | XCB_CW_WIN_GRAVITY |
	        XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK | XCB_CW_COLORMAP |
	        XCB_CW_CURSOR,
	    values);
	return window;
}

/* The frame is 1x1 when its parts are made; gravity takes them to their places. */
static struct rect
edge_place(const struct theme *theme, int edge, uint32_t thick)
{
	unsigned int e = edges[edge].edges;
	uint32_t corner = theme_px(theme, CORNER);
	bool is_corner = (e & (EDGE_LEFT | EDGE_RIGHT)) && (e & (EDGE_TOP | EDGE_BOTTOM));
	uint32_t width = is_corner         ? corner
	    : e & (EDGE_LEFT | EDGE_RIGHT) ? thick
	                                   : LONG_SIDE;
	uint32_t height = is_corner        ? corner
	    : e & (EDGE_TOP | EDGE_BOTTOM) ? thick
	                                   : LONG_SIDE;

	if (is_corner && (e & EDGE_TOP)) {
		height = thick;
	}
	return (struct rect){
	    e & EDGE_RIGHT ? 1 - (int32_t)width : 0,
	    e & EDGE_BOTTOM ? 1 - (int32_t)height : 0,
	    width,
	    height,
	};
}

static void
create_edges(struct theme *theme, struct frame *frame)
{
	struct x *x = theme->x;

	for (int i = 0; i < FRAME_EDGES; i++) {
		bool top = edges[i].edges & EDGE_TOP;
		struct rect r = edge_place(theme, i, theme_px(theme, top ? 4 : 6));
		uint32_t values[] = {edges[i].gravity, theme->cursors[CURSOR_EDGE + i]};

		frame->edges[i] = xcb_generate_id(x->xcb);
		xcb_create_window(x->xcb, 0, frame->edges[i], frame->outer, (int16_t)r.x,
		    (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height, 0,
		    XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT,
		    XCB_CW_WIN_GRAVITY | XCB_CW_CURSOR, values);
	}
}

void
frame_create(struct theme *theme, struct frame *frame, bool resizable)
{
	xcb_connection_t *xcb = theme->x->xcb;

	*frame = (struct frame){.hovered = -1, .pressed = -1};
	frame->outer = create(theme, theme->x->screen->root, (struct rect){0, 0, 1, 1},
	    XCB_GRAVITY_NORTH_WEST, OUTER_EVENTS);
	frame->bar = create(theme, frame->outer,
	    (struct rect){0, 0, LONG_SIDE, theme->bar_height}, XCB_GRAVITY_NORTH_WEST, 0);
	frame->plate = create(theme, frame->bar,
	    (struct rect){0, 0, 1, theme->bar_height}, XCB_GRAVITY_NORTH_WEST, 0);
	for (int i = 0; i < FRAME_BUTTONS; i++) {
		frame->buttons[i] = create(theme, frame->outer,
		    (struct rect){0, 0, theme->bar_height, theme->bar_height},
		    XCB_GRAVITY_NORTH_EAST,
		    XCB_EVENT_MASK_ENTER_WINDOW | XCB_EVENT_MASK_LEAVE_WINDOW);
	}
	xcb_map_window(xcb, frame->plate);
	if (resizable) {
		create_edges(theme, frame);
	}
}

void
frame_destroy(struct theme *theme, struct frame *frame)
{
	if (frame->outer) {
		xcb_destroy_window(theme->x->xcb, frame->outer);
	}
	theme_drop_look(theme, frame->look);
	*frame = (struct frame){.outer = XCB_NONE};
}

enum frame_part
frame_part_of(const struct frame *frame, xcb_window_t window, int *edge)
{
	if (window == XCB_NONE) {
		return PART_NONE;
	}
	if (window == frame->bar || window == frame->plate) {
		return PART_BAR;
	}
	for (int i = 0; i < FRAME_BUTTONS; i++) {
		if (window == frame->buttons[i]) {
			return (enum frame_part)(PART_CLOSE + i);
		}
	}
	for (int i = 0; i < FRAME_EDGES; i++) {
		if (window == frame->edges[i]) {
			*edge = i;
			return PART_EDGE;
		}
	}
	return PART_NONE;
}

/* --- painting ---------------------------------------------------------------------- */

static void
set_background(struct theme *theme, xcb_window_t window, xcb_pixmap_t pixmap)
{
	xcb_change_window_attributes(theme->x->xcb, window, XCB_CW_BACK_PIXMAP, &pixmap);
	xcb_clear_area(theme->x->xcb, 0, window, 0, 0, 0, 0);
}

/* One that is about to be dressed anew, hence without a look, is painted then. */
static void
paint_one_button(struct theme *theme, struct frame *frame, int button)
{
	if (!frame->look) {
		return;
	}
	enum paint_button kind = button == 0 ? PAINT_CLOSE
	    : button == 2                    ? PAINT_MINIMISE
	    : frame->is_maximised            ? PAINT_RESTORE
	                                     : PAINT_MAXIMISE;
	enum paint_press press = button != frame->hovered ? PAINT_IDLE
	    : button == frame->pressed                    ? PAINT_PRESSED
	                                                  : PAINT_HOVER;

	set_background(theme, frame->buttons[button],
	    frame->look->buttons[frame->is_active][kind][press]);
}

void
frame_hover(struct theme *theme, struct frame *frame, int button)
{
	int before = frame->hovered;

	frame->hovered = button;
	if (before >= 0 && before != button) {
		paint_one_button(theme, frame, before);
	}
	if (button >= 0) {
		paint_one_button(theme, frame, button);
	}
}

void
frame_press(struct theme *theme, struct frame *frame, int button)
{
	int before = frame->pressed;

	frame->pressed = button;
	if (before >= 0) {
		paint_one_button(theme, frame, before);
	}
	if (button >= 0) {
		paint_one_button(theme, frame, button);
	}
}

static void
configure(struct theme *theme, xcb_window_t window, struct rect r)
{
	uint32_t values[] = {(uint32_t)r.x, (uint32_t)r.y, r.width, r.height};

	xcb_configure_window(theme->x->xcb, window,
	    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y | XCB_CONFIG_WINDOW_WIDTH |
	        XCB_CONFIG_WINDOW_HEIGHT,
	    values);
}

uint32_t
frame_buttons_that_fit(const struct look *look, uint32_t width, uint32_t side)
{
	uint32_t taken = look->name_width + 2 * side;
	uint32_t room = width > taken ? (width - taken) / look->height : 0;

	return look->has_mark && room < FRAME_BUTTONS ? room : FRAME_BUTTONS;
}

static void
show_buttons(struct theme *theme, struct frame *frame, uint32_t count)
{
	xcb_connection_t *xcb = theme->x->xcb;

	while (frame->shown_buttons > count) {
		xcb_unmap_window(xcb, frame->buttons[--frame->shown_buttons]);
	}
	while (frame->shown_buttons < count) {
		xcb_map_window(xcb, frame->buttons[frame->shown_buttons++]);
	}
}

void
frame_make_room(struct theme *theme, struct frame *frame, uint32_t width, uint32_t side)
{
	if (frame->look && frame->bar_height > 0) {
		uint32_t fit = frame_buttons_that_fit(frame->look, width, side);
		show_buttons(theme, frame,
		    fit < frame->shown_buttons ? fit : frame->shown_buttons);
	}
}

uint32_t
frame_plate_room(const struct look *look, uint32_t width, uint32_t side)
{
	uint32_t taken =
	    frame_buttons_that_fit(look, width, side) * look->height + 2 * side;

	return width > taken ? width - taken : 1;
}

static void
paint_plate_window(
    struct theme *theme, struct frame *frame, const struct frame_dress *dress)
{
	struct paint_look look = theme_paint_look(theme, dress->look, dress->is_active);
	struct mark_picture picture;

	frame->plate_room = frame_plate_room(dress->look, dress->width, dress->side);
	if (!paint_plate(
	        &look, dress->title, frame->plate_room, &picture, &frame->plate_cut)) {
		return;
	}
	configure(
	    theme, frame->plate, (struct rect){0, 0, picture.width, picture.height});
	xcb_pixmap_t pixmap = theme_upload(theme, &picture);
	set_background(theme, frame->plate, pixmap);
	xcb_free_pixmap(theme->x->xcb, pixmap);
	frame->has_plate = true;
}

/* Buttons from the right; the frame has its width already or gets it with gravity. */
static void
place_parts(struct theme *theme, struct frame *frame, const struct frame_dress *dress)
{
	int32_t side = (int32_t)dress->side;
	int32_t step = (int32_t)dress->bar_height;

	configure(theme, frame->bar,
	    (struct rect){
	        side, side, LONG_SIDE, dress->bar_height + dress->look->frame_width});
	for (int i = 0; i < FRAME_BUTTONS; i++) {
		int32_t x = (int32_t)dress->width - (i + 1) * step;
		configure(theme, frame->buttons[i],
		    (struct rect){x, side, dress->bar_height, dress->bar_height});
	}
	xcb_map_window(theme->x->xcb, frame->bar);
}

static void
set_bar(struct theme *theme, struct frame *frame, const struct frame_dress *dress)
{
	if (dress->bar_height == frame->bar_height) {
		return;
	}
	frame->bar_height = dress->bar_height;
	if (dress->bar_height > 0) {
		place_parts(theme, frame, dress);
	} else {
		xcb_unmap_window(theme->x->xcb, frame->bar);
		show_buttons(theme, frame, 0);
	}
}

static void
set_outline(struct theme *theme, struct frame *frame)
{
	struct paint_look look = theme_paint_look(theme, frame->look, frame->is_active);
	uint32_t pixel = paint_outline(&look);

	xcb_change_window_attributes(
	    theme->x->xcb, frame->outer, XCB_CW_BACK_PIXEL, &pixel);
	xcb_clear_area(theme->x->xcb, 0, frame->outer, 0, 0, 0, 0);
}

void
frame_paint(struct theme *theme, struct frame *frame, const struct frame_dress *dress)
{
	bool other_look = frame->look != dress->look;
	bool other_focus = frame->is_active != dress->is_active || other_look;

	frame->look = dress->look;
	frame->is_active = dress->is_active;
	set_bar(theme, frame, dress);
	if (other_focus || !frame->has_plate) {
		set_outline(theme, frame);
	}
	if (dress->bar_height == 0) {
		frame->has_plate = false;
		return;
	}
	bool other_max = frame->is_maximised != dress->is_maximised;
	frame->is_maximised = dress->is_maximised;
	if (other_focus || !frame->has_plate) {
		set_background(theme, frame->bar, dress->look->bar[dress->is_active]);
	}
	for (int i = 0; i < FRAME_BUTTONS; i++) {
		if (other_focus || !frame->has_plate || (other_max && i == 1)) {
			paint_one_button(theme, frame, i);
		}
	}
	paint_plate_window(theme, frame, dress);
	show_buttons(
	    theme, frame, frame_buttons_that_fit(dress->look, dress->width, dress->side));
}
