/*
 * bench [-n] [-r ROUNDS] [-t MS] [-o FILE.json] [LOAD...]: how fast windows of a domain
 * are, beside the same programs on the desktop's own X server; -n: only these.
 *
 * Rounds of the native program and of the guest's take turns; a figure is the median of
 * the rounds.  The goals hold for the local transport, where buffers reach the desktop's
 * X server without a copy.
 */
#include "tests/bench/measure.h"
#include "tests/scenario/procfs.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROUNDS 3
#define ROUND_MS 1500

static const struct {
	const char *name;
	bench_measure *measure;
	bool once; /* nothing native beside it */
} loads[] = {
    {"video", measure_video_1080, false},
    {"film", measure_film_1080, false},
    {"video-4k", measure_video_4k, false},
    {"film-4k", measure_film_4k, false},
    {"small", measure_small, false},
    {"latency", measure_latency, false},
    {"windows", measure_windows, false},
    {"resize", measure_resize, false},
    {"move", measure_move, false},
    {"memory", measure_memory, true},
    {"idle", measure_idle, true},
};

struct arguments {
	bool only_native;
	int rounds;
	unsigned ms;
	const char *json; /* NULL for standard output */
	char **names;     /* of loads; none for all */
	int n_names;
};

static bool
is_wanted(const struct arguments *arguments, const char *name)
{
	for (int i = 0; i < arguments->n_names; i++) {
		if (strcmp(arguments->names[i], name) == 0) {
			return true;
		}
	}
	return arguments->n_names == 0;
}

static bool
open_bench(struct bench *bench, bool only_native)
{
	static const struct fixture_domain domain = {
	    BENCH_DOMAIN, BENCH_DOMAIN, 0x2b6cb0, "stripes"};
	const struct fixture_options options = {.width = 4096,
	    .height = 2304,
	    .domains = &domain,
	    .n_domains = 1,
	    .quiet = true};

	return fixture_open(&bench->fixture, &options) &&
	    watch_open(&bench->watch, bench->fixture.display) &&
	    player_start(&bench->native, &bench->fixture, NULL) &&
	    (only_native || player_start(&bench->guest, &bench->fixture, BENCH_DOMAIN));
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

	*out = (struct arguments){.rounds = ROUNDS, .ms = ROUND_MS};
	while ((option = getopt(argc, argv, "nr:t:o:")) != -1) {
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
		case 'o':
			out->json = optarg;
			break;
		default:
			return false;
		}
	}
	out->names = argv + optind;
	out->n_names = argc - optind;
	return out->rounds > 0 && out->rounds <= REPORT_ROUNDS_MAX;
}

int
main(int argc, char **argv)
{
	struct bench *bench = calloc(1, sizeof(*bench));
	struct arguments arguments;
	struct tap tap = {0};
	pid_t worker;
	bool good;

	if (!bench || !read_arguments(argc, argv, &arguments)) {
		fprintf(stderr,
		    "usage: bench [-n] [-r ROUNDS] [-t MS] [-o FILE.json] [LOAD...]\n");
		free(bench);
		return 2;
	}
	bench->ms = arguments.ms;
	bench->native = bench->guest = (struct player){.fd = -1, .listener = -1};
	good = open_bench(bench, arguments.only_native);
	worker = fixture_worker(&bench->fixture, BENCH_DOMAIN);
	for (size_t i = 0; good && i < ARRAY_LEN(loads); i++) {
		if (is_wanted(&arguments, loads[i].name)) {
			run_load(bench, &arguments, i);
		}
	}
	if (good && !arguments.only_native &&
	    fixture_worker(&bench->fixture, BENCH_DOMAIN) != worker) {
		tap_diag("the worker died on the way: the figures are void");
		tap.failed++;
		good = false;
	}
	player_finish(&bench->native);
	player_finish(&bench->guest);
	watch_close(&bench->watch);
	good = fixture_close(&bench->fixture, &tap) && good;
	good = print_report(bench, arguments.json) && good;
	free(bench);
	return good ? 0 : 1;
}
