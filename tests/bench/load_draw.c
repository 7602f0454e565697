#include "tests/bench/load.h"

#include "common/base/memfd.h"
#include "tests/bench/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include <xcb/shm.h>

#define CELL_WIDTH 64u
#define CELL_HEIGHT 16u

#define LINE_HEIGHT 13u /* px, of the server's own font */
#define TEXT_ASCENT 11
#define TEXT_COLUMNS 80

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

void
load_await_event(struct load *load, uint8_t type)
{
	xcb_generic_event_t *event;
	bool found = false;

	while (!found && (event = xcb_wait_for_event(load->x))) {
		found = (event->response_type & 0x7f) == type;
		free(event);
	}
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
	xcb_window_t window = load_open_window(load, 0, 0, width, height);
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
		load_await_event(load, completion);
	}
	xcb_shm_detach(load->x, shared.segment);
	munmap(shared.pixels, shared.bytes);
	return count;
}

unsigned
load_small(struct load *load, unsigned width, unsigned height, unsigned ms)
{
	xcb_window_t window = load_open_window(load, 0, 0, width, height);
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

/* Everything moves up by a line; the new one comes below, and the corner counts. */
static void
add_line(struct load *load, xcb_window_t window, unsigned count)
{
	static const struct rect r = SCENE_TEXT;
	const int16_t bottom = (int16_t)(r.height - LINE_HEIGHT);
	const uint32_t white = load->screen->white_pixel;
	char text[TEXT_COLUMNS + 1];

	snprintf(text, sizeof(text), "%7u  %-*s", count, TEXT_COLUMNS - 9,
	    "the quick brown fox jumps over the lazy dog, and back it comes again");
	xcb_copy_area(load->x, window, window, load->gc, 0, (int16_t)(2 * LINE_HEIGHT), 0,
	    (int16_t)LINE_HEIGHT, (uint16_t)r.width,
	    (uint16_t)(r.height - 2 * LINE_HEIGHT));
	xcb_change_gc(load->x, load->gc, XCB_GC_FOREGROUND, &white);
	xcb_image_text_8(load->x, TEXT_COLUMNS, window, load->gc, 0,
	    (int16_t)(bottom + TEXT_ASCENT), text);
	load_fill(load, window, count, 0, 0, LINE_HEIGHT, LINE_HEIGHT);
}

unsigned
load_text(struct load *load, unsigned ms)
{
	static const struct rect r = SCENE_TEXT;
	const uint32_t no_exposures = 0;
	xcb_window_t window = load_open_window(load, r.x, r.y, r.width, r.height);
	xcb_font_t font = xcb_generate_id(load->x);
	int64_t end = load_now_ms() + ms;
	unsigned count = 0;

	xcb_open_font(load->x, font, (uint16_t)strlen("fixed"), "fixed");
	xcb_change_gc(load->x, load->gc, XCB_GC_FONT, &font);
	xcb_change_gc(load->x, load->gc, XCB_GC_GRAPHICS_EXPOSURES, &no_exposures);
	while (load_now_ms() < end) {
		add_line(load, window, ++count);
		load_sync(load);
	}
	xcb_close_font(load->x, font);
	return count;
}
