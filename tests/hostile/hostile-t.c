/*
 * Each hostile scenario against a real worker of a real daemon: what must be seen is
 * seen, and the other domain does not notice.
 * Arguments: --paravent-wm for a desktop that it manages; names of scenarios, none: all.
 */
#include "tests/hostile/stand.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_SCENARIOS 160

struct trial {
	struct scenario scenario;
	pid_t aside; /* plays in a process of its own; 0: does not */
};

static bool
is_wanted(const char *file, int argc, char **argv)
{
	size_t len = strlen(file);

	if (len < 5 || strcmp(file + len - 4, ".txt") != 0) {
		return false;
	}
	for (int i = 1; i < argc; i++) {
		if (strlen(argv[i]) == len - 4 && strncmp(argv[i], file, len - 4) == 0) {
			return true;
		}
	}
	return argc == 1;
}

static const char *
folder(void)
{
	static char path[600];
	const char *top = getenv("top_srcdir");

	snprintf(path, sizeof(path), "%s/tests/hostile/scenarios", top ? top : ".");
	return path;
}

/*
 * Who expects failures must not take a slow program's silence for a good one's: what
 * comes although nothing is expected has as long to come as all else.
 */
static void
lengthen_silences(struct capture *capture)
{
	uint64_t least = (uint64_t)stand_patience_us();

	for (size_t i = 0; i < capture->count; i++) {
		struct event *e = &capture->events[i];

		if (e->kind == EVENT_EXPECT && e->piece == PIECE_NOTHING &&
		    e->delay_us < least) {
			e->delay_us = least;
		}
	}
}

static bool
load(const char *file, struct trial *trial)
{
	char path[900];

	*trial = (struct trial){.aside = 0};
	snprintf(path, sizeof(path), "%s/%s", folder(), file);
	if (!scenario_load(path, &trial->scenario)) {
		return false;
	}
	if (getenv("HOSTILE_PATIENCE_MS")) {
		lengthen_silences(&trial->scenario.capture);
	}
	return true;
}

/* All that are wanted, by name; how many.  0 with diagnostics. */
static size_t
load_all(struct trial *trials, int argc, char **argv)
{
	struct dirent **files;
	int n = scandir(folder(), &files, NULL, alphasort);
	size_t count = 0;
	bool good = n >= 0;

	for (int i = 0; i < n; i++) {
		if (is_wanted(files[i]->d_name, argc, argv) && good) {
			good = count < MOST_SCENARIOS &&
			    load(files[i]->d_name, &trials[count++]);
		}
		free(files[i]);
	}
	if (n >= 0) {
		free(files);
	}
	if (argc > 1 && count != (size_t)argc - 1) {
		tap_diag("not all of these scenarios exist");
		good = false;
	}
	return good ? count : 0;
}

/* Those that only wait do so while the others play. */
static void
start_aside(struct stand *stand, struct trial *trial)
{
	fflush(stdout);
	trial->aside = fork();
	if (trial->aside == 0) {
		bool good = stand_try(stand, &trial->scenario);

		fflush(stdout);
		_exit(good ? 0 : 1);
	}
}

static bool
await_aside(struct trial *trial)
{
	int status = -1;

	return trial->aside > 0 && waitpid(trial->aside, &status, 0) == trial->aside &&
	    WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void
report(struct stand *stand, const struct scenario *s, bool good)
{
	tap_ok(&stand->tap, good, "%s (%s: %s)", s->name,
	    s->ends[0] ? s->ends : "is served", s->class);
	fflush(stdout);
}

static void
try_all(struct stand *stand, struct trial *trials, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (trials[i].scenario.is_slow) {
			start_aside(stand, &trials[i]);
		}
	}
	for (size_t i = 0; i < count; i++) {
		if (!trials[i].scenario.is_slow) {
			bool good = stand_try(stand, &trials[i].scenario);

			report(stand, &trials[i].scenario, good);
		}
	}
	for (size_t i = 0; i < count; i++) {
		if (trials[i].scenario.is_slow) {
			report(stand, &trials[i].scenario, await_aside(&trials[i]));
		}
	}
	tap_ok(&stand->tap, witness_answers(&stand->witness),
	    "after all of them the other domain is served");
}

int
main(int argc, char **argv)
{
	static struct trial trials[MOST_SCENARIOS];
	static struct scenario scenarios[MOST_SCENARIOS];
	static struct stand stand;
	bool is_managed = argc > 1 && strcmp(argv[1], "--paravent-wm") == 0;
	enum fixture_wm wm = is_managed ? FIXTURE_PARAVENT : FIXTURE_NO_WM;
	size_t count = load_all(trials, argc - is_managed, argv + is_managed);

	if (count == 0) {
		printf("Bail out! no scenarios\n");
		return 1;
	}
	for (size_t i = 0; i < count; i++) {
		scenarios[i] = trials[i].scenario;
	}
	if (tap_ok(&stand.tap, stand_open(&stand, wm, scenarios, count), "a desktop")) {
		try_all(&stand, trials, count);
	}
	for (size_t i = 0; i < count; i++) {
		scenario_finish(&trials[i].scenario);
	}
	return stand_close(&stand);
}
