#include "tests/bench/load.h"
#include "tests/bench/scene.h"

#include <stdlib.h>
#include <string.h>

#define HINT_USER_POSITION 1 /* ICCCM 4.1.2.3 */
#define HINT_POSITION 4

static void
set_properties(struct load *load, xcb_window_t window, enum load_kind kind, int x, int y)
{
	const char *title = kind == LOAD_DIALOG_WINDOW ? SCENE_DIALOG_TITLE : SCENE_TITLE;
	const uint32_t hints[18] = {
	    HINT_USER_POSITION | HINT_POSITION, (uint32_t)x, (uint32_t)y};

	xcb_change_property(load->x, XCB_PROP_MODE_REPLACE, window, XCB_ATOM_WM_NAME,
	    XCB_ATOM_STRING, 8, (uint32_t)strlen(title), title);
	xcb_change_property(load->x, XCB_PROP_MODE_REPLACE, window,
	    XCB_ATOM_WM_NORMAL_HINTS, XCB_ATOM_WM_SIZE_HINTS, 32, 18, hints);
	if (kind == LOAD_DIALOG_WINDOW && load->count > 0) {
		xcb_change_property(load->x, XCB_PROP_MODE_REPLACE, window,
		    XCB_ATOM_WM_TRANSIENT_FOR, XCB_ATOM_WINDOW, 32, 1,
		    &load->windows[load->count - 1]);
	}
}

xcb_window_t
load_map_window(
    struct load *load, enum load_kind kind, int x, int y, unsigned width, unsigned height)
{
	xcb_window_t window = xcb_generate_id(load->x);
	const uint32_t values[] = {load->screen->black_pixel, kind == LOAD_POPUP,
	    XCB_EVENT_MASK_EXPOSURE | XCB_EVENT_MASK_KEY_PRESS |
	        XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_STRUCTURE_NOTIFY};

	xcb_create_window(load->x, XCB_COPY_FROM_PARENT, window, load->screen->root,
	    (int16_t)x, (int16_t)y, (uint16_t)width, (uint16_t)height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
	set_properties(load, window, kind, x, y);
	xcb_map_window(load->x, window);
	xcb_flush(load->x);
	if (load->count < LOAD_WINDOWS_MAX) {
		load->windows[load->count++] = window;
	}
	return window;
}

static xcb_window_t
open_window(struct load *load, enum load_kind kind, struct rect r)
{
	xcb_window_t window = load_map_window(load, kind, r.x, r.y, r.width, r.height);

	load_await_event(load, XCB_EXPOSE);
	return window;
}

xcb_window_t
load_open_window(struct load *load, int x, int y, unsigned width, unsigned height)
{
	return open_window(load, LOAD_WINDOW, (struct rect){x, y, width, height});
}

static void
drop_events(struct load *load)
{
	xcb_generic_event_t *event;

	while ((event = xcb_poll_for_event(load->x))) {
		free(event);
	}
}

void
load_close_windows(struct load *load)
{
	while (load->count > 0) {
		xcb_destroy_window(load->x, load->windows[--load->count]);
	}
	xcb_flush(load->x);
	drop_events(load);
}

unsigned
load_many(struct load *load, unsigned count)
{
	load_close_windows(load);
	for (unsigned i = 0; i < count; i++) {
		struct rect r = scene_many(i);

		load_fill(load, open_window(load, LOAD_WINDOW, r), scene_many_colour(i),
		    0, 0, r.width, r.height);
	}
	load_sync(load);
	return count;
}

unsigned
load_replace(struct load *load, enum load_kind kind, uint32_t colour)
{
	struct rect r = SCENE_SHORT_LIVED;

	load_close_windows(load);
	load_fill(load, open_window(load, kind, r), colour, 0, 0, r.width, r.height);
	load_sync(load);
	return 1;
}

/* So that the benchmark sees when the last step is on the screen. */
static void
mark_last(struct load *load, xcb_window_t window, unsigned count, struct rect r)
{
	if (count > 0) {
		load_fill(
		    load, window, scene_last_colour(count), 0, 0, r.width, r.height);
		load_sync(load);
	}
}

unsigned
load_resize(struct load *load, unsigned ms)
{
	xcb_window_t window = load_open_window(load, 50, 50, 400, 300);
	int64_t end = load_now_ms() + ms;
	unsigned count = 0;

	for (; load_now_ms() < end; count++) {
		struct rect r = scene_resize(count);
		const uint32_t size[] = {r.width, r.height};

		xcb_configure_window(load->x, window,
		    XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, size);
		xcb_flush(load->x);
		load_await_event(load, XCB_CONFIGURE_NOTIFY);
		load_fill(load, window, 0x305070 + count * 7, 0, 0, size[0], size[1]);
		load_sync(load);
	}
	mark_last(load, window, count, scene_resize(count - 1));
	return count;
}

unsigned
load_move(struct load *load, unsigned ms)
{
	xcb_window_t window = load_open_window(load, 50, 50, 400, 300);
	int64_t end = load_now_ms() + ms;
	unsigned count = 0;

	load_fill(load, window, 0x305070, 0, 0, 400, 300);
	for (; load_now_ms() < end; count++) {
		struct rect r = scene_move(count);
		const uint32_t place[] = {(uint32_t)r.x, (uint32_t)r.y};

		xcb_configure_window(
		    load->x, window, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, place);
		xcb_flush(load->x);
		load_await_event(load, XCB_CONFIGURE_NOTIFY);
		load_sync(load);
	}
	mark_last(load, window, count, scene_move(count - 1));
	return count;
}
