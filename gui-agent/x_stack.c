#include "gui-agent/x_stack.h"

#include "gui-agent/x_input.h"

void
x_stack_init(struct x *x)
{
	const uint32_t override_redirect = 1;

	x->curtain = xcb_generate_id(x->connection);
	xcb_create_window(x->connection, 0, x->curtain, x->root, 0, 0, (uint16_t)x->width,
	    (uint16_t)x->height, 0, XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT,
	    XCB_CW_OVERRIDE_REDIRECT, &override_redirect);
}

static void
raise(struct x *x, uint32_t id)
{
	const uint32_t above = XCB_STACK_MODE_ABOVE;
	xcb_void_cookie_t cookie =
	    xcb_configure_window(x->connection, id, XCB_CONFIG_WINDOW_STACK_MODE, &above);

	x->attention.last_raise = (uint16_t)cookie.sequence;
}

/* Menus stay above the windows that opened them. */
static void
raise_override_redirect(struct x *x)
{
	const struct window *window;

	TAILQ_FOREACH(window, &x->windows.all, in_order)
	{
		if (window->override_redirect && window->mapped && !window->docked) {
			raise(x, window->id);
		}
	}
}

void
x_stack_point_at(struct x *x, const struct window *window)
{
	x->attention.pointer = window->id;
	if (x->attention.curtain_down) {
		x_input_flush(x);
		xcb_unmap_window(x->connection, x->curtain);
		x->attention.curtain_down = false;
	}
	if (x->attention.top == window->id) {
		return;
	}
	x_input_flush(x);
	raise(x, window->id);
	x->attention.first_raise = x->attention.last_raise;
	if (!window->override_redirect) {
		raise_override_redirect(x);
	}
	x->attention.top = window->id;
}

void
x_stack_point_away(struct x *x)
{
	const uint32_t above = XCB_STACK_MODE_ABOVE;

	x->attention.pointer = 0;
	/* While a button is down the guest's own grab says who gets the pointer. */
	if (x->attention.curtain_down || x->input.buttons_down != 0) {
		return;
	}
	x_input_flush(x);
	xcb_configure_window(
	    x->connection, x->curtain, XCB_CONFIG_WINDOW_STACK_MODE, &above);
	xcb_map_window(x->connection, x->curtain);
	x->attention.curtain_down = true;
}

void
x_stack_changed(struct x *x)
{
	x->attention.top = 0;
}

void
x_stack_restacked(struct x *x, uint16_t sequence)
{
	uint16_t since = (uint16_t)(sequence - x->attention.first_raise);
	uint16_t span = (uint16_t)(x->attention.last_raise - x->attention.first_raise);

	if (since > span) {
		x_stack_changed(x);
	}
}

void
x_stack_root_resized(struct x *x)
{
	const uint32_t size[] = {x->width, x->height};

	xcb_configure_window(x->connection, x->curtain,
	    XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, size);
}
