#include "tests/bench/cost.h"
#include "tests/bench/measure.h"
#include "tests/bench/scene.h"
#include "tests/scenario/procfs.h"

#include <stdlib.h>

/* What a load is called in the report; a row without a name is left out. */
struct names {
	struct report_kind rate, shown, dom0, all, worker, agent, guest_xserver;
};

static void
add(struct bench *bench, const struct player *player, const struct report_kind *kind,
    double value)
{
	if (kind->name) {
		report_add(&bench->report, kind, player->native, value);
	}
}

/* What so many cost. */
static void
add_cost(struct bench *bench, const struct player *player, const struct names *names,
    const struct cost *cost, double count)
{
	if (count <= 0) {
		return;
	}
	add(bench, player, &names->dom0, cost_of_dom0(cost) / count);
	add(bench, player, &names->all, cost_of_all(cost) / count);
	if (!player->native) {
		add(bench, player, &names->worker, cost->worker / count);
		add(bench, player, &names->agent, cost->agent / count);
		add(bench, player, &names->guest_xserver, cost->guest_xserver / count);
	}
}

/* Waits for a load that ends by itself; how many it says that it made. */
static long
finish(struct bench *bench, struct player *player)
{
	watch_until(&bench->watch, &player->line, stage_deadline() + bench->ms);
	return player_await(player);
}

static double
seconds_since(int64_t start)
{
	return (double)(clock_ns() - start) / 1e9;
}

/* Each frame is unit px large; rate: 0 for a load that has none. */
static void
measure_drawing(struct bench *bench, struct player *player, const struct names *names,
    struct rect size, const char *verb, unsigned rate, double unit)
{
	struct cost before = cost_now(&bench->stage, player);
	int64_t start = clock_ns();

	watch_reset(&bench->watch);
	player_tell(
	    player, "%s %u %u %u %u", verb, size.width, size.height, bench->ms, rate);
	(void)finish(bench, player);
	double seconds = seconds_since(start);
	double frames = (double)bench->watch.area / unit;
	struct cost cost = cost_since(&before, &bench->stage, player);
	add(bench, player, &names->rate, frames / seconds);
	add_cost(bench, player, names, &cost, frames);
	player_stop(player);
}

void
measure_video_1080(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .rate = {"video 1920x1080", "frames/s", BETTER_MORE, 0.9, 0.5, 0.26},
	    .dom0 = {"video 1920x1080, dom0 CPU", "ms", BETTER_LESS, 0, 0, 0},
	    .all = {"video 1920x1080, all CPU", "ms", BETTER_LESS, 0, 0, 3.1},
	    .worker = {.name = "video 1920x1080, worker", .unit = "ms"},
	    .agent = {.name = "video 1920x1080, agent", .unit = "ms"},
	    .guest_xserver = {.name = "video 1920x1080, guest's Xorg", .unit = "ms"},
	};

	measure_drawing(bench, player, &names, (struct rect){0, 0, 1920, 1080}, "video",
	    0, 1920. * 1080);
}

void
measure_video_600(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .rate = {"video 800x600", "frames/s", BETTER_MORE, 0, 0.5, 0.33},
	};

	measure_drawing(
	    bench, player, &names, (struct rect){0, 0, 800, 600}, "video", 0, 800. * 600);
}

void
measure_film_1080(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .rate = {"film 1920x1080", "frames/s", BETTER_MORE, 0, 0, 0},
	    .dom0 = {"film 1920x1080, dom0 CPU", "ms", BETTER_LESS, 1.1, 1.6, 0},
	    .worker = {.name = "film 1920x1080, worker", .unit = "ms"},
	    .agent = {.name = "film 1920x1080, agent", .unit = "ms"},
	    .guest_xserver = {.name = "film 1920x1080, guest's Xorg", .unit = "ms"},
	};

	measure_drawing(bench, player, &names, (struct rect){0, 0, 1920, 1080}, "video",
	    stage_is_lab(&bench->stage) ? 15 : 60, 1920. * 1080);
}

void
measure_video_4k(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .rate = {"video 3840x2160", "frames/s", BETTER_MORE, 0.9, 0.5, 0},
	    .dom0 = {"video 3840x2160, dom0 CPU", "ms", BETTER_LESS, 0, 0, 0},
	};

	measure_drawing(bench, player, &names, (struct rect){0, 0, 3840, 2160}, "video",
	    0, 3840. * 2160);
}

void
measure_film_4k(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .rate = {"film 3840x2160", "frames/s", BETTER_MORE, 0, 0, 0},
	    .dom0 = {"film 3840x2160, dom0 CPU", "ms", BETTER_LESS, 1.1, 1.6, 0},
	};

	measure_drawing(bench, player, &names, (struct rect){0, 0, 3840, 2160}, "video",
	    stage_is_lab(&bench->stage) ? 4 : 30, 3840. * 2160);
}

void
measure_small(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .rate = {"small 64x16", "updates/s", BETTER_MORE, 0.7, 0.5, 0.17},
	    .dom0 = {"small 64x16, dom0 CPU", "ms", BETTER_LESS, 0, 0, 0},
	    .all = {"small 64x16, all CPU", "ms", BETTER_LESS, 0, 0, 10.3},
	    .worker = {.name = "small 64x16, worker", .unit = "ms"},
	    .agent = {.name = "small 64x16, agent", .unit = "ms"},
	    .guest_xserver = {.name = "small 64x16, guest's Xorg", .unit = "ms"},
	};

	measure_drawing(
	    bench, player, &names, (struct rect){0, 0, 1024, 768}, "small", 0, 64. * 16);
}

