#include "tests/scenario/menu.h"

#include "tests/oracle/puppet.h"

#include <stdlib.h>

/* A manager's frame, which holds a window with a title. */
static bool
is_managers(const struct desk *desk, const struct desk_window *top)
{
	for (size_t i = 0; i < desk->count; i++) {
		if (desk->windows[i].parent == top->id && desk->windows[i].title[0]) {
			return true;
		}
	}
	return false;
}

/* The menu's frame window: override-redirect, viewable; NULL when there is none. */
static const struct desk_window *
find_menu(struct desk *desk)
{
	desk_look(desk);
	for (size_t i = desk->count; i-- > 0;) {
		const struct desk_window *window = &desk->windows[i];

		if (window->depth == 1 && window->viewable && window->override_redirect &&
		    window->area.width > 40 && window->area.width < 600 &&
		    window->area.height > 40 && !is_managers(desk, window)) {
			return window;
		}
	}
	return NULL;
}

static bool
has_no_menu(struct desk *desk, void *data)
{
	(void)data;
	return find_menu(desk) == NULL;
}

/* The menu, px on the root: its frame, and its content, which is the child that is not
 * the label bar. */
struct opened {
	struct rect frame, content;
};

static bool
look_at_menu(struct desk *desk, struct opened *out)
{
	const struct desk_window *menu = find_menu(desk);

	for (size_t i = 0; menu && i < desk->count; i++) {
		const struct desk_window *child = &desk->windows[i];

		if (child->parent == menu->id && child->area.width < menu->area.width) {
			*out = (struct opened){menu->area, child->area};
			return true;
		}
	}
	return false;
}

/* A question for desk_await(): a picture on which the menu does not move. */
static bool
is_open(struct desk *desk, void *data)
{
	struct opened *opened = data;
	struct opened after;

	return look_at_menu(desk, opened) && desk_picture(desk) &&
	    look_at_menu(desk, &after) && rect_equals(opened->frame, after.frame) &&
	    rect_equals(opened->content, after.content);
}

static uint32_t
brightness(const struct picture *picture, struct rect r)
{
	uint64_t sum = 0;

	for (uint32_t y = 0; y < r.height; y++) {
		for (uint32_t x = 0; x < r.width; x++) {
			sum +=
			    picture_at(picture, (uint32_t)r.x + x, (uint32_t)r.y + y) >>
			        8 &
			    255;
		}
	}
	return (uint32_t)(sum / (r.width * r.height));
}

/* A part of the window below its menu bar. */
static struct rect
sample_of(const struct desk_window *window)
{
	return (struct rect){window->area.x + 100, window->area.y + 70, 60, 20};
}

static bool
is_dark(struct desk *desk, void *data)
{
	const struct rect *sample = data;
	const struct picture *picture = desk_picture(desk);

	return picture && brightness(picture, *sample) < 100;
}

/* The program's window, and what of it is to be drawn. */
struct drawn {
	const struct menu *menu;
	struct desk_window window;
};

/* A question for desk_await(): a picture on which it is, and does not move. */
static bool
is_drawn(struct desk *desk, void *data)
{
	struct drawn *drawn = data;
	struct rect part = drawn->menu->drawn;
	const struct desk_window *window;

	desk_look(desk);
	if (!(window = desk_find(desk, "blue"))) {
		return false;
	}
	drawn->window = *window; /* looking anew moves it */
	const struct picture *picture = desk_picture(desk);
	desk_look(desk);
	window = desk_by_id(desk, drawn->window.id);
	part = rect_move(part, drawn->window.area.x, drawn->window.area.y);
	return picture && window && rect_equals(window->area, drawn->window.area) &&
	    picture_colours(picture, part, drawn->menu->colours) == drawn->menu->colours;
}

static bool
has_focus(struct desk *desk, void *data)
{
	const struct desk_window *window = data;
	xcb_get_input_focus_reply_t *reply =
	    xcb_get_input_focus_reply(desk->x, xcb_get_input_focus(desk->x), NULL);
	bool has = reply && reply->focus == window->id;

	free(reply);
	return has;
}

/* A modifier that is down before a domain has the focus is not said to it. */
static bool
take_focus(struct stage *stage, struct desk_window *window)
{
	struct desk *desk = &stage->fixture.desk;

	desk_click(desk, window->area.x + 100, window->area.y + 80);
	return desk_await(desk, fixture_deadline(&stage->fixture), has_focus, window);
}

static void
open_menu(struct desk *desk, const struct menu *menu, const struct desk_window *window)
{
	if (menu->modifier) {
		desk_key(desk, menu->modifier, true);
	}
	desk_move(desk, window->area.x + menu->opens.x, window->area.y + menu->opens.y);
	desk_button(desk, menu->button, true);
	if (!menu->is_held) {
		desk_button(desk, menu->button, false);
	}
}

static void
choose(struct desk *desk, const struct menu *menu, struct rect shown)
{
	desk_move(desk, shown.x + menu->item.x, shown.y + menu->item.y);
	if (!menu->is_held) {
		desk_button(desk, menu->button, true);
	}
	desk_button(desk, menu->button, false);
	if (menu->modifier) {
		desk_key(desk, menu->modifier, false);
	}
}

static void
test_menu(struct stage *stage, const struct menu *menu, const struct desk_window *window)
{
	struct desk *desk = &stage->fixture.desk;
	struct rect sample = sample_of(window);
	struct desk_window own = *window;
	struct opened shown;

	if (menu->modifier && !take_focus(stage, &own)) {
		tap_diag("the window does not take the focus");
	}
	open_menu(desk, menu, window);
	bool opens = desk_await(desk, fixture_deadline(&stage->fixture), is_open, &shown);
	tap_ok(&stage->tap, opens, "a press opens a menu");
	tap_ok(&stage->tap,
	    opens &&
	        oracle_has_ring(stage->oracle, &desk->picture, shown.content, STAGE_BLUE),
	    "P10: the menu is framed in its domain's colour");
	fixture_save_picture(&stage->fixture, menu->picture);
	if (!opens) {
		return;
	}
	choose(desk, menu, shown.frame);
	tap_ok(&stage->tap,
	    desk_await(desk, fixture_deadline(&stage->fixture), is_dark, &sample),
	    "its item works: the program is dark");
	tap_ok(&stage->tap,
	    desk_await(desk, fixture_deadline(&stage->fixture), has_no_menu, NULL),
	    "and the menu is gone");
}

int
menu_test(const struct menu *menu)
{
	struct stage stage;

	if (stage_open(&stage, &(struct fixture_options){.wm = menu->wm})) {
		const struct desk_window *window = NULL;

		if (fixture_start(&stage.fixture, "blue", menu->program)) {
			window = desk_await_window(&stage.fixture.desk, "blue",
			    fixture_deadline(&stage.fixture));
		}
		if (tap_ok(&stage.tap, window != NULL, "its window opens")) {
			struct drawn drawn = {.menu = menu};
			bool is = desk_await(&stage.fixture.desk,
			    fixture_deadline(&stage.fixture), is_drawn, &drawn);
			struct rect sample = sample_of(&drawn.window);

			tap_ok(&stage.tap, is && !is_dark(&stage.fixture.desk, &sample),
			    "and is drawn, not dark");
			test_menu(&stage, menu, &drawn.window);
		}
	}
	return stage_close(&stage);
}
