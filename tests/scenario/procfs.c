#include "tests/scenario/procfs.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PROCESSES_MAX 4096

int64_t
clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t
clock_ms(void)
{
	return clock_ns() / 1000000;
}

int64_t
procfs_cpu_ns(pid_t pid)
{
	clockid_t id;
	struct timespec used;

	if (clock_getcpuclockid(pid, &id) != 0 || clock_gettime(id, &used) != 0) {
		return -1;
	}
	return (int64_t)used.tv_sec * 1000000000 + used.tv_nsec;
}

/* A whole small file of /proc, NUL-terminated; its length, or -1. */
static ssize_t
read_file(const char *path, char *out, size_t size)
{
	size_t len = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		return -1;
	}
	while (len < size - 1) {
		ssize_t n = read(fd, out + len, size - 1 - len);

		if (n <= 0) {
			break;
		}
		len += (size_t)n;
	}
	close(fd);
	out[len] = '\0';
	return (ssize_t)len;
}

/* The number after `key:` at the start of a line of text; -1 when there is none. */
static int64_t
number_of_key(const char *text, const char *key)
{
	size_t len = strlen(key);

	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, key, len) == 0 && line[len] == ':') {
			return strtoll(line + len + 1, NULL, 10);
		}
	}
	return -1;
}

int64_t
procfs_memory_kib(pid_t pid, const char *key)
{
	char path[64];
	char text[4096];

	snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int)pid);
	return read_file(path, text, sizeof(text)) > 0 ? number_of_key(text, key) : -1;
}

static int64_t
switches_of_task(pid_t pid, const char *task)
{
	char path[320];
	char text[4096];

	snprintf(path, sizeof(path), "/proc/%d/task/%s/status", (int)pid, task);
	if (read_file(path, text, sizeof(text)) <= 0) {
		return 0;
	}
	return number_of_key(text, "voluntary_ctxt_switches");
}

int64_t
procfs_switches(pid_t pid)
{
	char path[64];
	int64_t sum = 0;
	struct dirent *entry;
	DIR *tasks;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
	tasks = opendir(path);
	if (!tasks) {
		return -1;
	}
	while ((entry = readdir(tasks))) {
		if (isdigit((unsigned char)entry->d_name[0])) {
			sum += switches_of_task(pid, entry->d_name);
		}
	}
	closedir(tasks);
	return sum;
}

bool
procfs_command(pid_t pid, char *out, size_t size)
{
	char path[64];
	ssize_t len;

	snprintf(path, sizeof(path), "/proc/%d/cmdline", (int)pid);
	len = read_file(path, out, size);
	if (len < 0) {
		return false;
	}
	if (len == 0) {
		snprintf(path, sizeof(path), "/proc/%d/comm", (int)pid);
		return read_file(path, out, size) >= 0;
	}
	for (ssize_t i = 0; i + 1 < len; i++) {
		out[i] = out[i] ? out[i] : ' ';
	}
	return true;
}

/* Parent and state letter from /proc/PID/stat (proc(5)); false when gone. */
static bool
read_stat(pid_t pid, pid_t *parent, char *state)
{
	char path[64];
	char text[1024];
	const char *after;
	int id;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	if (read_file(path, text, sizeof(text)) <= 0) {
		return false;
	}
	after = strrchr(text, ')'); /* the name may hold blanks and brackets */
	if (!after || sscanf(after + 1, " %c %d", state, &id) != 2) {
		return false;
	}
	*parent = id;
	return true;
}

bool
procfs_is_alive(pid_t pid)
{
	pid_t parent;
	char state;

	return read_stat(pid, &parent, &state) && state != 'Z' && state != 'X';
}

bool
procfs_is_stopped(pid_t pid)
{
	pid_t parent;
	char state;

	return read_stat(pid, &parent, &state) && state == 'T';
}

bool
procfs_await_asleep(pid_t pid, int64_t deadline)
{
	pid_t parent;
	char state;

	while (read_stat(pid, &parent, &state) && state != 'Z' && state != 'X') {
		if (state == 'S') {
			return true;
		}
		if (clock_ms() > deadline) {
			return false;
		}
		sched_yield(); /* nobody tells */
	}
	return false;
}

bool
procfs_await_stopped(pid_t pid)
{
	pid_t parent;
	char state;

	while (read_stat(pid, &parent, &state) && state != 'Z' && state != 'X') {
		if (state == 'T') {
			return true;
		}
		sched_yield(); /* only a parent has an event to wait for */
	}
	return false;
}

struct family {
	pid_t pid[PROCESSES_MAX];
	pid_t parent[PROCESSES_MAX];
	size_t count;
};

static void
list_processes(struct family *all)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	char state;

	all->count = 0;
	while (proc && all->count < PROCESSES_MAX && (entry = readdir(proc))) {
		pid_t pid = atoi(entry->d_name);

		if (pid > 0 && read_stat(pid, &all->parent[all->count], &state) &&
		    state != 'Z' && state != 'X') {
			all->pid[all->count++] = pid;
		}
	}
	if (proc) {
		closedir(proc);
	}
}

size_t
procfs_descendants(pid_t ancestor, pid_t *out, size_t max)
{
	struct family all;
	size_t count = 0;
	size_t done = 0;
	pid_t parent = ancestor;

	list_processes(&all);
	for (;;) {
		for (size_t i = 0; i < all.count && count < max; i++) {
			if (all.parent[i] == parent) {
				out[count++] = all.pid[i];
			}
		}
		if (done == count) {
			return count;
		}
		parent = out[done++];
	}
}

pid_t
procfs_find(pid_t ancestor, const char *part, size_t nth)
{
	pid_t found[512];
	char command[4096];
	size_t count = procfs_descendants(ancestor, found, ARRAY_LEN(found));

	for (size_t i = 0; i < count; i++) {
		if (procfs_command(found[i], command, sizeof(command)) &&
		    strstr(command, part) && nth-- == 0) {
			return found[i];
		}
	}
	return -1;
}
