/*
 * P30: whichever request is a worker's last, its death leaves no pixel of its guest on
 * the screen, one round trip later; and until then every pixel was framed.
 */
#include "tests/oracle/sweep.h"

/* Requests that a worker sends before it looks at its guest's first window. */
static uint32_t
requests_of_start(struct probe *probe)
{
	probe_begin(probe);
	uint32_t count = proxy_requests(probe->proxy, probe->client);

	return probe_end(probe) == WORKER_ENDED ? count : 0;
}

/* False when the worker lived to the end. */
static bool
kill_at(struct probe *probe, uint32_t request, bool *is_good)
{
	proxy_order(probe->proxy,
	    &(struct proxy_order){.verb = PROXY_KILL,
	        .client = proxy_clients(probe->proxy),
	        .request = request});
	struct sweep_life life = sweep_live(probe);

	if (!proxy_has_obeyed(probe->proxy)) {
		*is_good = life.served && life.status == WORKER_ENDED && life.is_clean;
		return false;
	}
	*is_good = life.status == -1 && life.is_clean;
	if (!*is_good) {
		tap_diag("killed at request %u: status %d", request, life.status);
	}
	return true;
}

int
main(void)
{
	struct tap tap = {0};
	struct probe *probe = probe_open(
	    &tap, &(struct probe_options){.saved = "tests/oracle/kill-sweep.png"});
	uint32_t start = requests_of_start(probe);
	uint32_t tried = 0;
	uint32_t bad = 0;
	bool is_good = true;

	tap_ok(&tap, start > 10, "a worker starts, with %u requests", start);
	for (uint32_t n = 1; bad < 3 && kill_at(probe, n, &is_good);
	     n = sweep_next(n, start)) {
		tried++;
		bad += !is_good;
	}
	tap_ok(&tap, bad == 0, "P30-kill-sweep: nothing outlives a worker");
	tap_ok(&tap, is_good && tried > 20, "and unkilled it serves to the end");
	tap_diag("killed %u times", tried);
	probe_close(probe);
	return tap_done(&tap);
}
