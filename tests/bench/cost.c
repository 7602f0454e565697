#include "tests/bench/cost.h"

#include "tests/scenario/procfs.h"

/* By what their commands have and no other program's of the domain (load_cpu_us()). */
#define XSERVER_MARK "-displayfd"
#define SESSION_MARK "--display"

static double
here_ms(pid_t pid)
{
	int64_t ns = pid > 0 ? procfs_cpu_ns(pid) : 0;

	return ns > 0 ? (double)ns / 1e6 : 0;
}

struct cost
cost_now(const struct stage *stage, struct player *player)
{
	struct cost cost = {.xserver = here_ms(stage_xserver(stage))};

	if (!player->native) {
		cost.worker = here_ms(stage_worker(stage));
		cost.agent = (double)player_ask(player, "cpu", SESSION_MARK) / 1e3;
		cost.guest_xserver =
		    (double)player_ask(player, "cpu", XSERVER_MARK) / 1e3;
	}
	return cost;
}

struct cost
cost_since(const struct cost *before, const struct stage *stage, struct player *player)
{
	struct cost now = cost_now(stage, player);

	return (struct cost){
	    .xserver = now.xserver - before->xserver,
	    .worker = now.worker - before->worker,
	    .agent = now.agent - before->agent,
	    .guest_xserver = now.guest_xserver - before->guest_xserver,
	};
}

double
cost_of_dom0(const struct cost *cost)
{
	return cost->xserver + cost->worker;
}

double
cost_of_all(const struct cost *cost)
{
	return cost_of_dom0(cost) + cost->agent + cost->guest_xserver;
}
