/*
 * What a load program can do on the X server it is connected to; the same program runs
 * in a guest and, for comparison, directly on the desktop's server.
 */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include "common/base/base.h"

#include <xcb/xcb.h>

#define LOAD_WINDOWS_MAX 128
#define LOAD_TITLE "bench-window"

struct load {
	xcb_connection_t *x; /* owned */
	const xcb_screen_t *screen;
	xcb_gcontext_t gc;
	xcb_window_t windows[LOAD_WINDOWS_MAX];
	size_t count;
};

int64_t load_now_ms(void);

/* A mapped, titled window, once it has been exposed (or at once: await false). */
xcb_window_t load_open_window(
    struct load *load, int x, int y, unsigned width, unsigned height, bool await);
void load_close_windows(struct load *load);

/* Waits until the server has done all that was asked. */
void load_sync(struct load *load);

void load_fill(struct load *load, xcb_window_t window, uint32_t colour, int x, int y,
    unsigned width, unsigned height);

/*
 * Each runs for ms milliseconds in a window of its own; returns how many it made.
 * rate: frames a second, 0 for as many as the server takes.
 */
unsigned load_video(
    struct load *load, unsigned width, unsigned height, unsigned ms, unsigned rate);
unsigned load_small(struct load *load, unsigned width, unsigned height, unsigned ms);
unsigned load_resize(struct load *load, unsigned ms);
unsigned load_move(struct load *load, unsigned ms);

/* Fills a window anew at each key press until the other descriptor has something. */
void load_echo(struct load *load, unsigned width, unsigned height, int until);

#endif
