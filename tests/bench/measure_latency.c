#include "tests/bench/cost.h"
#include "tests/bench/measure.h"
#include "tests/bench/scene.h"
#include "tests/scenario/procfs.h"

#include <stdlib.h>
#include <time.h>

#define SIDE 200u /* px of the window that answers */
#define SAMPLES_MAX 300u
#define KEYCODE_A 38     /* evdev + 8 */
#define PAUSE_NS 3000000 /* between keys, as of a person: everything sleeps again */
#define LAB_PAUSE_NS 20000000
#define SETTLE_S 1

/* The window that answers, and where its answers are seen. */
struct subject {
	xcb_window_t outer; /* what a window manager would take hold of */
	struct rect outer_area, content;
};

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
rest(struct bench *bench)
{
	const struct timespec pause = {
	    0, stage_is_lab(&bench->stage) ? LAB_PAUSE_NS : PAUSE_NS};

	clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL);
}

/* Until the focus has arrived everywhere: keys before that go nowhere. */
static void
settle(void)
{
	const struct timespec pause = {SETTLE_S, 0};

	clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL);
}

static bool
find_subject(struct bench *bench, struct subject *out)
{
	struct desk *desk = &bench->stage.fixture.desk;
	const struct desk_window *window =
	    desk_await_window(desk, SCENE_TITLE, stage_deadline());

	if (!window) {
		return false;
	}
	desk_focus(desk, window->id);
	*out = (struct subject){window->id, window->area, {0, 0, 0, 0}};
	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_window *w = &desk->windows[i];

		if ((w->id == window->id || w->parent == window->id) &&
		    w->area.width == SIDE && w->area.height == SIDE) {
			out->content = w->area;
			desk_move(desk, scene_x(w->area), scene_y(w->area));
			settle();
			return true;
		}
	}
	return false;
}

/* What a person does for the nth time; ms until it is answered, negative if it is not. */
typedef double person(struct bench *bench, const struct subject *subject, unsigned n);

static double
ms_from(int64_t start, int64_t seen)
{
	return seen < 0 ? -1 : (double)(seen - start) / 1e6;
}

static double
press_key(struct bench *bench, const struct subject *subject, unsigned n)
{
	struct desk *desk = &bench->stage.fixture.desk;
	int x = scene_x(subject->content);
	int y = scene_y(subject->content);
	uint32_t old = watch_pixel(&bench->watch, x, y);
	int64_t start = clock_ns();

	(void)n;
	desk_key(desk, KEYCODE_A, true);
	int64_t seen =
	    watch_await_pixel(&bench->watch, x, y, old, true, stage_deadline());
	desk_key(desk, KEYCODE_A, false);
	return ms_from(start, seen);
}

static double
press_button(struct bench *bench, const struct subject *subject, unsigned n)
{
	struct desk *desk = &bench->stage.fixture.desk;
	int x = scene_x(subject->content);
	int y = scene_y(subject->content);
	uint32_t old = watch_pixel(&bench->watch, x, y);
	int64_t start = clock_ns();

	(void)n;
	desk_button(desk, 1, true);
	int64_t seen =
	    watch_await_pixel(&bench->watch, x, y, old, true, stage_deadline());
	desk_button(desk, 1, false);
	return ms_from(start, seen);
}

/* What the key opens is closed by another, which does not count. */
static double
open_by_key(struct bench *bench, struct rect opened)
{
	struct desk *desk = &bench->stage.fixture.desk;
	int x = scene_x(opened);
	int y = scene_y(opened);
	int64_t start = clock_ns();

	desk_key(desk, KEYCODE_A, true);
	int64_t seen = watch_await_pixel(
	    &bench->watch, x, y, SCENE_MENU_COLOUR, false, stage_deadline());
	desk_key(desk, KEYCODE_A, false);
	rest(bench);
	watch_reset(&bench->watch);
	desk_key(desk, KEYCODE_A, true);
	int64_t gone = watch_await_pixel(
	    &bench->watch, x, y, SCENE_MENU_COLOUR, true, stage_deadline());
	desk_key(desk, KEYCODE_A, false);
	return ms_from(start, gone < 0 ? -1 : seen);
}

static double
open_menu(struct bench *bench, const struct subject *subject, unsigned n)
{
	(void)subject, (void)n;
	return open_by_key(bench, SCENE_MENU);
}

