/*
 * P20: while one domain floods its worker, stalls it or does not read, keys still reach
 * another domain's window about as fast as before.
 */
#include "tests/oracle/puppet.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define KEYS 100
#define GRANT_MS 50
#define LOST_MS 2000

/*
 * A loaded machine has its share in both: what a stalled worker or X server costs is
 * seconds.  And it has moments of its own: what the flood costs, it costs in each round.
 */
#define ROUNDS 8
#define SLACK_US 150000
#define FACTOR 5

static int64_t
now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Until keys arrive: they follow the focus by way of the daemon. */
static bool
await_keys(struct stage *stage, struct puppet *blue)
{
	for (int tries = 0; tries < 10; tries++) {
		poll(NULL, 0, GRANT_MS);
		if (desk_type(&stage->fixture.desk, "p", 0) &&
		    puppet_await_within(blue, "key 1 ", LOST_MS)) {
			return puppet_await(blue, "key 1 ");
		}
	}
	return false;
}

/* Microseconds from a key to the guest that has it: the slowest but one of all; -1. */
static int64_t
measure(struct stage *stage, struct puppet *blue)
{
	int64_t took[KEYS];

	for (size_t i = 0; i < KEYS; i++) {
		int64_t start = now_us();

		if (!desk_type(&stage->fixture.desk, "a", 0) ||
		    !puppet_await(blue, "key 1 ")) {
			return -1;
		}
		took[i] = now_us() - start;
		if (!puppet_await(blue, "key 1 ")) {
			return -1;
		}
		poll(NULL, 0, 3);
	}
	qsort(took, KEYS, sizeof(took[0]), compare);
	return took[KEYS - 2];
}

static bool
open_windows(struct stage *stage, struct puppet *red, struct puppet *blue)
{
	const struct desk_window *content;

	puppet_tell(red, "create 1 50 100 600 500 0");
	puppet_tell(red, "title 1 red-first");
	puppet_tell(red, "dump 1");
	puppet_tell(red, "map 1");
	puppet_tell(blue, "create 1 800 200 200 150 0");
	puppet_tell(blue, "title 1 blue-first");
	puppet_tell(blue, "dump 1");
	puppet_tell(blue, "map 1");
	content = stage_await_content(stage, "blue-first", 200, 150);
	if (!content || !puppet_sync(red) || !puppet_sync(blue)) {
		return false;
	}
	desk_focus(&stage->fixture.desk, content->parent);
	return puppet_await(blue, "focus 1 9") && await_keys(stage, blue);
}

/* The worker has read what it was slow to read: the channel has room again. */
static bool
drain(struct puppet *red)
{
	return puppet_tell(red, "dump 1") && puppet_sync(red);
}

/* How long a key takes while it is flooded: of the best round, so far as needed. */
static int64_t
measure_flooded(struct stage *stage, struct puppet *blue, int64_t most)
{
	int64_t best = -1;

	for (int round = 0; round < ROUNDS && (best < 0 || best > most); round++) {
		int64_t took = measure(stage, blue);

		if (took < 0) {
			return -1;
		}
		best = best < 0 || took < best ? took : best;
	}
	return best;
}

static void
test_flood(struct stage *stage, struct puppet *red, struct puppet *blue,
    const char *flood, int64_t quiet)
{
	char told[32] = "";
	int64_t most = SLACK_US + FACTOR * quiet;

	puppet_tell(red, "flood %s", flood);
	bool began = puppet_await(red, "flooded");
	int64_t took = measure_flooded(stage, blue, most);
	puppet_tell(red, "flood none");
	began = began && puppet_await(red, "flooded ");
	snprintf(told, sizeof(told), "%.20s", red->last);
	if (took > most) { /* the machine itself may be busier than it was */
		quiet = measure(stage, blue);
		most = SLACK_US + FACTOR * quiet;
	}
	tap_ok(&stage->tap,
	    began && strcmp(told, "flooded 0") != 0 && took >= 0 && took <= most,
	    "P20-flood: %s", flood);
	tap_diag("%s; a key takes %lld us, %lld us without", told, (long long)took,
	    (long long)quiet);
}

int
main(void)
{
	/* A refusal is told to the guest: what it can be deaf to. */
	static const char *const policies[] = {
	    "fullscreen = never\nguard = 0\n", "guard = 0\n", "guard = 0\n"};
	static const char *const floods[] = {"damage", "creates", "half", "deaf"};
	enum { READING = 2 }; /* floods whose guest goes on as if nothing had been */
	struct stage stage;
	struct puppet red;
	struct puppet blue;

	if (stage_open(&stage,
	        &(struct fixture_options){.wm = FIXTURE_NO_WM, .policies = policies}) &&
	    tap_ok(&stage.tap,
	        puppet_start(&red, &stage.fixture, "red", STAGE_RED) &&
	            puppet_start(&blue, &stage.fixture, "blue", STAGE_BLUE) &&
	            open_windows(&stage, &red, &blue),
	        "two guests are served, one has the keys")) {
		int64_t quiet = measure(&stage, &blue);

		tap_ok(&stage.tap, quiet >= 0, "keys arrive");
		for (size_t i = 0; i < ARRAY_LEN(floods); i++) {
			test_flood(&stage, &red, &blue, floods[i], quiet);
			if (i < READING) {
				tap_ok(&stage.tap, drain(&red), "%s: and is over",
				    floods[i]);
			}
		}
	}
	return stage_close(&stage);
}
