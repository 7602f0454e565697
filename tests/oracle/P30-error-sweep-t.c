/*
 * P30: whichever request the X server refuses, the worker goes on right, or ends with one
 * line in the log; every pixel stays framed and named, and none outlives it.
 */
#include "tests/oracle/sweep.h"

#define BAD_ALLOC 11
#define START 37 /* about so many requests before any window */

/* False when no request was refused any more. */
static bool
fail_at(struct probe *probe, uint32_t request, bool *is_good, uint32_t *survived)
{
	proxy_order(probe->proxy,
	    &(struct proxy_order){.verb = PROXY_FAIL,
	        .client = proxy_clients(probe->proxy),
	        .request = request,
	        .error = BAD_ALLOC});
	struct sweep_life life = sweep_live(probe);
	bool obeyed = proxy_has_obeyed(probe->proxy);
	bool goes_on = sweep_went_on(&life);

	*is_good = life.is_clean && (goes_on || (obeyed && sweep_ended_well(&life)));
	*survived += goes_on;
	if (!*is_good) {
		tap_diag(
		    "request %u refused: status %d, %zu errors, %s; the log:", request,
		    life.status, life.errors, life.served ? "served" : "not served");
		tap_diag("%s", rig_log(probe->rig));
	}
	return obeyed;
}

int
main(void)
{
	struct tap tap = {0};
	struct probe *probe = probe_open(
	    &tap, &(struct probe_options){.saved = "tests/oracle/error-sweep.png"});
	uint32_t survived = 0;
	uint32_t tried = 0;
	uint32_t bad = 0;
	bool is_good = true;

	for (uint32_t n = 1; bad < 3 && fail_at(probe, n, &is_good, &survived);
	     n = sweep_next(n, START)) {
		tried++;
		bad += !is_good;
	}
	tap_ok(&tap, bad == 0,
	    "P30-error-sweep: a refused request ends it well or not at all");
	tap_ok(&tap, is_good && tried > 25, "and with all granted it serves to the end");
	tap_diag("%u requests refused, %u survived", tried, survived);
	probe_close(probe);
	return tap_done(&tap);
}
