/*
 * with-xorg [--nobody] COMMAND...: runs the command with DISPLAY set to an Xorg of our
 * driver; the status is the command's, or 125 when the server did not start or end well.
 */
#include "tests/driver/xserver.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int
run(char **command)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		/* Meant for the server. */
		unsetenv("LD_BIND_NOW");
		execvp(command[0], command);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status)) {
		return 126;
	}
	return WEXITSTATUS(status);
}

int
main(int argc, char **argv)
{
	struct xserver server;
	struct xserver_options options = {0};
	int first = 1;

	if (argc > 1 && strcmp(argv[1], "--nobody") == 0) {
		options.as_nobody = true;
		first++;
	}
	if (first >= argc || !xserver_start(&server, &options)) {
		return 125;
	}
	setenv("DISPLAY", server.display, 1);
	int status = run(argv + first);
	return xserver_stop(&server) ? status : 125;
}
