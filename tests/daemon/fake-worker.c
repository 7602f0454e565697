/*
 * Stands in for paravent-guest: reports its setup to the test, then does as it is told.
 * Without an agent behind its socket it ends at once, as the real one does.
 */
#include "tests/daemon/fake.h"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int
connect_to(const char *path, int type)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static uint32_t
count_fds(void)
{
	DIR *directory = opendir("/proc/self/fd");
	uint32_t count = 0;

	while (readdir(directory)) {
		count++;
	}
	closedir(directory);
	return count - 3; /* ".", ".." and the directory's own */
}

static uint32_t
has_odd_signals(void)
{
	sigset_t blocked;
	struct sigaction action;
	bool odd = false;

	sigprocmask(SIG_SETMASK, NULL, &blocked);
	for (int number = 1; number < 32; number++) {
		sigaction(number, NULL, &action);
		odd = odd || sigismember(&blocked, number) == 1 ||
		    action.sa_handler == SIG_IGN;
	}
	return odd;
}

static void
send_record(uint32_t type, size_t len)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = type;
	if (send(CONTROL_FD, &record, len, MSG_NOSIGNAL) < 0) {
		exit(WORKER_FAILED);
	}
}

static void
send_x_client(uint32_t base)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = CONTROL_X_CLIENT;
	record.x_client = (struct control_x_client){base, FAKE_X_MASK, FAKE_SCALE};
	if (send(CONTROL_FD, &record, sizeof(record), MSG_NOSIGNAL) < 0) {
		exit(WORKER_FAILED);
	}
}

static void
want_keys(uint32_t times)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = CONTROL_KEYS_WANTED;
	record.number = 1;
	for (uint32_t i = 0; i < times; i++) {
		if (send(CONTROL_FD, &record, sizeof(record), MSG_NOSIGNAL) < 0) {
			exit(WORKER_FAILED);
		}
	}
}

static void
leave(struct pollfd *control)
{
	close(CONTROL_FD);
	control->fd = -1;
}

static void
obey(int test, struct pollfd *control, const struct fake_order *order)
{
	switch ((enum fake_verb)order->verb) {
	case FAKE_EXIT:
		exit((int)order->argument);
	case FAKE_READY:
		send_record(CONTROL_READY, sizeof(struct control_record));
		break;
	case FAKE_X_CLIENT:
		send_x_client(order->argument);
		break;
	case FAKE_BAD_RECORD:
		send_record(77, sizeof(struct control_record));
		break;
	case FAKE_BAD_LENGTH:
		send_record(CONTROL_READY, order->argument);
		break;
	case FAKE_IGNORE_TERM:
		signal(SIGTERM, SIG_IGN);
		if (send(test, "", 1, MSG_NOSIGNAL) < 0) {
			exit(WORKER_FAILED);
		}
		break;
	case FAKE_WANT_KEYS:
		want_keys(order->argument);
		break;
	case FAKE_LEAVE:
		leave(control);
		break;
	}
}

static void
serve(int test, int agent)
{
	struct pollfd ends[] = {
	    {.fd = test, .events = POLLIN},
	    {.fd = agent, .events = POLLIN},
	    {.fd = CONTROL_FD, .events = POLLIN},
	};
	struct fake_order order;
	char byte;

	for (;;) {
		poll(ends, ARRAY_LEN(ends), -1);
		if (ends[0].revents &&
		    recv(test, &order, sizeof(order), 0) == sizeof(order)) {
			obey(test, &ends[2], &order);
		} else if (ends[0].revents) {
			exit(WORKER_FAILED);
		}
		/* What the daemon says is of no interest here; its end is. */
		if (ends[2].revents &&
		    recv(CONTROL_FD, &(struct control_record){0}, 1, MSG_TRUNC) <= 0) {
			exit(WORKER_FAILED);
		}
		if (ends[1].revents && recv(agent, &byte, 1, 0) <= 0) {
			exit(WORKER_ENDED);
		}
	}
}

int
main(void)
{
	struct fake_report report;
	struct control_record record;
	int death_signal = 0;

	memset(&report, 0, sizeof(report));
	report.open_fds = count_fds();
	report.blocked = has_odd_signals();
	report.pid = getpid();
	report.parent = getppid();
	prctl(PR_GET_PDEATHSIG, &death_signal);
	report.death_signal = death_signal;
	if (recv(CONTROL_FD, &record, sizeof(record), 0) != sizeof(record) ||
	    record.type != CONTROL_SETUP) {
		return WORKER_CANNOT_START;
	}
	report.setup = record.setup;
	const char *path = getenv("FAKE_WORKER");
	int agent = connect_to(record.setup.socket, SOCK_STREAM);
	int test = path ? connect_to(path, SOCK_SEQPACKET) : -1;
	report.agent = agent >= 0;
	if (test < 0 || send(test, &report, sizeof(report), MSG_NOSIGNAL) < 0) {
		return WORKER_CANNOT_START;
	}
	if (agent < 0) {
		return WORKER_ENDED;
	}
	serve(test, agent);
}
