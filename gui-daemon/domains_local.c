#include "common/base/fd.h"
#include "common/base/log.h"
#include "gui-daemon/domain_name.h"
#include "gui-daemon/domains.h"
#include "gui-daemon/rundir.h"

#include <dirent.h>
#include <errno.h>
#include <ev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUFFIX ".sock"

/* A name in the directory, and whether the last look found it there. */
struct entry {
	struct domain_ref ref;
	bool seen;
};

struct local {
	struct domain_source source;     /* first: they are cast into each other */
	struct ev_loop *loop;            /* borrowed */
	const struct rundir *dir;        /* borrowed */
	struct domain_listener listener; /* its data borrowed */
	struct entry *entries;           /* owned: those that appeared */
	size_t count;
	int inotify; /* owned */
	ev_io readable;
};

/* --- entries ----------------------------------------------------------------------- */

static struct entry *
find_entry(struct local *local, const char *name)
{
	for (size_t i = 0; i < local->count; i++) {
		if (strcmp(local->entries[i].ref.name, name) == 0) {
			return &local->entries[i];
		}
	}
	return NULL;
}

/* NULL when out of memory. */
static struct entry *
add_entry(struct local *local, const char *name)
{
	struct entry *grown =
	    reallocarray(local->entries, local->count + 1, sizeof(*local->entries));

	if (!grown) {
		return NULL;
	}
	local->entries = grown;
	struct entry *entry = &grown[local->count++];
	*entry = (struct entry){.seen = false};
	snprintf(entry->ref.name, sizeof(entry->ref.name), "%s", name);
	/* RUNDIR_PATH_BYTES and DOMAIN_NAME_MAX see to it that nothing is cut. */
	snprintf(entry->ref.socket, sizeof(entry->ref.socket), "%.*s/%.*s" SUFFIX,
	    RUNDIR_PATH_BYTES - 1, local->dir->path, DOMAIN_NAME_MAX, name);
	return entry;
}

static void
drop_entry(struct local *local, struct entry *entry)
{
	struct domain_ref ref = entry->ref;

	*entry = local->entries[--local->count];
	local->listener.vanished(local->listener.data, &ref);
}

/* --- names ------------------------------------------------------------------------- */

static bool
has_suffix(const char *file)
{
	size_t len = strlen(file);
	size_t suffix = strlen(SUFFIX);

	return len >= suffix && strcmp(file + len - suffix, SUFFIX) == 0;
}

/* Our lock, and sockets that do not listen yet. */
static bool
is_hidden(const char *file)
{
	return file[0] == '.' && !has_suffix(file);
}

/* The domain's name in NAME.sock; false for any other file name. */
static bool
name_of(const char *file, char name[DOMAIN_NAME_MAX + 1])
{
	size_t len = strlen(file);
	size_t suffix = strlen(SUFFIX);

	if (!has_suffix(file) || len == suffix || len - suffix > DOMAIN_NAME_MAX) {
		return false;
	}
	memcpy(name, file, len - suffix);
	name[len - suffix] = '\0';
	return domain_name_is_valid(name);
}

static void
log_ignored(const struct local *local, const char *file, const char *why)
{
	char shown[256];

	log_escape(shown, sizeof(shown), file, strlen(file));
	log_info("%s/%s: ignored: %s", local->dir->path, shown, why);
}

enum kind {
	KIND_GONE,
	KIND_SOCKET,
	KIND_OTHER,
};

static enum kind
kind_of(const struct domain_ref *ref)
{
	struct stat status;

	if (lstat(ref->socket, &status) < 0) {
		return KIND_GONE;
	}
	return S_ISSOCK(status.st_mode) ? KIND_SOCKET : KIND_OTHER;
}

/* A file is there, perhaps anew. */
static void
look_at(struct local *local, const char *file)
{
	char name[DOMAIN_NAME_MAX + 1];

	if (is_hidden(file)) {
		return;
	}
	if (!name_of(file, name)) {
		log_ignored(
		    local, file, "not NAME" SUFFIX ", where NAME is " DOMAIN_NAME_RULE);
		return;
	}
	struct entry *entry = find_entry(local, name);
	if (!entry) {
		entry = add_entry(local, name);
	}
	if (!entry) {
		log_ignored(local, file, "out of memory");
		return;
	}
	struct domain_ref ref = entry->ref;
	enum kind kind = kind_of(&ref);
	if (kind == KIND_SOCKET) {
		entry->seen = true;
		local->listener.appeared(local->listener.data, &ref);
		return;
	}
	if (kind == KIND_OTHER) {
		log_ignored(local, file, "not a socket");
	}
	drop_entry(local, entry);
}

