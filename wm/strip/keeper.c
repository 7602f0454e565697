#include "wm/strip/keeper.h"

#include "common/base/fd.h"
#include "common/base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SOON_MS 10000 /* who dies sooner has a reason that may still be there */
#define FIRST_WAIT_MS 250
#define LONGEST_WAIT_MS 4000

struct keeper {
	sigset_t before;              /* which signals were blocked */
	int signals;                  /* owned: signalfd */
	int strip_is_there;           /* owned: the strip writes to its other end; -1 */
	int tell;                     /* owned: who wants to know of the first; -1 */
	pid_t strip, notice;          /* 0: none */
	int64_t started_ms, start_ms; /* when it was, and when it is to be */
	unsigned deaths;              /* one soon after another */
	bool is_asked_to_end, has_ended;
	int code; /* the strip's exit status */
};

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int
keeper_wait_ms(unsigned deaths)
{
	int wait = FIRST_WAIT_MS;

	if (deaths <= 1) {
		return 0;
	}
	for (unsigned i = 2; i < deaths && wait < LONGEST_WAIT_MS; i++) {
		wait *= 2;
	}
	return wait;
}

/* --- processes --------------------------------------------------------------------- */

/* In a new process: as if the keeper had never been. */
static void
become(struct keeper *keeper, pid_t *child)
{
	*child = 0;
	fd_close(&keeper->signals);
	fd_close(&keeper->strip_is_there);
	fd_close(&keeper->tell);
	sigprocmask(SIG_SETMASK, &keeper->before, NULL);
}

/* True in the strip, whose end of the pipe is then *ready_fd. */
static bool
start_strip(struct keeper *keeper, int *ready_fd)
{
	int ends[2];

	keeper->started_ms = now_ms();
	if (pipe2(ends, O_CLOEXEC) < 0) {
		log_error("pipe: %m");
		keeper->has_ended = true;
		return false;
	}
	fd_close(&keeper->strip_is_there);
	keeper->strip_is_there = ends[0];
	keeper->strip = fork();
	if (keeper->strip == 0) {
		become(keeper, &keeper->notice);
		*ready_fd = ends[1];
		return true;
	}
	fd_close(&ends[1]);
	if (keeper->strip < 0) {
		log_error("fork: %m");
		keeper->strip = 0;
		keeper->has_ended = true;
	}
	return false;
}

/* True in the notice. */
static bool
start_notice(struct keeper *keeper)
{
	pid_t parent = getpid();

	keeper->notice = fork();
	if (keeper->notice != 0) {
		keeper->notice = keeper->notice < 0 ? 0 : keeper->notice;
		return false;
	}
	become(keeper, &keeper->strip);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent) {
		raise(SIGKILL);
	}
	return true;
}

static void
kill_notice(struct keeper *keeper)
{
	if (keeper->notice) {
		kill(keeper->notice, SIGKILL);
	}
}

/* --- what happens ------------------------------------------------------------------ */

/* By its own will it ends only when asked to, or when it never can be: not again, then.
 */
static void
take_end_of_strip(struct keeper *keeper, int status)
{
	keeper->strip = 0;
	if (WIFEXITED(status) || keeper->is_asked_to_end) {
		keeper->code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
		keeper->has_ended = true;
		return;
	}
	if (now_ms() - keeper->started_ms >= SOON_MS) {
		keeper->deaths = 0;
	}
	keeper->deaths++;
	int wait = keeper_wait_ms(keeper->deaths);
	keeper->start_ms = now_ms() + wait;
	log_warn("the strip was ended by signal %d; it is started again in %d ms",
	    WTERMSIG(status), wait);
}

static void
reap(struct keeper *keeper)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid == keeper->strip) {
			take_end_of_strip(keeper, status);
		} else if (pid == keeper->notice) {
			keeper->notice = 0;
		}
	}
}

static void
take_signals(struct keeper *keeper)
{
	struct signalfd_siginfo info;

	while (read(keeper->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		if (info.ssi_signo == SIGCHLD) {
			reap(keeper);
			continue;
		}
		keeper->is_asked_to_end = true;
		if (keeper->strip) {
			kill(keeper->strip, SIGTERM);
		} else {
			keeper->has_ended = true;
		}
	}
}

/* It is on the screen, or has died before it was. */
static void
take_ready(struct keeper *keeper)
{
	char line[16];

	if (read(keeper->strip_is_there, line, sizeof(line)) > 0) {
		kill_notice(keeper);
		if (keeper->tell >= 0 && write(keeper->tell, "ready\n", 6) < 0) {
			log_warn("--ready-fd %d: %m", keeper->tell);
		}
		fd_close(&keeper->tell);
	}
	fd_close(&keeper->strip_is_there);
}

static void
wait_for_something(struct keeper *keeper)
{
	struct pollfd fds[] = {
	    {.fd = keeper->signals, .events = POLLIN},
	    {.fd = keeper->strip_is_there, .events = POLLIN},
	};
	int64_t wait = keeper->start_ms - now_ms();

	if (poll(fds, ARRAY_LEN(fds),
	        keeper->strip  ? -1
	            : wait > 0 ? (int)wait
	                       : 0) < 0) {
		return;
	}
	if (fds[1].revents) {
		take_ready(keeper);
	}
	if (fds[0].revents) {
		take_signals(keeper);
	}
}

/* --- all of it --------------------------------------------------------------------- */

static bool
init(struct keeper *keeper, int ready_fd)
{
	sigset_t mine;

	*keeper = (struct keeper){.strip_is_there = -1, .tell = ready_fd};
	sigemptyset(&mine);
	sigaddset(&mine, SIGCHLD);
	sigaddset(&mine, SIGTERM);
	sigaddset(&mine, SIGINT);
	sigaddset(&mine, SIGHUP);
	sigprocmask(SIG_BLOCK, &mine, &keeper->before);
	keeper->signals = signalfd(-1, &mine, SFD_CLOEXEC | SFD_NONBLOCK);
	return keeper->signals >= 0;
}

static void
finish(struct keeper *keeper)
{
	kill_notice(keeper);
	if (keeper->notice) {
		waitpid(keeper->notice, NULL, 0);
	}
	fd_close(&keeper->signals);
	fd_close(&keeper->strip_is_there);
	fd_close(&keeper->tell);
}

enum keeper_role
keeper_run(int *ready_fd, int *code)
{
	struct keeper keeper;

	*code = 1;
	if (!init(&keeper, *ready_fd)) {
		log_error("signalfd: %m");
		return KEEPER_ENDED;
	}
	*ready_fd = -1;
	while (!keeper.has_ended) {
		bool is_due = !keeper.strip && now_ms() >= keeper.start_ms;

		if (is_due && start_strip(&keeper, ready_fd)) {
			return KEEPER_IS_STRIP;
		}
		if (!keeper.strip && !keeper.notice && !is_due && start_notice(&keeper)) {
			return KEEPER_IS_NOTICE;
		}
		wait_for_something(&keeper);
	}
	finish(&keeper);
	*code = keeper.code;
	return KEEPER_ENDED;
}
