/*
 * What a worker makes of its first record: it refuses a setup that makes no sense, and
 * says why; with a good one it begins, also as another user.
 */
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NOBODY 65534u

/* --- setups that are wrong -----------------------------------------------------------
 */

static void
has_an_endless_name(struct control_record *record)
{
	memset(record->setup.name, 'x', sizeof(record->setup.name));
}

static void
has_an_endless_display(struct control_record *record)
{
	memset(record->setup.display, 'x', sizeof(record->setup.display));
}

static void
has_an_unknown_pattern(struct control_record *record)
{
	record->setup.mark.pattern = 4711;
}

static void
has_no_frame(struct control_record *record)
{
	record->setup.mark.frame_width = 0;
}

static void
has_an_insane_policy(struct control_record *record)
{
	record->setup.policy.message_rate = 0;
}

static void
has_one_chord_for_two_things(struct control_record *record)
{
	record->setup.chords.paste = record->setup.chords.copy;
}

static void
is_no_setup(struct control_record *record)
{
	record->type = CONTROL_PAUSED;
}

static void
has_no_agent(struct control_record *record)
{
	strcpy(record->setup.socket, "/nonexistent/agent");
}

static void
has_no_folder(struct control_record *record)
{
	strcpy(record->setup.socket, "/dev/null/agent");
}

static void
has_no_desktop(struct control_record *record)
{
	strcpy(record->setup.display, ":nowhere");
	strcpy(record->setup.authority, "/nonexistent/cookies");
}

static const struct {
	const char *name;
	void (*amend)(struct control_record *record);
	enum worker_exit status;
	const char *log;
	bool connects; /* to the agent, before it ends */
} refused[] = {
    {"a name without an end", has_an_endless_name, WORKER_CANNOT_START, "has no end",
        false},
    {"a display without an end", has_an_endless_display, WORKER_CANNOT_START,
        "has no end", false},
    {"a pattern that is none", has_an_unknown_pattern, WORKER_CANNOT_START,
        "unknown pattern", false},
    {"no frame", has_no_frame, WORKER_CANNOT_START, "frame width out of range", false},
    {"an insane policy", has_an_insane_policy, WORKER_CANNOT_START, "policy out of range",
        false},
    {"one chord for two things", has_one_chord_for_two_things, WORKER_CANNOT_START,
        "one chord for two things", false},
    {"another record", is_no_setup, WORKER_CANNOT_START, "no setup on descriptor 3",
        false},
    {"nobody listens", has_no_agent, WORKER_ENDED, "no agent listens", false},
    {"no folder", has_no_folder, WORKER_FAILED, "no channel to the agent", false},
    {"no desktop", has_no_desktop, WORKER_FAILED, "display \":nowhere\"", true},
};

static void
test_refused(struct rig *rig)
{
	for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
		rig->amend_setup = refused[i].amend;
		(refused[i].connects ? rig_start_worker : rig_launch_worker)(rig);
		int status = rig_await_exit(rig);
		bool said = strstr(rig_log(rig), refused[i].log) != NULL;

		if (!ok_named(
		        status == (int)refused[i].status && said, refused[i].name)) {
			printf("# status %d, log: %s\n", status, rig_log(rig));
		}
	}
	rig->amend_setup = NULL;
}

/* --- another user --------------------------------------------------------------------
 */

static void
is_for_nobody(struct control_record *record)
{
	record->setup.user = NOBODY;
	record->setup.group = NOBODY;
}

/* The line of /proc's status that begins with key: whether all four ids are nobody's. */
static bool
are_nobodys(pid_t pid, const char *key)
{
	unsigned ids[4] = {0};
	char path[32];
	char line[256];
	bool are = false;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	FILE *status = fopen(path, "r");
	while (status && fgets(line, sizeof(line), status)) {
		if (strncmp(line, key, strlen(key)) == 0) {
			are = sscanf(line + strlen(key), "%u %u %u %u", &ids[0], &ids[1],
			          &ids[2], &ids[3]) == 4 &&
			    ids[0] == NOBODY && ids[1] == NOBODY && ids[2] == NOBODY &&
			    ids[3] == NOBODY;
		}
	}
	if (status) {
		fclose(status);
	}
	return are;
}

/* Only root can become another; who cannot must not go on as who it is. */
static void
test_user(struct rig *rig)
{
	rig->amend_setup = is_for_nobody;
	if (geteuid() != 0) {
		rig_launch_worker(rig);
		ok_named(rig_await_exit(rig) == WORKER_CANNOT_START &&
		        strstr(rig_log(rig), "cannot become the desktop's user"),
		    "without root there is no becoming another");
		rig->amend_setup = NULL;
		return;
	}
	bool begun = rig_try_begin(rig, 8);

	if (!ok_named(begun, "a worker begins as another user")) {
		printf("# log: %s\n", rig_log(rig));
	}
	ok_named(
	    are_nobodys(rig->worker, "Uid:"), "all of its user's ids are the other's");
	ok_named(are_nobodys(rig->worker, "Gid:"), "and its group's");
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "it ends well");
	rig->amend_setup = NULL;
}

/* --- the daemon ----------------------------------------------------------------------
 */

static void
test_daemon_goes(struct rig *rig)
{
	struct control_record record = {.type = 4711};

	rig_begin(rig, 8);
	ok(control_send(rig->control, &record, -1));
	ok_named(rig_await_exit(rig) == WORKER_FAILED &&
	        strstr(rig_log(rig), "the daemon says what nobody knows"),
	    "a record that is none ends the worker");

	rig_begin(rig, 8);
	shutdown(rig->control, SHUT_RDWR);
	ok_named(rig_await_exit(rig) == WORKER_ENDED &&
	        strstr(rig_log(rig), "the daemon has gone"),
	    "so does the daemon's end");
}

/* Keys that wait for a label must not flow because its memory cannot be had. */
static void
test_token(struct rig *rig)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0) {
		rig_bail_out("no pipe");
	}
	rig->worker_token = ends[0];
	rig_launch_worker(rig);
	ok_named(rig_await_exit(rig) == WORKER_CANNOT_START &&
	        strstr(rig_log(rig), "focus token"),
	    "P3-no-worker-without-its-token");
	rig->worker_token = 0;
	close(ends[0]);
	close(ends[1]);
}

int
main(void)
{
	struct rig *rig = rig_create(false);

	test_refused(rig);
	test_token(rig);
	test_daemon_goes(rig);
	test_user(rig);
	rig_destroy(rig);
	return done_testing();
}
