/* Workers: started, started again, ended; seen from outside, with fake ones. */
#include "common/base/fd.h"
#include "tests/daemon/rig.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* "Within a second" on a machine that does nothing else; tests may share theirs. */
#define SOON_MS 5000
#define IDLE_MS 1500
#define TRIES 6 /* what the daemon has just begun to do may end first */
#define MANY 20

static void
test_setup(struct tap *tap, struct rig *rig)
{
	int agent = rig_listen(rig, "work");

	rig_configure(rig, "[work]\nlabel = My Work\ncolour = #102030\npattern = dots\n");
	rig_start(rig);
	struct fake fake = rig_worker(rig);
	const struct fake_report *report = &fake.report;
	const struct control_setup *setup = &report->setup;
	tap_ok(tap, strcmp(setup->name, "work") == 0, "a socket that is there: a worker");
	tap_ok(tap,
	    strcmp(setup->mark.label, "My Work") == 0 && setup->mark.colour == 0x102030,
	    "it gets its domain's mark");
	tap_ok(tap, strcmp(setup->display, ":test") == 0 && setup->verbose == 1,
	    "it gets display and verbosity");
	tap_ok(tap, setup->xen == 0 && report->agent == 1, "it reaches its agent");
	tap_ok(tap, report->open_fds == 4, "it inherits 4 descriptors (%u)",
	    report->open_fds);
	tap_ok(tap, report->blocked == 0, "no signal is blocked or ignored");
	tap_ok(tap, report->death_signal == SIGKILL, "it dies with the daemon");
	tap_ok(tap, rig_stop(rig) == 0, "SIGTERM: status 0");
	tap_ok(tap, fake_await_end(&fake, 0), "no worker outlives the daemon's end");
	fd_close(&agent);
	rig_unlink(rig, "work");
	rig_configure(rig, "");
}

static void
test_new_and_removed(struct tap *tap, struct rig *rig)
{
	rig_start(rig);
	int agent = rig_listen(rig, "new");
	struct fake fake = rig_worker(rig);
	tap_ok(tap, strcmp(fake.report.setup.mark.label, "unknown: new") == 0,
	    "a new socket without a section: unknown");
	rig_unlink(rig, "new");
	tap_ok(tap, fake_await_end(&fake, RIG_DEADLINE_MS), "removed: its worker ends");
	fd_close(&agent);

	agent = rig_listen(rig, "new");
	fake = rig_worker(rig);
	fake_order(&fake, FAKE_IGNORE_TERM, 0);
	bool ignores = fake_await_answer(&fake);
	int64_t before = clock_ms();
	rig_unlink(rig, "new");
	bool ended = fake_await_end(&fake, RIG_DEADLINE_MS);
	int64_t took = clock_ms() - before;
	tap_ok(tap, ignores && ended && took >= 1900,
	    "a worker that ignores SIGTERM is killed 2 s later (%d ms)", (int)took);
	fd_close(&agent);
	tap_ok(tap, rig_stop(rig) == 0, "SIGTERM without workers: status 0");
}

static void
test_restart(struct tap *tap, struct rig *rig)
{
	int agent = rig_listen(rig, "work");

	rig_start(rig);
	struct fake fake = rig_worker(rig);
	int64_t before = clock_ms();
	kill_one(fake.report.pid, SIGKILL);
	struct fake again = rig_worker(rig);
	int64_t took = clock_ms() - before;
	tap_ok(tap, took < SOON_MS && again.report.pid != fake.report.pid,
	    "killed: started again at once (%d ms)", (int)took);
	fd_close(&fake.fd);

	uint32_t codes[] = {WORKER_FAILED, WORKER_GUEST_BAD};
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		before = clock_ms();
		fake_order(&again, FAKE_EXIT, codes[i]);
		fake = rig_worker(rig);
		took = clock_ms() - before;
		fd_close(&again.fd);
		again = fake;
		tap_ok(tap, took >= (i == 0 ? 90 : 190),
		    "status %u: again, later each time (%d ms)", codes[i], (int)took);
	}
	size_t at = 0;
	fake_order(&again, FAKE_EXIT, WORKER_CANNOT_START);
	tap_ok(tap, rig_await_log(rig, "worker cannot start", &at), "status 3: told");
	tap_ok(tap, !rig_next_worker(rig, &fake, 1000), "and not tried again soon");
	fd_close(&again.fd);
	kill_one(rig->daemon, SIGHUP);
	fake = rig_worker(rig);
	tap_ok(tap, fake.report.agent == 1, "but at SIGHUP");
	kill_one(fake.report.pid, SIGSYS);
	tap_ok(tap, rig_await_log(rig, "killed by its sandbox", &at),
	    "SIGSYS: the log says that the sandbox killed it");
	fd_close(&fake.fd);
	fake = rig_worker(rig);
	fd_close(&fake.fd);
	tap_ok(tap, rig_stop(rig) == 0, "ends");
	fd_close(&agent);
	rig_unlink(rig, "work");
}

