/*
 * bench [-n] [-r ROUNDS] [-t MS] [-s SAMPLES] [-o FILE.json] [LOAD...]: how fast windows
 * of a domain are, beside the same programs on the desktop's own X server; -n: only
 * these.
 *
 * bench -X DOMAIN -x PID -d PID ...: the same in dom0 on $DISPLAY, whose X server and
 * daemon have these ids; in the domain `load --vchan` waits.
 *
 * Rounds of the native program and of the domain's take turns; a figure is the median of
 * the rounds.
 */
#include "tests/bench/measure.h"
#include "tests/scenario/procfs.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 3
#define ROUND_MS 1500
#define SAMPLES 200
#define BENCH_MAX_S 3600 /* one that takes longer hangs */

enum where {
	ANYWHERE,
	ONLY_LOCAL,
	ONLY_LAB,
};

static const struct {
	const char *name;
	bench_measure *measure;
	bool once; /* nothing native beside it */
	enum where where;
} loads[] = {
    {"video", measure_video_1080, false, ANYWHERE},
    {"film", measure_film_1080, false, ANYWHERE},
    {"video-600", measure_video_600, false, ONLY_LAB},
    {"video-4k", measure_video_4k, false, ONLY_LOCAL},
    {"film-4k", measure_film_4k, false, ANYWHERE},
    {"small", measure_small, false, ANYWHERE},
    {"text", measure_text, false, ANYWHERE},
    {"resize", measure_resize, false, ANYWHERE},
    {"move", measure_move, false, ANYWHERE},
    {"windows", measure_windows, false, ANYWHERE},
    {"popups", measure_popups, false, ANYWHERE},
    {"many", measure_many, false, ANYWHERE},
    {"key", measure_key, false, ANYWHERE},
    {"button", measure_button, false, ANYWHERE},
    {"menu", measure_menu, false, ANYWHERE},
    {"dialog", measure_dialog, false, ANYWHERE},
    {"repaint", measure_repaint, false, ANYWHERE},
    {"memory", measure_memory, true, ONLY_LOCAL},
    {"idle", measure_idle, true, ANYWHERE},
    {"attention", measure_attention, true, ONLY_LOCAL},
};

struct arguments {
	bool only_native;
	int rounds;
	unsigned ms, samples;
	const char *json; /* NULL for standard output */
	struct stage_lab lab;
	char **names; /* of loads; none for all */
	int n_names;
};

static bool
is_named(const struct arguments *arguments, const char *name)
{
	for (int i = 0; i < arguments->n_names; i++) {
		if (strcmp(arguments->names[i], name) == 0) {
			return true;
		}
	}
	return false;
}

static bool
is_wanted(const struct arguments *arguments, size_t i)
{
	enum where other = arguments->lab.domain ? ONLY_LOCAL : ONLY_LAB;

	return arguments->n_names == 0 ? loads[i].where != other
	                               : is_named(arguments, loads[i].name);
}

static bool
open_bench(struct bench *bench, const struct arguments *arguments)
{
	struct stage *stage = &bench->stage;

	bench->ms = arguments->ms;
	bench->samples = arguments->samples;
	bench->report.is_lab = arguments->lab.domain != 0;
	line_init(&bench->native.line, NULL);
	line_init(&bench->guest.line, NULL);
	if (!stage_open(stage, &arguments->lab)) {
		return false;
	}
	alarm(BENCH_MAX_S);
	return watch_open(&bench->watch, stage->fixture.display) &&
	    player_start(&bench->native, stage, true) &&
	    (arguments->only_native || player_start(&bench->guest, stage, false));
}

static void
run_load(struct bench *bench, const struct arguments *arguments, size_t i)
{
	for (int round = 0; round < (loads[i].once ? 1 : arguments->rounds); round++) {
		fprintf(stderr, "%s, round %d\n", loads[i].name, round + 1);
		if (!loads[i].once) {
			loads[i].measure(bench, &bench->native);
		}
		if (!arguments->only_native) {
			loads[i].measure(bench, &bench->guest);
		}
	}
}

/* -1 when none comes. */
static pid_t
await_worker(const struct stage *stage)
{
	static const struct timespec pause = {0, 100000000};
	int64_t deadline = stage_deadline();
	pid_t worker;

	while ((worker = stage_worker(stage)) < 0 && clock_ms() < deadline) {
		nanosleep(&pause, NULL);
	}
	return worker;
}

/* False when the worker was not the same all the time: the figures are void. */
static bool
run_loads(struct bench *bench, const struct arguments *arguments)
{
	pid_t worker = arguments->only_native ? 0 : await_worker(&bench->stage);

	if (worker < 0) {
		tap_diag("the domain has no worker");
		return false;
	}
	for (size_t i = 0; i < ARRAY_LEN(loads); i++) {
		if (is_wanted(arguments, i)) {
			run_load(bench, arguments, i);
		}
	}
	if (!arguments->only_native && stage_worker(&bench->stage) != worker) {
		tap_diag("the worker died on the way: the figures are void");
		return false;
	}
	return true;
}

static bool
print_report(const struct bench *bench, const char *json)
{
	FILE *out = json ? fopen(json, "we") : stdout;

	report_print_table(&bench->report, stdout);
	if (!out) {
		return false;
	}
	report_print_json(&bench->report, out);
	return !json || fclose(out) == 0;
}

static bool
read_arguments(int argc, char **argv, struct arguments *out)
{
	int option;

	*out = (struct arguments){.rounds = ROUNDS, .ms = ROUND_MS, .samples = SAMPLES};
	while ((option = getopt(argc, argv, "nr:t:s:o:X:x:d:")) != -1) {
		switch (option) {
		case 'n':
			out->only_native = true;
			break;
		case 'r':
			out->rounds = atoi(optarg);
			break;
		case 't':
			out->ms = (unsigned)atoi(optarg);
			break;
		case 's':
			out->samples = (unsigned)atoi(optarg);
			break;
		case 'o':
			out->json = optarg;
			break;
		case 'X':
			out->lab.domain = (uint32_t)atoi(optarg);
			break;
		case 'x':
			out->lab.xserver = atoi(optarg);
			break;
		case 'd':
			out->lab.daemon = atoi(optarg);
			break;
		default:
			return false;
		}
	}
	out->names = argv + optind;
	out->n_names = argc - optind;
	return out->rounds > 0 && out->rounds <= REPORT_ROUNDS_MAX && out->samples > 0;
}

int
main(int argc, char **argv)
{
	struct bench *bench = calloc(1, sizeof(*bench));
	struct arguments arguments;
	struct tap tap = {0};
	bool good;

	if (!bench || !read_arguments(argc, argv, &arguments)) {
		fprintf(stderr,
		    "usage: bench [-n] [-r ROUNDS] [-t MS] [-s SAMPLES] [-o FILE.json] "
		    "[-X DOMAIN -x PID -d PID] [LOAD...]\n");
		free(bench);
		return 2;
	}
	good = open_bench(bench, &arguments) && run_loads(bench, &arguments);
	tap.failed = !good;
	player_finish(&bench->native);
	player_finish(&bench->guest);
	watch_close(&bench->watch);
	good = stage_close(&bench->stage, &tap) && good;
	good = print_report(bench, arguments.json) && good;
	free(bench);
	return good ? 0 : 1;
}
