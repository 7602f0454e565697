/*
 * What a load program can do on the X server it is connected to; the same program runs
 * in a guest and, for comparison, directly on the desktop's server.
 */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include "tests/bench/line.h"

#include <xcb/xcb.h>

#define LOAD_WINDOWS_MAX 128

struct load {
	xcb_connection_t *x; /* owned */
	const xcb_screen_t *screen;
	xcb_gcontext_t gc;
	struct line line; /* to the benchmark */
	xcb_window_t windows[LOAD_WINDOWS_MAX];
	size_t count;
};

int64_t load_now_ms(void);

/* Waits for the next event of this type (without its "sent" bit). */
void load_await_event(struct load *load, uint8_t type);

/* Waits until the server has done all that was asked. */
void load_sync(struct load *load);

void load_fill(struct load *load, xcb_window_t window, uint32_t colour, int x, int y,
    unsigned width, unsigned height);

/* --- windows (load_window.c) ---------------------------------------------------------
 */

enum load_kind {
	LOAD_WINDOW,
	LOAD_DIALOG_WINDOW, /* of the window opened last */
	LOAD_POPUP,         /* override-redirect */
};

/* A mapped window, titled as its kind; load_close_windows() destroys it. */
xcb_window_t load_map_window(struct load *load, enum load_kind kind, int x, int y,
    unsigned width, unsigned height);

/* The same of LOAD_WINDOW, once it has been exposed. */
xcb_window_t load_open_window(
    struct load *load, int x, int y, unsigned width, unsigned height);
void load_close_windows(struct load *load);

/* Opens count windows; one kept is never drawn on again. */
unsigned load_many(struct load *load, unsigned count);

/* Replaces the last window of this kind by a new one, painted in the colour. */
unsigned load_replace(struct load *load, enum load_kind kind, uint32_t colour);

/* --- for a while ---------------------------------------------------------------------
 */

/*
 * Each runs for ms milliseconds in a window of its own; returns how many it made.
 * rate: frames a second, 0 for as many as the server takes.
 */
unsigned load_video(
    struct load *load, unsigned width, unsigned height, unsigned ms, unsigned rate);
unsigned load_small(struct load *load, unsigned width, unsigned height, unsigned ms);
unsigned load_resize(struct load *load, unsigned ms);
unsigned load_move(struct load *load, unsigned ms);

/*
 * A terminal whose every line scrolls it.  How many lines there were, below 1 << 24, is
 * the colour of its upper left corner.
 */
unsigned load_text(struct load *load, unsigned ms);

/* --- answers to a person (load_answer.c) ----------------------------------------------
 */

enum load_answer {
	ANSWER_ECHO,    /* a key or button fills the window anew */
	ANSWER_MENU,    /* a key opens a menu, the next closes it */
	ANSWER_DIALOG,  /* the same with a dialog */
	ANSWER_REPAINT, /* a new size paints all in scene_size_colour()'s colour */
};

/* Answers in a window of side px until the benchmark says something. */
void load_answer(struct load *load, enum load_answer answer, unsigned side);

/* --- of this domain (load_cost.c) ------------------------------------------------------
 */

/*
 * CPU time so far of the parent's descendant whose command has part, or of the parent
 * itself if part is `parent`; in microseconds.
 */
unsigned long load_cpu_us(const char *part);

/* How often it woke up so far. */
unsigned long load_wakeups(const char *part);

#endif
