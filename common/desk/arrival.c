#include "common/desk/arrival.h"

#include "common/base/fd.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

/* What may make a missing file be there, or one that refuses be ready. */
#define EVENTS \
	(IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

static void
on_readable(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct arrival *arrival = watcher->data;
	char room[4096]; /* what exactly happened is looked at anew */

	(void)loop;
	(void)events;
	while (read(arrival->fd, room, sizeof(room)) > 0) {
	}
	arrival->changed(arrival->data);
}

void
arrival_init(struct arrival *arrival, struct ev_loop *loop, const char *path,
    void (*changed)(void *data), void *data)
{
	*arrival = (struct arrival){
	    .loop = loop,
	    .path = path,
	    .fd = -1,
	    .changed = changed,
	    .data = data,
	};
	ev_init(&arrival->readable, on_readable);
	arrival->readable.data = arrival;
}

/* Cuts the last name off; "/" or "." when none is left.  False when there was none. */
static bool
go_up(char *path)
{
	char *slash = strrchr(path, '/');

	if (strcmp(path, "/") == 0 || strcmp(path, ".") == 0) {
		return false;
	}
	if (!slash) {
		strcpy(path, ".");
	} else {
		slash[slash == path] = '\0';
	}
	return true;
}

/* The deepest folder on the way that is there. */
static bool
watch_folder(struct arrival *arrival)
{
	char folder[PATH_MAX];

	if ((size_t)snprintf(folder, sizeof(folder), "%s", arrival->path) >=
	    sizeof(folder)) {
		errno = ENAMETOOLONG;
		return false;
	}
	while (go_up(folder)) {
		if (inotify_add_watch(arrival->fd, folder, EVENTS) >= 0) {
			return true;
		}
		if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) {
			return false;
		}
	}
	return false;
}

bool
arrival_start(struct arrival *arrival)
{
	arrival_stop(arrival);
	arrival->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (arrival->fd < 0) {
		return false;
	}
	if (!watch_folder(arrival)) {
		int saved_errno = errno;
		fd_close(&arrival->fd);
		errno = saved_errno;
		return false;
	}
	ev_io_set(&arrival->readable, arrival->fd, EV_READ);
	ev_io_start(arrival->loop, &arrival->readable);
	return true;
}

void
arrival_stop(struct arrival *arrival)
{
	ev_io_stop(arrival->loop, &arrival->readable);
	fd_close(&arrival->fd);
}
