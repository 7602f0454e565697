/*
 * P30: a strip that dies is started again.  Its keeper brings it and the keys back at
 * once; when it dies again and again the person is told that there is none; the strip
 * outlives its keeper.
 */
#include "tests/scenario/procfs.h"
#include "tests/strip/stage.h"
#include "wm/strip/keeper.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#define NOTICE "no strip"
#define MOST_KILLS 12u
#define LIVES_MS 60000 /* for all of those: each comes later than the one before */

static void
test_wait(struct tap *tap)
{
	static const struct {
		unsigned deaths;
		int ms;
	} table[] = {{0, 0}, {1, 0}, {2, 250}, {3, 500}, {4, 1000}, {5, 2000}, {6, 4000},
	    {7, 4000}, {4000000000u, 4000}};
	bool good = true;

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		good = good && keeper_wait_ms(table[i].deaths) == table[i].ms;
	}
	tap_ok(tap, good, "at once at first, then more and more slowly");
}

/* -1 when there is none. */
static pid_t
strip_of(const struct stage *stage)
{
	return procfs_find(stage->strip->pid, "paravent-strip", 0);
}

static void
test_once(struct tap *tap, struct stage *stage)
{
	bool flowed = stage_drain(stage, 0);
	pid_t strip = strip_of(stage);
	int64_t before = clock_ms();

	tap_ok(tap, flowed && strip > 0, "a kept strip: keys flow");
	stage_signal(strip, SIGKILL);
	/* Another domain's label, which the dead strip never showed. */
	bool flows = stage_drain(stage, 1);
	tap_diag("killed, and keys flow again: %d ms", (int)(clock_ms() - before));
	tap_ok(tap, flows && stage_label(stage) == 1, "P30: killed, it comes back");
	strip = strip_of(stage);
	before = clock_ms();
	stage_signal(strip, SIGABRT); /* as of bug(); a sanitizer makes exits of others */
	flows = stage_drain(stage, 2);
	tap_diag("crashed, and keys flow again: %d ms", (int)(clock_ms() - before));
	tap_ok(tap, flows && stage_label(stage) == 2, "P30: and after a crash");
}

static bool
has_notice(struct stage *stage)
{
	desk_look(&stage->fixture.desk);
	return desk_count(&stage->fixture.desk, NOTICE) > 0;
}

/* A strip, or what tells that there is none; ids of the dead do not come again so soon.
 */
static bool
await_child(struct stage *stage, pid_t other_than)
{
	static const struct timespec pause = {0, 2000000};
	int64_t deadline = fixture_deadline(&stage->fixture);
	pid_t child;

	while ((child = strip_of(stage)) < 0 || child == other_than) {
		if (clock_ms() > deadline) {
			return false;
		}
		nanosleep(&pause, NULL);
	}
	return true;
}

/* Whatever there is of it is killed, until the person is told. */
static bool
kill_until_told(struct stage *stage)
{
	int64_t deadline = clock_ms() + LIVES_MS;
	unsigned kills = 0;
	bool told;

	while (!(told = has_notice(stage)) && clock_ms() < deadline) {
		pid_t strip = strip_of(stage);

		if (strip > 0 && stage_label(stage) != STAGE_NOBODY &&
		    kills++ < MOST_KILLS) {
			stage_signal(strip, SIGKILL);
			(void)await_child(stage, strip);
		}
	}
	tap_diag("told after %u deaths more", kills);
	return told;
}

static void
test_again_and_again(struct tap *tap, struct stage *stage)
{
	stage_focus(stage, 0);
	bool told = kill_until_told(stage);
	fixture_save_picture(&stage->fixture, "P30-notice.png");
	tap_ok(tap, told, "P30: it dies again and again: the person is told");
	tap_ok(tap, stage_drain(stage, 0), "and still it comes back");
	tap_ok(tap,
	    desk_await_gone(
	        &stage->fixture.desk, NOTICE, fixture_deadline(&stage->fixture)),
	    "then the notice goes");
}

static void
test_keeper(struct tap *tap, struct stage *stage)
{
	pid_t strip = strip_of(stage);

	stage_kill_strip(stage); /* which is the keeper */
	tap_ok(tap, stage_drain(stage, 2) && stage_label(stage) == 2,
	    "P30: its keeper is killed: the strip lives on");
	stage_signal(strip, SIGTERM);
	tap_ok(tap, waitpid(strip, NULL, 0) == strip, "it can be ended even so");
	stage_forget_strip(stage);
}

static void
test_end(struct tap *tap, struct stage *stage)
{
	bool came = stage_start_strip(stage);
	pid_t strip = strip_of(stage);

	tap_ok(tap, came && stage_drain(stage, 0), "kept anew");
	stage_signal(strip, SIGTERM);
	tap_ok(tap,
	    crew_await_end(stage->strip, fixture_deadline(&stage->fixture)) &&
	        WIFEXITED(stage->strip->status) && WEXITSTATUS(stage->strip->status) == 0,
	    "a strip that is asked to end is not started again");
}

int
main(void)
{
	static struct stage stage; /* much too large for a stack */
	struct tap tap = {.count = 0};
	bool ready = stage_open(&stage, FIXTURE_NO_WM, "guard = 0\nstrip = required\n");

	test_wait(&tap);
	stage.keeps_strip = true;
	ready = ready && stage_start_strip(&stage);
	if (tap_ok(&tap, ready, "a desktop with three domains and a kept strip")) {
		test_once(&tap, &stage);
		test_again_and_again(&tap, &stage);
		test_keeper(&tap, &stage);
		test_end(&tap, &stage);
	}
	tap_ok(&tap, stage_close(&stage, &tap), "nothing is left");
	return tap_done(&tap);
}
