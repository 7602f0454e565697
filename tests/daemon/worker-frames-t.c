/*
 * Frames and pixels of a worker without a window manager (P1, P21).
 */
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#include "common/paint/mark.h"
#include "tests/unit/kill_one.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define RED 0xe01010u
#define GREEN 0x10e010u
#define BLUE 0x1010e0u

static struct mark_picture tile, bar;

static void
paint_marks(struct rig *rig)
{
	struct mark mark = {
	    .label = RIG_LABEL, .colour = RIG_COLOUR, .pattern = MARK_STRIPES};

	if (!mark_paint_tile(&mark, &tile) ||
	    !mark_paint_label(&mark, rig->label_height, &bar)) {
		abort();
	}
}

static uint32_t
picture_at(const struct mark_picture *p, uint32_t x, uint32_t y)
{
	const uint8_t *at = p->pixels + ((y % p->height) * p->width + x % p->width) * 4;

	return (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];
}

/* What the frame's pixel at x, y shall be; UINT32_MAX inside the content. */
static uint32_t
frame_pixel(struct rig *rig, struct rect outer, bool popup, uint32_t x, uint32_t y)
{
	uint32_t top = popup ? RIG_FRAME : rig->label_height;
	uint32_t bottom = outer.height - (popup ? rig->label_height : RIG_FRAME);

	if (!popup && y < top) {
		return picture_at(&bar, x, y);
	}
	if (popup && y >= bottom) {
		return picture_at(&bar, x, y - bottom);
	}
	uint32_t right = outer.width - RIG_FRAME;
	if (x >= RIG_FRAME && x < right && y >= top && y < bottom) {
		return UINT32_MAX;
	}
	/* The right and the lower edge are windows of their own. */
	if (y >= bottom) {
		return picture_at(&tile, x, y - bottom);
	}
	return picture_at(&tile, x >= right ? x - right : x, y);
}

/* Every pixel of the frame is the mark's, and all of the content is colour. */
static bool
frame_is_whole(struct rig *rig, struct rect outer, bool popup, uint32_t colour)
{
	uint32_t *pixels = rig_picture(rig, outer);
	size_t wrong = 0;

	for (uint32_t y = 0; pixels && y < outer.height; y++) {
		for (uint32_t x = 0; x < outer.width; x++) {
			uint32_t want = frame_pixel(rig, outer, popup, x, y);
			uint32_t is = pixels[y * outer.width + x];

			want = want == UINT32_MAX ? colour : want;
			if (is != want && wrong++ < 3) {
				printf("# pixel %u,%u of the frame: %06x, not %06x\n", x,
				    y, is, want);
			}
		}
	}
	free(pixels);
	return pixels && wrong == 0;
}

static bool
await_whole(struct rig *rig, xcb_window_t outer, bool popup, uint32_t colour)
{
	struct rect content = rig_area(rig, rig_content(rig, outer));

	/* The content's last pixel is put last. */
	return rig_await_pixel(rig, content.x + (int32_t)content.width - 1,
	           content.y + (int32_t)content.height - 1, colour) &&
	    frame_is_whole(rig, rig_area(rig, outer), popup, colour);
}

/* --- frames ------------------------------------------------------------------------ */

static void
before_any_buffer(struct rig *rig)
{
	struct rect r = {100, 120, 300, 200};

	rig_begin(rig, 8);
	rig_create_window(rig, 7, r, false);
	rig_title(rig, 7, "first");
	rig_map(rig, 7, 0, false);
	xcb_window_t outer = rig_find(rig, "[work] first");
	ok_named(outer != 0, "P4-title-begins-with-label");
	ok_named(rig_await_content(rig, outer, r), "content lies where the guest says");
	ok_named(await_whole(rig, outer, false, RIG_NEUTRAL), "P21-frame-before-buffer");
	struct rect area = rig_area(rig, outer);
	ok_named(area.width == r.width + 2 * RIG_FRAME &&
	        area.height == r.height + RIG_FRAME + rig->label_height,
	    "insets");
}

static void
smallest(struct rig *rig)
{
	struct rect r = {100, 120, 1, 1};

	rig_begin(rig, 8);
	rig_create_window(rig, 1, r, false);
	rig_title(rig, 1, "small");
	rig_map(rig, 1, 0, false);
	rig_create_window(rig, 2, (struct rect){300, 120, 1, 1}, true);
	rig_title(rig, 2, "popup");
	rig_map(rig, 2, 0, true);
	ok_named(await_whole(rig, rig_find(rig, "small"), false, RIG_NEUTRAL),
	    "P21-frame-at-1x1");
	ok_named(await_whole(rig, rig_find(rig, "popup"), true, RIG_NEUTRAL),
	    "P21-popup-frame-at-1x1");
}

