#include "gui-agent/process.h"

#include "common/base/fd.h"
#include "common/base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXIT_NOT_FOUND 127 /* as of a shell */

static void
silence(void)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (nowhere >= 0) {
		dup2(nowhere, STDOUT_FILENO);
		dup2(nowhere, STDERR_FILENO);
		close(nowhere);
	}
}

__attribute__((noreturn)) static void
become(const struct process_start *how, pid_t parent)
{
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent) {
		_exit(0); /* it has ended already */
	}
	setpgid(0, 0); /* what a terminal interrupts is us alone */
	if (how->is_silent) {
		silence();
	}
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	if (how->keep_fd < 0 || fd_set_cloexec(how->keep_fd, false)) {
		execvp(how->argv[0], how->argv);
	}
	log_error("%s: %s", how->argv[0], strerror(errno));
	_exit(EXIT_NOT_FOUND);
}

static void
on_end(struct ev_loop *loop, ev_child *watcher, int events)
{
	struct process *process = watcher->data;

	(void)events;
	ev_child_stop(loop, watcher);
	process->pid = 0;
	process->ended(process, watcher->rstatus);
}

bool
process_start(
    struct process *process, struct ev_loop *loop, const struct process_start *how)
{
	pid_t parent = getpid();
	pid_t pid = fork();

	if (pid < 0) {
		return false;
	}
	if (pid == 0) {
		become(how, parent);
	}
	setpgid(pid, pid); /* whoever of us is first */
	process->pid = pid;
	ev_child_init(&process->watcher, on_end, pid, 0);
	process->watcher.data = process;
	ev_child_start(loop, &process->watcher);
	return true;
}

void
process_signal(const struct process *process, int signal)
{
	if (process->pid > 0) {
		kill(-process->pid, signal);
	}
}

const char *
process_describe(int status, char out[32])
{
	if (WIFSIGNALED(status)) {
		snprintf(out, 32, "signal=%d", WTERMSIG(status));
	} else {
		snprintf(out, 32, "status=%d", WEXITSTATUS(status));
	}
	return out;
}
