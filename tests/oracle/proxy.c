#include "tests/oracle/proxy.h"

#include "common/base/fd.h"
#include "tests/oracle/proxy-internal.h"
#include "tests/scenario/procfs.h"
#include "tests/scenario/tap.h"
#include "tests/unit/kill_one.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* Displays that no server has; the kernel says which of them is free. */
#define FIRST_NUMBER 4000
#define NUMBERS 2000
#define BACKLOG 64

struct proxy {
	pid_t pid;
	char display[16];
	struct proxy_shared *shared; /* owned mapping */
};

void *
proxy_share(size_t bytes)
{
	void *memory =
	    mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED) {
		bug("no shared memory: %s", strerror(errno));
	}
	return memory;
}

/* Xlib and XCB try the abstract name first, and such a name leaves no file behind. */
static bool
bind_display(int fd, int number)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int len = snprintf(address.sun_path + 1, sizeof(address.sun_path) - 1,
	    "/tmp/.X11-unix/X%d", number);

	return bind(fd, (const struct sockaddr *)&address,
	           (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 +
	               (size_t)len)) == 0;
}

/* A listening socket of a new display; -1 when there is none. */
static int
listen_somewhere(char *display, size_t size)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int number = FIRST_NUMBER + (int)(getpid() % NUMBERS);

	for (int tries = 0; fd >= 0 && tries < NUMBERS; tries++) {
		if (bind_display(fd, number + tries) && listen(fd, BACKLOG) == 0) {
			snprintf(display, size, ":%d", number + tries);
			return fd;
		}
	}
	fd_close(&fd);
	return -1;
}

static pid_t
fork_house(const struct proxy_plan *plan, struct proxy_shared *shared, int listener)
{
	pid_t parent = getpid();

	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent) {
			_exit(126);
		}
		alarm(0);
		signal(SIGPIPE, SIG_IGN);
		proxy_house_run(plan, shared, listener);
	}
	return pid;
}

struct proxy *
proxy_start(const struct proxy_plan *plan)
{
	struct proxy *proxy = calloc(1, sizeof(*proxy));

	if (!proxy) {
		return NULL;
	}
	int listener = listen_somewhere(proxy->display, sizeof(proxy->display));
	proxy->shared = proxy_share(sizeof(*proxy->shared));
	proxy->pid = listener >= 0 ? fork_house(plan, proxy->shared, listener) : -1;
	fd_close(&listener);
	if (proxy->pid < 0) {
		tap_diag("no proxy: %s", strerror(errno));
		proxy_finish(proxy);
		return NULL;
	}
	return proxy;
}

void
proxy_finish(struct proxy *proxy)
{
	if (!proxy) {
		return;
	}
	if (proxy->pid > 0) {
		kill_one(proxy->pid, SIGTERM);
		while (waitpid(proxy->pid, NULL, 0) < 0 && errno == EINTR) {
		}
	}
	munmap(proxy->shared, sizeof(*proxy->shared));
	free(proxy);
}

const char *
proxy_display(const struct proxy *proxy)
{
	return proxy->display;
}

pid_t
proxy_pid(const struct proxy *proxy)
{
	return proxy->pid;
}

void
proxy_order(struct proxy *proxy, const struct proxy_order *order)
{
	proxy->shared->armed = false;
	proxy->shared->order = *order;
	proxy->shared->obeyed = false;
	proxy->shared->armed = order->verb != PROXY_PASS;
}

bool
proxy_has_obeyed(const struct proxy *proxy)
{
	return proxy->shared->obeyed;
}

void
proxy_release(struct proxy *proxy)
{
	kill_one(proxy->pid, SIGUSR1);
}

uint32_t
proxy_clients(const struct proxy *proxy)
{
	return proxy->shared->clients;
}

uint32_t
proxy_requests(const struct proxy *proxy, uint32_t client)
{
	return proxy->shared->requests[client];
}

bool
proxy_is_gone(const struct proxy *proxy, uint32_t client)
{
	return proxy->shared->gone[client];
}

bool
proxy_await_gone(const struct proxy *proxy, uint32_t client, int ms)
{
	int64_t deadline = clock_ms() + ms;

	/* It says so in memory only, within a round trip. */
	while (!proxy_is_gone(proxy, client) && clock_ms() < deadline) {
		poll(NULL, 0, 1);
	}
	return proxy_is_gone(proxy, client);
}

uint32_t
proxy_pictures(const struct proxy *proxy)
{
	return proxy->shared->pictures;
}

uint32_t
proxy_judged(const struct proxy *proxy)
{
	return proxy->shared->judged;
}

uint32_t
proxy_bad(const struct proxy *proxy)
{
	return proxy->shared->bad;
}

const char *
proxy_why(const struct proxy *proxy)
{
	return proxy->shared->bad > 0 ? proxy->shared->why : "";
}

void
proxy_forgive(struct proxy *proxy)
{
	proxy->shared->bad = 0;
}
