#include "tests/oracle/every_request.h"

static void
watch_act(struct probe *probe, const struct act *act)
{
	uint32_t before = proxy_judged(probe->proxy);

	probe_begin(probe);
	act->play(probe);
	tap_ok(
	    probe->tap, probe_sync(probe), "%s: the worker serves to the end", act->name);
	tap_ok(probe->tap, probe_settles(probe), "P1-framed: %s: in the end", act->name);
	uint32_t requests = proxy_requests(probe->proxy, probe->client);
	tap_ok(
	    probe->tap, probe_end(probe) == WORKER_ENDED, "%s: and ends well", act->name);
	if (!probe->is_managed) {
		tap_ok(
		    probe->tap, probe_is_clean(probe), "P1-every-request: %s", act->name);
	}
	tap_diag("%s: %u requests, %u different pictures", act->name, requests,
	    proxy_judged(probe->proxy) - before);
}

#define SHARE 10u /* percent of the screen */
#define SENTINEL_PX 600u

/* I5: however many popups, and at no moment more; under a manager: in the end. */
static bool
covers_its_share(struct probe *probe)
{
	size_t screen = (size_t)probe->rig->screen->width_in_pixels *
	    probe->rig->screen->height_in_pixels;
	size_t most = screen * SHARE / 100 + SENTINEL_PX;

	if (probe->is_managed) {
		return probe_await_cover(probe, screen / 100, most);
	}
	tap_diag("%zu of %zu px at most", probe->last->most_cover, screen);
	return probe->last->most_cover > screen / 100 && probe->last->most_cover <= most;
}

static void
watch_cover(struct probe *probe)
{
	struct domain_policy before = probe->rig->policy;

	probe->rig->policy.popup_share = SHARE;
	probe->last->most_cover = 0;
	probe_begin(probe);
	act_popups(probe);
	bool is_served = probe_sync(probe);
	tap_ok(probe->tap, covers_its_share(probe),
	    "P9-cover: many popups stay within their share");
	tap_ok(probe->tap, probe_end(probe) == WORKER_ENDED && is_served,
	    "many popups: the worker serves to the end");
	probe->rig->policy = before;
}

int
every_request(enum probe_manager manager, const char *saved)
{
	struct tap tap = {0};
	struct probe *probe =
	    probe_open(&tap, &(struct probe_options){.manager = manager, .saved = saved});

	probe->rig->policy.windows = 1000;
	for (size_t i = 0; i < n_acts; i++) {
		watch_act(probe, &acts[i]);
	}
	watch_cover(probe);
	probe_close(probe);
	return tap_done(&tap);
}
