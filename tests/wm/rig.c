#include "tests/wm/rig.h"
#include "tests/scenario/ask.h"
#include "tests/unit/kill_one.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char folder_left[64]; /* of a rig that was not finished */

static void
remove_folder(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", folder_left);
	if (folder_left[0] && system(command) != 0) {
		printf("# %s stays behind\n", folder_left);
	}
	folder_left[0] = '\0';
}

__attribute__((noreturn)) static void
bail_out(const char *why)
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

static pid_t
fork_child(void)
{
	pid_t parent = getpid();
	pid_t child = fork();

	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent) {
			_exit(127);
		}
	}
	return child;
}

/* A line that a child writes when it is ready. */
static void
await_line(int fd, char *out, size_t size, const char *who)
{
	size_t used = 0;

	while (used < size && read(fd, out + used, 1) == 1 && out[used] != '\n') {
		used++;
	}
	if (used == 0 || used == size) {
		bail_out(who);
	}
	out[used] = '\0';
}

static void
start_server(struct rig *rig)
{
	int pipes[2];
	char number[32];

	if (pipe(pipes) < 0) {
		bail_out("no pipe");
	}
	rig->server = fork_child();
	if (rig->server == 0) {
		close(pipes[0]);
		snprintf(number, sizeof(number), "%d", pipes[1]);
		int quiet = open("/dev/null", O_WRONLY);
		dup2(quiet, STDERR_FILENO);
		execlp("Xvfb", "Xvfb", "-displayfd", number, "-screen", "0",
		    "1000x800x24", "-dpi", "96", "-nolisten", "tcp", "-noreset", "-r",
		    (char *)NULL); /* no key repeats while a fence is slow */
		_exit(127);
	}
	close(pipes[1]);
	await_line(pipes[0], number, sizeof(number), "Xvfb does not start");
	close(pipes[0]);
	snprintf(rig->display, sizeof(rig->display), ":%s", number);
	for (int i = 0; i <= RIG_DOMAINS; i++) {
		rig->of[i] = xcb_connect(rig->display, NULL);
		if (xcb_connection_has_error(rig->of[i])) {
			bail_out("no connection to Xvfb");
		}
	}
	rig->x = rig->of[0];
	rig->screen = xcb_setup_roots_iterator(xcb_get_setup(rig->x)).data;
	rig->root = rig->screen->root;
}

int
rig_await_end(pid_t *pid)
{
	int status = -1;

	while (*pid > 0 && waitpid(*pid, &status, 0) < 0 && errno == EINTR) {
	}
	*pid = 0;
	return status;
}

/* --- the stand-in daemon ----------------------------------------------------------- */

static void
tell_domain(struct rig *rig, uint32_t id)
{
	static const char *const names[] = {"", "work", "personal"};
	static const uint32_t colours[] = {0, 0x2b6cb0, 0x2f855a};
	const xcb_setup_t *setup = xcb_get_setup(rig->of[id]);
	struct desk_record record = fake_desk_domain(
	    id, names[id], setup->resource_id_base, setup->resource_id_mask);

	record.domain.colour = colours[id];
	record.domain.pattern = id;
	record.domain.frame_width = RIG_FRAME;
	record.domain.label_height = RIG_LABEL_HEIGHT;
	if (!fake_desk_send(&rig->desk, &record)) {
		bail_out("the desk's socket is gone");
	}
}

static void
serve_desk(struct rig *rig)
{
	if (!fake_desk_welcome(&rig->desk, DESK_MANAGER, RIG_PATIENCE_MS)) {
		bail_out("the manager does not come to the desk's socket");
	}
	for (uint32_t id = 1; id <= RIG_DOMAINS; id++) {
		tell_domain(rig, id);
	}
	if (!fake_desk_complete(&rig->desk)) {
		bail_out("the desk's socket is gone");
	}
}

/* --- the manager ------------------------------------------------------------------- */

static void
exec_manager(const struct rig *rig, const char *argument, int ready)
{
	const char *top = getenv("top_builddir");
	char program[512];
	char config[96];
	char number[16];

	snprintf(program, sizeof(program), "%s/wm/paravent-wm", top ? top : ".");
	snprintf(config, sizeof(config), "%s/wm.conf", rig->folder);
	snprintf(number, sizeof(number), "%d", ready);
	const char *arguments[] = {program, "--display", rig->display, "--config", config,
	    "--ready-fd", number, argument, NULL};
	execv(program, (char *const *)(uintptr_t)arguments);
	_exit(127);
}

pid_t
rig_start_manager(struct rig *rig, const char *argument)
{
	int pipes[2];
	char line[16];

	if (pipe(pipes) < 0) {
		bail_out("no pipe");
	}
	pid_t child = fork_child();
	if (child == 0) {
		close(pipes[0]);
		exec_manager(rig, argument, pipes[1]);
	}
	close(pipes[1]);
	serve_desk(rig); /* it waits for that before it looks at windows */
	await_line(pipes[0], line, sizeof(line), "paravent-wm does not start");
	close(pipes[0]);
	return child;
}

