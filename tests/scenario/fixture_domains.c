#include "tests/scenario/fixture-internal.h"
#include "tests/scenario/fixture.h"
#include "tests/scenario/folder.h"
#include "tests/scenario/lab.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * What stands for Xorg: a module built with a sanitizer needs its library there before
 * all else.  Xorg's own leaks are not our matter.
 */
static bool
xorg_path(const struct fixture *fixture, char *out, size_t size)
{
	const char *compiler = getenv("CC");
	char script[1024];

	if (!fixture_is_sanitized()) {
		snprintf(out, size, "/usr/lib/xorg/Xorg");
		return true;
	}
	snprintf(out, size, "%s/Xorg", fixture->directory);
	snprintf(script, sizeof(script),
	    "#!/bin/sh\n"
	    "for n in libasan.so libclang_rt.asan-x86_64.so; do\n"
	    "	p=$(%s -print-file-name=$n)\n"
	    "	test \"$p\" = \"$n\" || library=$p\n"
	    "done\n"
	    "ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0 LD_PRELOAD=$library \\\n"
	    "	exec /usr/lib/xorg/Xorg \"$@\"\n",
	    compiler && compiler[0] ? compiler : "cc");
	return file_write(out, script, 0700);
}

#define AGENT_ARGUMENTS 11 /* before the program's own */
#define PROGRAM_ARGUMENTS_MAX 24

bool
fixture_start(struct fixture *fixture, const char *domain, const char *const *program)
{
	char agent[600];
	char socket[160];
	char modules[600];
	char log[160];
	char xorg[160];
	const char *arguments[AGENT_ARGUMENTS + PROGRAM_ARGUMENTS_MAX + 1] = {agent,
	    "--local", socket, "--xorg", "--xorg-path", xorg, "--module-path", modules,
	    "--log", log, "--"};

	if (lab_is_used()) {
		return lab_start(&fixture->crew, domain, program);
	}
	if (!fixture_program(fixture, "gui-agent/paravent-agent", agent, sizeof(agent)) ||
	    !xorg_path(fixture, xorg, sizeof(xorg))) {
		return false;
	}
	fixture_socket(fixture, domain, socket, sizeof(socket));
	fixture_built(
	    modules, sizeof(modules), "xorg-dummy-driver/.libs,/usr/lib/xorg/modules");
	snprintf(log, sizeof(log), "%s/xorg-%s.log", fixture->directory, domain);
	for (size_t i = 0; program[i] && i < PROGRAM_ARGUMENTS_MAX; i++) {
		arguments[AGENT_ARGUMENTS + i] = program[i];
	}
	return crew_start(&fixture->crew,
	           &(struct crew_plan){.role = domain, .arguments = arguments}) != NULL;
}

/* The daemon logs `NAME: worker PID started`; the last one is the living one. */
pid_t
fixture_worker(const struct fixture *fixture, const char *domain)
{
	char path[160];
	char key[96];
	char *log;
	pid_t pid = -1;

	if (lab_is_used()) {
		snprintf(key, sizeof(key), "paravent-guest %s", domain);
		return procfs_find(1, key, 0);
	}
	if (fixture->options.quiet) {
		return procfs_find(
		    fixture_pid_of(&fixture->crew, "daemon"), "paravent-guest", 0);
	}
	snprintf(path, sizeof(path), "%s/daemon.log", fixture->directory);
	snprintf(key, sizeof(key), " %s: worker ", domain);
	log = file_read(path);
	for (const char *at = log; at && (at = strstr(at, key));) {
		at += strlen(key);
		pid = strstr(at, " started") ? atoi(at) : pid;
	}
	free(log);
	return pid > 0 && procfs_is_alive(pid) ? pid : -1;
}

pid_t
fixture_agent(const struct fixture *fixture, const char *domain)
{
	return fixture_pid_of(&fixture->crew, domain);
}

pid_t
fixture_session(const struct fixture *fixture, const char *domain)
{
	return procfs_find(fixture_agent(fixture, domain), ".sock --display", 0);
}

bool
fixture_kill_agent(struct fixture *fixture, const char *domain)
{
	pid_t below[64];
	size_t count =
	    procfs_descendants(fixture_agent(fixture, domain), below, ARRAY_LEN(below));

	if (lab_is_used()) {
		struct member *reached = crew_find(&fixture->crew, domain);

		return reached && lab_do("kill", domain, "agent") && crew_stop(reached);
	}
	if (!fixture_kill_member(fixture, domain)) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		if (!crew_await_pid(below[i], fixture_deadline(fixture))) {
			tap_diag("process %d outlives its agent", (int)below[i]);
			return false;
		}
	}
	return true;
}

bool
fixture_kill_session(struct fixture *fixture, const char *domain)
{
	pid_t session = lab_is_used() ? -1 : fixture_session(fixture, domain);

	return session > 0 ? kill_one(session, SIGKILL) == 0
	                   : lab_is_used() && lab_do("kill", domain, "session");
}

void
fixture_domain_path(
    const struct fixture *fixture, const char *name, char *out, size_t size)
{
	snprintf(out, size, "%s/%s", lab_is_used() ? "/tmp" : fixture->directory, name);
}

char *
fixture_read(struct fixture *fixture, const char *domain, const char *path)
{
	char copy[160];

	if (!lab_is_used()) {
		return file_read(path);
	}
	snprintf(copy, sizeof(copy), "%s/fetched", fixture->directory);
	setenv("LAB_COPY", copy, 1);
	return lab_do("fetch", domain, path) ? file_read(copy) : NULL;
}
