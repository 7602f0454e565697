#include "tests/bench/measure.h"

#include "tests/scenario/procfs.h"

#include <stdlib.h>

/* CPU time so far of all that takes part but the program, whose painting is the same. */
struct cost {
	int64_t xserver, worker, agent, guest_xserver; /* ns */
};

static int64_t
cpu_of(pid_t pid)
{
	return pid > 0 ? procfs_cpu_ns(pid) : 0;
}

static struct cost
cost_now(struct bench *bench)
{
	pid_t agent = fixture_agent(&bench->fixture, BENCH_DOMAIN);

	return (struct cost){
	    .xserver = cpu_of(fixture_xserver(&bench->fixture)),
	    .worker = cpu_of(fixture_worker(&bench->fixture, BENCH_DOMAIN)),
	    .agent = cpu_of(fixture_session(&bench->fixture, BENCH_DOMAIN)),
	    .guest_xserver = cpu_of(procfs_find(agent, "Xorg -displayfd", 0)),
	};
}

/* Runs a load that ends by itself; the seconds it took. */
static double
run(struct bench *bench, struct player *player)
{
	int64_t start = clock_ns();

	watch_until(
	    &bench->watch, player->fd, clock_ms() + bench->ms + FIXTURE_PATIENCE_MS);
	return (double)(clock_ns() - start) / 1e9;
}

static void
add_cost(struct bench *bench, struct player *player, const struct report_kind *kind,
    const struct cost *before, const struct cost *after, double frames)
{
	double ns = (double)(after->xserver - before->xserver);

	if (!player->native) {
		ns += (double)(after->worker - before->worker);
	}
	report_add(&bench->report, kind, player->native, ns / 1e6 / frames);
}

/* What a load of drawing is called in the report. */
struct drawing {
	struct report_kind rate, cost, worker, agent, guest_xserver;
};

/* The command has been told; each frame is unit px large. */
static void
measure_drawing(
    struct bench *bench, struct player *player, const struct drawing *names, double unit)
{
	struct cost before;
	struct cost after;
	double seconds;
	double frames;

	watch_reset(&bench->watch);
	before = cost_now(bench);
	seconds = run(bench, player);
	after = cost_now(bench);
	frames = (double)bench->watch.area / unit;
	report_add(&bench->report, &names->rate, player->native, frames / seconds);
	add_cost(bench, player, &names->cost, &before, &after, frames);
	if (!player->native) {
		report_add(&bench->report, &names->worker, false,
		    (double)(after.worker - before.worker) / 1e6 / frames);
		report_add(&bench->report, &names->agent, false,
		    (double)(after.agent - before.agent) / 1e6 / frames);
		report_add(&bench->report, &names->guest_xserver, false,
		    (double)(after.guest_xserver - before.guest_xserver) / 1e6 / frames);
	}
	(void)player_await(player, clock_ms() + FIXTURE_PATIENCE_MS);
	player_stop(player);
}

void
measure_video_1080(struct bench *bench, struct player *player)
{
	static const struct drawing names = {
	    {"video 1920x1080", "frames/s", GOAL_RATIO_AT_LEAST, 0.9},
	    {"video 1920x1080, dom0 CPU", "ms/frame", GOAL_NONE, 0},
	    {"video 1920x1080, worker's part", "ms/frame", GOAL_NONE, 0},
	    {"video 1920x1080, agent", "ms/frame", GOAL_NONE, 0},
	    {"video 1920x1080, guest's Xorg", "ms/frame", GOAL_NONE, 0},
	};

	player_tell(player, "video 1920 1080 %u 0", bench->ms);
	measure_drawing(bench, player, &names, 1920. * 1080);
}

void
measure_film_1080(struct bench *bench, struct player *player)
{
	static const struct drawing names = {
	    {"film 1920x1080", "frames/s", GOAL_NONE, 0},
	    {"film 1920x1080, dom0 CPU", "ms/frame", GOAL_RATIO_AT_MOST, 1.1},
	    {"film 1920x1080, worker's part", "ms/frame", GOAL_NONE, 0},
	    {"film 1920x1080, agent", "ms/frame", GOAL_NONE, 0},
	    {"film 1920x1080, guest's Xorg", "ms/frame", GOAL_NONE, 0},
	};

	player_tell(player, "video 1920 1080 %u 60", bench->ms);
	measure_drawing(bench, player, &names, 1920. * 1080);
}

