/*
 * P3, I6: 10,000 keys while the focus storms between three domains, two of which put all
 * they have where the strip is.  None reaches a domain other than the one whose label was
 * on the screen at that moment, judged by a pixel that is read in one moment with the
 * key.
 */
#include "tests/scenario/procfs.h"
#include "tests/strip/storm.h"
#include "tests/strip/typist.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#define KEYS 10000u

struct storm {
	unsigned switches, rages;
};

/*
 * Moves the focus anywhere, has a guest rage, and lets anything between nothing and a few
 * ms pass.
 */
static void
storm(struct stage *stage, void *data)
{
	struct storm *storm = data;
	long kind = random() % 8;

	if (kind < 4) {
		stage_focus(stage, (unsigned)random() % (STAGE_DOMAINS + 1));
		storm->switches++;
	} else if (kind == 5) {
		unsigned rage = storm->rages++;

		storm_rage(&stage->agents[1 + rage % 2], rage / 2);
	}
	if (kind % 2 == 0) {
		struct timespec pause = {0, random() % 3000000};
		ppoll(NULL, 0, &pause, NULL);
	}
}

static void
test_storm(struct tap *tap, struct stage *stage)
{
	struct typist_score score = {0};
	struct storm state = {0};
	bool alive = true;

	srandom(3);
	while (score.typed < KEYS && alive) {
		alive = typist_run_batch(stage, storm, &state, &score);
	}
	tap_diag(
	    "%u keys, %u changes of focus, %u rages: %u reached the domain on the strip, "
	    "%u were typed while it showed none",
	    score.typed, state.switches, state.rages, score.reached, score.unshown);
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

/* A window of dom0's that knows nothing of strips. */
static void
test_cover(struct tap *tap, struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;
	const uint32_t values[] = {0x808080, 1};
	xcb_window_t cover = xcb_generate_id(desk->x);
	bool good = stage_drain(stage, 0);

	xcb_create_window(desk->x, XCB_COPY_FROM_PARENT, cover, desk->screen->root, 0, 0,
	    300, 200, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
	xcb_map_window(desk->x, cover);
	good = good && stage_await_label(stage, 0) && stage_drain(stage, 0);
	tap_ok(tap, good && stage_label(stage) == 0,
	    "P2: what comes over the strip is soon below it, and keys flow");
	xcb_destroy_window(desk->x, cover);
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
		stage_type(stage, typist_key(i));
		agent_pump(&stage->agents[0], 2);
	}
	tap_ok(tap, good && !typist_has_reached(&stage->agents[0], before),
	    "P30: without a strip no key flows");
	tap_ok(tap, agent_await_released(&stage->agents[0], deadline),
	    "and none stays down");
	tap_ok(tap, stage_start_strip(stage) && stage_drain(stage, 0),
	    "with the next one they flow again");
}

int
main(void)
{
	static stage_test *const tests[] = {
	    test_latency, test_storm, test_cover, test_death, NULL};
	struct tap tap = {.count = 0};

	stage_run(&tap, FIXTURE_NO_WM, "guard = 0\nstrip = required\n", tests);
	return tap_done(&tap);
}
