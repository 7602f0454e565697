/*
 * The measurements, each one round: natively or through Paravent.
 */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include "tests/bench/player.h"
#include "tests/bench/report.h"
#include "tests/bench/watch.h"

#define BENCH_DOMAIN "work"

struct bench {
	struct fixture fixture;
	struct player native, guest;
	struct watch watch;
	struct report report;
	unsigned ms; /* how long one round of one load takes */
};

/* One round of one load, by this player. */
typedef void bench_measure(struct bench *bench, struct player *player);

/* A film keeps its beat, 60 frames a second, or 30 of 4K; a video has none. */
bench_measure measure_video_1080, measure_film_1080, measure_video_4k, measure_film_4k;
bench_measure measure_small, measure_resize, measure_move, measure_windows,
    measure_latency;

/* These have nothing native beside them. */
bench_measure measure_memory, measure_idle;

#endif
