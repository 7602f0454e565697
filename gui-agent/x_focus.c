#include "gui-agent/x_focus.h"

#include "gui-agent/x_input.h"
#include "gui-agent/x_wm.h"

static void
set_focus(struct x *x, uint32_t window)
{
	x_input_flush(x);
	xcb_set_input_focus(
	    x->connection, XCB_INPUT_FOCUS_PARENT, window, XCB_CURRENT_TIME);
}

void
x_focus_in(struct x *x, struct window *window)
{
	x->attention.focus_leaving = false;
	x->attention.focus = window->id;
	if (!window->no_input) {
		set_focus(x, window->id);
	}
	if (window->takes_focus) {
		x_input_flush(x);
		x_wm_send_protocol(x, window, X_WM_TAKE_FOCUS);
	}
	x_wm_set_active(x, window->id);
	x_wm_set_flag(x, window, WINDOW_ATTENTION, false);
}

void
x_focus_out(struct x *x, const struct window *window)
{
	if (window && window->id != x->attention.focus) {
		return;
	}
	x_input_release_keys(x);
	x->attention.focus_leaving = x->attention.focus != 0;
}

void
x_focus_settle(struct x *x)
{
	if (!x->attention.focus_leaving) {
		return;
	}
	x->attention.focus_leaving = false;
	x->attention.focus = 0;
	set_focus(x, XCB_NONE);
	x_wm_set_active(x, XCB_NONE);
}

void
x_focus_gone(struct x *x, uint32_t window)
{
	if (x->attention.focus == window) {
		x->attention.focus = 0;
		x->attention.focus_leaving = false;
		x_wm_set_active(x, XCB_NONE);
	}
	if (x->attention.pointer == window) {
		x->attention.pointer = 0;
	}
	if (x->attention.top == window) {
		x->attention.top = 0;
	}
}