static double
open_dialog(struct bench *bench, const struct subject *subject, unsigned n)
{
	(void)subject, (void)n;
	return open_by_key(bench, SCENE_DIALOG);
}

/* As a window manager does it: larger and smaller, never the same twice. */
static double
resize(struct bench *bench, const struct subject *subject, unsigned n)
{
	struct desk *desk = &bench->stage.fixture.desk;
	uint32_t more = 1 + (n * 37) % 200;
	const uint32_t size[] = {
	    subject->outer_area.width + more, subject->outer_area.height + more};
	int64_t start = clock_ns();

	xcb_configure_window(desk->x, subject->outer,
	    XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, size);
	xcb_flush(desk->x);
	return ms_from(start,
	    watch_await_pixel(&bench->watch, scene_x(subject->content),
	        scene_y(subject->content),
	        scene_size_colour(subject->content.width + more), false,
	        stage_deadline()));
}

/* What a latency is called in the report; a row without a name is left out. */
struct names {
	struct report_kind p50, p90, p99, all;
};

static void
add(struct bench *bench, const struct player *player, const struct report_kind *kind,
    double value)
{
	if (kind->name) {
		report_add(&bench->report, kind, player->native, value);
	}
}

/* False when an answer never came. */
static bool
take_samples(
    struct bench *bench, const struct subject *subject, person *act, double *samples)
{
	for (unsigned i = 0; i < bench->samples; i++) {
		rest(bench);
		watch_reset(&bench->watch);
		samples[i] = act(bench, subject, i + 1);
		if (samples[i] < 0) {
			return false;
		}
	}
	return true;
}

static void
measure_latency(struct bench *bench, struct player *player, const struct names *names,
    const char *verb, person *act)
{
	double samples[SAMPLES_MAX];
	struct subject subject;

	if (bench->samples > SAMPLES_MAX) {
		bench->samples = SAMPLES_MAX;
	}
	struct cost before = cost_now(&bench->stage, player);
	player_tell(player, "%s %u", verb, SIDE);
	if (player_await(player) < 0 || !find_subject(bench, &subject) ||
	    act(bench, &subject, 0) < 0 || /* all of it is in memory */
	    !take_samples(bench, &subject, act, samples)) {
		tap_diag("%s was not answered on the screen%s", verb,
		    player->native ? ", natively" : "");
	} else {
		size_t n = bench->samples;

		qsort(samples, n, sizeof(*samples), compare);
		add(bench, player, &names->p50, samples[n / 2]);
		add(bench, player, &names->p90, samples[n * 90 / 100]);
		add(bench, player, &names->p99, samples[n * 99 / 100]);
	}
	player_stop(player); /* the first answer is that of the verb */
	(void)player_await(player);
	struct cost cost = cost_since(&before, &bench->stage, player);
	add(bench, player, &names->all, cost_of_all(&cost) / bench->samples);
}

void
measure_key(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .p50 = {"key to pixel, p50", "ms", BETTER_LESS, 1.3, 1.8, 3.6},
	    .p99 = {"key to pixel, p99", "ms", BETTER_LESS, 0, 0, 2.4},
	    .all = {"key, all CPU", "ms", BETTER_LESS, 0, 0, 7.25},
	};

	measure_latency(bench, player, &names, "echo", press_key);
}

void
measure_button(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .p50 = {"button to pixel, p50", "ms", BETTER_LESS, 1.3, 1.8, 3.1},
	    .p99 = {"button to pixel, p99", "ms", BETTER_LESS, 0, 0, 2.4},
	};

	measure_latency(bench, player, &names, "echo", press_button);
}

void
measure_menu(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .p50 = {"key to menu painted, p50", "ms", BETTER_LESS, 1.5, 2.5, 5.4},
	};

	measure_latency(bench, player, &names, "menu", open_menu);
}

void
measure_dialog(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .p50 = {"key to dialog painted, p50", "ms", BETTER_LESS, 1.5, 2.5, 9.9},
	};

	measure_latency(bench, player, &names, "dialog", open_dialog);
}

void
measure_repaint(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .p50 = {"desktop resize to repainted, p50", "ms", BETTER_LESS, 2, 3, 8.5},
	    .p90 = {"desktop resize to repainted, p90", "ms", BETTER_LESS, 0, 0, 7.1},
	};

	measure_latency(bench, player, &names, "repaint", resize);
}