/* Until the last line is on the screen: those before it may have gone by unseen. */
void
measure_text(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .rate = {"terminal, until the last line", "lines/s", BETTER_MORE, 0.7, 0.5,
	        0.20},
	    .all = {"terminal, all CPU", "ms", BETTER_LESS, 0, 0, 6.9},
	    .worker = {.name = "terminal, worker", .unit = "ms"},
	    .agent = {.name = "terminal, agent", .unit = "ms"},
	    .guest_xserver = {.name = "terminal, guest's Xorg", .unit = "ms"},
	};
	static const struct rect r = SCENE_TEXT;
	struct cost before = cost_now(&bench->stage, player);
	int64_t start = clock_ns();

	player_tell(player, "text %u", bench->ms);
	long lines = finish(bench, player);
	if (lines < 1 ||
	    !watch_await_colour(
	        &bench->watch, r.x + 4, r.y + 4, (uint32_t)lines, stage_deadline())) {
		tap_diag("the last line of %ld was not shown", lines);
	} else {
		double seconds = seconds_since(start);
		struct cost cost = cost_since(&before, &bench->stage, player);

		add(bench, player, &names.rate, (double)lines / seconds);
		add_cost(bench, player, &names, &cost, (double)lines);
	}
	player_stop(player);
}

/* Until the last step is on the screen: those before it may have been one. */
static void
measure_steps(struct bench *bench, struct player *player, const struct names *names,
    const char *verb, struct rect step(unsigned n))
{
	struct cost before = cost_now(&bench->stage, player);
	int64_t start = clock_ns();

	watch_reset(&bench->watch);
	player_tell(player, "%s %u", verb, bench->ms);
	long count = finish(bench, player);
	struct rect last = count > 0 ? step((unsigned)count - 1) : (struct rect){0};
	if (count < 1 ||
	    !watch_await_colour(&bench->watch, scene_x(last), scene_y(last),
	        scene_last_colour((unsigned)count), stage_deadline())) {
		tap_diag("the last %s of %ld was not shown", verb, count);
	} else {
		double seconds = seconds_since(start);
		struct cost cost = cost_since(&before, &bench->stage, player);

		add(bench, player, &names->rate, (double)count / seconds);
		add(bench, player, &names->shown, bench->watch.configures / seconds);
		add_cost(bench, player, names, &cost, (double)count);
	}
	player_stop(player);
}

void
measure_resize(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .rate = {"resize by the program", "steps/s", BETTER_MORE, 0.6, 0.4, 0.14},
	    .shown = {.name = "resize by the program, seen", .unit = "steps/s"},
	    .all = {"resize by the program, all CPU", "ms", BETTER_LESS, 0, 0, 16.1},
	};

	measure_steps(bench, player, &names, "resize", scene_resize);
}

void
measure_move(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .rate = {"move by the program", "steps/s", BETTER_MORE, 0.6, 0.4, 0.15},
	    .shown = {.name = "move by the program, seen", .unit = "steps/s"},
	    .all = {"move by the program, all CPU", "ms", BETTER_LESS, 0, 0, 9.4},
	};

	measure_steps(bench, player, &names, "move", scene_move);
}

/* One after the other, each destroyed when it has been seen. */
static void
measure_short_lived(struct bench *bench, struct player *player, const struct names *names,
    const char *verb)
{
	static const struct rect r = SCENE_SHORT_LIVED;
	struct cost before = cost_now(&bench->stage, player);
	int64_t start = clock_ns();
	unsigned count = 0;

	while (seconds_since(start) * 1e3 < bench->ms) {
		uint32_t colour = (0x102030 + count * 0x050301) & 0xffffff;

		player_tell(player, "%s %u", verb, colour);
		if (watch_await_pixel(&bench->watch, scene_x(r), scene_y(r), colour,
		        false, stage_deadline()) < 0 ||
		    player_await(player) < 0) {
			tap_diag("%s %u was not shown", verb, count);
			break;
		}
		count++;
	}
	double seconds = seconds_since(start);
	struct cost cost = cost_since(&before, &bench->stage, player);
	add(bench, player, &names->rate, count / seconds);
	add_cost(bench, player, names, &cost, count);
	player_stop(player);
}

void
measure_windows(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .rate = {"windows opened, seen, closed", "windows/s", BETTER_MORE, 0.6, 0.4,
	        0.20},
	    .dom0 = {.name = "windows, dom0 CPU", .unit = "ms"},
	    .all = {"windows, all CPU", "ms", BETTER_LESS, 0, 0, 6.9},
	    .worker = {.name = "windows, worker", .unit = "ms"},
	    .agent = {.name = "windows, agent", .unit = "ms"},
	    .guest_xserver = {.name = "windows, guest's Xorg", .unit = "ms"},
	};

	measure_short_lived(bench, player, &names, "window");
}

void
measure_popups(struct bench *bench, struct player *player)
{
	static const struct names names = {
	    .rate = {"popups opened, seen, closed", "windows/s", BETTER_MORE, 0.6, 0.4,
	        0.22},
	};

	measure_short_lived(bench, player, &names, "popup");
}

#define MANY 100u

static bool
are_shown(struct bench *bench)
{
	for (unsigned i = 0; i < MANY; i++) {
		struct rect r = scene_many(i);

		if (!watch_await_colour(&bench->watch, scene_x(r), scene_y(r),
		        scene_many_colour(i), stage_deadline())) {
			tap_diag("window %u of %u was not shown", i, MANY);
			return false;
		}
	}
	return true;
}

void
measure_many(struct bench *bench, struct player *player)
{
	static const struct report_kind kind = {
	    "100 windows opened and kept", "windows/s", BETTER_MORE, 0.6, 0.4, 0.09};
	int64_t start = clock_ns();

	player_tell(player, "many %u", MANY);
	if (player_await(player) >= 0 && are_shown(bench)) {
		add(bench, player, &kind, MANY / seconds_since(start));
	}
	player_stop(player);
}
