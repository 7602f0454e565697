#include "tests/scenario/locked.h"

#define LOCKER 0x102030u
#define SHIELD 0x000000u

xcb_window_t
locked_show(xcb_connection_t *x, struct rect r)
{
	const xcb_screen_t *screen = xcb_setup_roots_iterator(xcb_get_setup(x)).data;
	const uint32_t values[] = {LOCKER, 1 /* override-redirect */};
	xcb_window_t window = xcb_generate_id(x);

	xcb_create_window(x, XCB_COPY_FROM_PARENT, window, screen->root, (int16_t)r.x,
	    (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
	xcb_map_window(x, window);
	xcb_flush(x);
	return window;
}

bool
locked_hides_all(struct desk *desk, void *data)
{
	const struct picture *picture = desk_picture(desk);
	size_t others = picture ? 0 : 1;

	(void)data;
	for (size_t i = 0; picture && i < (size_t)picture->width * picture->height; i++) {
		uint32_t colour = picture->pixels[i] & 0xffffff;

		others += colour != LOCKER && colour != SHIELD;
	}
	return others == 0;
}
