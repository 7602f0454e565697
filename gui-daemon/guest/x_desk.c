#include "gui-daemon/guest/x_desk.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE_BYTES (256u << 10) /* of pixels in one request, at most */
#define PUT_HEADER_BYTES 32u     /* PutImage's, with the big length */
#define DEPTH_NONE 0

static xcb_visualtype_t *
visual_in(xcb_depth_t *depth)
{
	xcb_visualtype_iterator_t i = xcb_depth_visuals_iterator(depth);

	for (; i.rem > 0; xcb_visualtype_next(&i)) {
		if (i.data->_class == XCB_VISUAL_CLASS_TRUE_COLOR &&
		    i.data->red_mask == 0xff0000 && i.data->green_mask == 0xff00 &&
		    i.data->blue_mask == 0xff) {
			return i.data;
		}
	}
	return NULL;
}

/* 24 bits without alpha: a compositor cannot make a mark or a picture translucent. */
static bool
choose_visual(struct x_desk *desk)
{
	xcb_depth_iterator_t i = xcb_screen_allowed_depths_iterator(desk->x->screen);

	for (; i.rem > 0; xcb_depth_next(&i)) {
		xcb_visualtype_t *visual =
		    i.data->depth == X_DESK_DEPTH ? visual_in(i.data) : NULL;

		if (visual) {
			desk->visual = visual->visual_id;
			return true;
		}
	}
	return false;
}

static bool
has_our_pixels(const struct x_desk *desk)
{
	const xcb_setup_t *setup = xcb_get_setup(desk->x->xcb);
	xcb_format_iterator_t i = xcb_setup_pixmap_formats_iterator(setup);

	for (; i.rem > 0; xcb_format_next(&i)) {
		if (i.data->depth == X_DESK_DEPTH) {
			return i.data->bits_per_pixel == 32 &&
			    setup->image_byte_order == XCB_IMAGE_ORDER_LSB_FIRST;
		}
	}
	return false;
}

static void
choose_colormap(struct x_desk *desk)
{
	xcb_screen_t *screen = desk->x->screen;

	desk->colormap = screen->default_colormap;
	if (desk->visual != screen->root_visual) {
		desk->colormap = xcb_generate_id(desk->x->xcb);
		xcb_create_colormap(desk->x->xcb, XCB_COLORMAP_ALLOC_NONE, desk->colormap,
		    desk->root, desk->visual);
	}
}

static void
create_leader(struct x_desk *desk)
{
	uint32_t values[] = {
	    0, /* background */
	    0, /* border */
	    XCB_EVENT_MASK_PROPERTY_CHANGE,
	    desk->colormap,
	};

	desk->leader = xcb_generate_id(desk->x->xcb);
	xcb_create_window(desk->x->xcb, X_DESK_DEPTH, desk->leader, desk->root, -1, -1, 1,
	    1, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, desk->visual,
	    XCB_CW_BACK_PIXEL | XCB_CW_BORDER_PIXEL | XCB_CW_EVENT_MASK | XCB_CW_COLORMAP,
	    values);
}

static xcb_pixmap_t
upload(struct x_desk *desk, const struct x_picture *picture)
{
	xcb_pixmap_t pixmap = xcb_generate_id(desk->x->xcb);

	xcb_create_pixmap(desk->x->xcb, X_DESK_DEPTH, pixmap, desk->root,
	    (uint16_t)picture->width, (uint16_t)picture->height);
	x_desk_put(desk, pixmap, (struct rect){0, 0, picture->width, picture->height},
	    picture->pixels);
	return pixmap;
}

static void
set_up(struct x_desk *desk, const struct x_owner *owner)
{
	xcb_connection_t *xcb = desk->x->xcb;
	uint32_t side = owner->frame_width;
	uint32_t none = 0;
	uint32_t root_events = XCB_EVENT_MASK_STRUCTURE_NOTIFY;

	desk->managed = (struct insets){side, side, owner->label_height, side};
	desk->popup = (struct insets){side, side, side, owner->label_height};
	uint32_t thin = side < owner->icon_side ? side : owner->icon_side;
	desk->icon = (struct insets){thin, thin, thin, thin};
	desk->screen = (struct rect){
	    0, 0, desk->x->screen->width_in_pixels, desk->x->screen->height_in_pixels};
	choose_colormap(desk);
	create_leader(desk);
	desk->gc = xcb_generate_id(xcb);
	xcb_create_gc(xcb, desk->gc, desk->leader, XCB_GC_GRAPHICS_EXPOSURES, &none);
	desk->tile = upload(desk, &owner->tile);
	desk->bar = upload(desk, &owner->bar);
	desk->font = xcb_generate_id(xcb);
	xcb_open_font(xcb, desk->font, strlen("cursor"), "cursor");
	xcb_change_window_attributes(xcb, desk->root, XCB_CW_EVENT_MASK, &root_events);
}

struct x_desk *
x_desk_create(struct x *x, const struct x_owner *owner, const char **why)
{
	struct x_desk *desk = calloc(1, sizeof(*desk));

	if (!desk) {
		*why = "out of memory";
		return NULL;
	}
	desk->x = x;
	desk->label = owner->label;
	desk->root = x->screen->root;
	if (gethostname(desk->host, sizeof(desk->host) - 1) < 0) {
		desk->host[0] = '\0';
	}
	if (!choose_visual(desk) || !has_our_pixels(desk)) {
		*why = "the display has no 24-bit TrueColor visual of 32-bit pixels";
		free(desk);
		return NULL;
	}
	set_up(desk, owner);
	return desk;
}

void
x_desk_destroy(struct x_desk *desk)
{
	/* What it holds on the server goes with the connection. */
	free(desk);
}

xcb_cursor_t
x_desk_cursor(struct x_desk *desk, uint32_t glyph)
{
	xcb_cursor_t *cursor = &desk->cursors[glyph];

	if (!*cursor) {
		*cursor = xcb_generate_id(desk->x->xcb);
		xcb_create_glyph_cursor(desk->x->xcb, *cursor, desk->font, desk->font,
		    (uint16_t)glyph, (uint16_t)(glyph + 1), 0, 0, 0, UINT16_MAX,
		    UINT16_MAX, UINT16_MAX);
	}
	return *cursor;
}

uint32_t
x_desk_rows(const struct x_desk *desk, uint32_t width)
{
	size_t most = (size_t)xcb_get_maximum_request_length(desk->x->xcb) * 4;
	size_t bytes = most - PUT_HEADER_BYTES;
	size_t row = (size_t)width * 4;

	if (bytes > PIECE_BYTES) {
		bytes = PIECE_BYTES;
	}
	/* 16384 px are 64 KiB: even without big requests a row all but fits. */
	return bytes >= row ? (uint32_t)(bytes / row) : 1;
}

void
x_desk_put(
    struct x_desk *desk, xcb_drawable_t target, struct rect part, const uint8_t *pixels)
{
	uint32_t step = x_desk_rows(desk, part.width);
	size_t row = (size_t)part.width * 4;

	for (uint32_t y = 0; y < part.height; y += step) {
		uint32_t rows = part.height - y < step ? part.height - y : step;

		xcb_put_image(desk->x->xcb, XCB_IMAGE_FORMAT_Z_PIXMAP, target, desk->gc,
		    (uint16_t)part.width, (uint16_t)rows, (int16_t)part.x,
		    (int16_t)(part.y + (int32_t)y), 0, X_DESK_DEPTH,
		    (uint32_t)(rows * row), pixels + y * row);
	}
}
