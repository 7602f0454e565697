/*
 * The measurements, each one round: natively or through Paravent.
 */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include "tests/bench/player.h"
#include "tests/bench/report.h"
#include "tests/bench/watch.h"

struct bench {
	struct stage stage;
	struct player native, guest;
	struct watch watch;
	struct report report;
	unsigned ms;      /* how long one round of one load takes */
	unsigned samples; /* of a latency, in one round */
};

/* One round of one load, by this player. */
typedef void bench_measure(struct bench *bench, struct player *player);

/* A film keeps its beat, 60 frames a second, or 30 of 4K; a video has none. */
bench_measure measure_video_1080, measure_film_1080, measure_video_4k, measure_film_4k,
    measure_video_600, measure_small, measure_text;
bench_measure measure_resize, measure_move;
bench_measure measure_windows, measure_popups, measure_many;

/* How long until the screen shows the answer to what a person did. */
bench_measure measure_key, measure_button, measure_menu, measure_dialog, measure_repaint;

/* These have nothing native beside them. */
bench_measure measure_memory, measure_idle, measure_attention;

#endif
