/*
 * The oracle has eyes: a worker with any of these faults is caught, the same worker
 * without is not.
 */
#include "tests/oracle/probe.h"

#include <stdlib.h>

static const struct {
	const char *name;
	bool is_caught;
} faults[] = {
    {"nothing", false},
    {"pixels in the frame", true},
    {"a column too many", true},
    {"late frame", true},
    {"no label", true},
    {"a flash at each map", true},
};

static void
try_fault(struct probe *probe, const char *fault, bool is_caught)
{
	setenv("PARAVENT_BREAK", fault, 1);
	probe_begin(probe);
	act_sweep(probe);
	tap_ok(probe->tap, probe_sync(probe) && probe_end(probe) == WORKER_ENDED,
	    "a worker with %s serves", fault);
	tap_ok(probe->tap, probe_is_clean(probe) != is_caught, "P21-oracle-catches: %s",
	    fault);
}

int
main(void)
{
	struct tap tap = {0};
	struct probe *probe = probe_open(
	    &tap, &(struct probe_options){.program = "tests/oracle/broken-guest"});

	for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
		try_fault(probe, faults[i].name, faults[i].is_caught);
	}
	probe_close(probe);
	return tap_done(&tap);
}
