#include "tests/daemon/worker-rig.h"

#include "common/base/fd.h"
#include "common/paint/mark.h"
#include "common/paint/measure.h"
#include "tests/scenario/atom.h"
#include "tests/unit/kill_one.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SCREEN "1280x1024x24"

static char folder_left[64]; /* of a rig that was not finished */

static void
remove_folder(void)
{
	char command[160];

	snprintf(command, sizeof(command), "rm -rf '%s'", folder_left);
	if (folder_left[0] && system(command) != 0) {
		printf("# %s stays behind\n", folder_left);
	}
	folder_left[0] = '\0';
}

void
rig_bail_out(const char *why)
{
	printf("Bail out! %s\n", why);
	exit(1); /* children die with us */
}

int64_t
rig_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- processes --------------------------------------------------------------------- */

/* In the child: dies with us, quiet unless its output is asked for. */
static void
become_child(pid_t parent, const char *log)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_DFL);
	if (getppid() != parent) {
		_exit(127);
	}
	int fd = open(log ? log : "/dev/null", O_WRONLY | O_CREAT | O_APPEND, 0600);
	if (fd >= 0) {
		dup2(fd, STDERR_FILENO);
		dup2(fd, STDOUT_FILENO);
	}
}

static int
reap(pid_t *pid)
{
	int status = 0;

	if (*pid <= 0) {
		return -1;
	}
	while (waitpid(*pid, &status, 0) < 0 && errno == EINTR) {
	}
	*pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
stop(pid_t *pid, int signal)
{
	if (*pid > 0) {
		kill_one(*pid, SIGCONT); /* first: see crew_stop() */
		kill_one(*pid, signal);
		reap(pid);
	}
}

/* To its end: who closes the pipe earlier kills the server with SIGPIPE. */
static void
read_line(int fd, char *out, size_t size)
{
	size_t used = 0;

	while (used < size && read(fd, out + used, 1) == 1 && out[used] != '\n') {
		used++;
	}
	if (used == 0 || used == size) {
		rig_bail_out("Xvfb does not start");
	}
	out[used] = '\0';
}

static void
start_server(struct rig *rig, bool sharing, const char *screen)
{
	int pipes[2];
	char number[16] = "";
	pid_t parent = getpid();

	if (pipe2(pipes, 0) < 0) {
		rig_bail_out("no pipe");
	}
	rig->server = fork();
	if (rig->server == 0) {
		become_child(parent, NULL);
		close(pipes[0]);
		snprintf(number, sizeof(number), "%d", pipes[1]);
		execlp("Xvfb", "Xvfb", "-displayfd", number, "-screen", "0", screen,
		    "-nolisten", "tcp", "-noreset", "-r",
		    sharing ? "+extension" : "-extension", "MIT-SHM", (char *)NULL);
		_exit(127);
	}
	close(pipes[1]);
	read_line(pipes[0], number, sizeof(number));
	close(pipes[0]);
	snprintf(rig->display, sizeof(rig->display), ":%d", atoi(number));
	rig->x = xcb_connect(rig->display, NULL);
	if (xcb_connection_has_error(rig->x)) {
		rig_bail_out("no connection to Xvfb");
	}
	rig->screen = xcb_setup_roots_iterator(xcb_get_setup(rig->x)).data;
}

xcb_atom_t
rig_atom(struct rig *rig, const char *name)
{
	return atom_named(rig->x, name);
}

static bool
has_manager(struct rig *rig)
{
	xcb_get_property_reply_t *p = xcb_get_property_reply(rig->x,
	    xcb_get_property(rig->x, 0, rig->screen->root,
	        rig_atom(rig, "_NET_CLIENT_LIST"), XCB_ATOM_WINDOW, 0, 1),
	    NULL);
	bool is = p && p->type == XCB_ATOM_WINDOW; /* set last */

	free(p);
	return is;
}

void
rig_start_manager(struct rig *rig, const char *display)
{
	pid_t parent = getpid();

	rig->manager = fork();
	if (rig->manager == 0) {
		become_child(parent, NULL);
		setenv("DISPLAY", display, 1);
		setenv("HOME", rig->folder, 1);
		execlp("openbox", "openbox", "--sm-disable", (char *)NULL);
		_exit(127);
	}
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	while (!has_manager(rig)) {
		if (rig_now_ms() > deadline) {
			rig_bail_out("openbox does not start");
		}
		poll(NULL, 0, 10);
	}
}

static struct rig *
create(bool managed, bool sharing, const char *screen)
{
	struct rig *rig = calloc(1, sizeof(*rig));

	if (!rig) {
		rig_bail_out("out of memory");
	}
	signal(SIGPIPE, SIG_IGN);
	setvbuf(stdout, NULL, _IOLBF, 0);
	rig->policy = domain_policy_default();
	rig->policy.fullscreen = FULLSCREEN_ALLOW;
	rig->policy.guard_ms = 0;
	rig->policy.popup_share = POLICY_MOST_POPUP_SHARE;
	rig->policy.message_rate = rig->policy.create_rate = POLICY_MOST_RATE;
	rig->listener = rig->control = -1;
	rig->label_height = measure_label_height(RIG_FRAME);
	strcpy(rig->folder, "/tmp/paravent-worker-XXXXXX");
	if (!mkdtemp(rig->folder)) {
		rig_bail_out("no folder in /tmp");
	}
	strcpy(folder_left, rig->folder);
	atexit(remove_folder);
	snprintf(rig->socket, sizeof(rig->socket), "%s/agent", rig->folder);
	snprintf(rig->log, sizeof(rig->log), "%s/log", rig->folder);
	rig->listener = local_listen(rig->socket);
	if (rig->listener < 0) {
		rig_bail_out("no listening socket");
	}
	start_server(rig, sharing, screen);
	if (managed) {
		rig_start_manager(rig, rig->display);
	}
	return rig;
}

struct rig *
rig_create(bool managed)
{
	return create(managed, true, SCREEN);
}

struct rig *
rig_create_copying(void)
{
	return create(false, false, SCREEN);
}

struct rig *
rig_create_sized(const char *screen)
{
	return create(false, true, screen);
}

static void
close_channel(struct rig *rig)
{
	transport_destroy(rig->channel);
	rig->channel = NULL;
	frames_destroy(rig->frames);
	rig->frames = NULL;
	rig->received = rig->next = 0;
}

void
rig_destroy(struct rig *rig)
{
	close_channel(rig);
	stop(&rig->worker, SIGKILL);
	fd_close(&rig->control);
	fd_close(&rig->listener);
	stop(&rig->manager, SIGTERM);
	xcb_disconnect(rig->x);
	stop(&rig->server, SIGTERM);
	remove_folder();
	free(rig);
}

/*
 * PARAVENT_TEST_WRAPPER may put a program before the worker: "valgrind -q".  No sandbox
 * holds such a program, so it gets the worker that is built without.
 */
__attribute__((noreturn)) static void
exec_worker(const struct rig *rig)
{
	const char *program =
	    rig->worker_program ? rig->worker_program : "gui-daemon/guest/paravent-guest";
	const char *folder = getenv("top_builddir");
	const char *wrapper = getenv("PARAVENT_TEST_WRAPPER");
	char path[4096];
	char *arguments[32];
	size_t count = 0;
	char *words = strdup(wrapper ? wrapper : "");

	snprintf(path, sizeof(path), "%s/%s", folder ? folder : ".",
	    wrapper ? "tests/daemon/unconfined-guest" : program);
	for (char *w = strtok(words, " "); w && count < 30; w = strtok(NULL, " ")) {
		arguments[count++] = w;
	}
	arguments[count++] = path;
	arguments[count] = NULL;
	execvp(arguments[0], arguments);
	_exit(127);
}

static void
send_setup(struct rig *rig)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = CONTROL_SETUP;
	record.setup.mark.colour = RIG_COLOUR;
	record.setup.mark.pattern = MARK_STRIPES;
	record.setup.mark.frame_width = RIG_FRAME;
	strcpy(record.setup.name, RIG_LABEL);
	strcpy(record.setup.mark.label, RIG_LABEL);
	snprintf(record.setup.socket, sizeof(record.setup.socket), "%s", rig->socket);
	snprintf(record.setup.display, sizeof(record.setup.display), "%s",
	    rig->worker_display ? rig->worker_display : rig->display);
	record.setup.policy = rig->policy;
	record.setup.chords.copy = chord_default_copy();
	record.setup.chords.paste = chord_default_paste();
	record.setup.verbose = 1;
	if (rig->amend_setup) {
		rig->amend_setup(&record);
	}
	int token = rig->worker_token ? rig->worker_token : -1;
	if (!control_send(rig->control, &record, token)) {
		rig_bail_out("the worker takes no setup");
	}
}

