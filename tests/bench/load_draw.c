#include "tests/bench/load.h"

#include "common/base/memfd.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include <xcb/shm.h>

#define CELL_WIDTH 64u
#define CELL_HEIGHT 16u

int64_t
load_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
load_sync(struct load *load)
{
	free(xcb_get_input_focus_reply(load->x, xcb_get_input_focus(load->x), NULL));
}

/* Waits for the next event of this type (without its "sent" bit). */
static void
await_event(struct load *load, uint8_t type)
{
	xcb_generic_event_t *event;
	bool found = false;

	while (!found && (event = xcb_wait_for_event(load->x))) {
		found = (event->response_type & 0x7f) == type;
		free(event);
	}
}

static void
drop_events(struct load *load)
{
	xcb_generic_event_t *event;

	while ((event = xcb_poll_for_event(load->x))) {
		free(event);
	}
}

xcb_window_t
load_open_window(
    struct load *load, int x, int y, unsigned width, unsigned height, bool await)
{
	xcb_window_t window = xcb_generate_id(load->x);
	const uint32_t values[] = {load->screen->black_pixel,
	    XCB_EVENT_MASK_EXPOSURE | XCB_EVENT_MASK_KEY_PRESS |
	        XCB_EVENT_MASK_STRUCTURE_NOTIFY};
	const uint32_t hints[18] = {
	    1 | 4, (uint32_t)x, (uint32_t)y}; /* USPosition, PPosition */

	xcb_create_window(load->x, XCB_COPY_FROM_PARENT, window, load->screen->root,
	    (int16_t)x, (int16_t)y, (uint16_t)width, (uint16_t)height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_EVENT_MASK, values);
	xcb_change_property(load->x, XCB_PROP_MODE_REPLACE, window, XCB_ATOM_WM_NAME,
	    XCB_ATOM_STRING, 8, sizeof(LOAD_TITLE) - 1, LOAD_TITLE);
	xcb_change_property(load->x, XCB_PROP_MODE_REPLACE, window,
	    XCB_ATOM_WM_NORMAL_HINTS, XCB_ATOM_WM_SIZE_HINTS, 32, 18, hints);
	xcb_map_window(load->x, window);
	xcb_flush(load->x);
	if (await) {
		await_event(load, XCB_EXPOSE);
	}
	if (load->count < LOAD_WINDOWS_MAX) {
		load->windows[load->count++] = window;
	}
	return window;
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

void
load_fill(struct load *load, xcb_window_t window, uint32_t colour, int x, int y,
    unsigned width, unsigned height)
{
	const xcb_rectangle_t area = {
	    (int16_t)x, (int16_t)y, (uint16_t)width, (uint16_t)height};

	xcb_change_gc(load->x, load->gc, XCB_GC_FOREGROUND, &colour);
	xcb_poly_fill_rectangle(load->x, window, load->gc, 1, &area);
	xcb_flush(load->x);
}

/* A picture that the server reads from our memory. */
struct shared {
	xcb_shm_seg_t segment;
	uint8_t *pixels;
	size_t bytes;
};

static bool
share(struct load *load, struct shared *shared, size_t bytes)
{
	int fd = memfd_create_sealed("frames", bytes);

	if (fd < 0) {
		return false;
	}
	shared->bytes = bytes;
	shared->pixels = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (shared->pixels == MAP_FAILED) {
		close(fd);
		return false;
	}
	shared->segment = xcb_generate_id(load->x);
	xcb_shm_attach_fd(load->x, shared->segment, fd, 0);
	return true;
}

/* The beat of a film: waits for the next one. */
static void
await_beat(struct timespec *next, unsigned rate)
{
	if (rate == 0) {
		return;
	}
	next->tv_nsec += 1000000000 / (long)rate;
	if (next->tv_nsec >= 1000000000) {
		next->tv_nsec -= 1000000000;
		next->tv_sec++;
	}
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, next, NULL);
}