void
measure_video_4k(struct bench *bench, struct player *player)
{
	static const struct drawing names = {
	    {"video 3840x2160", "frames/s", GOAL_RATIO_AT_LEAST, 0.9},
	    {"video 3840x2160, dom0 CPU", "ms/frame", GOAL_NONE, 0},
	    {"video 3840x2160, worker's part", "ms/frame", GOAL_NONE, 0},
	    {"video 3840x2160, agent", "ms/frame", GOAL_NONE, 0},
	    {"video 3840x2160, guest's Xorg", "ms/frame", GOAL_NONE, 0},
	};

	player_tell(player, "video 3840 2160 %u 0", bench->ms);
	measure_drawing(bench, player, &names, 3840. * 2160);
}

void
measure_film_4k(struct bench *bench, struct player *player)
{
	static const struct drawing names = {
	    {"film 3840x2160", "frames/s", GOAL_NONE, 0},
	    {"film 3840x2160, dom0 CPU", "ms/frame", GOAL_RATIO_AT_MOST, 1.1},
	    {"film 3840x2160, worker's part", "ms/frame", GOAL_NONE, 0},
	    {"film 3840x2160, agent", "ms/frame", GOAL_NONE, 0},
	    {"film 3840x2160, guest's Xorg", "ms/frame", GOAL_NONE, 0},
	};

	player_tell(player, "video 3840 2160 %u 30", bench->ms);
	measure_drawing(bench, player, &names, 3840. * 2160);
}

void
measure_small(struct bench *bench, struct player *player)
{
	static const struct drawing names = {
	    {"small 64x16", "updates/s", GOAL_RATIO_AT_LEAST, 0.7},
	    {"small 64x16, dom0 CPU", "ms/update", GOAL_NONE, 0},
	    {"small 64x16, worker's part", "ms/update", GOAL_NONE, 0},
	    {"small 64x16, agent", "ms/update", GOAL_NONE, 0},
	    {"small 64x16, guest's Xorg", "ms/update", GOAL_NONE, 0},
	};

	player_tell(player, "small 1024 768 %u", bench->ms);
	measure_drawing(bench, player, &names, 64. * 16);
}

static void
measure_steps(struct bench *bench, struct player *player, const struct report_kind *kind)
{
	double seconds;

	watch_reset(&bench->watch);
	seconds = run(bench, player);
	report_add(
	    &bench->report, kind, player->native, bench->watch.configures / seconds);
	(void)player_await(player, clock_ms() + FIXTURE_PATIENCE_MS);
	player_stop(player);
}

void
measure_resize(struct bench *bench, struct player *player)
{
	static const struct report_kind kind = {
	    "resize by the program", "steps/s", GOAL_RATIO_AT_LEAST, 0.6};

	player_tell(player, "resize %u", bench->ms);
	measure_steps(bench, player, &kind);
}

void
measure_move(struct bench *bench, struct player *player)
{
	static const struct report_kind kind = {
	    "move by the program", "steps/s", GOAL_RATIO_AT_LEAST, 0.6};

	player_tell(player, "move %u", bench->ms);
	measure_steps(bench, player, &kind);
}

void
measure_windows(struct bench *bench, struct player *player)
{
	static const struct report_kind kind = {
	    "window create-map-draw-destroy", "windows/s", GOAL_RATIO_AT_LEAST, 0.6};
	int64_t start = clock_ms();
	int64_t deadline = start + FIXTURE_PATIENCE_MS;
	unsigned count = 0;

	while (clock_ms() - start < bench->ms) {
		uint32_t colour = (0x102030 + count * 0x050301) & 0xffffff;

		player_tell(player, "window %u", colour);
		if (watch_await_pixel(&bench->watch, 200, 175, colour, false, deadline) <
		        0 ||
		    player_await(player, deadline) < 0) {
			break;
		}
		count++;
	}
	report_add(&bench->report, &kind, player->native,
	    count * 1000. / (double)(clock_ms() - start));
	player_stop(player);
}