void
rig_tell_known(struct rig *rig)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = CONTROL_KNOWN;
	(void)!control_send(rig->control, &record, -1); /* it may have ended */
}

static void
accept_worker(struct rig *rig)
{
	struct pollfd p = {.fd = rig->listener, .events = POLLIN};

	if (poll(&p, 1, RIG_PATIENCE_MS) != 1) {
		rig_bail_out("the worker does not connect");
	}
	rig->channel = local_accept(rig->listener);
	rig->frames = frames_create(FRAME_AT_AGENT);
	if (!rig->channel || !rig->frames) {
		rig_bail_out("no channel");
	}
}

void
rig_launch_worker(struct rig *rig)
{
	int pair[2];
	pid_t parent = getpid();

	close_channel(rig);
	stop(&rig->worker, SIGKILL);
	fd_close(&rig->control);
	unlink(rig->log);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) {
		rig_bail_out("no socket pair");
	}
	rig->worker = fork();
	if (rig->worker == 0) {
		become_child(parent, rig->log);
		if (dup2(pair[1], CONTROL_FD) < 0 || !fd_set_cloexec(CONTROL_FD, false)) {
			_exit(127);
		}
		exec_worker(rig);
	}
	close(pair[1]);
	rig->control = pair[0];
	send_setup(rig);
	if (!rig->is_unknown) {
		rig_tell_known(rig);
	}
}