/* How long the next "next try in N s" after *at says, in ms; -1 when none came. */
static int
await_promise(struct rig *rig, size_t *at)
{
	double promised_s;

	if (!rig_await_log(rig, "guest broke the protocol; next try in ", at) ||
	    !rig_await_log(rig, " s", &(size_t){*at}) ||
	    sscanf(rig->text + *at, "%lf", &promised_s) != 1) {
		return -1;
	}
	return (int)(promised_s * 1000);
}

/* What a guest did is held against it, whatever it does to its channel then. */
static void
test_held(struct tap *tap, struct rig *rig)
{
	int agent = rig_listen(rig, "work");
	int promised = 0;
	int64_t since = 0;
	size_t at = 0;
	struct fake fake;

	rig_start(rig);
	for (unsigned i = 0; i < 6; i++) {
		fake = rig_worker(rig);
		since = clock_ms();
		fake_order(&fake, FAKE_EXIT, WORKER_GUEST_BAD);
		promised = await_promise(rig, &at);
		fd_close(&fake.fd);
	}
	rig_unlink(rig, "work");
	fd_close(&agent);
	bool vanished = rig_await_log(rig, "work: vanished", &at);
	agent = rig_listen(rig, "work");
	fake = rig_worker(rig);
	int64_t took = clock_ms() - since;
	tap_ok(tap, vanished && promised > 0 && took >= promised - 50,
	    "a channel offered anew brings no worker sooner (%d of %d ms)", (int)took,
	    promised);
	fake_order(&fake, FAKE_EXIT, WORKER_GUEST_BAD);
	int longer = await_promise(rig, &at);
	tap_ok(tap, longer > promised, "nor is the count begun afresh (%d ms)", longer);
	fd_close(&fake.fd);
	since = clock_ms();
	kill_one(rig->daemon, SIGHUP);
	fake = rig_worker(rig);
	tap_ok(tap, fake.report.agent == 1, "but at SIGHUP (%d ms)",
	    (int)(clock_ms() - since));
	fd_close(&fake.fd);
	tap_ok(tap, rig_stop(rig) == 0, "ends");
	fd_close(&agent);
	rig_unlink(rig, "work");
}

static void
test_agent_restart(struct tap *tap, struct rig *rig)
{
	int agent = rig_listen(rig, "work");

	rig_start(rig);
	struct fake fake = rig_worker(rig);
	int served = accept(agent, NULL, NULL);
	fd_close(&served);
	int64_t before = clock_ms();
	struct fake again = rig_worker(rig);
	tap_ok(tap, again.report.agent == 1 && clock_ms() - before < SOON_MS,
	    "the agent ends a session and listens on: a new worker at once");
	fd_close(&fake.fd);

	/* The agent dies: its socket stays, and refuses. */
	served = accept(agent, NULL, NULL);
	fd_close(&agent);
	fd_close(&served);
	tap_ok(tap, fake_await_end(&again, RIG_DEADLINE_MS),
	    "the agent dies: its worker too");
	unsigned starts = 0;
	bool in_vain = true;
	before = clock_ms();
	while (clock_ms() - before < 1500) {
		if (rig_next_worker(rig, &fake, 100)) {
			starts++;
			in_vain = in_vain && fake.report.agent == 0;
			fd_close(&fake.fd);
		}
	}
	tap_ok(tap, in_vain && starts >= 1 && starts <= 5, "tries are few: %u in 1.5 s",
	    starts);

	before = clock_ms();
	rig_unlink(rig, "work");
	agent = rig_listen_in_place(rig, "work");
	do {
		fake = rig_worker(rig);
		fd_close(&fake.fd);
	} while (fake.report.agent == 0);
	tap_ok(tap, clock_ms() - before < SOON_MS,
	    "an agent again: a worker at once (%d ms)", (int)(clock_ms() - before));
	tap_ok(tap, rig_stop(rig) == 0, "ends");
	fd_close(&agent);
	rig_unlink(rig, "work");
}

