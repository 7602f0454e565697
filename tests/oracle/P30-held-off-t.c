/*
 * P30: a domain whose worker dies again and again.  It is tried less and less often, the
 * strip says so, the other domain notices nothing, and the person can have it tried anew.
 */
#include "tests/oracle/puppet.h"
#include "tests/scenario/folder.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEATHS 8u /* by then the next try is seconds away */
#define LOOK_MS 10
#define ENDED " red: killed by signal 9; next try in "

/* What the log says of red's ends: how long the next try was to wait, in tenths. */
static size_t
read_waits(const struct fixture *fixture, unsigned *waits, size_t most)
{
	char path[160];
	size_t count = 0;

	snprintf(path, sizeof(path), "%s/daemon.log", fixture->directory);
	char *log = file_read(path);
	for (const char *at = log; at && (at = strstr(at, ENDED)) && count < most;) {
		at += strlen(ENDED);
		waits[count++] = (unsigned)(atof(at) * 10 + 0.5);
	}
	free(log);
	return count;
}

/* Kills the worker that comes after the one before; false when none comes. */
static bool
kill_next(struct fixture *fixture, pid_t *before)
{
	int64_t deadline = fixture_deadline(fixture);
	pid_t worker = fixture_worker(fixture, "red");

	while ((worker < 0 || worker == *before) && clock_ms() < deadline) {
		poll(NULL, 0, LOOK_MS); /* a log has no event */
		worker = fixture_worker(fixture, "red");
	}
	if (worker < 0 || worker == *before) {
		return false;
	}
	*before = worker;
	return kill_one(worker, SIGKILL) == 0 && crew_await_pid(worker, deadline);
}

static bool
await_waits(struct fixture *fixture, unsigned *waits, size_t wanted)
{
	int64_t deadline = fixture_deadline(fixture);

	while (read_waits(fixture, waits, wanted) < wanted) {
		if (clock_ms() > deadline) {
			return false;
		}
		poll(NULL, 0, LOOK_MS);
	}
	return true;
}

static bool
show(struct puppet *puppet, int x)
{
	return puppet_tell(puppet, "create 1 %d 100 200 150 0", x) &&
	    puppet_tell(puppet, "title 1 window") && puppet_tell(puppet, "dump 1") &&
	    puppet_tell(puppet, "map 1") && puppet_sync(puppet);
}

static void
test_held_off(struct stage *stage)
{
	struct fixture *fixture = &stage->fixture;
	struct tap *tap = &stage->tap;
	unsigned waits[DEATHS] = {0};
	pid_t worker = -1;
	pid_t other = fixture_worker(fixture, "blue");
	bool good = true;

	for (size_t i = 0; i < DEATHS && good; i++) {
		good = kill_next(fixture, &worker) && await_waits(fixture, waits, i + 1);
	}
	tap_ok(tap, good, "P30-held-off: a worker dies %u times", DEATHS);
	good = waits[0] == 0 && waits[1] == 1;
	for (size_t i = 2; i < DEATHS; i++) {
		good = good && waits[i] == 2 * waits[i - 1];
	}
	tap_ok(tap, good, "P30-held-off: each wait is twice the one before (%u.%u s)",
	    waits[DEATHS - 1] / 10, waits[DEATHS - 1] % 10);
	tap_ok(tap, stage_await_badge(stage, STAGE_RED, true),
	    "P30-held-off: the strip says so");
	tap_ok(tap,
	    fixture_worker(fixture, "blue") == other &&
	        stage_await_area(stage, STAGE_BLUE, 200 * 150),
	    "P30-held-off: the other domain is as it was");
}

static void
test_released(struct stage *stage)
{
	struct fixture *fixture = &stage->fixture;
	struct tap *tap = &stage->tap;
	unsigned waits[DEATHS + 1] = {0};
	pid_t worker = -1;

	kill_one(fixture_daemon(fixture), SIGHUP);
	tap_ok(tap,
	    stage_await_area(stage, STAGE_RED, 200 * 150) &&
	        stage_await_badge(stage, STAGE_RED, false),
	    "P30-held-off: asked to, the daemon tries again, and its windows are back");
	tap_ok(tap,
	    kill_next(fixture, &worker) && await_waits(fixture, waits, DEATHS + 1) &&
	        waits[DEATHS] == 0,
	    "P30-held-off: and what was held against it is forgotten");
	tap_ok(tap, stage_await_area(stage, STAGE_RED, 200 * 150),
	    "P30-held-off: it comes back at once");
}

int
main(void)
{
	static struct stage stage; /* much too large for a stack */
	struct puppet red, blue;

	if (tap_ok(&stage.tap,
	        stage_open(&stage, &(struct fixture_options){.strip = true}) &&
	            puppet_start(&red, &stage.fixture, "red", STAGE_RED) &&
	            puppet_start(&blue, &stage.fixture, "blue", STAGE_BLUE) &&
	            show(&red, 100) && show(&blue, 500) &&
	            stage_await_area(&stage, STAGE_RED, 200 * 150) &&
	            stage_await_area(&stage, STAGE_BLUE, 200 * 150),
	        "two domains show windows")) {
		test_held_off(&stage);
		test_released(&stage);
	}
	return stage_close(&stage);
}
