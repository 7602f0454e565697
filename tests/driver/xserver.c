#include "tests/driver/xserver.h"

#include "common/base/fd.h"
#include "tests/scenario/tap.h"
#include "tests/unit/kill_one.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define XORG "/usr/lib/xorg/Xorg"
#define MODULE "xorg-dummy-driver/.libs/paravent_drv.so"
#define START_MS 120000 /* with sanitizers, on a busy machine */
#define STOP_MS 30000

static const char configuration[] = "Section \"ServerFlags\"\n"
                                    "	Option \"AutoAddDevices\" \"false\"\n"
                                    "	Option \"AutoAddGPU\" \"false\"\n"
                                    "	Option \"BlankTime\" \"0\"\n"
                                    "EndSection\n"
                                    "Section \"Device\"\n"
                                    "	Identifier \"paravent\"\n"
                                    "	Driver \"paravent\"\n"
                                    "%s"
                                    "EndSection\n"
                                    "Section \"Screen\"\n"
                                    "	Identifier \"paravent\"\n"
                                    "	Device \"paravent\"\n"
                                    "EndSection\n";

static const char *
environment(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value && *value ? value : otherwise;
}

/* --- its folder ------------------------------------------------------------------ */

static void
path_in(const struct xserver *server, const char *name, char *out, size_t size)
{
	snprintf(out, size, "%s/%s", server->folder, name);
}

static bool
write_configuration(const struct xserver *server, const char *device)
{
	char path[128];

	path_in(server, "xorg.conf", path, sizeof(path));
	FILE *file = fopen(path, "we");
	if (!file) {
		return false;
	}
	fprintf(file, configuration, device ? device : "");
	return fclose(file) == 0;
}

/* The build folder need not be open to everybody. */
static bool
copy_module(const struct xserver *server, const char *module)
{
	char command[1024];

	snprintf(command, sizeof(command), "install -m 755 '%s/%s' '%s/paravent_drv.so'",
	    environment("top_builddir", "."), module ? module : MODULE, server->folder);
	return system(command) == 0;
}

static bool
make_folder(struct xserver *server)
{
	strcpy(server->folder, "/tmp/paravent-driver.XXXXXX");
	return mkdtemp(server->folder) != NULL;
}

static bool
fill_folder(struct xserver *server, const struct xserver_options *options)
{
	const struct passwd *nobody = getpwnam("nobody");

	if (!write_configuration(server, options->device) ||
	    !copy_module(server, options->module)) {
		return false;
	}
	return !options->as_nobody ||
	    (nobody && chown(server->folder, nobody->pw_uid, nobody->pw_gid) == 0);
}

__attribute__((noreturn)) static void
run_guard(const struct xserver *server, int lifeline)
{
	char command[128];
	char byte;

	/* A Ctrl-C ends the test; the guard comes after it. */
	setsid();
	snprintf(command, sizeof(command), "rm -rf '%s'", server->folder);
	while (read(lifeline, &byte, 1) > 0) {
	}
	_exit(system(command) == 0 ? 0 : 1);
}

static bool
start_guard(struct xserver *server)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0) {
		return false;
	}
	fflush(stdout);
	server->guard = fork();
	if (server->guard == 0) {
		close(ends[1]);
		run_guard(server, ends[0]);
	}
	close(ends[0]);
	server->lifeline = ends[1];
	return server->guard > 0;
}

static void
remove_folder(struct xserver *server)
{
	int status = -1;

	fd_close(&server->lifeline);
	if (server->guard > 0 &&
	    (waitpid(server->guard, &status, 0) != server->guard || status != 0)) {
		tap_diag("%s stays", server->folder);
	}
	server->guard = -1;
}

static void
show_file(const struct xserver *server, const char *name)
{
	char path[128];
	char line[512];

	path_in(server, name, path, sizeof(path));
	FILE *file = fopen(path, "re");
	if (!file) {
		return;
	}
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		tap_diag("%s: %s", name, line);
	}
	fclose(file);
}

static unsigned
count_lines(const struct xserver *server, const char *name, const char *part)
{
	char path[128];
	char line[512];
	unsigned count = 0;

	path_in(server, name, path, sizeof(path));
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file)) {
		count += strstr(line, part) != NULL;
	}
	if (file) {
		fclose(file);
	}
	return count;
}

unsigned
xserver_times_logged(const struct xserver *server, const char *part)
{
	return count_lines(server, "log", part);
}

bool
xserver_has_logged(const struct xserver *server, const char *part)
{
	return xserver_times_logged(server, part) > 0;
}

/* --- its process ----------------------------------------------------------------- */

/* A sanitized module needs the sanitizer in the server before all else. */
static void
preload_sanitizer(void)
{
	char command[512];
	char path[512] = "";

	if (!*environment("SAN_CFLAGS", "")) {
		return;
	}
	snprintf(command, sizeof(command),
	    "for n in libasan.so libclang_rt.asan-x86_64.so; do"
	    " p=$(%s -print-file-name=$n); test \"$p\" != \"$n\" && echo $p; done",
	    environment("CC", "cc"));
	FILE *pipe = popen(command, "re");
	if (pipe && fgets(path, sizeof(path), pipe)) {
		path[strcspn(path, "\n")] = '\0';
		setenv("LD_PRELOAD", path, 1);
	}
	if (pipe) {
		pclose(pipe);
	}
	setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
}

