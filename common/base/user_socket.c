#include "common/base/user_socket.h"

#include "common/base/fd.h"
#include "common/base/log.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define QUEUE 4

static void
remove_stale(const char *path)
{
	struct stat status;

	if (lstat(path, &status) == 0 && S_ISSOCK(status.st_mode)) {
		unlink(path);
	}
}

/* From its first moment nobody else's: the mode by umask, then the owner. */
static bool
bind_socket(int fd, const struct sockaddr_un *address, uid_t user)
{
	mode_t before = umask(0177);
	int result = bind(fd, (const struct sockaddr *)address, sizeof(*address));
	int saved_errno = errno;

	umask(before);
	errno = saved_errno;
	return result == 0 &&
	    (user == geteuid() || lchown(address->sun_path, user, (gid_t)-1) == 0) &&
	    listen(fd, QUEUE) == 0;
}

int
user_socket_listen(const char *path, uid_t user)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	if (strlen(path) >= sizeof(address.sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	remove_stale(path);
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && !bind_socket(fd, &address, user)) {
		int saved_errno = errno;
		fd_close(&fd);
		errno = saved_errno;
	}
	return fd;
}

static bool
is_users(int fd, uid_t user, const char *what)
{
	struct ucred peer = {.uid = (uid_t)-1};
	socklen_t len = sizeof(peer);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) < 0) {
		log_warn("%s: who connected is unknown: %m", what);
		return false;
	}
	if (peer.uid != user) {
		log_warn("%s: user %u may not connect; user %u may", what,
		    (unsigned)peer.uid, (unsigned)user);
		return false;
	}
	return true;
}

int
user_socket_accept(int listener, uid_t user, const char *what)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd >= 0 && !is_users(fd, user, what)) {
		fd_close(&fd);
	}
	return fd;
}

void
user_socket_close(int *fd, const char *path)
{
	if (*fd >= 0) {
		remove_stale(path);
	}
	fd_close(fd);
}
