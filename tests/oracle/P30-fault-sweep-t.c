/*
 * P30: whichever allocation, mapping or descriptor a worker does not get, and whichever
 * write is short, it goes on right, or ends with one line in the log; every pixel stays
 * framed, and none outlives it.
 */
#include "tests/oracle/sweep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_STEPS 5000

struct sweep {
	const char *kind;
	uint32_t tried, survived, bad;
};

/* False when nothing failed any more. */
static bool
fail_at(struct probe *probe, struct sweep *sweep, uint32_t step)
{
	char fault[32];

	snprintf(fault, sizeof(fault), "%s %u", sweep->kind, step);
	setenv("PARAVENT_FAULT", fault, 1);
	struct sweep_life life = sweep_live(probe);
	bool came = strstr(rig_log(probe->rig), "fault ") != NULL;
	bool goes_on = sweep_went_on(&life);
	bool good = life.is_clean && (goes_on || (came && sweep_ended_well(&life)));

	sweep->tried += came;
	sweep->survived += came && goes_on;
	sweep->bad += !good;
	if (!good) {
		tap_diag("%s: status %d, %zu errors, %s; the log:", fault, life.status,
		    life.errors, life.served ? "served" : "not served");
		tap_diag("%s", rig_log(probe->rig));
	}
	return came;
}

static void
sweep_kind(struct probe *probe, const char *kind)
{
	struct sweep sweep = {.kind = kind};
	uint32_t step = 1;

	while (step < MOST_STEPS && sweep.bad < 3 && fail_at(probe, &sweep, step)) {
		step = sweep_next(step, 1);
	}
	tap_ok(
	    probe->tap, sweep.bad == 0 && sweep.tried > 0, "P30-fault-sweep: %s", kind);
	tap_diag("%s: %u failed, %u survived", kind, sweep.tried, sweep.survived);
}

int
main(void)
{
	static const char *const kinds[] = {"alloc", "map", "fd", "send"};
	struct tap tap = {0};
	struct probe *probe = probe_open(
	    &tap, &(struct probe_options){.program = "tests/oracle/faulty-guest"});

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		sweep_kind(probe, kinds[i]);
	}
	probe_close(probe);
	return tap_done(&tap);
}
