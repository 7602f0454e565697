#include "tests/scenario/leftover.h"

#include "tests/scenario/folder.h"
#include "tests/scenario/procfs.h"
#include "tests/scenario/tap.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REPORT_LINES 60

void
leftover_prepare(struct leftover *leftover)
{
	leftover->count = procfs_descendants(getpid(), leftover->pids, LEFTOVER_PIDS_MAX);
}

static bool
was_ours(const struct leftover *leftover, pid_t pid)
{
	for (size_t i = 0; i < leftover->count; i++) {
		if (leftover->pids[i] == pid) {
			return true;
		}
	}
	return false;
}

/* An X server writes its process id into its lock. */
static bool
check_locks(const struct leftover *leftover)
{
	glob_t locks;
	bool good = true;

	if (glob("/tmp/.X*-lock", 0, NULL, &locks) != 0) {
		return true;
	}
	for (size_t i = 0; i < locks.gl_pathc; i++) {
		char *text = file_read(locks.gl_pathv[i]);

		if (text && was_ours(leftover, atoi(text))) {
			tap_diag("left behind: %s", locks.gl_pathv[i]);
			good = false;
		}
		free(text);
	}
	globfree(&locks);
	return good;
}

bool
leftover_check(const struct leftover *leftover, const char *sockets)
{
	char name[256];
	bool good = check_locks(leftover);

	if (folder_find(sockets, "", "", name, sizeof(name))) {
		tap_diag("left behind: %s/%s", sockets, name);
		good = false;
	}
	return good;
}

static void
show_text(const char *name, char *text)
{
	char *rest;
	unsigned lines = 0;

	for (char *line = strtok_r(text, "\n", &rest); line && lines < REPORT_LINES;
	     line = strtok_r(NULL, "\n", &rest)) {
		tap_diag("%s| %.200s", name, line);
		lines++;
	}
}

bool
leftover_show_reports(const char *folder)
{
	char pattern[256];
	glob_t reports;
	bool good = true;

	snprintf(pattern, sizeof(pattern), "%s/report-*", folder);
	if (glob(pattern, 0, NULL, &reports) != 0) {
		return true;
	}
	for (size_t i = 0; i < reports.gl_pathc; i++) {
		char *text = file_read(reports.gl_pathv[i]);

		if (text && text[0]) {
			show_text(strrchr(reports.gl_pathv[i], '/') + 1, text);
			good = false;
		}
		free(text);
	}
	globfree(&reports);
	return good;
}
