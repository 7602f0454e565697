#include "gui-agent/x_cursor.h"

#include <stdlib.h>
#include <string.h>

/* Names of X's cursor font, of freedesktop's cursor specification, and older habits. */
static const struct {
	const char *name;
	uint32_t glyph;
} shapes[] = {
    /* clang-format off */
    {"X_cursor", 0}, {"arrow", 2}, {"based_arrow_down", 4}, {"based_arrow_up", 6},
    {"boat", 8}, {"bogosity", 10}, {"bottom_left_corner", 12},
    {"bottom_right_corner", 14}, {"bottom_side", 16}, {"bottom_tee", 18},
    {"box_spiral", 20}, {"center_ptr", 22}, {"circle", 24}, {"clock", 26},
    {"coffee_mug", 28}, {"cross", 30}, {"cross_reverse", 32}, {"crosshair", 34},
    {"diamond_cross", 36}, {"dot", 38}, {"dotbox", 40}, {"double_arrow", 42},
    {"draft_large", 44}, {"draft_small", 46}, {"draped_box", 48}, {"exchange", 50},
    {"fleur", 52}, {"gobbler", 54}, {"gumby", 56}, {"hand1", 58}, {"hand2", 60},
    {"heart", 62}, {"icon", 64}, {"iron_cross", 66}, {"left_ptr", 68},
    {"left_side", 70}, {"left_tee", 72}, {"leftbutton", 74}, {"ll_angle", 76},
    {"lr_angle", 78}, {"man", 80}, {"middlebutton", 82}, {"mouse", 84},
    {"pencil", 86}, {"pirate", 88}, {"plus", 90}, {"question_arrow", 92},
    {"right_ptr", 94}, {"right_side", 96}, {"right_tee", 98}, {"rightbutton", 100},
    {"rtl_logo", 102}, {"sailboat", 104}, {"sb_down_arrow", 106},
    {"sb_h_double_arrow", 108}, {"sb_left_arrow", 110}, {"sb_right_arrow", 112},
    {"sb_up_arrow", 114}, {"sb_v_double_arrow", 116}, {"shuttle", 118},
    {"sizing", 120}, {"spider", 122}, {"spraycan", 124}, {"star", 126},
    {"target", 128}, {"tcross", 130}, {"top_left_arrow", 132},
    {"top_left_corner", 134}, {"top_right_corner", 136}, {"top_side", 138},
    {"top_tee", 140}, {"trek", 142}, {"ul_angle", 144}, {"umbrella", 146},
    {"ur_angle", 148}, {"watch", 150}, {"xterm", 152},

    {"default", 68}, {"context-menu", 68}, {"left_ptr_watch", 150},
    {"progress", 150}, {"wait", 150}, {"help", 92}, {"pointer", 60},
    {"pointing_hand", 60}, {"text", 152}, {"ibeam", 152}, {"vertical-text", 152},
    {"cell", 90}, {"all-scroll", 52}, {"move", 52}, {"size_all", 52}, {"grab", 58},
    {"grabbing", 52}, {"openhand", 58}, {"closedhand", 52},
    {"ew-resize", 108}, {"col-resize", 108}, {"size_hor", 108}, {"split_h", 108},
    {"h_double_arrow", 108}, {"ns-resize", 116}, {"row-resize", 116},
    {"size_ver", 116}, {"split_v", 116}, {"v_double_arrow", 116},
    {"n-resize", 138}, {"s-resize", 16}, {"w-resize", 70}, {"e-resize", 96},
    {"nw-resize", 134}, {"ne-resize", 136}, {"sw-resize", 12}, {"se-resize", 14},
    {"nwse-resize", 14}, {"nesw-resize", 12}, {"size_fdiag", 14},
    {"size_bdiag", 12}, {"zoom-in", 90}, {"color-picker", 34},
    {"not-allowed", 0}, {"no-drop", 0}, {"forbidden", 0}, {"crossed_circle", 0},
    /* clang-format on */
};

uint32_t
x_cursor_shape_of(const char *name, size_t len)
{
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		if (strlen(shapes[i].name) == len &&
		    memcmp(shapes[i].name, name, len) == 0) {
			return X_CURSOR_GLYPH + shapes[i].glyph;
		}
	}
	return X_CURSOR_DEFAULT;
}

static const struct x_cursor_name *
find_name(const struct x_cursor *cursor, xcb_atom_t name)
{
	for (uint32_t i = 0; i < cursor->names_count; i++) {
		if (cursor->names[i].name == name) {
			return &cursor->names[i];
		}
	}
	return NULL;
}

/* The newest names are remembered, in place of the oldest when there are too many. */
static void
remember(struct x_cursor *cursor, xcb_atom_t name, uint32_t shape)
{
	uint32_t most = (uint32_t)ARRAY_LEN(cursor->names);

	cursor->names[cursor->names_added % most] =
	    (struct x_cursor_name){.name = name, .shape = shape};
	cursor->names_added++;
	if (cursor->names_count < most) {
		cursor->names_count++;
	}
}

static void
got_name(struct x *x, uint32_t serial, uint32_t name, void *reply)
{
	xcb_get_atom_name_reply_t *answer = reply;

	if (!answer) {
		return;
	}
	uint32_t shape = x_cursor_shape_of(xcb_get_atom_name_name(answer),
	    (size_t)xcb_get_atom_name_name_length(answer));
	if (!find_name(&x->cursor, name)) {
		remember(&x->cursor, name, shape);
	}
	if (serial == x->cursor.serial) {
		x->cursor.shape = shape;
	}
}

static void
take_name(struct x *x, uint32_t serial, xcb_atom_t name)
{
	const struct x_cursor_name *known = find_name(&x->cursor, name);

	x->cursor.serial = serial;
	if (name == XCB_NONE) {
		x->cursor.shape = X_CURSOR_DEFAULT;
	} else if (known) {
		x->cursor.shape = known->shape;
	} else {
		x_replies_expect(&x->replies,
		    (struct x_question){
		        .sequence = xcb_get_atom_name(x->connection, name).sequence,
		        .window = serial,
		        .detail = name,
		        .handler = got_name,
		    });
	}
}

void
x_cursor_changed(struct x *x, const xcb_xfixes_cursor_notify_event_t *e)
{
	take_name(x, e->cursor_serial, e->name);
}

const char *
x_cursor_init(struct x *x)
{
	const xcb_query_extension_reply_t *found =
	    xcb_get_extension_data(x->connection, &xcb_xfixes_id);

	if (!found || !found->present) {
		return "the X server has no XFIXES extension";
	}
	x->xfixes_event = found->first_event;
	free(xcb_xfixes_query_version_reply(
	    x->connection, xcb_xfixes_query_version(x->connection, 5, 0), NULL));
	xcb_xfixes_select_cursor_input(
	    x->connection, x->root, XCB_XFIXES_CURSOR_NOTIFY_MASK_DISPLAY_CURSOR);
	return NULL;
}
