/*
 * A program that answers a person: what is painted when is the benchmark's to see.
 */
#include "tests/bench/load.h"
#include "tests/bench/scene.h"

#include <poll.h>
#include <stdlib.h>

#define MENU_ITEMS 8u

struct answering {
	struct load *load;
	enum load_answer answer;
	xcb_window_t window; /* the one that gets the keys */
	unsigned width, height;
	xcb_window_t opened; /* menu or dialog; 0 for none */
	uint32_t count;
};

static void
fill(struct answering *a, uint32_t colour)
{
	load_fill(a->load, a->window, colour, 0, 0, a->width, a->height);
}

/* The items, then all of what is around them in the end. */
static void
paint_opened(struct answering *a)
{
	struct rect r = a->answer == ANSWER_MENU ? SCENE_MENU : SCENE_DIALOG;
	uint32_t step = r.height / MENU_ITEMS;

	for (uint32_t i = 0; i < MENU_ITEMS; i++) {
		load_fill(a->load, a->opened, 0x808080 + i, 0, (int)(i * step), r.width,
		    step - 2);
	}
	load_fill(a->load, a->opened, SCENE_MENU_COLOUR, (int)r.width / 4,
	    (int)r.height / 4, r.width / 2, r.height / 2);
}

static void
open_or_close(struct answering *a)
{
	bool is_menu = a->answer == ANSWER_MENU;
	struct rect r = is_menu ? SCENE_MENU : SCENE_DIALOG;

	if (a->opened) {
		xcb_destroy_window(a->load->x, a->opened);
		xcb_flush(a->load->x);
		a->load->count--;
		a->opened = 0;
	} else {
		a->opened =
		    load_map_window(a->load, is_menu ? LOAD_POPUP : LOAD_DIALOG_WINDOW,
		        r.x, r.y, r.width, r.height);
	}
}

static void
take_press(struct answering *a)
{
	switch (a->answer) {
	case ANSWER_ECHO:
		fill(a, 0x101010 + ++a->count * 0x010305);
		break;
	case ANSWER_MENU:
	case ANSWER_DIALOG:
		open_or_close(a);
		break;
	case ANSWER_REPAINT:
		break;
	}
}

static void
take_size(struct answering *a, const xcb_configure_notify_event_t *event)
{
	bool is_new = event->width != a->width || event->height != a->height;

	if (event->window == a->window && is_new) {
		a->width = event->width;
		a->height = event->height;
		fill(a, scene_size_colour(a->width));
	}
}

static void
take_expose(struct answering *a, const xcb_expose_event_t *event)
{
	if (event->count > 0) {
		return;
	}
	if (event->window == a->opened) {
		paint_opened(a);
	} else if (a->answer == ANSWER_REPAINT) {
		fill(a, scene_size_colour(a->width));
	}
}

static void
take_event(struct answering *a, const xcb_generic_event_t *event)
{
	switch (event->response_type & 0x7f) {
	case XCB_KEY_PRESS:
	case XCB_BUTTON_PRESS:
		take_press(a);
		break;
	case XCB_CONFIGURE_NOTIFY:
		take_size(a, (const void *)event);
		break;
	case XCB_EXPOSE:
		take_expose(a, (const void *)event);
		break;
	default:
		break;
	}
}

void
load_answer(struct load *load, enum load_answer answer, unsigned side)
{
	struct answering a = {.load = load,
	    .answer = answer,
	    .window = load_open_window(load, 100, 100, side, side),
	    .width = side,
	    .height = side};
	struct pollfd wait[2] = {
	    {.fd = xcb_get_file_descriptor(load->x), .events = POLLIN},
	    {.fd = line_fd(&load->line), .events = POLLIN}};

	fill(&a, scene_size_colour(side));
	load_sync(load);
	line_put(&load->line, "ready");
	while (!line_is_there(&load->line)) {
		xcb_generic_event_t *event;

		while ((event = xcb_poll_for_event(load->x))) {
			take_event(&a, event);
			free(event);
		}
		poll(wait, 2, -1);
	}
}