unsigned
load_video(struct load *load, unsigned width, unsigned height, unsigned ms, unsigned rate)
{
	uint8_t completion =
	    (uint8_t)(xcb_get_extension_data(load->x, &xcb_shm_id)->first_event +
	        XCB_SHM_COMPLETION);
	xcb_window_t window = load_open_window(load, 0, 0, width, height, true);
	struct shared shared;
	struct timespec next;
	int64_t end;
	unsigned count = 0;

	if (!share(load, &shared, (size_t)width * height * 4)) {
		return 0;
	}
	clock_gettime(CLOCK_MONOTONIC, &next);
	for (end = load_now_ms() + ms; load_now_ms() < end; count++) {
		await_beat(&next, rate);
		memset(shared.pixels, (int)count, shared.bytes);
		xcb_shm_put_image(load->x, window, load->gc, (uint16_t)width,
		    (uint16_t)height, 0, 0, (uint16_t)width, (uint16_t)height, 0, 0,
		    load->screen->root_depth, XCB_IMAGE_FORMAT_Z_PIXMAP, 1,
		    shared.segment, 0);
		xcb_flush(load->x);
		await_event(load, completion);
	}
	xcb_shm_detach(load->x, shared.segment);
	munmap(shared.pixels, shared.bytes);
	return count;
}

unsigned
load_small(struct load *load, unsigned width, unsigned height, unsigned ms)
{
	xcb_window_t window = load_open_window(load, 0, 0, width, height, true);
	unsigned columns = width / CELL_WIDTH;
	unsigned cells = columns * (height / CELL_HEIGHT);
	int64_t end = load_now_ms() + ms;
	unsigned count = 0;

	for (; load_now_ms() < end; count++) {
		unsigned cell = count % cells;

		load_fill(load, window, 0x305070 + count * 7,
		    (int)(cell % columns * CELL_WIDTH),
		    (int)(cell / columns * CELL_HEIGHT), CELL_WIDTH, CELL_HEIGHT);
		load_sync(load);
	}
	return count;
}

unsigned
load_resize(struct load *load, unsigned ms)
{
	xcb_window_t window = load_open_window(load, 50, 50, 400, 300, true);
	int64_t end = load_now_ms() + ms;
	unsigned count = 0;

	for (; load_now_ms() < end; count++) {
		const uint32_t size[] = {404 + count % 100 * 4, 303 + count % 100 * 3};

		xcb_configure_window(load->x, window,
		    XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, size);
		xcb_flush(load->x);
		await_event(load, XCB_CONFIGURE_NOTIFY);
		load_fill(load, window, 0x305070 + count * 7, 0, 0, size[0], size[1]);
		load_sync(load);
	}
	return count;
}

unsigned
load_move(struct load *load, unsigned ms)
{
	xcb_window_t window = load_open_window(load, 50, 50, 400, 300, true);
	int64_t end = load_now_ms() + ms;
	unsigned count = 0;

	load_fill(load, window, 0x305070, 0, 0, 400, 300);
	for (; load_now_ms() < end; count++) {
		const uint32_t place[] = {52 + count % 200 * 2, 51 + count % 200};

		xcb_configure_window(
		    load->x, window, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, place);
		xcb_flush(load->x);
		await_event(load, XCB_CONFIGURE_NOTIFY);
		load_sync(load);
	}
	return count;
}

void
load_echo(struct load *load, unsigned width, unsigned height, int until)
{
	xcb_window_t window = load_open_window(load, 100, 100, width, height, true);
	struct pollfd wait[2] = {
	    {.fd = xcb_get_file_descriptor(load->x), .events = POLLIN},
	    {.fd = until, .events = POLLIN}};
	uint32_t count = 0;

	load_fill(load, window, 0x101010, 0, 0, width, height);
	load_sync(load);
	dprintf(until, "ready\n");
	while (wait[1].revents == 0) {
		xcb_generic_event_t *event;

		while ((event = xcb_poll_for_event(load->x))) {
			if ((event->response_type & 0x7f) == XCB_KEY_PRESS) {
				load_fill(load, window, 0x101010 + ++count * 0x010305, 0,
				    0, width, height);
			}
			free(event);
		}
		poll(wait, 2, -1);
	}
}
