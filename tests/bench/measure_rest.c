#include "tests/bench/measure.h"

#include "tests/scenario/procfs.h"

#include <stdio.h>
#include <time.h>

#define IDLE_S 10
#define SETTLE_S 2

static bool
has_windows(struct desk *desk, void *data)
{
	desk_look(desk);
	return desk_count(desk, "bench-window") == *(const size_t *)data;
}

static void
measure_memory_of(struct bench *bench, struct player *player, size_t windows)
{
	static const struct report_kind kinds[3][2] = {
	    {{"worker with 1 window, PSS", "KiB", GOAL_NONE, 0},
	        {"worker with 1 window, RSS", "KiB", GOAL_NONE, 0}},
	    {{"worker with 20 windows, PSS", "KiB", GOAL_NONE, 0},
	        {"worker with 20 windows, RSS", "KiB", GOAL_NONE, 0}},
	    {{"worker with 100 windows, PSS", "KiB", GOAL_NONE, 0},
	        {"worker with 100 windows, RSS", "KiB", GOAL_NONE, 0}},
	};
	const struct report_kind *kind = kinds[windows == 1 ? 0 : windows == 20 ? 1 : 2];
	pid_t worker = fixture_worker(&bench->fixture, BENCH_DOMAIN);

	player_tell(player, "many %zu", windows);
	if (player_await(player, clock_ms() + FIXTURE_PATIENCE_MS) < 0 ||
	    !desk_await(&bench->fixture.desk, clock_ms() + FIXTURE_PATIENCE_MS,
	        has_windows, &windows)) {
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

void
measure_idle(struct bench *bench, struct player *player)
{
	static const struct timespec settle = {SETTLE_S, 0};
	static const struct timespec idle = {IDLE_S, 0};
	static const struct report_kind kinds[] = {
	    {"idle wake-ups, daemon", "1/s", GOAL_VALUE_AT_MOST, 0},
	    {"idle wake-ups, worker", "1/s", GOAL_VALUE_AT_MOST, 0},
	    {"idle wake-ups, agent", "1/s", GOAL_VALUE_AT_MOST, 0},
	    {"idle wake-ups, agent's supervisor", "1/s", GOAL_VALUE_AT_MOST, 0},
	};
	const pid_t pids[] = {fixture_daemon(&bench->fixture),
	    fixture_worker(&bench->fixture, BENCH_DOMAIN),
	    fixture_session(&bench->fixture, BENCH_DOMAIN),
	    fixture_agent(&bench->fixture, BENCH_DOMAIN)};
	int64_t before[ARRAY_LEN(pids)];

	player_tell(player, "many 5");
	(void)player_await(player, clock_ms() + FIXTURE_PATIENCE_MS);
	clock_nanosleep(CLOCK_MONOTONIC, 0, &settle, NULL);
	for (size_t i = 0; i < ARRAY_LEN(pids); i++) {
		before[i] = procfs_switches(pids[i]);
	}
	clock_nanosleep(CLOCK_MONOTONIC, 0, &idle, NULL);
	for (size_t i = 0; i < ARRAY_LEN(pids); i++) {
		report_add(&bench->report, &kinds[i], false,
		    (double)(procfs_switches(pids[i]) - before[i]) / IDLE_S);
	}
	player_stop(player);
}