/* It answers a fence only once it has set up: the socket comes just before that. */
void
rig_desk_again(struct rig *rig)
{
	serve_desk(rig);
}

static void
write_config(struct rig *rig)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/wm.conf", rig->folder);
	FILE *file = fopen(path, "w");
	if (!file || fputs(rig->config ? rig->config : "", file) < 0 ||
	    fclose(file) != 0) {
		bail_out("no configuration");
	}
}

struct rig *
rig_create(const char *config)
{
	struct rig *rig = calloc(1, sizeof(*rig));

	if (!rig) {
		bail_out("out of memory");
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	snprintf(rig->folder, sizeof(rig->folder), "/tmp/paravent-wm-t.XXXXXX");
	if (!mkdtemp(rig->folder)) {
		bail_out("no folder");
	}
	snprintf(folder_left, sizeof(folder_left), "%s", rig->folder);
	atexit(remove_folder);
	rig->config = config;
	write_config(rig);
	start_server(rig);
	fake_desk_open(&rig->desk, rig->folder);
	rig->probe = rig_window(rig, 0, (struct rect){0, 0, 1, 1});
	uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE;
	xcb_change_window_attributes(rig->x, rig->probe, XCB_CW_EVENT_MASK, &events);
	rig->manager = rig_start_manager(rig, NULL);
	rig_sync(rig);
	return rig;
}

void
rig_destroy(struct rig *rig)
{
	if (rig->manager > 0) {
		kill_one(rig->manager, SIGTERM);
		int status = rig_await_end(&rig->manager);
		if (status != 0) {
			printf("not ok - the manager ended with %d\n", status);
		}
	}
	free(rig->last);
	for (int i = 0; i <= RIG_DOMAINS; i++) {
		xcb_disconnect(rig->of[i]);
	}
	fake_desk_close(&rig->desk);
	kill_one(rig->server, SIGTERM);
	rig_await_end(&rig->server);
	remove_folder();
	free(rig);
}

/* --- fences ------------------------------------------------------------------------ */

/* Events that others look for are kept. */
static xcb_generic_event_t *kept[4096];
static size_t n_kept;

static void
keep(xcb_generic_event_t *event)
{
	if (n_kept < sizeof(kept) / sizeof(kept[0])) {
		kept[n_kept++] = event;
	} else {
		free(event);
	}
}

static bool
is_answer(const struct rig *rig, const xcb_generic_event_t *event)
{
	return (event->response_type & 0x7f) == XCB_PROPERTY_NOTIFY &&
	    ((const xcb_property_notify_event_t *)event)->window == rig->probe;
}

/* The manager answers for a window that it does not manage: what came before is seen. */
static void
fence(struct rig *rig)
{
	static const uint32_t none[5];
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	struct pollfd readable = {
	    .fd = xcb_get_file_descriptor(rig->x), .events = POLLIN};

	ask_root(rig->x, rig->root, rig->probe,
	    rig_atom(rig, "_NET_REQUEST_FRAME_EXTENTS"), none);
	xcb_flush(rig->x);
	while (rig_now_ms() < deadline && !xcb_connection_has_error(rig->x)) {
		xcb_generic_event_t *event = xcb_poll_for_event(rig->x);
		if (event && is_answer(rig, event)) {
			free(event);
			return;
		}
		if (event) {
			keep(event);
		} else {
			poll(&readable, 1, 100);
		}
	}
	bail_out("the manager does not answer");
}

/* Twice: the second answer comes after all that the first one's turn pushed. */
void
rig_sync(struct rig *rig)
{
	fence(rig);
	fence(rig);
}

void
rig_sync_after(struct rig *rig, xcb_connection_t *x)
{
	free(xcb_get_input_focus_reply(x, xcb_get_input_focus(x), NULL));
	rig_sync(rig);
}

static xcb_generic_event_t *
take_kept(uint8_t type)
{
	for (size_t i = 0; i < n_kept; i++) {
		if ((kept[i]->response_type & 0x7f) == type) {
			xcb_generic_event_t *event = kept[i];
			n_kept--;
			memmove(kept + i, kept + i + 1, (n_kept - i) * sizeof(kept[0]));
			return event;
		}
	}
	return NULL;
}

const void *
rig_event(struct rig *rig, xcb_connection_t *x, uint8_t type)
{
	xcb_generic_event_t *event = x == rig->x ? take_kept(type) : NULL;

	while (!event && (event = xcb_poll_for_event(x)) &&
	    (event->response_type & 0x7f) != type) {
		free(event);
		event = NULL;
	}
	free(rig->last);
	rig->last = event;
	return event;
}

void
rig_forget_events(struct rig *rig, xcb_connection_t *x)
{
	xcb_generic_event_t *event;

	rig_sync_after(rig, x);
	while (x == rig->x && n_kept > 0) {
		free(kept[--n_kept]);
	}
	while ((event = xcb_poll_for_event(x))) {
		free(event);
	}
}