static bool
become_nobody(void)
{
	const struct passwd *nobody = getpwnam("nobody");

	return nobody && setgid(nobody->pw_gid) == 0 && setuid(nobody->pw_uid) == 0;
}

__attribute__((noreturn)) static void
run_xorg(const struct xserver *server, const struct xserver_options *options, int ready)
{
	char config[128], log[128], out[128], modules[256], ready_text[16];
	const char *arguments[20] = {XORG, "-config", config, "-modulepath", modules,
	    "-logfile", log, "-displayfd", ready_text, "-noreset", "-nolisten", "tcp",
	    "-background", "none", options->argument, options->argument2, NULL};

	path_in(server, "xorg.conf", config, sizeof(config));
	path_in(server, "log", log, sizeof(log));
	path_in(server, "out", out, sizeof(out));
	snprintf(modules, sizeof(modules), "%s,/usr/lib/xorg/modules", server->folder);
	snprintf(ready_text, sizeof(ready_text), "%d", ready);
	preload_sanitizer();
	if (options->as_nobody && !become_nobody()) {
		_exit(126);
	}
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (!freopen(out, "we", stdout) || dup2(STDOUT_FILENO, STDERR_FILENO) < 0 ||
	    fcntl(ready, F_SETFD, 0) < 0 || chdir(server->folder) < 0) {
		_exit(126);
	}
	execv(XORG, (char *const *)(uintptr_t)arguments);
	_exit(127);
}

/* The display's number arrives on fd as a line. */
static bool
await_display(struct xserver *server, int fd)
{
	size_t used = 1;
	struct pollfd poll_fd = {.fd = fd, .events = POLLIN};

	server->display[0] = ':';
	while (used + 1 < sizeof(server->display)) {
		if (poll(&poll_fd, 1, START_MS) <= 0 ||
		    read(fd, &server->display[used], 1) != 1) {
			return false;
		}
		if (server->display[used] == '\n') {
			server->display[used] = '\0';
			return true;
		}
		used++;
	}
	return false;
}

static bool
await_end(pid_t pid, int *status)
{
	for (int waited = 0; waited < STOP_MS; waited += 20) {
		if (waitpid(pid, status, WNOHANG) == pid) {
			return true;
		}
		poll(NULL, 0, 20);
	}
	kill_one(pid, SIGKILL);
	waitpid(pid, status, 0);
	return false;
}

/* It did not start: explains, or tells the test. */
static void
give_up(struct xserver *server, struct xserver_end *end)
{
	int status = 0;

	if (end && server->pid > 0) {
		end->by_itself = await_end(server->pid, &status) && WIFEXITED(status);
		end->has_said = count_lines(server, "out", "(EE)") > 0;
		server->pid = -1;
	} else {
		show_file(server, "out");
		show_file(server, "log");
	}
	xserver_stop(server);
}

bool
xserver_start(struct xserver *server, const struct xserver_options *options)
{
	int ready[2] = {-1, -1};

	*server = (struct xserver){.pid = -1, .guard = -1, .lifeline = -1};
	if (!make_folder(server) || !start_guard(server) ||
	    !fill_folder(server, options) || pipe2(ready, O_CLOEXEC) < 0) {
		tap_diag("no folder for a server: %s", strerror(errno));
		remove_folder(server);
		return false;
	}
	fflush(stdout);
	server->pid = fork();
	if (server->pid == 0) {
		run_xorg(server, options, ready[1]);
	}
	close(ready[1]);
	bool started = server->pid > 0 && await_display(server, ready[0]);
	close(ready[0]);
	if (!started) {
		give_up(server, options->end);
	}
	return started;
}

bool
xserver_stop(struct xserver *server)
{
	int status = 0;
	bool well = true;

	if (server->pid > 0) {
		kill_one(server->pid, SIGTERM);
		well = await_end(server->pid, &status) && WIFEXITED(status) &&
		    WEXITSTATUS(status) == 0;
		if (!well) {
			show_file(server, "out");
		}
		server->pid = -1;
	}
	remove_folder(server);
	return well;
}

/* --- its clients ----------------------------------------------------------------- */

xcb_connection_t *
xserver_connect(const struct xserver *server)
{
	xcb_connection_t *connection = xcb_connect(server->display, NULL);

	if (xcb_connection_has_error(connection)) {
		tap_diag("no connection to %s", server->display);
		exit(1);
	}
	return connection;
}

xcb_screen_t *
xserver_screen(xcb_connection_t *connection)
{
	return xcb_setup_roots_iterator(xcb_get_setup(connection)).data;
}

void
xserver_sync(xcb_connection_t *connection)
{
	free(
	    xcb_get_input_focus_reply(connection, xcb_get_input_focus(connection), NULL));
}
