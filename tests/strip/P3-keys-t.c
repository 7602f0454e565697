/*
 * P3, I6: 10,000 keys while the focus storms between three domains.  None reaches a
 * domain other than the one whose label was on the screen at that moment, judged by a
 * pixel that is read in one moment with the key.
 */
#include "tests/scenario/procfs.h"
#include "tests/strip/stage.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEYS 10000u
#define BATCH 40u /* keys, each another, before all is looked at */

/* Of a PC keyboard, none of them a modifier. */
static const uint8_t codes[BATCH] = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 24,
    25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
    48, 52, 53, 54, 55, 56};

struct score {
	unsigned typed;
	unsigned reached;  /* the domain on the strip */
	unsigned strayed;  /* another one: never */
	unsigned unshown;  /* typed while no domain's label was there */
	unsigned switches; /* of the focus */
};

/* Moves the focus anywhere, and lets anything between nothing and a few ms pass. */
static void
storm(struct stage *stage, struct score *score)
{
	long kind = random() % 8;

	if (kind < 4) {
		stage_focus(stage, (unsigned)random() % (STAGE_DOMAINS + 1));
		score->switches++;
	}
	if (kind % 2 == 0) {
		struct timespec pause = {0, random() % 3000000};
		ppoll(NULL, 0, &pause, NULL);
	}
}

static void
judge(struct stage *stage, const unsigned labels[BATCH], const size_t from[STAGE_DOMAINS],
    struct score *score)
{
	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		const struct agent *agent = &stage->agents[d];

		for (size_t k = from[d]; k < agent->n_pressed; k++) {
			const uint8_t *at = memchr(codes, agent->pressed[k], BATCH);

			if (!at) {
				continue; /* a marker */
			}
			if (labels[at - codes] == d) {
				score->reached++;
			} else {
				score->strayed++;
				tap_diag("a key reached %s while the strip showed %u",
				    agent->name, labels[at - codes]);
			}
		}
	}
}

static bool
run_batch(struct stage *stage, struct score *score)
{
	unsigned labels[BATCH];
	size_t from[STAGE_DOMAINS];

	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		from[d] = stage->agents[d].n_pressed;
	}
	for (unsigned i = 0; i < BATCH; i++) {
		storm(stage, score);
		labels[i] = stage_type(stage, codes[i]);
		score->typed++;
		score->unshown += labels[i] == STAGE_NOBODY;
	}
	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		if (!stage_drain(stage, d)) {
			tap_diag("%s gets no keys any more", stage->agents[d].name);
			return false;
		}
	}
	judge(stage, labels, from, score);
	return true;
}

static void
test_storm(struct tap *tap, struct stage *stage)
{
	struct score score = {0};
	bool alive = true;

	srandom(3);
	while (score.typed < KEYS && alive) {
		alive = run_batch(stage, &score);
	}
	tap_diag(
	    "%u keys, %u changes of focus: %u reached the domain on the strip, %u were "
	    "typed while it showed none",
	    score.typed, score.switches, score.reached, score.unshown);
	tap_ok(tap, alive && score.strayed == 0,
	    "P3: of %u keys none reached another domain than the one on the strip",
	    score.typed);
	tap_ok(tap, score.reached > KEYS / 10, "many reached that one");
}

static int
compare(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* From the focus change until the first key arrives, typed every 50 us. */
static void
test_latency(struct tap *tap, struct stage *stage)
{
	double ms[101];

	for (size_t i = 0; i < ARRAY_LEN(ms); i++) {
		unsigned domain = (unsigned)i % STAGE_DOMAINS;
		struct timespec before;
		struct timespec after;

		stage_focus(stage, STAGE_NOBODY);
		if (!stage_await_label(stage, STAGE_NOBODY)) {
			break;
		}
		clock_gettime(CLOCK_MONOTONIC, &before);
		bool came = stage_drain(stage, domain);
		clock_gettime(CLOCK_MONOTONIC, &after);
		ms[i] = came ? (double)(after.tv_sec - before.tv_sec) * 1e3 +
		        (double)(after.tv_nsec - before.tv_nsec) / 1e6
		             : 1e6;
	}
	qsort(ms, ARRAY_LEN(ms), sizeof(ms[0]), compare);
	tap_diag(
	    "from the change of focus to the first key at the guest: median %.2f ms, "
	    "90 %% below %.2f ms",
	    ms[50], ms[90]);
	tap_ok(tap, ms[50] < 1000, "P3: a change of focus lets keys flow soon");
}

static void
test_death(struct tap *tap, struct stage *stage)
{
	bool good = stage_drain(stage, 0);

	stage_kill_strip(stage);
	good = good && crew_log_has(&stage->fixture.crew, "daemon", "a strip is there");
	int64_t deadline = fixture_deadline(&stage->fixture);
	while (!crew_log_has(&stage->fixture.crew, "daemon", "the strip has gone") &&
	    clock_ms() < deadline) {
		poll(NULL, 0, 5);
	}
	agent_pump(&stage->agents[0], 0);
	size_t before = stage->agents[0].n_pressed;
	for (unsigned i = 0; i < 100; i++) {
		stage_type(stage, codes[i % BATCH]);
		agent_pump(&stage->agents[0], 2);
	}
	tap_ok(tap, good && stage->agents[0].n_pressed == before,
	    "P30: without a strip no key flows");
	tap_ok(tap, !agent_holds_keys(&stage->agents[0]), "and none stays down");
	tap_ok(tap, stage_start_strip(stage) && stage_drain(stage, 0),
	    "with the next one they flow again");
}

int
main(void)
{
	static stage_test *const tests[] = {test_latency, test_storm, test_death, NULL};
	struct tap tap = {.count = 0};

	stage_run(&tap, FIXTURE_NO_WM, "guard = 0\nstrip = required\n", tests);
	return tap_done(&tap);
}