static void
forget(struct local *local, const char *file)
{
	char name[DOMAIN_NAME_MAX + 1];
	struct entry *entry = name_of(file, name) ? find_entry(local, name) : NULL;

	if (entry) {
		drop_entry(local, entry);
	}
}

/* Reads the whole directory: at the start, and when events were lost. */
static bool
look_at_all(struct local *local)
{
	DIR *directory = opendir(local->dir->path);
	const struct dirent *found;

	if (!directory) {
		log_error("%s: cannot be read: %m", local->dir->path);
		return false;
	}
	for (size_t i = 0; i < local->count; i++) {
		local->entries[i].seen = false;
	}
	while ((found = readdir(directory))) {
		if (strcmp(found->d_name, ".") != 0 && strcmp(found->d_name, "..") != 0) {
			look_at(local, found->d_name);
		}
	}
	closedir(directory);
	for (size_t i = local->count; i > 0; i--) {
		if (!local->entries[i - 1].seen) {
			drop_entry(local, &local->entries[i - 1]);
		}
	}
	return true;
}

/* --- events ------------------------------------------------------------------------ */

static void
lose(struct local *local, const char *why)
{
	log_error("%s: %s", local->dir->path, why);
	ev_io_stop(local->loop, &local->readable);
	local->listener.lost(local->listener.data);
}

/* False when no further event is to be looked at. */
static bool
take_event(struct local *local, const struct inotify_event *event)
{
	if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED)) {
		lose(local, "the directory was removed");
		return false;
	}
	if (event->mask & IN_Q_OVERFLOW) {
		bool ok = look_at_all(local);
		if (!ok) {
			lose(local, "events were lost");
		}
		return ok;
	}
	if (event->len == 0) {
		return true;
	}
	if (event->mask & (IN_CREATE | IN_MOVED_TO)) {
		look_at(local, event->name);
	} else if (event->mask & (IN_DELETE | IN_MOVED_FROM)) {
		forget(local, event->name);
	}
	return true;
}

static void
on_readable(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct local *local = watcher->data;
	_Alignas(struct inotify_event) char room[4096];
	const struct inotify_event *event;

	(void)loop;
	(void)events;
	ssize_t len = read(local->inotify, room, sizeof(room));
	if (len < 0) {
		if (errno != EAGAIN && errno != EINTR) {
			lose(local, "can no longer be watched");
		}
		return;
	}
	for (size_t at = 0; at < (size_t)len; at += sizeof(*event) + event->len) {
		/* The kernel aligns each event (inotify(7)). */
		event = (const void *)(room + at);
		if (!take_event(local, event)) {
			return;
		}
	}
}

static void
destroy(struct domain_source *source)
{
	struct local *local = (struct local *)source;

	if (local->inotify >= 0) {
		ev_io_stop(local->loop, &local->readable);
	}
	fd_close(&local->inotify);
	free(local->entries);
	free(local);
}

static bool
watch(struct local *local)
{
	uint32_t mask = IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM |
	    IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

	local->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (local->inotify < 0 ||
	    inotify_add_watch(local->inotify, local->dir->path, mask) < 0) {
		log_error("%s: cannot be watched: %m", local->dir->path);
		return false;
	}
	ev_io_init(&local->readable, on_readable, local->inotify, EV_READ);
	local->readable.data = local;
	ev_io_start(local->loop, &local->readable);
	return true;
}

struct domain_source *
domains_local_create(struct ev_loop *loop, const struct rundir *dir,
    const struct domain_listener *listener)
{
	struct local *local = calloc(1, sizeof(*local));

	if (!local) {
		log_error("out of memory");
		return NULL;
	}
	*local = (struct local){
	    .source = {.destroy = destroy},
	    .loop = loop,
	    .dir = dir,
	    .listener = *listener,
	    .inotify = -1,
	};
	/* Watched before it is read, so that nothing falls between. */
	if (!watch(local) || !look_at_all(local)) {
		destroy(&local->source);
		return NULL;
	}
	return &local->source;
}
