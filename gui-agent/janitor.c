#include "gui-agent/janitor.h"

#include "common/base/fd.h"
#include "gui-agent/xorg.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the child: until every copy of the other end is closed. */
__attribute__((noreturn)) static void
wait_and_clean(int alive, const struct xorg *xorg, const char *socket)
{
	char nothing;

	/* Not of our session, so that what ends the others leaves this one alone. */
	setsid();
	while (read(alive, &nothing, 1) < 0 && errno == EINTR) {
	}
	if (xorg) {
		xorg_finish(xorg);
	}
	if (socket) {
		unlink(socket);
	}
	_exit(0);
}

bool
janitor_start(struct janitor *janitor, const struct xorg *xorg, const char *socket)
{
	int ends[2];

	*janitor = (struct janitor){.pid = -1, .alive = -1};
	if (pipe2(ends, O_CLOEXEC) < 0) {
		return false;
	}
	janitor->pid = fork();
	if (janitor->pid == 0) {
		close(ends[1]);
		wait_and_clean(ends[0], xorg, socket);
	}
	close(ends[0]);
	janitor->alive = ends[1];
	if (janitor->pid < 0) {
		fd_close(&janitor->alive);
		return false;
	}
	return true;
}

void
janitor_finish(struct janitor *janitor)
{
	fd_close(&janitor->alive);
	if (janitor->pid > 0) {
		waitpid(janitor->pid, NULL, 0);
		janitor->pid = -1;
	}
}
