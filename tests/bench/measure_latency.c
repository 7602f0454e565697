#include "tests/bench/measure.h"

#include "tests/scenario/procfs.h"

#include <stdlib.h>
#include <time.h>

#define SIDE 200u /* px of the window that answers keys */
#define SAMPLES 300
#define KEYCODE_A 38     /* evdev + 8 */
#define PAUSE_NS 3000000 /* between keys, as of a person: everything sleeps again */

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

/* One key; how long until its pixel, ms; negative when it never came. */
static double
press_key(struct bench *bench, int x, int y)
{
	static const struct timespec pause = {0, PAUSE_NS};
	uint32_t old = watch_pixel(&bench->watch, x, y);
	int64_t start = clock_ns();
	int64_t seen;

	desk_key(&bench->fixture.desk, KEYCODE_A, true);
	seen = watch_await_pixel(&bench->watch, x, y, old, true, clock_ms() + 2000);
	desk_key(&bench->fixture.desk, KEYCODE_A, false);
	clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL);
	return seen < 0 ? -1 : (double)(seen - start) / 1e6;
}

/* The middle of the window that shows the program's drawing. */
static bool
find_middle(struct bench *bench, int *x, int *y)
{
	struct desk *desk = &bench->fixture.desk;
	const struct desk_window *window =
	    desk_await_window(desk, "bench-window", clock_ms() + FIXTURE_PATIENCE_MS);

	if (!window) {
		return false;
	}
	desk_focus(desk, window->id);
	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_window *w = &desk->windows[i];

		if ((w->id == window->id || w->parent == window->id) &&
		    w->area.width == SIDE && w->area.height == SIDE) {
			*x = w->area.x + (int)SIDE / 2;
			*y = w->area.y + (int)SIDE / 2;
			return true;
		}
	}
	return false;
}

void
measure_latency(struct bench *bench, struct player *player)
{
	static const struct report_kind p50 = {
	    "key to pixel, p50", "ms", GOAL_RATIO_AT_MOST, 1.3};
	static const struct report_kind p99 = {"key to pixel, p99", "ms", GOAL_NONE, 0};
	double samples[SAMPLES];
	size_t count = 0;
	int x;
	int y;

	player_tell(player, "echo %u %u", SIDE, SIDE);
	if (player_await(player, clock_ms() + FIXTURE_PATIENCE_MS) == 0 &&
	    find_middle(bench, &x, &y)) {
		(void)press_key(bench, x, y); /* the focus arrives */
		while (count < SAMPLES) {
			samples[count] = press_key(bench, x, y);
			if (samples[count++] < 0) {
				tap_diag("a key's pixel never came");
				break;
			}
		}
	}
	if (count == SAMPLES) {
		qsort(samples, count, sizeof(*samples), compare);
		report_add(&bench->report, &p50, player->native, samples[SAMPLES / 2]);
		report_add(
		    &bench->report, &p99, player->native, samples[SAMPLES * 99 / 100]);
	}
	player_stop(player); /* the first answer is that of `echo` */
	(void)player_await(player, clock_ms() + FIXTURE_PATIENCE_MS);
}