static xcb_window_t
cover(struct rig *rig, struct rect r)
{
	xcb_window_t window = xcb_generate_id(rig->x);
	uint32_t values[] = {0xffffff, 1};

	xcb_create_window(rig->x, XCB_COPY_FROM_PARENT, window, rig->screen->root,
	    (int16_t)r.x, (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
	xcb_map_window(rig->x, window);
	rig_sync(rig);
	return window;
}

/* The server alone keeps the frame, also when somebody else resizes it. */
static void
while_stopped(struct rig *rig)
{
	struct rect r = {100, 120, 300, 200};
	struct rect outer;
	uint32_t shrunk[] = {150, 90};

	rig_begin(rig, 8);
	rig_create_window(rig, 7, r, false);
	rig_title(rig, 7, "stopped");
	rig_map(rig, 7, 0, false);
	xcb_window_t frame = rig_find(rig, "stopped");
	ok_named(await_whole(rig, frame, false, RIG_NEUTRAL), "before the stop");
	kill_one(rig->worker, SIGSTOP);
	outer = rig_area(rig, frame);
	xcb_window_t other = cover(rig, outer);
	ok_named(rig_await_pixel(rig, outer.x, outer.y, 0xffffff), "covered");
	xcb_destroy_window(rig->x, other);
	rig_sync(rig);
	ok_named(
	    frame_is_whole(rig, outer, false, RIG_NEUTRAL), "P21-frame-while-stopped");

	xcb_configure_window(
	    rig->x, frame, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, shrunk);
	rig_sync(rig);
	outer = rig_area(rig, frame);
	ok_named(frame_is_whole(rig, outer, false, RIG_NEUTRAL),
	    "P21-frame-while-stopped-and-shrunk");
	kill_one(rig->worker, SIGCONT);
}

static void
worker_dies(struct rig *rig)
{
	rig_begin(rig, 8);
	rig_create_window(rig, 7, (struct rect){100, 120, 300, 200}, false);
	rig_map(rig, 7, 0, false);
	ok_named(rig_find(rig, "") != 0, "shown");
	kill_one(rig->worker, SIGKILL);
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	while (rig_count(rig) > 0 && rig_now_ms() < deadline) {
		rig_pump(rig, 2);
	}
	ok_named(rig_count(rig) == 0, "P30-dead-worker-leaves-no-window");
}

/* --- pixels ------------------------------------------------------------------------ */

/* An exposure that is still under way puts more: then it is tried again. */
static bool
only_damage_is_put(struct rig *rig, xcb_window_t outer, uint32_t *pixels, struct rect r)
{
	struct rect all = {0, 0, r.width, r.height};
	bool is_exact = false;

	for (int i = 0; i < 5 && !is_exact; i++) {
		rig_fill(pixels, r.width, all, RED);
		rig_damage(rig, 7, all);
		if (!await_whole(rig, outer, false, RED)) {
			return false;
		}
		rig_fill(pixels, r.width, all, GREEN);
		rig_damage(rig, 7, (struct rect){10, 20, 30, 40});
		is_exact = rig_await_pixel(rig, r.x + 39, r.y + 59, GREEN) &&
		    rig_pixel(rig, r.x + 9, r.y + 59) == RED &&
		    rig_pixel(rig, r.x + 40, r.y + 59) == RED &&
		    rig_pixel(rig, r.x + 39, r.y + 60) == RED;
	}
	return is_exact;
}

static void
content_pixels(struct rig *rig)
{
	struct rect r = {100, 120, 300, 200};
	uint32_t *pixels;

	rig_begin(rig, 8);
	rig_create_window(rig, 7, r, false);
	rig_title(rig, 7, "pixels");
	rig_map(rig, 7, 0, false);
	int fd = rig_buffer(300, 200, &pixels);
	rig_fill(pixels, 300, (struct rect){0, 0, 300, 200}, RED);
	rig_dump(rig, 7, 300, 200, fd);
	ok_named(rig_await(rig, MSG_WINDOW_DUMP_ACK) != NULL, "dump acknowledged");
	xcb_window_t outer = rig_find(rig, "pixels");
	ok_named(await_whole(rig, outer, false, RED), "P1-content-inside-frame");

	ok_named(
	    only_damage_is_put(rig, outer, pixels, r), "damage is put, and nothing else");
	rig_damage(rig, 7, (struct rect){-2000000000, -5, UINT32_MAX, 100000});
	ok_named(await_whole(rig, outer, false, GREEN), "hostile damage is clipped");

	rig_fill(pixels, 300, (struct rect){0, 0, 300, 200}, BLUE);
	xcb_window_t other = cover(rig, rig_area(rig, outer));
	xcb_destroy_window(rig->x, other);
	rig_sync(rig);
	ok_named(await_whole(rig, outer, false, BLUE), "exposed: put from the buffer");
	munmap(pixels, 300 * 200 * 4);
	close(fd);
}

static void
resized(struct rig *rig)
{
	struct rect r = {100, 120, 200, 100};
	struct rect bigger = {100, 120, 300, 200};
	uint32_t *pixels;

	rig_begin(rig, 8);
	rig_create_window(rig, 7, r, false);
	rig_title(rig, 7, "resized");
	rig_map(rig, 7, 0, false);
	int fd = rig_buffer(200, 100, &pixels);
	rig_fill(pixels, 200, (struct rect){0, 0, 200, 100}, RED);
	rig_dump(rig, 7, 200, 100, fd);
	munmap(pixels, 200 * 100 * 4);
	close(fd);
	xcb_window_t outer = rig_find(rig, "resized");
	ok_named(await_whole(rig, outer, false, RED), "before");
	rig_configure(rig, 7, bigger);
	ok_named(rig_await_content(rig, outer, bigger), "resized by the guest");
	ok_named(rig_await_pixel(rig, 399, 319, RIG_NEUTRAL) &&
	        rig_pixel(rig, 299, 219) == RED,
	    "old pixels stay, new area has the background");
	fd = rig_buffer(300, 200, &pixels);
	rig_fill(pixels, 300, (struct rect){0, 0, 300, 200}, GREEN);
	rig_dump(rig, 7, 300, 200, fd);
	munmap(pixels, 300 * 200 * 4);
	close(fd);
	ok_named(await_whole(rig, outer, false, GREEN), "and then the new buffer");
	rig_forget(rig);
	ok_named(
	    rig_next(rig, 400) == NULL, "nothing is told to a guest that got its way");
}

static void
popups(struct rig *rig)
{
	struct rect shown = {
	    1280 - 100 - RIG_FRAME, 1024 - 50 - (int32_t)rig->label_height, 100, 50};

	rig_begin(rig, 8);
	rig_create_window(rig, 9, (struct rect){1250, 1000, 100, 50}, true);
	rig_title(rig, 9, "menu");
	rig_map(rig, 9, 0, true);
	xcb_window_t outer = rig_find(rig, "menu");
	ok_named(rig_await_content(rig, outer, shown), "P10-popup-stays-on-screen");
	const struct rig_message *m = rig_await(rig, MSG_CONFIGURE);
	ok_named(m && m->window == 9 && (int32_t)rig_word(m, 0) == shown.x &&
	        (int32_t)rig_word(m, 1) == shown.y,
	    "the guest is told of the clamp");
	ok_named(await_whole(rig, outer, true, RIG_NEUTRAL), "P1-popup-framed");
	rig_configure(rig, 9, shown);
	rig_configure(rig, 9, (struct rect){300, 300, 100, 50});
	ok_named(
	    rig_await_content(rig, outer, (struct rect){300, 300, 100, 50}), "moved");
	rig_plain(rig, MSG_UNMAP, 9);
	rig_create_window(rig, 10, (struct rect){0, 0, 5000, 5000}, true);
	rig_title(rig, 10, "huge");
	rig_map(rig, 10, 0, true);
	outer = rig_find(rig, "huge");
	ok_named(await_whole(rig, outer, true, RIG_NEUTRAL), "P9-huge-popup-is-framed");
	struct rect area = rig_area(rig, outer);
	ok_named(
	    area.width == 1280 && area.height == 1024, "and no larger than the screen");
}

static void
whole_screen_buffer(struct rig *rig)
{
	uint32_t *pixels;

	rig_begin(rig, 8);
	rig_create_window(rig, 0, (struct rect){0, 0, 1280, 1024}, false);
	int fd = rig_buffer(1280, 1024, &pixels);
	rig_fill(pixels, 1280, (struct rect){0, 0, 1280, 1024}, GREEN);
	rig_fill(pixels, 1280, (struct rect){100, 120, 300, 200}, RED);
	rig_dump(rig, 0, 1280, 1024, fd);
	rig_create_window(rig, 7, (struct rect){100, 120, 300, 200}, false);
	rig_title(rig, 7, "lent");
	rig_map(rig, 7, 0, false);
	xcb_window_t outer = rig_find(rig, "lent");
	ok_named(await_whole(rig, outer, false, RED), "window 0 lends its pixels");
	rig_fill(pixels, 1280, (struct rect){100, 120, 300, 200}, BLUE);
	rig_damage(rig, 0, (struct rect){0, 0, 1280, 1024});
	ok_named(await_whole(rig, outer, false, BLUE), "and its damage");
	munmap(pixels, 1280 * 1024 * 4);
	close(fd);
}

/* --- refused buffers --------------------------------------------------------------- */

static int
unsealed(void)
{
	int fd = memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	return ftruncate(fd, 300 * 200 * 4) == 0 ? fd : -1;
}

static void
refused_buffers(struct rig *rig)
{
	uint32_t *pixels;
	int fds[] = {
	    rig_buffer(300, 200, &pixels),
	    unsealed(),
	    rig_buffer(300, 100, &(uint32_t *){NULL}),
	    open("/dev/zero", O_RDONLY | O_CLOEXEC),
	};

	rig_begin(rig, 8);
	for (uint32_t i = 0; i < ARRAY_LEN(fds); i++) {
		rig_create_window(rig, 1 + i, (struct rect){100, 120, 300, 200}, false);
		rig_map(rig, 1 + i, 0, false);
		rig_dump(rig, 1 + i, 300, 200, fds[i]);
	}
	bool in_order = true;
	for (uint32_t i = 0; i < ARRAY_LEN(fds); i++) {
		const struct rig_message *m = rig_await(rig, MSG_WINDOW_DUMP_ACK);
		in_order = in_order && m && m->window == 1 + i;
	}
	ok_named(in_order, "acknowledgements in order, also of refused buffers");
	const char *log = rig_log(rig);
	ok_named(strstr(log, "window 0x2: buffer refused: memfd not sealed") &&
	        strstr(log, "window 0x3: buffer refused: memfd smaller") &&
	        strstr(log, "window 0x4: buffer refused: not a memfd"),
	    "P12-buffer-refused-and-logged");
	rig_plain(rig, MSG_DESTROY, 2);
	const struct rig_message *m = rig_await(rig, MSG_DESTROY);
	ok_named(m && m->window == 2, "the session goes on; destroy is acknowledged");
	rig_create_window(rig, 2, (struct rect){100, 120, 300, 200}, false);
	rig_dump(rig, 2, 300, 200, fds[0]);
	m = rig_await(rig, MSG_WINDOW_DUMP_ACK);
	ok_named(m && m->window == 2, "an id is free after that");
	for (size_t i = 0; i < ARRAY_LEN(fds); i++) {
		close(fds[i]);
	}
	munmap(pixels, 300 * 200 * 4);
}

static void
old_agents(struct rig *rig)
{
	uint32_t *pixels;
	int fd = rig_buffer(30, 20, &pixels);

	munmap(pixels, 30 * 20 * 4);
	rig_begin(rig, 3);
	rig_create_window(rig, 1, (struct rect){100, 120, 30, 20}, false);
	rig_map(rig, 1, 0, false);
	rig_dump(rig, 1, 30, 20, fd);
	rig_plain(rig, MSG_DESTROY, 1);
	rig_create_window(rig, 1, (struct rect){100, 120, 30, 20}, false);
	rig_title(rig, 1, "again");
	rig_map(rig, 1, 0, false);
	ok_named(rig_find(rig, "again") != 0, "1.3: version is not answered");
	ok_named(
	    rig_next(rig, 100) == NULL, "1.3: neither destroy nor dump is acknowledged");
	close(fd);
}

/* Where the server cannot map a guest's buffers, their pixels are copied. */
static void
copied(void)
{
	struct rig *rig = rig_create_copying();

	rig_begin(rig, 8);
	ok_named(strstr(rig_log(rig), "pixels copied") != NULL, "no MIT-SHM: copied");
	content_pixels(rig);
	resized(rig);
	whole_screen_buffer(rig);
	refused_buffers(rig);
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "channel closed: ended");
	rig_destroy(rig);
}

int
main(void)
{
	struct rig *rig = rig_create(false);

	paint_marks(rig);
	before_any_buffer(rig);
	smallest(rig);
	while_stopped(rig);
	worker_dies(rig);
	content_pixels(rig);
	resized(rig);
	popups(rig);
	whole_screen_buffer(rig);
	refused_buffers(rig);
	old_agents(rig);
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "channel closed: ended");
	rig_destroy(rig);
	copied();
	mark_picture_finish(&tile);
	mark_picture_finish(&bar);
	return done_testing();
}
