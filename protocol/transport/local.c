/* The local transport: UNIX stream sockets, buffers as descriptors beside the bytes. */
#include "common/base/fd.h"
#include "protocol/transport/kind.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 4

struct local {
	struct transport base; /* first */
	int fd;                /* owned; a connected socket, non-blocking */
};

static struct local *
local_of(struct transport *t)
{
	return (struct local *)t;
}

static void
local_destroy(struct transport *t)
{
	fd_close(&local_of(t)->fd);
	free(local_of(t));
}

static int
local_fd(const struct transport *t)
{
	return ((const struct local *)t)->fd;
}

/* A socket says by read() that its other end is gone, after all that it had sent. */
static bool
local_woken(struct transport *t)
{
	(void)t;
	return true;
}

/* What a failed call means: nothing can move now, or never again. */
static ssize_t
later_or_never(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? 0 : -1;
}

static ssize_t
local_read(struct transport *t, void *out, size_t size)
{
	int fds[TRANSPORT_MAX_FDS];
	size_t count = 0;
	ssize_t got = fd_receive(local_of(t)->fd, out, size, fds,
	    TRANSPORT_MAX_FDS - transport_waiting_fds(t), &count);

	for (size_t i = 0; i < count; i++) {
		if (!fd_queue_put(&t->received, fds[i])) {
			bug("more descriptors than there was room for");
		}
	}
	if (got == 0) {
		return -1;
	}
	return got > 0 ? got : later_or_never();
}

static ssize_t
local_write(struct transport *t, const void *bytes, size_t len, int fd)
{
	ssize_t put = fd_send(local_of(t)->fd, bytes, len, fd);

	return put >= 0 ? put : later_or_never();
}

static const struct transport_kind local_kind = {
    .buffers = TRANSPORT_FDS,
    .waits_by_write = true,
    .destroy = local_destroy,
    .fd = local_fd,
    .woken = local_woken,
    .read = local_read,
    .write = local_write,
};

struct transport *
local_from_fd(int fd)
{
	struct local *local = calloc(1, sizeof(*local));

	if (!local || !fd_set_nonblock(fd) || !fd_set_cloexec(fd, true)) {
		int saved_errno = errno;
		free(local);
		fd_close(&fd);
		errno = saved_errno;
		return NULL;
	}
	local->base.kind = &local_kind;
	local->fd = fd;
	return &local->base;
}

static bool
address_of(const char *path, struct sockaddr_un *out)
{
	*out = (struct sockaddr_un){.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof(out->sun_path)) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(out->sun_path, path, strlen(path));
	return true;
}

static int
new_socket(void)
{
	return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

/* Closes fd, keeps errno: -1. */
static int
give_up(int fd)
{
	int saved_errno = errno;

	fd_close(&fd);
	errno = saved_errno;
	return -1;
}

/* A connected socket, or -1 with errno. */
static int
connect_to(const struct sockaddr_un *address)
{
	int fd = new_socket();

	if (fd < 0) {
		return -1;
	}
	if (connect(fd, (const struct sockaddr *)address, sizeof(*address)) < 0) {
		return give_up(fd);
	}
	return fd;
}

struct transport *
local_connect(const char *path)
{
	struct sockaddr_un address;

	if (!address_of(path, &address)) {
		return NULL;
	}
	int fd = connect_to(&address);
	return fd < 0 ? NULL : local_from_fd(fd);
}

/* Removes a socket that nobody listens on; false with errno EADDRINUSE for all else. */
static bool
remove_stale(const struct sockaddr_un *address)
{
	struct stat status;

	if (lstat(address->sun_path, &status) == 0 && S_ISSOCK(status.st_mode)) {
		int fd = connect_to(address);

		if (fd < 0 && errno == ECONNREFUSED) {
			return unlink(address->sun_path) == 0;
		}
		fd_close(&fd);
	}
	errno = EADDRINUSE;
	return false;
}

/*
 * A hidden name beside path that only this process uses: a dot and the process id in base
 * 36, so no longer than a.sock.
 */
static bool
hidden_beside(const char *path, struct sockaddr_un *out)
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	const char *slash = strrchr(path, '/');
	char hidden[sizeof(out->sun_path)];
	size_t len = slash ? (size_t)(slash + 1 - path) : 0;

	if (len + 8 > sizeof(hidden)) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(hidden, path, len);
	hidden[len++] = '.';
	for (unsigned int id = (unsigned int)getpid(); id > 0; id /= 36) {
		hidden[len++] = digits[id % 36];
	}
	hidden[len] = '\0';
	return address_of(hidden, out);
}

/* What lies at a hidden name was left by a process of our id, which is no more. */
static bool
bind_hidden(int fd, const struct sockaddr_un *hidden)
{
	if (unlink(hidden->sun_path) < 0 && errno != ENOENT) {
		return false;
	}
	return bind(fd, (const struct sockaddr *)hidden, sizeof(*hidden)) == 0;
}

static bool
rename_to(const struct sockaddr_un *from, const struct sockaddr_un *to)
{
	return renameat2(AT_FDCWD, from->sun_path, AT_FDCWD, to->sun_path,
	           RENAME_NOREPLACE) == 0;
}

static bool
show(const struct sockaddr_un *hidden, const struct sockaddr_un *address)
{
	if (rename_to(hidden, address)) {
		return true;
	}
	if (errno == EEXIST && remove_stale(address) && rename_to(hidden, address)) {
		return true;
	}
	int saved_errno = errno == EEXIST ? EADDRINUSE : errno;
	unlink(hidden->sun_path);
	errno = saved_errno;
	return false;
}

/* Listens first and appears then: whoever sees the socket can connect to it. */
int
local_listen(const char *path)
{
	struct sockaddr_un address;
	struct sockaddr_un hidden;

	if (!address_of(path, &address) || !hidden_beside(path, &hidden)) {
		return -1;
	}
	int fd = new_socket();
	if (fd < 0) {
		return -1;
	}
	/* On Linux the socket's file gets the mode of the descriptor (less the umask). */
	if (fchmod(fd, S_IRUSR | S_IWUSR) < 0 || !bind_hidden(fd, &hidden) ||
	    listen(fd, BACKLOG) < 0 || !show(&hidden, &address)) {
		return give_up(fd);
	}
	return fd;
}

struct transport *
local_accept(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	return fd < 0 ? NULL : local_from_fd(fd);
}
