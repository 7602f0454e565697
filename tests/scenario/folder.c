#include "tests/scenario/folder.h"
#include "tests/unit/kill_one.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define OPEN_FOLDERS 16

bool
folder_create(char *out, size_t size)
{
	const char *parent = getenv("TMPDIR");

	snprintf(out, size, "%s/paravent-test.XXXXXX", parent ? parent : "/tmp");
	return mkdtemp(out) != NULL;
}

static int
remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
	(void)info;
	(void)kind;
	(void)where;
	return remove(path);
}

bool
folder_remove(const char *path)
{
	return nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) == 0;
}

#define GUARD_TRIES 20 /* somebody who is ending may still write */

/* In the guard: waits for the end of the pipe, which only our parent holds. */
__attribute__((noreturn)) static void
guard(const char *path, int end)
{
	static const struct timespec pause = {0, 100000000};
	char none;

	setsid(); /* a Ctrl-C is for the test */
	while (read(end, &none, 1) < 0) {
	}
	for (int i = 0; i < GUARD_TRIES && !folder_remove(path); i++) {
		nanosleep(&pause, NULL);
	}
	_exit(0);
}

pid_t
folder_guard(const char *path)
{
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0) {
		return -1;
	}
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		close(ends[1]);
		guard(path, ends[0]);
	}
	close(ends[0]); /* ends[1] stays open until this process ends */
	return pid;
}

void
folder_unguard(pid_t guard)
{
	if (guard > 0) {
		kill_one(guard, SIGKILL);
		waitpid(guard, NULL, 0);
	}
}

static bool
is_named(const char *name, const char *prefix, const char *suffix)
{
	size_t len = strlen(name);
	size_t tail = strlen(suffix);

	return strncmp(name, prefix, strlen(prefix)) == 0 && len >= tail &&
	    strcmp(name + len - tail, suffix) == 0;
}

bool
folder_find(
    const char *path, const char *prefix, const char *suffix, char *out, size_t size)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	bool found = false;

	while (folder && !found && (entry = readdir(folder))) {
		found =
		    entry->d_name[0] != '.' && is_named(entry->d_name, prefix, suffix);
		if (found) {
			snprintf(out, size, "%s", entry->d_name);
		}
	}
	if (folder) {
		closedir(folder);
	}
	return found;
}

bool
file_write(const char *path, const char *text, unsigned mode)
{
	size_t len = strlen(text);
	char fresh[512];

	if (snprintf(fresh, sizeof(fresh), "%s.new", path) >= (int)sizeof(fresh)) {
		return false;
	}
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	if (fd < 0) {
		return false;
	}
	bool written = write(fd, text, len) == (ssize_t)len;
	return close(fd) == 0 && written && rename(fresh, path) == 0;
}

char *
file_read(const char *path)
{
	FILE *file = fopen(path, "re");
	size_t len = 0;
	size_t room = 4096;
	char *text = NULL;

	if (!file) {
		return NULL;
	}
	for (;;) {
		char *grown = realloc(text, room);

		if (!grown) {
			break;
		}
		text = grown;
		len += fread(text + len, 1, room - 1 - len, file);
		if (len < room - 1) {
			break;
		}
		room *= 2;
	}
	fclose(file);
	if (text) {
		text[len] = '\0';
	}
	return text;
}

int64_t
file_size(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 ? info.st_size : -1;
}
