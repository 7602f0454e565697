/*
 * Sees what a desktop's X server draws, operation by operation, through Damage.
 */
#ifndef BENCH_WATCH_H
#define BENCH_WATCH_H

#include "common/base/rect.h"
#include "tests/bench/line.h"

#include <xcb/damage.h>
#include <xcb/xcb.h>

struct watch {
	xcb_connection_t *x; /* owned */
	xcb_window_t root;
	uint8_t damage_event;
	uint64_t area;       /* px drawn since watch_reset() */
	unsigned configures; /* windows moved or resized since then */
	int64_t last_ns;     /* when the last of either came */
	struct rect last;    /* what was drawn last */
};

MUST_USE bool watch_open(struct watch *watch, const char *display);
void watch_close(struct watch *watch);
void watch_reset(struct watch *watch);

/* Takes events until a line has come, or until the deadline (clock_ms()). */
void watch_until(struct watch *watch, struct line *line, int64_t deadline);

/*
 * Waits until the pixel at (x, y) is (or, with differs, is not) of the colour; asks only
 * after something was drawn there.  When it was drawn (clock_ns()); -1 at the deadline.
 */
int64_t watch_await_pixel(
    struct watch *watch, int x, int y, uint32_t colour, bool differs, int64_t deadline);

/* The same of a pixel that may have the colour already.  False at the deadline. */
MUST_USE bool watch_await_colour(
    struct watch *watch, int x, int y, uint32_t colour, int64_t deadline);

uint32_t watch_pixel(struct watch *watch, int x, int y);

#endif
