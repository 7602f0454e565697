/* The local and the in-memory transport by themselves. */
#include "common/base/fd.h"
#include "protocol/transport/transport.h"
#include "tests/unit/tap.h"

#include <dirent.h>
#include <errno.h>
#include <ev.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* Descriptors that this process has open. */
static size_t
open_fds(void)
{
	DIR *dir = opendir("/proc/self/fd");
	size_t count = 0;

	while (readdir(dir)) {
		count++;
	}
	closedir(dir);
	return count;
}

/* A memfd whose size tells which it is. */
static int
numbered_fd(size_t number)
{
	int fd = memfd_create("numbered", MFD_CLOEXEC);

	if (fd < 0 || ftruncate(fd, (off_t)number) < 0) {
		abort();
	}
	return fd;
}

/* Its number; closes it. */
static size_t
number_of(int fd)
{
	struct stat status;

	if (fd < 0 || fstat(fd, &status) < 0) {
		return SIZE_MAX;
	}
	fd_close(&fd);
	return (size_t)status.st_size;
}

static bool
socket_ends(struct transport *ends[2])
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0) {
		return false;
	}
	ends[0] = local_from_fd(fds[0]);
	ends[1] = local_from_fd(fds[1]);
	return ends[0] && ends[1];
}

static bool
is_woken(struct transport *t, int timeout_ms)
{
	struct pollfd watched = {.fd = transport_fd(t), .events = POLLIN};

	return poll(&watched, 1, timeout_ms) == 1;
}

/* --- what holds for both ------------------------------------------------- */

static void
bytes_pass_both_ways(struct transport *ends[2])
{
	char in[16];

	ok(transport_is_open(ends[0]) && transport_is_open(ends[1]));
	ok(transport_buffers(ends[0]) == TRANSPORT_FDS);
	ok(transport_read(ends[1], in, sizeof(in)) == 0);
	ok(!is_woken(ends[1], 0));
	ok(transport_write(ends[0], "hello", 5) == 5);
	ok(is_woken(ends[1], 1000) && transport_woken(ends[1]));
	ok(transport_read(ends[1], in, 2) == 2 && memcmp(in, "he", 2) == 0);
	ok(transport_read(ends[1], in, 0) == 0);
	ok(transport_read(ends[1], in, sizeof(in)) == 3 && memcmp(in, "llo", 3) == 0);
	ok(transport_read(ends[1], in, sizeof(in)) == 0);
	ok(transport_write(ends[1], "", 0) == 0);
	ok(transport_write(ends[1], "back", 4) == 4);
	ok(transport_read(ends[0], in, sizeof(in)) == 4 && memcmp(in, "back", 4) == 0);
}

