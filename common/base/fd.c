#include "common/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* What the kernel passes at most in one message (SCM_MAX_FD, Linux net/scm.h). */
#define MAX_PASSED 253

void
fd_close(int *fd)
{
	if (*fd >= 0) {
		close(*fd);
	}
	*fd = -1;
}

bool
fd_set_nonblock(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0;
}

bool
fd_set_cloexec(int fd, bool cloexec)
{
	return fcntl(fd, F_SETFD, cloexec ? FD_CLOEXEC : 0) == 0;
}

ssize_t
fd_send(int socket, const void *bytes, size_t len, int fd)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(sizeof(int))];
	} control = {.room = {0}};
	struct iovec part = {.iov_len = len};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

	memcpy(&part.iov_base, &bytes, sizeof(bytes)); /* iovec has no const */
	if (fd >= 0) {
		message.msg_control = control.room;
		message.msg_controllen = sizeof(control.room);
		struct cmsghdr *header = CMSG_FIRSTHDR(&message);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(header), &fd, sizeof(fd));
	}
	return sendmsg(socket, &message, MSG_NOSIGNAL);
}

/* Hands out or closes the descriptors of one control header; false if some did not fit.
 */
static bool
collect(const struct cmsghdr *header, int *fds, size_t max, size_t *count)
{
	size_t passed = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
	bool fits = true;

	for (size_t i = 0; i < passed; i++) {
		int fd;

		memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof(fd));
		if (*count < max) {
			fds[(*count)++] = fd;
		} else {
			close(fd);
			fits = false;
		}
	}
	return fits;
}

ssize_t
fd_receive(int socket, void *bytes, size_t size, int *fds, size_t max, size_t *count)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(MAX_PASSED * sizeof(int))];
	} control;
	struct iovec part = {.iov_base = bytes, .iov_len = size};
	struct msghdr message = {
	    .msg_iov = &part,
	    .msg_iovlen = 1,
	    .msg_control = control.room,
	    .msg_controllen = sizeof(control.room),
	};
	bool fits = true;

	*count = 0;
	ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
	if (got < 0) {
		return got;
	}
	for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header;
	     header = CMSG_NXTHDR(&message, header)) {
		if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
			fits = collect(header, fds, max, count) && fits;
		}
	}
	if (fits && !(message.msg_flags & MSG_CTRUNC)) {
		return got;
	}
	while (*count > 0) {
		close(fds[--*count]);
	}
	errno = EMSGSIZE;
	return -1;
}
