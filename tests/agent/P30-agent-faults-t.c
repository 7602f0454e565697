/*
 * P30: whichever allocation or copy of a descriptor an agent does not get,
 * whichever write is short, whichever request the X server refuses, and wherever its
 * connection breaks: the agent goes on, or ends with one line in its log and a status
 * that starts it again.  It shows no window's pixels as another's, and leaves nothing in
 * the X server.
 */
#include "tests/agent/busy.h"
#include "tests/driver/xserver.h"
#include "tests/scenario/tap.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_STEPS 20000u
#define BUFFERS_MOST 16u /* that the driver keeps for a life's next windows */
#define AGENT_FAILED 1
#define AGENT_CANNOT 3

static const struct kind {
	const char *name;
	uint32_t stride; /* of so many one is tried, unless all are asked for */
	bool may_lose;   /* silently: X has said that the window is gone */
} kinds[] = {
    {"alloc", 1, false},
    {"fd", 1, false},
    {"send", 1, false},
    {"request", 3, false},
    {"gone", 3, true},
    {"hangup", 11, false},
};

struct sweep {
	struct tap tap;
	struct xserver server;
	struct guest guest; /* a client of the server only */
	uint32_t tried, survived, bad;
};

/* Windows' buffers that it has open. */
static size_t
count_buffers(pid_t pid)
{
	char path[64], target[64];
	const struct dirent *entry;
	size_t count = 0;

	snprintf(path, sizeof(path), "/proc/%d/fd", pid);
	DIR *folder = opendir(path);
	while (folder && (entry = readdir(folder))) {
		ssize_t len =
		    readlinkat(dirfd(folder), entry->d_name, target, sizeof(target) - 1);

		target[len > 0 ? len : 0] = '\0';
		count += strstr(target, "memfd:") != NULL;
	}
	if (folder) {
		closedir(folder);
	}
	return count;
}

/* --- one life ---------------------------------------------------------------------- */

struct end {
	int status;
	bool began, served, came, left_socket;
	bool keeps; /* a buffer open, with all of them told of */
	size_t errors, warnings;
	const char *lie;
};

static bool
are_all_shown(struct life *life, void *data)
{
	const struct busy *busy = data;
	bool last = busy_is_shown(busy, BUSY_LAST);

	(void)life;
	return last && busy_is_shown(busy, BUSY_OLD) && busy_is_shown(busy, BUSY_MAIN);
}

static bool
has_closed_all(struct life *life, void *data)
{
	(void)data;
	return count_buffers(life->pid) == 0;
}

/*
 * What is lost is told of.  A daemon that was sent away is served when it comes again.
 */
static bool
is_served(struct busy *busy, bool may_lose)
{
	struct life *life = busy->life;

	if (life->daemon.has_ended && !life_reconnect(life)) {
		return false;
	}
	if (life_until(life, are_all_shown, busy)) {
		return true;
	}
	if (may_lose && life->fault_at != 0) {
		return true;
	}
	return life_lines(life, "error ") + life_lines(life, "warning ") == 0 &&
	    life_until_at_last(life, are_all_shown, busy);
}

static struct end
live(struct sweep *sweep, struct life *life, const char *fault, bool may_lose)
{
	static struct busy busy;
	const struct life_plan plan = {
	    .program = "tests/agent/faulty-agent",
	    .display = sweep->server.display,
	    .folder = sweep->guest.folder,
	    .fault = fault,
	};
	struct end end = {.status = 0};

	busy_begin(&busy, &sweep->guest, life);
	end.began = life_begin(life, &plan);
	if (end.began) {
		busy_act(&busy);
		end.served = is_served(&busy, may_lose);
		end.keeps = end.served && !may_lose && !life->daemon.has_ended &&
		    !life_until_at_last(life, has_closed_all, NULL);
		end.lie = busy_lie(&busy);
	}
	end.status = life_end(life);
	end.came = strstr(life->log, "fault ") != NULL;
	end.errors = life_lines(life, "error ");
	end.warnings = life_lines(life, "warning ");
	/* Where even the loop's memory ran out, it is the supervisor's to clear away. */
	end.left_socket = access(life->socket, F_OK) == 0 &&
	    !strstr(life->log, "out of memory for the event loop");
	unlink(life->socket);
	busy_end(&busy);
	return end;
}

