#include "tests/agent/guest.h"

#include "common/base/fd.h"
#include "tests/unit/kill_one.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static const char *
environment(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value && *value ? value : otherwise;
}

/* --- starting --------------------------------------------------------------------- */

/*
 * A module built with a sanitizer needs its library in Xorg before all else: a script
 * stands in for Xorg.
 */
static bool
write_xorg(const struct guest *guest, char path[128])
{
	snprintf(path, 128, "%s/Xorg", guest->folder);
	FILE *file = fopen(path, "we");
	if (!file) {
		return false;
	}
	fputs("#!/bin/sh\n", file);
	if (*environment("SAN_CFLAGS", "")) {
		fprintf(file,
		    "for n in libasan.so libclang_rt.asan-x86_64.so; do\n"
		    "	p=$(%s -print-file-name=$n)\n"
		    "	test \"$p\" = \"$n\" || library=$p\n"
		    "done\n"
		    "export ASAN_OPTIONS=detect_leaks=0 LD_PRELOAD=$library\n",
		    environment("CC", "cc"));
	}
	if (guest->max_pages > 0) { /* the arguments are -displayfd N -config FILE ... */
		fprintf(file,
		    "sed -i '/Option \"Pages\"/a Option \"MaxPages\" \"%u\"' \"$4\"\n",
		    guest->max_pages);
	}
	fputs("exec /usr/lib/xorg/Xorg \"$@\"\n", file);
	return fclose(file) == 0 && chmod(path, 0700) == 0;
}

__attribute__((noreturn)) static void
run_agent(const struct guest *guest, const char *xorg, int in, int out)
{
	char agent[512], modules[1024], log[128];
	/* Says where it is, and ends when the test does. */
	const char *program = "echo \"$DISPLAY $XAUTHORITY\"; exec cat";
	const char *arguments[] = {
	    agent,
	    "--local",
	    guest->socket,
	    "--xorg",
	    "--xorg-path",
	    xorg,
	    "--module-path",
	    modules,
	    "--log",
	    log,
	    "--size",
	    "800x600",
	    "--",
	    "sh",
	    "-c",
	    program,
	    NULL,
	};

	snprintf(agent, sizeof(agent), "%s/gui-agent/paravent-agent",
	    environment("top_builddir", "."));
	snprintf(modules, sizeof(modules),
	    "%s/xorg-dummy-driver/.libs,/usr/lib/xorg/modules",
	    environment("top_builddir", "."));
	snprintf(log, sizeof(log), "%s/Xorg.log", guest->folder);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	/* Another program in its place: one that runs it under valgrind. */
	execv(environment("PARAVENT_AGENT", agent), (char *const *)(uintptr_t)arguments);
	_exit(127);
}

/* The program's line: display and authority. */
static bool
read_line(struct guest *guest)
{
	char line[256] = "";
	size_t len = 0;

	while (len < sizeof(line) - 1 && !strchr(line, '\n')) {
		struct pollfd ready = {.fd = guest->out, .events = POLLIN};

		if (poll(&ready, 1, PATIENCE_MS) != 1) {
			return false;
		}
		ssize_t got = read(guest->out, line + len, sizeof(line) - 1 - len);
		if (got <= 0) {
			return false;
		}
		len += (size_t)got;
		line[len] = '\0';
	}
	return sscanf(line, "%15s %127s", guest->display, guest->authority) == 2;
}

xcb_connection_t *
guest_connect(const struct guest *guest)
{
	return xcb_connect(guest->display, NULL);
}

/* The X server's socket; false where there is none. */
static bool
find_socket(const struct guest *guest, struct stat *out)
{
	char path[64];

	snprintf(path, sizeof(path), "/tmp/.X11-unix/X%s", guest->display + 1);
	return guest->display[0] && stat(path, out) == 0;
}

static bool
connect_client(struct guest *guest)
{
	setenv("XAUTHORITY", guest->authority, 1);
	if (!find_socket(guest, &guest->xsocket)) {
		return false;
	}
	guest->connection = guest_connect(guest);
	if (xcb_connection_has_error(guest->connection)) {
		return false;
	}
	guest->root =
	    xcb_setup_roots_iterator(xcb_get_setup(guest->connection)).data->root;
	return true;
}

static bool
start_agent(struct guest *guest)
{
	int to[2], from[2];
	char xorg[128];

	if (!write_xorg(guest, xorg) || pipe2(to, O_CLOEXEC) < 0 ||
	    pipe2(from, O_CLOEXEC) < 0) {
		return false;
	}
	guest->in = to[1];
	guest->out = from[0];
	guest->agent = fork();
	if (guest->agent == 0) {
		run_agent(guest, xorg, to[0], from[1]);
	}
	close(to[0]);
	close(from[1]);
	return guest->agent > 0;
}

