/* The probe's window manager: openbox in one colour, or paravent-wm. */
#include "common/base/fd.h"
#include "common/paint/measure.h"
#include "tests/oracle/probe.h"
#include "tests/scenario/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- openbox ----------------------------------------------------------------------- */

static const char openbox_rc[] =
    "<openbox_config xmlns=\"http://openbox.org/3.4/rc\">"
    "<theme><name>flat</name><titleLayout>L</titleLayout></theme>"
    "<placement><policy>Smart</policy></placement>"
    "</openbox_config>\n";

/* No gradient, no text, no symbol: nothing that could carry a tag. */
static const char openbox_theme[] = "*.bg: flat solid\n"
                                    "*.bg.color: #808080\n"
                                    "*.color: #808080\n"
                                    "*.text.color: #808080\n"
                                    "*.image.color: #808080\n"
                                    "*.border.color: #808080\n"
                                    "border.color: #808080\n"
                                    "border.width: 1\n"
                                    "window.handle.width: 3\n"
                                    "padding.width: 1\n";

/* A file below the rig's folder, which is the manager's home. */
static void
write_file(
    const struct probe *probe, const char *folder, const char *name, const char *text)
{
	char path[200];

	snprintf(path, sizeof(path), "%s/", probe->rig->folder);
	for (const char *at = folder; *at; at++) {
		size_t len = strlen(path);

		if (*at == '/' && mkdir(path, 0700) != 0 && errno != EEXIST) {
			rig_bail_out("no folder for the window manager");
		}
		snprintf(path + len, sizeof(path) - len, "%c", *at);
	}
	strncat(path, name, sizeof(path) - strlen(path) - 1);
	if (!file_write(path, text, 0600)) {
		rig_bail_out("no configuration for the window manager");
	}
}

static void
open_openbox(struct probe *probe)
{
	write_file(probe, ".config/openbox/", "rc.xml", openbox_rc);
	write_file(probe, ".themes/flat/openbox-3/", "themerc", openbox_theme);
	rig_start_manager(probe->rig, proxy_display(probe->proxy));
}

/* --- paravent-wm ------------------------------------------------------------------- */

static void
paint_root(struct probe *probe)
{
	const uint32_t bare = PROBE_BARE;
	xcb_window_t root = probe->rig->screen->root;

	xcb_change_window_attributes(probe->rig->x, root, XCB_CW_BACK_PIXEL, &bare);
	xcb_clear_area(probe->rig->x, 0, root, 0, 0, 0, 0);
	rig_sync(probe->rig);
}

/*
 * Everything is shown: trust that minimises storms would make them tame.  A window that
 * is resized follows the pointer.
 */
static const char paravent_wm_conf[] = "[windows]\n"
                                       "resize = live\n"
                                       "[trust]\n"
                                       "cover-share = 1000\n"
                                       "new-windows = 1000\n";

__attribute__((noreturn)) static void
exec_manager(const struct probe *probe, int ready)
{
	const char *top = getenv("top_builddir");
	char program[600];
	char log[100];
	char number[16];

	snprintf(program, sizeof(program), "%s/wm/paravent-wm", top ? top : ".");
	snprintf(log, sizeof(log), "%s/wm-log", probe->rig->folder);
	snprintf(number, sizeof(number), "%d", ready);
	int fd = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	setenv("HOME", probe->rig->folder, 1);
	unsetenv("XDG_CONFIG_HOME");
	execl(program, program, "--display", proxy_display(probe->proxy), "--desk",
	    probe->desk.path, "--ready-fd", number, "-v", (char *)NULL);
	_exit(127);
}

/* Starts it; a descriptor on which it says that it manages. */
static int
launch(struct probe *probe)
{
	pid_t parent = getpid();
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0) {
		rig_bail_out("no pipe");
	}
	probe->manager = proxy_clients(probe->proxy);
	probe->last->manager = probe->manager;
	probe->rig->manager = fork();
	if (probe->rig->manager == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent || !fd_set_cloexec(ends[1], false)) {
			_exit(127);
		}
		exec_manager(probe, ends[1]);
	}
	close(ends[1]);
	return ends[0];
}

static bool
tell_domain(struct probe *probe)
{
	struct desk_record record =
	    fake_desk_domain(1, RIG_LABEL, probe->x_client.base, probe->x_client.mask);

	record.domain.colour = RIG_COLOUR;
	record.domain.pattern = MARK_STRIPES;
	record.domain.frame_width = RIG_FRAME;
	record.domain.label_height = measure_label_height(RIG_FRAME);
	return fake_desk_send(&probe->desk, &record);
}

/* What the worker told its daemon, once and before it was READY. */
static bool
read_x_client(struct probe *probe)
{
	struct control_record record;

	while (recv(probe->rig->control, &record, sizeof(record), MSG_DONTWAIT) ==
	    sizeof(record)) {
		if (record.type == CONTROL_X_CLIENT) {
			probe->x_client = record.x_client;
			return true;
		}
	}
	return false;
}

bool
probe_tell_manager(struct probe *probe)
{
	if (!probe->is_paravent) {
		return true;
	}
	/* A manager that was killed does not hear it, and is told when it is back. */
	return read_x_client(probe) && (tell_domain(probe) || true);
}

/* It comes to the desk before it looks at windows, or ends before: false. */
static bool
comes_to_desk(struct probe *probe, int ready)
{
	struct pollfd wait[] = {{probe->desk.listening, POLLIN, 0}, {ready, POLLIN, 0}};

	return poll(wait, ARRAY_LEN(wait), PROBE_PATIENCE_MS) > 0 && wait[0].revents;
}

bool
probe_start_manager(struct probe *probe)
{
	int ready = launch(probe);
	bool is_told = false;
	char c;

	/* One that was killed before it was welcomed may still stand in the queue. */
	while (!is_told && comes_to_desk(probe, ready)) {
		is_told = fake_desk_welcome(&probe->desk, DESK_MANAGER, 0) &&
		    tell_domain(probe) && fake_desk_complete(&probe->desk);
	}
	is_told = is_told && read(ready, &c, 1) == 1;
	close(ready);
	return is_told;
}

void
probe_tell_manager_log(const struct probe *probe)
{
	char path[100];

	snprintf(path, sizeof(path), "%s/wm-log", probe->rig->folder);
	char *log = file_read(path);
	tap_diag("the manager said: %s", log && log[0] ? log : "nothing");
	free(log);
}

int
probe_await_manager(struct probe *probe)
{
	int status = -1;

	while (waitpid(probe->rig->manager, &status, 0) < 0 && errno == EINTR) {
	}
	probe->rig->manager = -1;
	return status;
}

void
probe_open_manager(struct probe *probe)
{
	if (probe->is_managed) {
		open_openbox(probe);
	}
	if (probe->is_paravent) {
		paint_root(probe);
		write_file(probe, ".config/", "paravent-wm.conf", paravent_wm_conf);
		fake_desk_open(&probe->desk, probe->rig->folder);
		if (!probe_start_manager(probe)) {
			rig_bail_out("paravent-wm does not start");
		}
	}
}
