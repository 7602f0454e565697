/*
 * P30: whichever allocation, mapping or descriptor the daemon does not get, from its
 * start to its first domain, it goes on, or says why it does not; it never crashes or
 * hangs.
 */
#include "common/base/fd.h"
#include "tests/daemon/rig.h"
#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STEPS_MOST 500
#define READY_MS 20000
#define WORKER_MS 2500    /* for a worker that a fault may keep away */
#define UNHARMED_MS 20000 /* for one that nothing does */
#define NEVER_SAID "\001"
#define CRASHED 1000 /* and above: by a signal */

struct sweep {
	struct tap *tap;
	const char *kind;
	unsigned tried, survived, bad;
};

/* Up to its end or "ready\n". */
static bool
becomes_ready(const struct rig *rig)
{
	struct pollfd wait = {.fd = rig->ready, .events = POLLIN};
	char line[16];

	return poll(&wait, 1, READY_MS) == 1 && read(rig->ready, line, sizeof(line)) > 0;
}

/* Its domain gets a worker, or the log says why not. */
static bool
serves(struct rig *rig, int *status, int patience_ms)
{
	struct fake worker = {.fd = -1};
	int agent = rig_listen(rig, "work");
	bool came = rig_next_worker(rig, &worker, patience_ms);

	*status = rig_stop(rig);
	fd_close(&worker.fd);
	fd_close(&agent);
	rig_unlink(rig, "work");
	return came;
}

/* False when nothing failed any more. */
static bool
fail_at(struct sweep *sweep, unsigned step, int patience_ms)
{
	struct rig rig;
	char fault[32];
	int status = 0;

	rig_init(&rig);
	rig.program = "tests/oracle/faulty-daemon";
	rig_configure(&rig, "[work]\ncolour = #2060c0\n[play]\ncolour = #c03030\n");
	snprintf(fault, sizeof(fault), "%s %u", sweep->kind, step);
	setenv("PARAVENT_FAULT", fault, 1);
	rig_launch(&rig, NULL);
	bool ready = becomes_ready(&rig);
	bool served = ready && serves(&rig, &status, patience_ms);
	if (!ready) {
		status = rig_await_end(&rig);
	}
	bool ended = !rig_await_log(&rig, NEVER_SAID, NULL); /* so all is read */
	bool came = strstr(rig.text, "fault ") != NULL;
	bool told = strstr(rig.text, "error ") || strstr(rig.text, "warning ");
	bool good =
	    ended && status < CRASHED && ((served && status == 0) || (came && told));

	if (!(came && told) && !served && patience_ms < UNHARMED_MS) {
		rig_finish(&rig);
		return fail_at(sweep, step, UNHARMED_MS); /* a slow machine */
	}
	sweep->tried += came;
	sweep->survived += came && served;
	sweep->bad += !good;
	if (!good) {
		tap_diag("%s: status %d, %s; the log: %s", fault, status,
		    served ? "served" : "not served", rig.text);
	}
	rig_finish(&rig);
	return came;
}

static void
sweep_kind(struct tap *tap, const char *kind)
{
	struct sweep sweep = {.tap = tap, .kind = kind};
	unsigned step = 1;

	while (step < STEPS_MOST && sweep.bad < 3 && fail_at(&sweep, step, WORKER_MS)) {
		step++;
	}
	tap_ok(tap, sweep.bad == 0, "P30-daemon-faults: %s", kind);
	tap_diag("%s: %u failed, %u survived", kind, sweep.tried, sweep.survived);
}

int
main(void)
{
	static const char *const kinds[] = {"alloc", "map", "fd"};
	struct tap tap = {0};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		sweep_kind(&tap, kinds[i]);
	}
	return tap_done(&tap);
}
