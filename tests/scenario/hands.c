#include "tests/scenario/hands.h"

#include <xcb/xtest.h>

static void
fake(xcb_connection_t *x, uint8_t type, uint8_t detail, int32_t to_x, int32_t to_y)
{
	xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(x)).data->root;

	xcb_test_fake_input(
	    x, type, detail, XCB_CURRENT_TIME, root, (int16_t)to_x, (int16_t)to_y, 0);
	xcb_flush(x);
}

void
hands_move(xcb_connection_t *x, int32_t to_x, int32_t to_y)
{
	fake(x, XCB_MOTION_NOTIFY, 0, to_x, to_y);
}

void
hands_button(xcb_connection_t *x, uint8_t button, bool down)
{
	fake(x, down ? XCB_BUTTON_PRESS : XCB_BUTTON_RELEASE, button, 0, 0);
}

void
hands_key(xcb_connection_t *x, uint8_t keycode, bool down)
{
	fake(x, down ? XCB_KEY_PRESS : XCB_KEY_RELEASE, keycode, 0, 0);
}