void
rig_start_worker(struct rig *rig)
{
	rig_launch_worker(rig);
	accept_worker(rig);
}

/* Whether the worker has ended; it is not reaped. */
static bool
has_ended(const struct rig *rig)
{
	siginfo_t info = {.si_pid = 0};

	return waitid(P_PID, (id_t)rig->worker, &info, WEXITED | WNOHANG | WNOWAIT) !=
	    0 ||
	    info.si_pid != 0;
}

/* False when it ends before it connects. */
static bool
has_connected(struct rig *rig)
{
	struct pollfd p = {.fd = rig->listener, .events = POLLIN};

	while (poll(&p, 1, 20) != 1) {
		if (has_ended(rig)) {
			return poll(&p, 1, 0) == 1;
		}
	}
	return true;
}

/* The rest of the handshake; false when the worker does not finish it. */
static bool
has_answered(struct rig *rig, size_t expected)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;

	while (!frames_take_raw(rig->frames, expected)) {
		struct pollfd p = {transport_fd(rig->channel), POLLIN, 0};
		size_t room;
		void *space = frames_space(rig->frames, &room);

		poll(&p, 1, 100);
		ssize_t len = transport_read(rig->channel, space, room);
		if (len < 0 || rig_now_ms() > deadline) {
			return false;
		}
		frames_filled(rig->frames, (size_t)len);
	}
	return true;
}

bool
rig_try_begin(struct rig *rig, uint32_t minor)
{
	uint8_t bytes[WIRE_VERSION_BYTES];
	size_t expected = WIRE_XCONF_BYTES + (minor >= 4 ? WIRE_VERSION_BYTES : 0);

	rig_launch_worker(rig);
	if (!has_connected(rig)) {
		return false;
	}
	accept_worker(rig);
	wire_encode_version(bytes, WIRE_MAJOR << 16 | minor);
	return transport_write(rig->channel, bytes, sizeof(bytes)) == sizeof(bytes) &&
	    has_answered(rig, expected);
}

void
rig_begin(struct rig *rig, uint32_t minor)
{
	if (!rig_try_begin(rig, minor)) {
		rig_bail_out("the worker does not shake hands");
	}
}

int
rig_await_exit(struct rig *rig)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	int status = 0;

	while (waitpid(rig->worker, &status, WNOHANG) == 0) {
		if (rig_now_ms() > deadline) {
			printf("# the worker does not end\n");
			stop(&rig->worker, SIGKILL);
			return -1;
		}
		rig_pump(rig, 10);
	}
	rig->worker = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int
rig_end_worker(struct rig *rig)
{
	close_channel(rig);
	return rig_await_exit(rig);
}

const char *
rig_log(const struct rig *rig)
{
	static char text[65536];
	int fd = open(rig->log, O_RDONLY);
	ssize_t len = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;

	text[len > 0 ? len : 0] = '\0';
	fd_close(&fd);
	return text;
}

size_t
rig_count_logged(const struct rig *rig, const char *part)
{
	size_t count = 0;

	for (const char *at = rig_log(rig); (at = strstr(at, part)); at++) {
		count++;
	}
	return count;
}