static void
descriptors_pass_in_order(struct transport *ends[2])
{
	char in[16];
	bool sent = true;

	for (size_t i = 1; i <= 3; i++) {
		int fd = numbered_fd(i);

		sent = sent && transport_write(ends[0], "-", 1) == 1;
		sent = sent && transport_write_fd(ends[0], "ab", 2, fd) == 2;
		fd_close(&fd);
	}
	ok(sent && transport_take_fd(ends[1]) == -1);
	size_t read = 0;
	for (ssize_t got; (got = transport_read(ends[1], in, sizeof(in))) > 0;) {
		read += (size_t)got;
	}
	ok(read == 9 && transport_waiting_fds(ends[1]) == 3);
	int fd = transport_take_fd(ends[1]);
	ok(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	ok(number_of(fd) == 1);
	ok(number_of(transport_take_fd(ends[1])) == 2);
	ok(number_of(transport_take_fd(ends[1])) == 3);
	ok(transport_take_fd(ends[1]) == -1);
}

static void
rest_comes_before_the_end(struct transport *ends[2])
{
	char in[16];
	int fd = numbered_fd(9); /* never taken: destroying closes it */

	ok(transport_write_fd(ends[0], "last", 4, fd) == 4);
	fd_close(&fd);
	transport_destroy(ends[0]);
	ok(is_woken(ends[1], 1000));
	(void)!transport_woken(ends[1]);
	ok(transport_read(ends[1], in, sizeof(in)) == 4 && memcmp(in, "last", 4) == 0);
	ok(transport_read(ends[1], in, sizeof(in)) == -1);
	ok(transport_write(ends[1], "x", 1) == -1);
	transport_destroy(ends[1]);
	transport_destroy(NULL);
}

/* More than a limit of descriptors that nobody takes: the stream ends, nothing leaks. */
static void
too_many_descriptors_end_the_stream(struct transport *ends[2])
{
	int fd = numbered_fd(1);
	char in[16];
	ssize_t got = 0;
	size_t most = 0;

	for (int i = 0; i <= TRANSPORT_MAX_FDS && got >= 0; i++) {
		if (transport_write_fd(ends[0], "x", 1, fd) != 1) {
			break;
		}
		got = transport_read(ends[1], in, sizeof(in));
		size_t waiting = transport_waiting_fds(ends[1]);
		most = waiting > most ? waiting : most;
	}
	ok(got == -1);
	ok(most == TRANSPORT_MAX_FDS);
	fd_close(&fd);
	transport_destroy(ends[0]);
	transport_destroy(ends[1]);
}

static void
both_kinds(void)
{
	size_t before = open_fds();
	struct transport *ends[2];

	for (int kind = 0; kind < 2; kind++) {
		printf("# %s\n", kind == 0 ? "local" : "pair");
		ok(kind == 0 ? socket_ends(ends) : pair_create(ends, 4096));
		bytes_pass_both_ways(ends);
		descriptors_pass_in_order(ends);
		rest_comes_before_the_end(ends);
		ok(kind == 0 ? socket_ends(ends) : pair_create(ends, 4096));
		too_many_descriptors_end_the_stream(ends);
	}
	ok(open_fds() == before);
}

/* --- pair ---------------------------------------------------------------- */

static void
a_pair_is_bounded(void)
{
	struct transport *ends[2];
	char in[16];

	ok(pair_create(ends, 5));
	ok(transport_write(ends[0], "abcdefgh", 8) == 5);
	ok(transport_write(ends[0], "fgh", 3) == 0);
	ok(transport_events(ends[0], true) == EV_READ); /* room is told by EV_READ */
	(void)!transport_woken(ends[0]);
	ok(!is_woken(ends[0], 0));
	ok(transport_read(ends[1], in, 2) == 2);
	ok(is_woken(ends[0], 0));
	ok(transport_write(ends[0], "fgh", 3) == 2);
	ok(transport_read(ends[1], in, sizeof(in)) == 5 && memcmp(in, "cdefg", 5) == 0);
	transport_destroy(ends[0]);
	ok(!transport_woken(ends[1]));
	transport_destroy(ends[1]);
}

/* --- local --------------------------------------------------------------- */

static void
a_full_socket_says_so(void)
{
	struct transport *ends[2];
	static char much[1 << 20];
	size_t sent = 0;
	ssize_t put;

	ok(socket_ends(ends));
	while ((put = transport_write(ends[0], much, sizeof(much))) > 0) {
		sent += (size_t)put;
	}
	ok(put == 0 && sent > 0 && sent < 64 * sizeof(much));
	ok(transport_events(ends[0], true) == (EV_READ | EV_WRITE));
	ok(transport_events(ends[0], false) == EV_READ);
	transport_destroy(ends[0]);
	transport_destroy(ends[1]);
}

/* Descriptors that a hostile peer packs into one message. */
static void
many_descriptors_at_once(void)
{
	int fds[2];
	int many[TRANSPORT_MAX_FDS + 1];
	char control[CMSG_SPACE(sizeof(many))] = {0};
	char byte = 'x';
	struct iovec part = {&byte, 1};
	struct msghdr message = {
	    .msg_iov = &part, .msg_iovlen = 1, .msg_control = control};
	size_t before = open_fds();

	ok(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
	struct transport *t = local_from_fd(fds[0]);
	for (size_t i = 0; i < ARRAY_LEN(many); i++) {
		many[i] = fds[1];
	}
	for (size_t count = TRANSPORT_MAX_FDS; count <= ARRAY_LEN(many); count++) {
		message.msg_controllen = CMSG_SPACE(count * sizeof(int));
		struct cmsghdr *header = CMSG_FIRSTHDR(&message);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(count * sizeof(int));
		memcpy(CMSG_DATA(header), many, count * sizeof(int));
		ok(sendmsg(fds[1], &message, 0) == 1);
	}
	ok(transport_read(t, &byte, 1) == 1);
	ok(transport_waiting_fds(t) == TRANSPORT_MAX_FDS);
	ok(transport_read(t, &byte, 1) == -1);
	transport_destroy(t);
	close(fds[1]);
	ok(open_fds() == before);
}

static void
meets_at_a_path(const char *path)
{
	struct stat status;
	char in[4];
	int listener = local_listen(path);

	ok(listener >= 0);
	ok(fcntl(listener, F_GETFD) & FD_CLOEXEC &&
	    fcntl(listener, F_GETFL) & O_NONBLOCK);
	ok(lstat(path, &status) == 0 && (status.st_mode & 0777) == 0600);
	ok(!local_accept(listener) && errno == EAGAIN);
	struct transport *client = local_connect(path);
	struct transport *server = local_accept(listener);
	ok(client && server);
	ok(transport_write(client, "hi", 2) == 2 && transport_read(server, in, 4) == 2);
	ok(fcntl(transport_fd(client), F_GETFD) & FD_CLOEXEC &&
	    fcntl(transport_fd(server), F_GETFD) & FD_CLOEXEC);

	ok(local_listen(path) == -1 && errno == EADDRINUSE); /* somebody listens */
	struct transport *probe = local_accept(listener); /* the refused one had asked */
	transport_destroy(probe);
	transport_destroy(client);
	client = local_connect(path);
	ok(client != NULL);
	transport_destroy(client);
	transport_destroy(server);
	fd_close(&listener);

	ok(!local_connect(path) && errno == ECONNREFUSED);
	listener = local_listen(path); /* nobody listens: replaced */
	ok(listener >= 0);
	client = local_connect(path);
	ok(client != NULL);
	transport_destroy(client);
	fd_close(&listener);
	ok(unlink(path) == 0);
}

/* A listener that is slow to accept is alive all the same. */
static void
leaves_a_busy_listener(const char *path)
{
	struct transport *waiting[32];
	size_t count = 0;
	int listener = local_listen(path);

	while (count < ARRAY_LEN(waiting) && (waiting[count] = local_connect(path))) {
		count++;
	}
	ok(listener >= 0 && count < ARRAY_LEN(waiting) && errno == EAGAIN);
	ok(local_listen(path) == -1 && errno == EADDRINUSE);
	ok(access(path, F_OK) == 0);
	while (count > 0) {
		transport_destroy(waiting[--count]);
	}
	fd_close(&listener);
	ok(unlink(path) == 0);
}

static void
refuses_other_paths(const char *path)
{
	char long_path[200];
	struct stat status;
	int file = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0644);

	fd_close(&file);
	ok(local_listen(path) == -1 && errno == EADDRINUSE);
	ok(lstat(path, &status) == 0 && S_ISREG(status.st_mode)); /* untouched */
	ok(unlink(path) == 0);
	ok(!local_connect(path) && errno == ENOENT);
	memset(long_path, 'x', sizeof(long_path) - 1);
	long_path[sizeof(long_path) - 1] = '\0';
	ok(local_listen(long_path) == -1 && errno == ENAMETOOLONG);
	ok(!local_connect(long_path) && errno == ENAMETOOLONG);
	ok(!local_from_fd(-1));
}

static void
paths(void)
{
	char folder[] = "/tmp/paravent-transport-XXXXXX";
	char path[64];

	if (!mkdtemp(folder)) {
		abort();
	}
	snprintf(path, sizeof(path), "%s/agent", folder);
	size_t before = open_fds();
	meets_at_a_path(path);
	leaves_a_busy_listener(path);
	refuses_other_paths(path);
	ok(open_fds() == before);
	ok(rmdir(folder) == 0);
}

int
main(void)
{
	both_kinds();
	a_pair_is_bounded();
	a_full_socket_says_so();
	many_descriptors_at_once();
	paths();
	return done_testing();
}