/* To the end, and what it could not do it has said. */
static bool
went_on(const struct end *end)
{
	return end->status == 0 && end->began &&
	    (end->served || end->errors + end->warnings > 0);
}

static bool
ended_well(const struct end *end)
{
	return (end->status == AGENT_FAILED || end->status == AGENT_CANNOT) &&
	    end->errors == 1;
}

/* False when nothing failed any more. */
static bool
fail_at(struct sweep *sweep, const struct kind *kind, uint32_t step)
{
	static struct life life;
	char fault[32];

	snprintf(fault, sizeof(fault), "%s %u", kind->name, step);
	struct end end = live(sweep, &life, fault, kind->may_lose);
	bool good = !end.lie && !end.keeps && !end.left_socket &&
	    (went_on(&end) || (end.came && ended_well(&end))) && (end.came || end.served);

	sweep->tried += end.came;
	sweep->survived += end.came && went_on(&end);
	sweep->bad += !good;
	if (!good) {
		tap_diag("%s: status %d, %s, %zu errors, %zu warnings%s, "
		         "%s; the log:",
		    fault, end.status, end.served ? "served" : "not served", end.errors,
		    end.warnings, end.keeps ? ", a buffer is kept" : "",
		    end.lie ? end.lie : "no lie");
		tap_diag("%s", life.log);
	}
	return end.came;
}

/* --- all --------------------------------------------------------------------------- */

static void
sweep_kind(struct sweep *sweep, const struct kind *kind)
{
	const char *extent = getenv("PARAVENT_SWEEP");
	bool is_full = extent && strcmp(extent, "full") == 0;
	uint32_t step = 1;

	sweep->tried = sweep->survived = sweep->bad = 0;
	while (step < MOST_STEPS && sweep->bad < 3 && fail_at(sweep, kind, step)) {
		step += is_full ? 1 : kind->stride;
	}
	tap_ok(&sweep->tap, sweep->bad == 0, "P30-agent-faults: %s", kind->name);
	tap_diag("%s: %u failed, %u survived", kind->name, sweep->tried, sweep->survived);
}

static void
sweep_all(struct sweep *sweep)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		sweep_kind(sweep, &kinds[i]);
	}
	sweep->bad = 0;
	(void)fail_at(sweep, &(struct kind){.name = "none"}, 0);
	tap_ok(&sweep->tap, sweep->bad == 0, "an agent to which nothing happens serves");
	size_t left = count_buffers(sweep->server.pid);
	tap_ok(&sweep->tap, left <= BUFFERS_MOST, "the X server keeps %zu buffers", left);
}

static bool
open_guest(struct sweep *sweep)
{
	struct guest *g = &sweep->guest;

	strcpy(g->folder, "/tmp/paravent-test-XXXXXX");
	if (!mkdtemp(g->folder)) {
		g->folder[0] = '\0';
		return false;
	}
	g->connection = xserver_connect(&sweep->server);
	g->root = xserver_screen(g->connection)->root;
	return true;
}

/* One life alone, with its log: to look into what a sweep has found. */
static void
live_one(struct sweep *sweep, const char *kind, const char *step)
{
	static struct life life;
	char fault[64];

	snprintf(fault, sizeof(fault), "%s %s", kind, step);
	struct end end = live(sweep, &life, fault, false);
	tap_ok(&sweep->tap, end.served && !end.lie, "%s: status %d", fault, end.status);
	tap_diag("%s", life.log);
}

/* Arguments: none, or a kind and a step. */
int
main(int argc, char **argv)
{
	static struct sweep sweep;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (tap_ok(&sweep.tap, xserver_start(&sweep.server, &(struct xserver_options){0}),
	        "an X server with our driver")) {
		if (open_guest(&sweep)) {
			if (argc == 3) {
				live_one(&sweep, argv[1], argv[2]);
			} else {
				sweep_all(&sweep);
			}
			xcb_disconnect(sweep.guest.connection);
		}
		tap_ok(&sweep.tap, rmdir(sweep.guest.folder) == 0, "nothing stays");
		tap_ok(&sweep.tap, xserver_stop(&sweep.server), "the X server ends well");
	}
	return tap_done(&sweep.tap);
}
