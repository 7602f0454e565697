#include "common/base/fd.h"
#include "common/base/memfd.h"
#include "tests/unit/tap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static bool
refused(int fd, size_t size, const char *expected)
{
	const char *why = memfd_check(fd, size);

	return why && strcmp(why, expected) == 0;
}

static void
sealed_is_taken(void)
{
	int fd = memfd_create_sealed("test", 8192);

	ok(fd >= 0);
	ok(memfd_check(fd, 8192) == NULL && memfd_check(fd, 0) == NULL);
	ok(refused(fd, 8193, "memfd smaller than the picture"));
	ok(refused(fd, SIZE_MAX, "memfd smaller than the picture"));
	ok(ftruncate(fd, 4096) < 0 && errno == EPERM);
	ok(ftruncate(fd, 16384) < 0 && errno == EPERM);
	ok(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE) < 0 && errno == EPERM);
	ok(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	fd_close(&fd);
	ok(fd == -1);
}

static void
all_else_is_refused(void)
{
	int fd = memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	int ends[2];

	ok(ftruncate(fd, 8192) == 0);
	ok(refused(fd, 4096, "memfd not sealed against shrinking"));
	ok(fcntl(fd, F_ADD_SEALS, F_SEAL_GROW) == 0);
	ok(refused(fd, 4096, "memfd not sealed against shrinking"));
	ok(fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK) == 0);
	ok(memfd_check(fd, 4096) == NULL); /* may grow: nobody is hurt */
	fd_close(&fd);
	fd = memfd_create("test", MFD_CLOEXEC); /* cannot be sealed */
	ok(ftruncate(fd, 8192) == 0);
	ok(refused(fd, 4096, "memfd not sealed against shrinking"));
	fd_close(&fd);
	fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	ok(refused(fd, 0, "not a memfd"));
	fd_close(&fd);
	fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	ok(fd >= 0 && memfd_check(fd, 0) != NULL);
	fd_close(&fd);
	ok(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
	ok(refused(ends[0], 0, "not a memfd"));
	fd_close(&ends[0]);
	fd_close(&ends[1]);
	ok(refused(-1, 0, "not a memfd"));
}

static void
fd_flags(void)
{
	int ends[2];

	ok(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
	ok(fd_set_nonblock(ends[0]) && (fcntl(ends[0], F_GETFL) & O_NONBLOCK));
	ok(fd_set_cloexec(ends[0], true) && (fcntl(ends[0], F_GETFD) & FD_CLOEXEC));
	ok(fd_set_cloexec(ends[0], false) && !(fcntl(ends[0], F_GETFD) & FD_CLOEXEC));
	ok(!fd_set_nonblock(-1) && !fd_set_cloexec(-1, true));
	fd_close(&ends[0]);
	ok(fd_send(ends[1], "x", 1, -1) < 0 && errno == EPIPE); /* and no signal */
	fd_close(&ends[1]);
}

int
main(void)
{
	sealed_is_taken();
	all_else_is_refused();
	fd_flags();
	return done_testing();
}
