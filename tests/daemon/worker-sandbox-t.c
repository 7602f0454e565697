/*
 * The worker's sandbox: in children of this program, one attempt each, and as the kernel
 * reports it of a worker that serves.
 */
#include "gui-daemon/guest/confine.h"
#include "gui-daemon/guest/sandbox.h"
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#include "common/base/fd.h"
#include "common/base/memfd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* What was open before, as in a worker. */
struct open {
	int memfd;
	int pair[2];
	int epoll;
	void *page;
};

static struct open
open_all(void)
{
	struct open open = {
	    .memfd = memfd_create_sealed("paravent-test", PAGE_BYTES),
	    .epoll = epoll_create1(EPOLL_CLOEXEC),
	    .page = mmap(NULL, PAGE_BYTES, PROT_READ | PROT_WRITE,
	        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
	};

	if (open.memfd < 0 || open.epoll < 0 || open.page == MAP_FAILED ||
	    socketpair(AF_UNIX, SOCK_STREAM, 0, open.pair) < 0) {
		rig_bail_out("nothing can be opened");
	}
	return open;
}

/* --- forbidden: true when it was done ------------------------------------------------
 */

static bool
opens(const struct open *open)
{
	(void)open;
	return syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDONLY) >= 0;
}

static bool
makes_socket(const struct open *open)
{
	(void)open;
	return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool
runs_program(const struct open *open)
{
	char *arguments[] = {NULL};

	(void)open;
	return execv("/bin/true", arguments) == 0;
}

static bool
forks(const struct open *open)
{
	(void)open;
	pid_t pid = fork();
	if (pid == 0) {
		_exit(0);
	}
	return pid > 0;
}

static bool
maps_code(const struct open *open)
{
	(void)open;
	return mmap(NULL, PAGE_BYTES, PROT_READ | PROT_WRITE | PROT_EXEC,
	           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool
maps_code_of_memfd(const struct open *open)
{
	return mmap(NULL, PAGE_BYTES, PROT_EXEC, MAP_SHARED, open->memfd, 0) !=
	    MAP_FAILED;
}

static bool
makes_code(const struct open *open)
{
	return mprotect(open->page, PAGE_BYTES, PROT_READ | PROT_EXEC) == 0;
}

static bool
traces(const struct open *open)
{
	(void)open;
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool
kills_parent(const struct open *open)
{
	(void)open;
	return syscall(SYS_kill, getppid(), 0) == 0;
}

static bool
aborts_another(const struct open *open)
{
	(void)open;
	return syscall(SYS_tgkill, 1, 1, SIGABRT) == 0;
}

static bool
signals_itself(const struct open *open)
{
	(void)open;
	return syscall(SYS_tgkill, getpid(), gettid(), SIGTERM) == 0;
}

static bool
uses_terminal(const struct open *open)
{
	char c = '\n';

	(void)open;
	return ioctl(STDIN_FILENO, TIOCSTI, &c) == 0;
}

static bool
sends_to_name(const struct open *open)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/tmp/x"};

	return sendto(open->pair[0], "x", 1, 0, (struct sockaddr *)&address,
	           sizeof(address)) == 1;
}

static bool
asks_of_file(const struct open *open)
{
	struct stat status;

	(void)open;
	return stat("/etc/passwd", &status) == 0;
}

static bool
owns_descriptor(const struct open *open)
{
	return fcntl(open->pair[0], F_SETOWN, getpid()) == 0;
}

static bool
changes_itself(const struct open *open)
{
	(void)open;
	return prctl(PR_SET_DUMPABLE, 1) == 0;
}

#ifdef __x86_64__
/* getpid() is allowed, but not by its number for 32-bit programs. */
static bool
calls_as_i386(const struct open *open)
{
	long result = 20;

	(void)open;
	__asm__ volatile("int $0x80" : "+a"(result) : : "memory");
	return result > 0;
}
#endif

struct forbidden {
	const char *name;
	bool (*act)(const struct open *open);
};

static const struct forbidden forbidden[] = {
    {"open a file", opens},
    {"make a socket", makes_socket},
    {"run a program", runs_program},
    {"fork", forks},
    {"map memory that can be written and run", maps_code},
    {"map a guest's memory to run it", maps_code_of_memfd},
    {"make a page of data code", makes_code},
    {"ptrace", traces},
    {"send a signal to its parent", kills_parent},
    {"abort another process", aborts_another},
    {"send itself another signal than abort()'s", signals_itself},
    {"type into its terminal", uses_terminal},
    {"send to a socket by name", sends_to_name},
    {"ask about a file by name", asks_of_file},
    {"have signals sent by a descriptor", owns_descriptor},
    {"change what it is", changes_itself},
#ifdef __x86_64__
    {"call as a 32-bit program does", calls_as_i386},
#endif
};

/* --- in a child ----------------------------------------------------------------------
 */

enum {
	NOT_DONE = 10,
	DONE = 11,
	NO_SANDBOX = 12,
};

/* The wait status of a child that closed the sandbox and then acted. */
static int
status_of(bool (*act)(const struct open *open), const struct open *open)
{
	int status = 0;

	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (sandbox_enter(false)) {
			_exit(NO_SANDBOX);
		}
		_exit(act(open) ? DONE : NOT_DONE);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
	}
	return status;
}

static void
what_is_forbidden(const struct open *open)
{
	char name[96];

	for (size_t i = 0; i < ARRAY_LEN(forbidden); i++) {
		int status = status_of(forbidden[i].act, open);

		snprintf(name, sizeof(name), "cannot %s: SIGSYS", forbidden[i].name);
		ok_named(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS, name);
		if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS) {
			printf("# wait status 0x%x\n", (unsigned)status);
		}
	}
}

/* --- allowed -------------------------------------------------------------------------
 */

static bool
uses_memory(const struct open *open)
{
	char *large = malloc(8u << 20);

	(void)open;
	if (!large) {
		return false;
	}
	memset(large, 1, 8u << 20);
	char *larger = realloc(large, 32u << 20);
	bool good = larger && larger[1000] == 1;
	free(larger ? larger : large);
	return good;
}

static bool
takes_buffer(const struct open *open)
{
	int fd = fcntl(open->memfd, F_DUPFD_CLOEXEC, 0);

	if (memfd_check(fd, PAGE_BYTES)) {
		return false;
	}
	void *at = mmap(NULL, PAGE_BYTES, PROT_READ, MAP_SHARED, fd, 0);
	bool good = at != MAP_FAILED && munmap(at, PAGE_BYTES) == 0;
	fd_close(&fd);
	return good;
}

static bool
passes_descriptor(const struct open *open)
{
	char byte;
	int fd = -1;
	size_t count;

	return fd_send(open->pair[0], "x", 1, open->memfd) == 1 &&
	    fd_receive(open->pair[1], &byte, 1, &fd, 1, &count) == 1 && count == 1;
}

static bool
waits(const struct open *open)
{
	struct epoll_event event = {.events = EPOLLIN};
	struct pollfd p = {.fd = open->pair[1], .events = POLLIN};

	return epoll_ctl(open->epoll, EPOLL_CTL_ADD, open->pair[1], &event) == 0 &&
	    epoll_wait(open->epoll, &event, 1, 0) == 0 && poll(&p, 1, 1) == 0;
}

static bool
aborts(const struct open *open)
{
	(void)open;
	abort();
}

static void
what_is_allowed(const struct open *open)
{
	static const struct forbidden allowed[] = {
	    {"can use memory", uses_memory},
	    {"can map a guest's picture", takes_buffer},
	    {"can pass descriptors", passes_descriptor},
	    {"can wait", waits},
	};

	for (size_t i = 0; i < ARRAY_LEN(allowed); i++) {
		int status = status_of(allowed[i].act, open);

		ok_named(
		    WIFEXITED(status) && WEXITSTATUS(status) == DONE, allowed[i].name);
		if (!WIFEXITED(status) || WEXITSTATUS(status) != DONE) {
			printf("# wait status 0x%x\n", (unsigned)status);
		}
	}
	int status = status_of(aborts, open);
	ok_named(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT, "bug() can abort");
}

/* --- files alone ---------------------------------------------------------------------
 */

/* 0: denied; 1: opened; 2: no Landlock in this kernel. */
static int
open_within_landlock(void)
{
	if (syscall(SYS_landlock_create_ruleset, NULL, 0, 1) < 1) {
		return 2;
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || confine_files()) {
		return 1;
	}
	bool is_denied = open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES;
	is_denied = is_denied && open("/dev/null", O_WRONLY) < 0 && errno == EACCES;
	return is_denied ? 0 : 1;
}

static void
files_alone(void)
{
	int status = 0;

	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		_exit(open_within_landlock());
	}
	waitpid(pid, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 2) {
		printf("# this kernel has no Landlock\n");
	}
	ok_named(WIFEXITED(status) && WEXITSTATUS(status) != 1,
	    "Landlock, where there is one, denies every file");
}

/* --- a worker that serves ------------------------------------------------------------
 */

static bool
has_line(pid_t pid, const char *line)
{
	char path[64];
	char text[8192];

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	int fd = open(path, O_RDONLY);
	ssize_t len = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;
	fd_close(&fd);
	text[len > 0 ? len : 0] = '\0';
	return strstr(text, line) != NULL;
}

static void
live_worker(void)
{
	struct rig *rig = rig_create(false);

	rig_begin(rig, 8);
	ok_named(has_line(rig->worker, "\nSeccomp:\t2\n"), "a worker is filtered");
	ok_named(has_line(rig->worker, "\nNoNewPrivs:\t1\n"), "and gets no privileges");
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "and ends in order");
	rig_destroy(rig);
}

int
main(void)
{
	const char *sanitizers = getenv("SAN_CFLAGS");

	if (sanitizers && sanitizers[0]) {
		printf("1..0 # SKIP built with sanitizers, which no sandbox can hold\n");
		return 0;
	}
	struct open open = open_all();
	what_is_forbidden(&open);
	what_is_allowed(&open);
	files_alone();
	live_worker();
	return done_testing();
}
