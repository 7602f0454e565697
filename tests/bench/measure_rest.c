#include "tests/bench/measure.h"
#include "tests/bench/scene.h"
#include "tests/scenario/procfs.h"

#include <stdio.h>
#include <time.h>

#define IDLE_S 10
#define SETTLE_S 3

static bool
has_windows(struct desk *desk, void *data)
{
	desk_look(desk);
	return desk_count(desk, SCENE_TITLE) == *(const size_t *)data;
}

static void
measure_memory_of(struct bench *bench, struct player *player, size_t windows)
{
	static const struct report_kind kinds[3][2] = {
	    {{.name = "worker with 1 window, PSS", .unit = "KiB"},
	        {.name = "worker with 1 window, RSS", .unit = "KiB"}},
	    {{.name = "worker with 20 windows, PSS", .unit = "KiB"},
	        {.name = "worker with 20 windows, RSS", .unit = "KiB"}},
	    {{.name = "worker with 100 windows, PSS", .unit = "KiB"},
	        {.name = "worker with 100 windows, RSS", .unit = "KiB"}},
	};
	const struct report_kind *kind = kinds[windows == 1 ? 0 : windows == 20 ? 1 : 2];
	pid_t worker = stage_worker(&bench->stage);

	player_tell(player, "many %zu", windows);
	if (player_await(player) < 0 ||
	    !desk_await(
	        &bench->stage.fixture.desk, stage_deadline(), has_windows, &windows)) {
		tap_diag("%zu windows did not open", windows);
		return;
	}
	report_add(
	    &bench->report, &kind[0], false, (double)procfs_memory_kib(worker, "Pss"));
	report_add(
	    &bench->report, &kind[1], false, (double)procfs_memory_kib(worker, "Rss"));
}

void
measure_memory(struct bench *bench, struct player *player)
{
	measure_memory_of(bench, player, 1);
	measure_memory_of(bench, player, 20);
	measure_memory_of(bench, player, 100);
	player_stop(player);
}

enum idler {
	IDLE_DAEMON,
	IDLE_WORKER,
	IDLE_AGENT,
	IDLE_SUPERVISOR,
	IDLE_GUEST_XSERVER,
	N_IDLERS,
};

static void
count_wakeups(struct bench *bench, struct player *player, int64_t out[N_IDLERS])
{
	out[IDLE_DAEMON] = procfs_switches(stage_daemon(&bench->stage));
	out[IDLE_WORKER] = procfs_switches(stage_worker(&bench->stage));
	out[IDLE_AGENT] = player_ask(player, "wakeups", "--display");
	out[IDLE_SUPERVISOR] = player_ask(player, "wakeups", "parent");
	out[IDLE_GUEST_XSERVER] = player_ask(player, "wakeups", "-displayfd");
}

void
measure_idle(struct bench *bench, struct player *player)
{
	static const struct timespec settle = {SETTLE_S, 0};
	static const struct timespec idle = {IDLE_S, 0};
	static const struct report_kind kinds[N_IDLERS] = {
	    [IDLE_DAEMON] = {"idle wake-ups, daemon", "1/s", BETTER_ALONE, 0, 0, 0},
	    [IDLE_WORKER] = {"idle wake-ups, worker", "1/s", BETTER_ALONE, 0, 0, 0},
	    [IDLE_AGENT] = {"idle wake-ups, agent", "1/s", BETTER_ALONE, 0, 0, 0},
	    [IDLE_SUPERVISOR] = {"idle wake-ups, agent's supervisor", "1/s", BETTER_ALONE,
	        0, 0, 0},
	    [IDLE_GUEST_XSERVER] = {.name = "idle wake-ups, guest's Xorg", .unit = "1/s"},
	};
	int64_t before[N_IDLERS];
	int64_t after[N_IDLERS];

	player_tell(player, "many 5");
	(void)player_await(player);
	clock_nanosleep(CLOCK_MONOTONIC, 0, &settle, NULL);
	count_wakeups(bench, player, before);
	clock_nanosleep(CLOCK_MONOTONIC, 0, &idle, NULL);
	count_wakeups(bench, player, after);
	for (size_t i = 0; i < N_IDLERS; i++) {
		report_add(&bench->report, &kinds[i], false,
		    (double)(after[i] - before[i]) / IDLE_S);
	}
	player_stop(player);
}