static void
test_records(struct tap *tap, struct rig *rig)
{
	int agent = rig_listen(rig, "work");
	size_t at = 0;

	rig_start(rig);
	struct fake fake = rig_worker(rig);
	fake_order(&fake, FAKE_READY, 0);
	tap_ok(tap, rig_await_log(rig, "work: connected", &at), "ready is told");
	fake_order(&fake, FAKE_READY, 0);
	tap_ok(tap,
	    rig_await_log(rig, "misbehaves: ready twice; killed", &at) &&
	        fake_await_end(&fake, RIG_DEADLINE_MS),
	    "ready twice: killed");
	fake = rig_worker(rig);
	fake_order(&fake, FAKE_BAD_RECORD, 0);
	tap_ok(tap,
	    rig_await_log(rig, "misbehaves: record of a wrong type; killed", &at) &&
	        fake_await_end(&fake, RIG_DEADLINE_MS),
	    "a wrong type: killed");
	fake = rig_worker(rig);
	fake_order(&fake, FAKE_BAD_LENGTH, 7);
	tap_ok(tap,
	    rig_await_log(rig, "misbehaves: record of a wrong length; killed", &at) &&
	        fake_await_end(&fake, RIG_DEADLINE_MS),
	    "a wrong length: killed");
	tap_ok(tap, rig_stop(rig) == 0, "ends");
	fd_close(&agent);
	rig_unlink(rig, "work");
}

/* Each want is answered by why there are no keys; a worker that reads no answer goes. */
static void
test_deaf(struct tap *tap, struct rig *rig)
{
	int agent = rig_listen(rig, "work");
	size_t at = 0;

	rig_configure(rig, "[work]\nstrip = required\n");
	rig_start(rig);
	struct fake fake = rig_worker(rig);
	fake_order(&fake, FAKE_READY, 0);
	fake_order(&fake, FAKE_WANT_KEYS, 100000);
	tap_ok(tap,
	    rig_await_log(rig, "does not read what it is told; killed", &at) &&
	        fake_await_end(&fake, RIG_DEADLINE_MS),
	    "P29-a-worker-that-does-not-read: killed");
	tap_ok(tap, !strstr(rig->text, "was not told"), "and no line for each record");

	fake = rig_worker(rig);
	fake_order(&fake, FAKE_LEAVE, 0);
	tap_ok(tap, fake_await_end(&fake, RIG_DEADLINE_MS),
	    "P29-a-worker-that-hangs-up: killed");
	fake = rig_worker(rig);
	tap_ok(tap, rig_stop(rig) == 0, "another was started; ends");
	fd_close(&fake.fd);
	fd_close(&agent);
	rig_unlink(rig, "work");
}

/* -1 when a worker was started meanwhile. */
static int64_t
switches_while_idle(const struct rig *rig)
{
	int64_t before = procfs_switches(rig->daemon);
	struct fake none;
	bool is_quiet = before >= 0 && !rig_next_worker(rig, &none, IDLE_MS);

	return is_quiet ? procfs_switches(rig->daemon) - before : -1;
}

static void
test_many(struct tap *tap, struct rig *rig)
{
	int agents[MANY];
	struct fake fakes[MANY];
	char name[16];
	unsigned ended = 0;

	for (unsigned i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "domain-%u", i);
		agents[i] = rig_listen(rig, name);
	}
	rig_start(rig);
	for (unsigned i = 0; i < MANY; i++) {
		fakes[i] = rig_worker(rig);
	}
	tap_ok(tap, true, "%d domains: %d workers", MANY, MANY);
	int64_t switches = switches_while_idle(rig);
	for (int i = 1; i < TRIES && switches > 0; i++) {
		switches = switches_while_idle(rig);
	}
	tap_ok(tap, switches == 0, "idle: no wake-up in 1.5 s (%d)", (int)switches);

	kill_one(rig->daemon, SIGKILL);
	tap_ok(tap, rig_await_end(rig) == 1000 + SIGKILL, "P30-daemon-killed");
	for (unsigned i = 0; i < MANY; i++) {
		ended += fake_await_end(&fakes[i], RIG_DEADLINE_MS);
		fd_close(&agents[i]);
	}
	tap_ok(tap, ended == MANY, "P30-daemon-killed: every worker died with it (%u)",
	    ended);
	rig_start(rig);
	tap_ok(tap, rig_stop(rig) == 0, "the lock did not outlive it");
}

int
main(void)
{
	static rig_test *const tests[] = {
	    test_setup,
	    test_new_and_removed,
	    test_restart,
	    test_held,
	    test_agent_restart,
	    test_records,
	    test_deaf,
	    test_many,
	};

	return rig_run(tests, ARRAY_LEN(tests));
}
