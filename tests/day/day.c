/*
 * `make check-day`: $DAY_SECONDS (180 unless said) of a working day, drawn from $DAY_SEED
 * (printed; the clock's unless said).  What must hold all the while is judged after each
 * act; here is what must hold at its end.
 */
#include "tests/day/day.h"
#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SECONDS 180u
#define MOST_KIB 10240 /* of the manager, all its pages */
#define MOST_GROWN_KIB                                                   \
	512 /* of a program's own, between the first quarter and the end \
	     */
#define QUIET_MS 3000
#define TRIES 10u

static const char *const roles[] = {"wm", "strip", "daemon"};

static unsigned
number_of(const char *variable, unsigned otherwise)
{
	const char *text = getenv(variable);

	return text && text[0] ? (unsigned)strtoul(text, NULL, 10) : otherwise;
}

static pid_t
pid_of(const struct day *day, const char *role)
{
	const struct member *member = crew_find(&day->fixture.crew, role);

	return member ? member->pid : -1;
}

/* --- memory ------------------------------------------------------------------------ */

static void
note_memory(const struct day *day, int64_t kib[ARRAY_LEN(roles)])
{
	for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
		kib[i] = procfs_memory_kib(pid_of(day, roles[i]), "Pss_Anon");
	}
}

static void
judge_memory(struct day *day, const int64_t before[ARRAY_LEN(roles)])
{
	int64_t now[ARRAY_LEN(roles)];
	int64_t all = procfs_memory_kib(pid_of(day, "wm"), "Rss");

	note_memory(day, now);
	for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
		tap_diag("%s: %d KiB of its own, was %d", roles[i], (int)now[i],
		    (int)before[i]);
		tap_ok(&day->tap,
		    fixture_is_sanitized() ||
		        (now[i] > 0 && now[i] - before[i] <= MOST_GROWN_KIB),
		    "%s does not grow", roles[i]);
	}
	tap_diag("the manager has %d KiB", (int)all);
	tap_ok(&day->tap, fixture_is_sanitized() || (all > 0 && all < MOST_KIB),
	    "the manager is below 10 MiB");
}

/* --- the end ----------------------------------------------------------------------- */

static bool
is_idle(const struct day *day, const char *role)
{
	int64_t before = procfs_switches(pid_of(day, role));

	poll(NULL, 0, QUIET_MS);
	int64_t wakes = procfs_switches(pid_of(day, role)) - before;
	tap_diag("%s: %d wake-ups in %d ms", role, (int)wakes, QUIET_MS);
	return before >= 0 && wakes == 0;
}

/* More than one try: something may still have been on its way. */
static void
judge_idle(struct day *day)
{
	for (size_t i = 0; i < 2; i++) {
		bool idle = false;

		for (unsigned n = 0; n < TRIES && !idle; n++) {
			idle = is_idle(day, roles[i]);
		}
		tap_ok(&day->tap, idle, "%s sleeps when nobody does anything", roles[i]);
	}
}

static void
judge_logs(struct day *day)
{
	const struct crew *crew = &day->fixture.crew;

	for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
		tap_ok(&day->tap, crew_log_count(crew, roles[i], "error ") == 0,
		    "%s logs no error", roles[i]);
	}
	tap_ok(&day->tap,
	    crew_log_count(crew, "daemon", LOCKED) == day->locks &&
	        crew_log_count(crew, "daemon", UNLOCKED) == day->locks,
	    "locked %u times, and unlocked as often", day->locks);
}

static void
live(struct day *day, unsigned seconds)
{
	int64_t start = clock_ms();
	int64_t before[ARRAY_LEN(roles)] = {0};
	bool good = true;

	while (good && clock_ms() - start < (int64_t)seconds * 1000) {
		good = day_act(day);
		if (clock_ms() - start < (int64_t)seconds * 250) {
			note_memory(day, before);
		}
	}
	fixture_save_picture(&day->fixture, "tests/day/day.png");
	tap_diag("%u acts, %u lines, %u locks, %u menus in %d s", day->acts, day->lines,
	    day->locks, day->menus, (int)((clock_ms() - start) / 1000));
	if (!tap_ok(&day->tap, good, "%s", good ? "all went well" : day->wrong)) {
		return;
	}
	tap_ok(&day->tap, day_is_complete(day), "all windows are still managed");
	judge_memory(day, before);
	judge_idle(day);
	judge_logs(day);
}

int
main(void)
{
	static struct day day; /* much too large for a stack */
	unsigned seconds = number_of("DAY_SECONDS", SECONDS);
	unsigned seed = number_of("DAY_SEED", (unsigned)time(NULL));
	static const char *const programs[] = {
	    "/usr/bin/pcmanfm", "/usr/bin/tint2", "/usr/bin/i3lock"};

	for (size_t i = 0; i < ARRAY_LEN(programs); i++) {
		if (access(programs[i], X_OK) != 0) {
			return tap_skip_all(programs[i]);
		}
	}
	srandom(seed);
	tap_diag("DAY_SEED=%u DAY_SECONDS=%u", seed, seconds);
	if (tap_ok(&day.tap, day_open(&day), "a desktop in the morning")) {
		live(&day, seconds);
	}
	tap_ok(&day.tap, day_close(&day), "nothing is left");
	return tap_done(&day.tap);
}
