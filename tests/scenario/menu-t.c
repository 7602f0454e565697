/* A menu of a GTK program opens, is framed in its domain's colour, and works. */
#include "tests/oracle/puppet.h"

#include <stdlib.h>

/* The menu's frame window: override-redirect, viewable; NULL when there is none. */
static const struct desk_window *
find_menu(struct desk *desk)
{
	desk_look(desk);
	for (size_t i = desk->count; i-- > 0;) {
		const struct desk_window *window = &desk->windows[i];

		if (window->depth == 1 && window->viewable && window->override_redirect &&
		    window->area.width > 40 && window->area.width < 600 &&
		    window->area.height > 40) {
			return window;
		}
	}
	return NULL;
}

static bool
has_menu(struct desk *desk, void *data)
{
	(void)data;
	return find_menu(desk) != NULL;
}

static bool
has_no_menu(struct desk *desk, void *data)
{
	return !has_menu(desk, data);
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

/* Its content is the child that is not the label bar; its ring is the domain's. */
static bool
is_framed(struct stage *stage, const struct desk_window *menu)
{
	struct desk *desk = &stage->fixture.desk;

	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_window *child = &desk->windows[i];

		if (child->parent == menu->id && child->area.width < menu->area.width) {
			return stage_has_ring(stage, child->area, STAGE_BLUE);
		}
	}
	return false;
}

/* The menu bar's words are there, below the label. */
static bool
has_menu_bar(struct desk *desk, void *data)
{
	const struct desk_window *window = data;
	const struct picture *picture = desk_picture(desk);
	struct rect bar = {window->area.x + 10, window->area.y + 22, 180, 16};

	return picture && picture_colours(picture, bar, 8) == 8;
}

static void
test_menu(struct stage *stage, const struct desk_window *window)
{
	struct desk *desk = &stage->fixture.desk;
	struct rect sample = sample_of(window);
	const struct desk_window *menu;

	desk_click(desk, window->area.x + 140, window->area.y + 30);
	tap_ok(&stage->tap,
	    desk_await(desk, fixture_deadline(&stage->fixture), has_menu, NULL),
	    "a click opens a menu");
	menu = find_menu(desk);
	tap_ok(&stage->tap, menu && is_framed(stage, menu),
	    "P10: the menu is framed in its domain's colour");
	fixture_save_picture(&stage->fixture, "tests/scenario/menu.png");
	if (!menu) {
		return;
	}
	desk_click(desk, menu->area.x + 40, menu->area.y + 20);
	tap_ok(&stage->tap,
	    desk_await(desk, fixture_deadline(&stage->fixture), is_dark, &sample),
	    "its first item works: the theme is dark");
	tap_ok(&stage->tap,
	    desk_await(desk, fixture_deadline(&stage->fixture), has_no_menu, NULL),
	    "and the menu is gone");
}

int
main(void)
{
	static const char *const program[] = {"gtk3-demo-application", NULL};
	struct stage stage;

	if (stage_open(&stage, &(struct fixture_options){.wm = FIXTURE_OPENBOX})) {
		const struct desk_window *window = NULL;

		if (fixture_start(&stage.fixture, "blue", program)) {
			window = desk_await_window(&stage.fixture.desk, "blue",
			    fixture_deadline(&stage.fixture));
		}
		if (tap_ok(&stage.tap, window != NULL, "a GTK program's window opens")) {
			struct desk_window seen = *window; /* looking anew moves it */

			tap_ok(&stage.tap,
			    desk_await(&stage.fixture.desk,
			        fixture_deadline(&stage.fixture), has_menu_bar, &seen),
			    "with its menu bar");
			test_menu(&stage, &seen);
		}
	}
	return stage_close(&stage);
}