/* What Xorg complained of. */
static void
show_log(const struct guest *guest)
{
	char path[128], line[512];

	snprintf(path, sizeof(path), "%s/Xorg.log", guest->folder);
	FILE *file = fopen(path, "re");
	if (!file) {
		printf("# no %s\n", path);
		return;
	}
	while (fgets(line, sizeof(line), file)) {
		if (strstr(line, "(EE)") || strstr(line, "rror")) {
			printf("# %s", line);
		}
	}
	fclose(file);
}

bool
guest_start_limited(struct guest *guest, unsigned max_pages)
{
	*guest = (struct guest){.in = -1, .out = -1, .agent = -1, .max_pages = max_pages};
	strcpy(guest->folder, "/tmp/paravent-test-XXXXXX");
	if (!mkdtemp(guest->folder)) {
		guest->folder[0] = '\0';
		return false;
	}
	snprintf(guest->socket, sizeof(guest->socket), "%s/agent.sock", guest->folder);
	/* Orphans become ours, so that none can hide. */
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (!start_agent(guest) || !read_line(guest) || !connect_client(guest)) {
		show_log(guest);
		return false;
	}
	return true;
}

bool
guest_start(struct guest *guest)
{
	return guest_start_limited(guest, 0);
}

/* --- ending ------------------------------------------------------------------------ */

/* Calls see for each child of parent. */
static pid_t
find_child(pid_t parent, const char *command)
{
	char path[300], line[512];
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	pid_t found = -1;

	while (proc && (entry = readdir(proc)) && found < 0) {
		int pid, ppid;
		char name[64], state;

		snprintf(path, sizeof(path), "/proc/%s/stat", entry->d_name);
		FILE *file = fopen(path, "re");
		if (!file) {
			continue;
		}
		if (fgets(line, sizeof(line), file) &&
		    sscanf(line, "%d (%63[^)]) %c %d", &pid, name, &state, &ppid) == 4 &&
		    ppid == parent && state != 'Z' &&
		    (!command || strstr(name, command))) {
			found = pid;
		}
		fclose(file);
	}
	if (proc) {
		closedir(proc);
	}
	return found;
}

/* Of the two children of that name the janitor leads a session of its own. */
pid_t
guest_session(const struct guest *guest)
{
	char path[64], list[256] = "";

	snprintf(
	    path, sizeof(path), "/proc/%d/task/%d/children", guest->agent, guest->agent);
	FILE *file = fopen(path, "re");
	if (!file) {
		return -1;
	}
	size_t len = fread(list, 1, sizeof(list) - 1, file);
	list[len] = '\0';
	fclose(file);
	for (char *at = strtok(list, " "); at; at = strtok(NULL, " ")) {
		pid_t pid = atoi(at);
		char name[64] = "", command[64];

		snprintf(command, sizeof(command), "/proc/%d/comm", pid);
		file = fopen(command, "re");
		if (file) {
			if (!fgets(name, sizeof(name), file)) {
				name[0] = '\0';
			}
			fclose(file);
		}
		if (strstr(name, "paravent-agent") && getsid(pid) != pid) {
			return pid;
		}
	}
	return -1;
}

/* Its number is free, or some other test's server has taken it meanwhile. */
static bool
x_is_gone(const struct guest *guest)
{
	const struct stat *old = &guest->xsocket;
	struct stat now;

	return !find_socket(guest, &now) || now.st_ino != old->st_ino ||
	    now.st_ctim.tv_sec != old->st_ctim.tv_sec ||
	    now.st_ctim.tv_nsec != old->st_ctim.tv_nsec;
}

bool
guest_has_vanished(const struct guest *guest)
{
	return access(guest->socket, F_OK) < 0 && access(guest->authority, F_OK) < 0 &&
	    x_is_gone(guest) && find_child(getpid(), NULL) < 0;
}

static void
remove_folder(struct guest *guest)
{
	char command[128];

	if (guest->folder[0]) {
		snprintf(command, sizeof(command), "rm -rf '%s'", guest->folder);
		if (system(command) != 0) {
			printf("# %s stays\n", guest->folder);
		}
	}
}

bool
guest_stop(struct guest *guest)
{
	int status = -1;

	if (guest->connection) {
		xcb_disconnect(guest->connection);
	}
	if (guest->agent > 0) {
		kill_one(guest->agent, SIGTERM);
		waitpid(guest->agent, &status, 0);
	}
	fd_close(&guest->in);
	fd_close(&guest->out);
	while (waitpid(-1, NULL, WNOHANG) > 0) {
	}
	bool clean = guest_has_vanished(guest);
	if (status != 0 || !clean) {
		printf("# agent status=%#x clean=%d child=%d\n", (unsigned)status, clean,
		    find_child(getpid(), NULL));
	}
	remove_folder(guest);
	return status == 0 && clean;
}
