#include "wm/strip/upload.h"

#define PIECE_BYTES (60u << 10) /* of pixels in one request: no big requests needed */

void
upload_at(struct x *x, xcb_drawable_t target, xcb_gcontext_t gc,
    const struct mark_picture *picture, int32_t at_x, int32_t at_y)
{
	uint32_t row = picture->width * 4;
	uint32_t step = row < PIECE_BYTES ? PIECE_BYTES / row : 1;

	for (uint32_t y = 0; y < picture->height; y += step) {
		uint32_t rows = picture->height - y < step ? picture->height - y : step;

		xcb_put_image(x->xcb, XCB_IMAGE_FORMAT_Z_PIXMAP, target, gc,
		    (uint16_t)picture->width, (uint16_t)rows, (int16_t)at_x,
		    (int16_t)(at_y + (int32_t)y), 0, x->screen->root_depth, rows * row,
		    picture->pixels + (size_t)y * row);
	}
}

void
upload_to(struct x *x, xcb_drawable_t target, const struct mark_picture *picture)
{
	xcb_gcontext_t gc = xcb_generate_id(x->xcb);
	uint32_t none = 0;

	xcb_create_gc(x->xcb, gc, target, XCB_GC_GRAPHICS_EXPOSURES, &none);
	upload_at(x, target, gc, picture, 0, 0);
	xcb_free_gc(x->xcb, gc);
}

xcb_pixmap_t
upload_new(struct x *x, const struct mark_picture *picture)
{
	xcb_pixmap_t pixmap = xcb_generate_id(x->xcb);

	xcb_create_pixmap(x->xcb, x->screen->root_depth, pixmap, x->screen->root,
	    (uint16_t)picture->width, (uint16_t)picture->height);
	upload_to(x, pixmap, picture);
	return pixmap;
}
