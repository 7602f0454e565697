/* The library of desk programs: what it learns, forgets, and waits for. */
#include "common/base/fd.h"
#include "common/desk/client.h"
#include "tests/daemon/rig.h"
#include "tests/unit/kill_one.h"

#include <ev.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define X_BASE 0x400000
/* A loop that only waits turns at its beginning and its end, and where it is late. */
#define MOST_TURNS 10

struct seen {
	struct ev_loop *loop;
	const struct desk_client *client;
	unsigned welcomes, completes, domains, gone, lost;
	bool owns;
};

static void
on_welcome(void *data, const struct desk_welcome *welcome)
{
	struct seen *seen = data;

	(void)welcome;
	seen->welcomes++;
}

static void
on_complete(void *data)
{
	struct seen *seen = data;

	seen->completes++;
	ev_break(seen->loop, EVBREAK_ALL);
}

static void
on_domain(void *data, const struct desk_domain *domain, const struct desk_domain *before)
{
	struct seen *seen = data;

	seen->domains += before == NULL;
	seen->owns = domain->x_mask &&
	    desk_client_owner_of(seen->client, domain->x_base + 17) == domain &&
	    !desk_client_owner_of(seen->client, domain->x_base * 2 + 17);
}

static void
on_gone(void *data, const struct desk_domain *domain)
{
	struct seen *seen = data;

	(void)domain;
	seen->gone++;
}

static void
on_end(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)timer;
	(void)events;
	ev_break(loop, EVBREAK_ALL);
}

static void
on_lost(void *data)
{
	struct seen *seen = data;

	seen->lost++;
	ev_break(seen->loop, EVBREAK_ALL);
}

static void
test_client(struct tap *tap, struct rig *rig)
{
	struct seen seen = {.loop = ev_loop_new(EVFLAG_AUTO)};
	struct desk_listener listener = {
	    .welcome = on_welcome,
	    .complete = on_complete,
	    .domain = on_domain,
	    .gone = on_gone,
	    .lost = on_lost,
	    .data = &seen,
	};
	char path[96];
	int agent = rig_listen(rig, "work");

	snprintf(path, sizeof(path), "%s/" DESK_SOCKET_NAME, rig->sockets);
	rig_start(rig);
	struct fake fake = rig_worker(rig);
	fake_order(&fake, FAKE_X_CLIENT, X_BASE);
	struct desk_client *client =
	    desk_client_create(seen.loop, path, DESK_MANAGER, &listener);
	seen.client = client;
	ev_run(seen.loop, 0);
	while (!seen.owns) {
		ev_run(seen.loop, EVRUN_ONCE);
	}
	tap_ok(tap, seen.welcomes == 1 && seen.completes == 1 && seen.domains == 1,
	    "a client learns what there is");
	tap_ok(tap, seen.owns, "and whose a window is");
	kill_one(rig->daemon, SIGKILL);
	rig_await_end(rig);
	ev_run(seen.loop, 0);
	tap_ok(tap, seen.lost == 1 && seen.gone == 1 && !desk_client_next(client, NULL),
	    "it forgets with the daemon");
	fd_close(&fake.fd);
	rig_start(rig);
	fake = rig_worker(rig);
	ev_run(seen.loop, 0);
	tap_ok(tap, seen.completes == 2 && desk_client_next(client, NULL),
	    "and connects to the next");
	desk_client_destroy(client);
	ev_loop_destroy(seen.loop);
	fd_close(&fake.fd);
	tap_ok(tap, rig_stop(rig) == 0, "ends");
	fd_close(&agent);
}

static unsigned
turns_in(struct ev_loop *loop, double seconds)
{
	unsigned before = ev_iteration(loop);
	ev_timer end;

	ev_timer_init(&end, on_end, seconds, 0.);
	ev_timer_start(loop, &end);
	ev_run(loop, 0);
	return ev_iteration(loop) - before;
}

static void
test_waiting(struct tap *tap, struct rig *rig)
{
	struct seen seen = {.loop = ev_loop_new(EVFLAG_AUTO)};
	struct desk_listener listener = {
	    .welcome = on_welcome, .complete = on_complete, .data = &seen};
	char folder[96];
	char path[120];
	char socket[96];

	snprintf(folder, sizeof(folder), "%s.late", rig->sockets);
	snprintf(path, sizeof(path), "%s/" DESK_SOCKET_NAME, folder);
	snprintf(socket, sizeof(socket), "%s/" DESK_SOCKET_NAME, rig->sockets);
	struct desk_client *client =
	    desk_client_create(seen.loop, path, DESK_VIEWER, &listener);
	seen.client = client;
	unsigned turns = turns_in(seen.loop, 2.);
	tap_ok(tap, turns <= MOST_TURNS, "a client without a daemon sleeps (%u turns)",
	    turns);
	rig_start(rig);
	bool good = mkdir(folder, 0700) == 0;
	turns_in(seen.loop, 0.1);
	good = good && seen.welcomes == 0 && symlink(socket, path) == 0;
	ev_run(seen.loop, 0);
	tap_ok(tap, good && seen.completes == 1,
	    "and wakes when its folder and its socket come");
	desk_client_destroy(client);
	ev_loop_destroy(seen.loop);
	tap_ok(
	    tap, rig_stop(rig) == 0 && unlink(path) == 0 && rmdir(folder) == 0, "ends");
}

int
main(void)
{
	static rig_test *const tests[] = {
	    test_client,
	    test_waiting,
	};

	return rig_run(tests, ARRAY_LEN(tests));
}
