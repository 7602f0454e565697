#include "gui-daemon/rundir.h"

#include "common/base/fd.h"
#include "common/base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_NAME ".lock"

static bool
choose_path(struct rundir *dir, const char *path)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");
	int len;

	if (path) {
		len = snprintf(dir->path, sizeof(dir->path), "%s", path);
	} else if (runtime && runtime[0] == '/') {
		len = snprintf(dir->path, sizeof(dir->path), "%s/paravent", runtime);
	} else {
		log_error("no directory for agents' sockets: give --local DIR, or set "
		          "XDG_RUNTIME_DIR to an absolute path");
		return false;
	}
	if (len <= 0 || (size_t)len >= sizeof(dir->path)) {
		log_error(
		    "%s/%s: the path must have from 1 to %zu bytes, so that sockets "
		    "fit behind it",
		    path ? path : runtime, path ? "" : "paravent", sizeof(dir->path) - 1);
		return false;
	}
	return true;
}

/* Whoever can put sockets here can have windows, and put them under another's name. */
static bool
check_status(const struct rundir *dir, int fd)
{
	struct stat status;

	if (fstat(fd, &status) < 0) {
		log_error("%s: %m", dir->path);
		return false;
	}
	if (status.st_uid != geteuid()) {
		log_error("%s: belongs to user %u, not to us (%u); remove it or choose "
		          "another with --local",
		    dir->path, (unsigned)status.st_uid, (unsigned)geteuid());
		return false;
	}
	if (status.st_mode & (S_IWGRP | S_IWOTH)) {
		log_error("%s: others may write to it (mode %04o); do chmod go-w %s",
		    dir->path, (unsigned)status.st_mode & 07777, dir->path);
		return false;
	}
	return true;
}

static int
open_directory(const struct rundir *dir)
{
	if (mkdir(dir->path, 0700) < 0 && errno != EEXIST) {
		log_error("%s: cannot be made: %m", dir->path);
		return -1;
	}
	int fd = open(dir->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0) {
		log_error("%s: cannot be opened as a directory: %m", dir->path);
	}
	return fd;
}

static void
log_other_daemon(const struct rundir *dir)
{
	char text[16] = "";
	ssize_t len = pread(dir->lock, text, sizeof(text) - 1, 0);

	text[len > 0 ? strspn(text, "0123456789") : 0] = '\0';
	log_error("%s: another paravent-daemon (pid %s) has this directory; end it, or "
	          "choose another with --local",
	    dir->path, text[0] ? text : "unknown");
}

/* The kernel lets go of the lock when we die, so what the file says is never stale. */
static bool
take_lock(struct rundir *dir, int directory)
{
	int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC;

	dir->lock = openat(directory, LOCK_NAME, flags, 0600);
	if (dir->lock < 0) {
		log_error("%s/" LOCK_NAME ": cannot be opened: %m", dir->path);
		return false;
	}
	if (flock(dir->lock, LOCK_EX | LOCK_NB) < 0) {
		if (errno == EWOULDBLOCK) {
			log_other_daemon(dir);
		} else {
			log_error("%s/" LOCK_NAME ": cannot be locked: %m", dir->path);
		}
		return false;
	}
	/* For the other daemon's message only. */
	if (ftruncate(dir->lock, 0) < 0 || dprintf(dir->lock, "%d\n", getpid()) < 0) {
		log_warn("%s/" LOCK_NAME ": cannot be written: %m", dir->path);
	}
	return true;
}

bool
rundir_open(struct rundir *out, const char *path)
{
	*out = (struct rundir){.lock = -1};
	if (!choose_path(out, path)) {
		return false;
	}
	int directory = open_directory(out);
	if (directory < 0) {
		return false;
	}
	bool ok = check_status(out, directory) && take_lock(out, directory);
	fd_close(&directory);
	if (!ok) {
		rundir_close(out);
	}
	return ok;
}

void
rundir_close(struct rundir *dir)
{
	fd_close(&dir->lock);
}
