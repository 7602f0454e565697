/*
 * Windows in a guest, for the lab's scripts, on $DISPLAY:
 *
 *   windows show COUNT WIDTH HEIGHT RRGGBB   titled shown-1, shown-2, ..., so large
 *                                            whatever the screen's; stay until killed
 *   windows churn COUNT                      that many, one after the other, each drawn
 *   windows resize COUNT                     one, so many times, each time drawn
 */
#include "common/base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xcb/xcb.h>

struct program {
	xcb_connection_t *x; /* owned */
	const xcb_screen_t *screen;
	xcb_gcontext_t gc;
};

/* A window manager must not fit it to the screen (ICCCM 4.1.2.3). */
static void
fix_size(struct program *program, xcb_window_t id, uint32_t width, uint32_t height)
{
	enum { P_MIN_SIZE = 16, P_MAX_SIZE = 32 };
	const uint32_t hints[18] = {
	    [0] = P_MIN_SIZE | P_MAX_SIZE,
	    [5] = width,
	    [6] = height,
	    [7] = width,
	    [8] = height,
	};

	xcb_change_property(program->x, XCB_PROP_MODE_REPLACE, id,
	    XCB_ATOM_WM_NORMAL_HINTS, XCB_ATOM_WM_SIZE_HINTS, 32, ARRAY_LEN(hints),
	    hints);
}

static xcb_window_t
open_window(struct program *program, const char *title, uint16_t width, uint16_t height,
    bool is_fixed)
{
	xcb_window_t id = xcb_generate_id(program->x);
	const uint32_t values[] = {XCB_EVENT_MASK_EXPOSURE};

	xcb_create_window(program->x, XCB_COPY_FROM_PARENT, id, program->screen->root, 40,
	    40, width, height, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
	    program->screen->root_visual, XCB_CW_EVENT_MASK, values);
	xcb_change_property(program->x, XCB_PROP_MODE_REPLACE, id, XCB_ATOM_WM_NAME,
	    XCB_ATOM_STRING, 8, (uint32_t)strlen(title), title);
	if (is_fixed) {
		fix_size(program, id, width, height);
	}
	xcb_map_window(program->x, id);
	xcb_flush(program->x);
	return id;
}

static void
fill(struct program *program, xcb_window_t id, uint32_t colour)
{
	const xcb_rectangle_t all = {0, 0, UINT16_MAX, UINT16_MAX};

	xcb_change_gc(program->x, program->gc, XCB_GC_FOREGROUND, &colour);
	xcb_poly_fill_rectangle(program->x, id, program->gc, 1, &all);
	xcb_flush(program->x);
}

/* The window that wants to be drawn next. */
static xcb_window_t
await_expose(struct program *program)
{
	xcb_generic_event_t *event;

	while ((event = xcb_wait_for_event(program->x))) {
		bool is_expose = (event->response_type & 0x7f) == XCB_EXPOSE;
		xcb_window_t id = ((xcb_expose_event_t *)event)->window;
		free(event);
		if (is_expose) {
			return id;
		}
	}
	return XCB_NONE;
}

static void
show(struct program *program, unsigned count, char **sizes)
{
	uint32_t colour = (uint32_t)strtoul(sizes[2], NULL, 16);
	char title[32];
	xcb_window_t id;

	for (unsigned i = 1; i <= count; i++) {
		snprintf(title, sizeof(title), "shown-%u", i);
		open_window(program, title, (uint16_t)atoi(sizes[0]),
		    (uint16_t)atoi(sizes[1]), true);
	}
	while ((id = await_expose(program))) {
		fill(program, id, colour);
	}
}

static void
churn(struct program *program, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		xcb_window_t id = open_window(program, "churned", 300, 200, false);
		await_expose(program);
		fill(program, id, 0x4060a0 + i);
		usleep(20000); /* long enough that some are seen in dom0, and some not */
		xcb_destroy_window(program->x, id);
	}
}

static void
resize(struct program *program, unsigned count)
{
	xcb_window_t id = open_window(program, "resized", 200, 200, false);

	await_expose(program);
	for (unsigned i = 0; i < count; i++) {
		const uint32_t size[] = {200 + i * 7 % 500, 200 + i * 11 % 400};
		xcb_configure_window(program->x, id,
		    XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, size);
		fill(program, id, 0x80a040 + i);
		usleep(20000);
	}
	xcb_destroy_window(program->x, id);
}

/* The server has done all that was asked. */
static void
settle(struct program *program)
{
	free(
	    xcb_get_input_focus_reply(program->x, xcb_get_input_focus(program->x), NULL));
}

int
main(int argc, char **argv)
{
	struct program program = {.x = xcb_connect(NULL, NULL)};

	if (argc < 3 || xcb_connection_has_error(program.x)) {
		fprintf(stderr, "windows: wrong call, or no display\n");
		return 2;
	}
	program.screen = xcb_setup_roots_iterator(xcb_get_setup(program.x)).data;
	program.gc = xcb_generate_id(program.x);
	xcb_create_gc(program.x, program.gc, program.screen->root, 0, NULL);
	unsigned count = (unsigned)atoi(argv[2]);
	if (strcmp(argv[1], "show") == 0 && argc == 6) {
		show(&program, count, argv + 3);
	} else if (strcmp(argv[1], "churn") == 0) {
		churn(&program, count);
	} else if (strcmp(argv[1], "resize") == 0) {
		resize(&program, count);
	}
	settle(&program);
	xcb_disconnect(program.x);
	return 0;
}
