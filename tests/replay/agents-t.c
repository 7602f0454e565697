/*
 * Each kind of existing agent against the worker: what it says is accepted, and what
 * comes back is what it expects.  Then each of them with mistakes: the worker may end the
 * session, and nothing else.
 */
#include "gui-daemon/control.h"
#include "replay/capture_file.h"
#include "replay/mutate.h"
#include "replay/play.h"
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#include <stdlib.h>

#define SEEDS 40           /* for each agent */
#define SEEDS_SANITIZED 15 /* whose workers take a fifth of a second to come and go */
#define MOST_MISTAKES 3
#define MUTANT_PATIENCE_US 2000000

static const char *const agents[] = {
    "linux-1.8",
    "linux-1.7",
    "mirage-1.1",
    "stub-1.0",
    "windows",
};

static void
path_of(const char *agent, char path[4096])
{
	const char *folder = getenv("top_srcdir");

	snprintf(
	    path, 4096, "%s/tests/replay/agents/%s.txt", folder ? folder : ".", agent);
}

/* Plays against a new worker; its exit status is put into *status. */
static enum play_result
play_worker(struct rig *rig, const struct capture *capture, const char *name,
    bool expects, int *status)
{
	const struct play_options options = {
	    .self = SIDE_AGENT,
	    .is_fast = true,
	    .expects = expects,
	    .patience_us = expects ? (int64_t)RIG_PATIENCE_MS * 1000 : MUTANT_PATIENCE_US,
	    .name = name,
	};
	FILE *report = expects ? stderr : fopen("/dev/null", "we");

	rig_start_worker(rig);
	struct transport *channel = rig->channel;
	rig->channel = NULL;
	enum play_result result = play(capture, channel, &options, report);
	*status = rig_await_exit(rig);
	if (!expects) {
		fclose(report);
	}
	return result;
}

static void
test_agent(struct rig *rig, const char *agent)
{
	char path[4096];
	struct capture capture;
	int status = -1;

	path_of(agent, path);
	if (!ok_named(capture_load(path, &capture, stderr), agent)) {
		return;
	}
	ok_named(play_worker(rig, &capture, path, true, &status) == PLAY_DONE, agent);
	if (!ok_named(status == WORKER_ENDED, agent)) {
		printf("# exit status %d\n# %s\n", status, rig_log(rig));
	}
	capture_finish(&capture);
}

/* The worker's exit status; -1 if it did not come to one. */
static int
play_mutant(
    struct rig *rig, const struct capture *original, const char *agent, uint64_t seed)
{
	const struct mutate_options options = {
	    .seed = seed, .count = 1 + seed % MOST_MISTAKES, .from = SIDE_AGENT};
	struct capture capture;
	int status = -1;

	if (!capture_copy(&capture, original) || !mutate(&capture, &options)) {
		return -1;
	}
	(void)play_worker(rig, &capture, agent, false, &status);
	capture_finish(&capture);
	if (status != WORKER_ENDED && status != WORKER_GUEST_BAD) {
		printf("# %s: mutate --seed %llu --count %zu: exit status %d\n# %s\n",
		    agent, (unsigned long long)seed, options.count, status, rig_log(rig));
	}
	return status;
}

static unsigned
seeds(void)
{
	const char *sanitizers = getenv("SAN_CFLAGS");

	return sanitizers && sanitizers[0] ? SEEDS_SANITIZED : SEEDS;
}

static void
test_mutants(struct rig *rig, const char *agent)
{
	char path[4096];
	struct capture original;
	unsigned accepted = 0, refused = 0;

	path_of(agent, path);
	if (!capture_load(path, &original, stderr)) {
		ok_named(false, agent);
		return;
	}
	for (uint64_t seed = 1; seed <= seeds(); seed++) {
		int status = play_mutant(rig, &original, agent, seed);

		accepted += status == WORKER_ENDED;
		refused += status == WORKER_GUEST_BAD;
	}
	printf("# %s: %u accepted, %u refused\n", agent, accepted, refused);
	ok_named(accepted + refused == seeds(), agent);
	ok_named(refused > 0, agent); /* else these were no mistakes */
	capture_finish(&original);
}

int
main(void)
{
	struct rig *rig = rig_create(false);

	for (size_t i = 0; i < ARRAY_LEN(agents); i++) {
		test_agent(rig, agents[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(agents); i++) {
		test_mutants(rig, agents[i]);
	}
	rig_destroy(rig);
	return done_testing();
}
