#include "tests/daemon/worker-rig.h"

#include "common/base/fd.h"
#include "common/base/memfd.h"
#include "common/paint/mark.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

/* --- processes -----------------------------------------------------------------------
 */

/* In the child: dies with us, quiet unless its output is asked for. */
static void
become_child(pid_t parent, const char *log)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
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
		kill(*pid, signal);
		kill(*pid, SIGCONT);
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
		bail_out("Xvfb does not start");
	}
	out[used] = '\0';
}

static void
start_server(struct rig *rig, bool sharing)
{
	int pipes[2];
	char number[16] = "";
	pid_t parent = getpid();

	if (pipe2(pipes, 0) < 0) {
		bail_out("no pipe");
	}
	rig->server = fork();
	if (rig->server == 0) {
		become_child(parent, NULL);
		close(pipes[0]);
		snprintf(number, sizeof(number), "%d", pipes[1]);
		execlp("Xvfb", "Xvfb", "-displayfd", number, "-screen", "0",
		    "1280x1024x24", "-nolisten", "tcp", "-noreset",
		    sharing ? "+extension" : "-extension", "MIT-SHM", (char *)NULL);
		_exit(127);
	}
	close(pipes[1]);
	read_line(pipes[0], number, sizeof(number));
	close(pipes[0]);
	snprintf(rig->display, sizeof(rig->display), ":%d", atoi(number));
	rig->x = xcb_connect(rig->display, NULL);
	if (xcb_connection_has_error(rig->x)) {
		bail_out("no connection to Xvfb");
	}
	rig->screen = xcb_setup_roots_iterator(xcb_get_setup(rig->x)).data;
}

static bool
has_manager(struct rig *rig)
{
	xcb_intern_atom_reply_t *atom = xcb_intern_atom_reply(rig->x,
	    xcb_intern_atom(rig->x, 0, strlen("_NET_CLIENT_LIST"), "_NET_CLIENT_LIST"),
	    NULL);
	xcb_get_property_reply_t *p = xcb_get_property_reply(rig->x,
	    xcb_get_property(
	        rig->x, 0, rig->screen->root, atom->atom, XCB_ATOM_WINDOW, 0, 1),
	    NULL);
	bool is = p && p->type == XCB_ATOM_WINDOW; /* set last */

	free(p);
	free(atom);
	return is;
}

static void
start_manager(struct rig *rig)
{
	pid_t parent = getpid();

	rig->manager = fork();
	if (rig->manager == 0) {
		become_child(parent, NULL);
		setenv("DISPLAY", rig->display, 1);
		setenv("HOME", rig->folder, 1);
		execlp("openbox", "openbox", "--sm-disable", (char *)NULL);
		_exit(127);
	}
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	while (!has_manager(rig)) {
		if (rig_now_ms() > deadline) {
			bail_out("openbox does not start");
		}
		poll(NULL, 0, 10);
	}
}

static struct rig *
create(bool managed, bool sharing)
{
	struct rig *rig = calloc(1, sizeof(*rig));

	if (!rig) {
		bail_out("out of memory");
	}
	signal(SIGPIPE, SIG_IGN);
	setvbuf(stdout, NULL, _IOLBF, 0);
	rig->listener = rig->control = -1;
	rig->label_height = mark_label_height(RIG_FRAME);
	strcpy(rig->folder, "/tmp/paravent-worker-XXXXXX");
	if (!mkdtemp(rig->folder)) {
		bail_out("no folder in /tmp");
	}
	strcpy(folder_left, rig->folder);
	atexit(remove_folder);
	snprintf(rig->socket, sizeof(rig->socket), "%s/agent", rig->folder);
	snprintf(rig->log, sizeof(rig->log), "%s/log", rig->folder);
	rig->listener = local_listen(rig->socket);
	if (rig->listener < 0) {
		bail_out("no listening socket");
	}
	start_server(rig, sharing);
	if (managed) {
		start_manager(rig);
	}
	return rig;
}

struct rig *
rig_create(bool managed)
{
	return create(managed, true);
}

struct rig *
rig_create_copying(void)
{
	return create(false, false);
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

/* PARAVENT_TEST_WRAPPER may put a program before the worker: "valgrind -q". */
__attribute__((noreturn)) static void
exec_worker(void)
{
	const char *folder = getenv("top_builddir");
	const char *wrapper = getenv("PARAVENT_TEST_WRAPPER");
	char path[4096];
	char *arguments[32];
	size_t count = 0;
	char *words = strdup(wrapper ? wrapper : "");

	snprintf(path, sizeof(path), "%s/gui-daemon/guest/paravent-guest",
	    folder ? folder : ".");
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
	snprintf(record.setup.display, sizeof(record.setup.display), "%s", rig->display);
	record.setup.verbose = 1;
	if (send(rig->control, &record, sizeof(record), MSG_NOSIGNAL) != sizeof(record)) {
		bail_out("the worker takes no setup");
	}
}

static void
accept_worker(struct rig *rig)
{
	struct pollfd p = {.fd = rig->listener, .events = POLLIN};

	if (poll(&p, 1, RIG_PATIENCE_MS) != 1) {
		bail_out("the worker does not connect");
	}
	rig->channel = local_accept(rig->listener);
	rig->frames = frames_create(FRAME_AT_AGENT);
	if (!rig->channel || !rig->frames) {
		bail_out("no channel");
	}
}

void
rig_start_worker(struct rig *rig)
{
	int pair[2];
	pid_t parent = getpid();

	close_channel(rig);
	stop(&rig->worker, SIGKILL);
	fd_close(&rig->control);
	unlink(rig->log);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) {
		bail_out("no socket pair");
	}
	rig->worker = fork();
	if (rig->worker == 0) {
		become_child(parent, rig->log);
		if (dup2(pair[1], CONTROL_FD) < 0 || !fd_set_cloexec(CONTROL_FD, false)) {
			_exit(127);
		}
		exec_worker();
	}
	close(pair[1]);
	rig->control = pair[0];
	send_setup(rig);
	accept_worker(rig);
}

void
rig_begin(struct rig *rig, uint32_t minor)
{
	uint8_t bytes[WIRE_VERSION_BYTES];
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	size_t expected = WIRE_XCONF_BYTES + (minor >= 4 ? WIRE_VERSION_BYTES : 0);

	rig_start_worker(rig);
	wire_encode_version(bytes, WIRE_MAJOR << 16 | minor);
	if (transport_write(rig->channel, bytes, sizeof(bytes)) != sizeof(bytes)) {
		bail_out("the worker takes no version");
	}
	while (!frames_take_raw(rig->frames, expected)) {
		if (rig_now_ms() > deadline) {
			bail_out("the worker does not answer the version");
		}
		struct pollfd p = {transport_fd(rig->channel), POLLIN, 0};
		poll(&p, 1, 100);
		size_t room;
		void *space = frames_space(rig->frames, &room);
		ssize_t len = transport_read(rig->channel, space, room);
		if (len > 0) {
			frames_filled(rig->frames, (size_t)len);
		}
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

/* --- as the agent --------------------------------------------------------------------
 */

static void
write_all(struct rig *rig, const uint8_t *bytes, size_t len, int fd)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;

	while (len > 0) {
		ssize_t done = fd >= 0 ? transport_write_fd(rig->channel, bytes, len, fd)
		                       : transport_write(rig->channel, bytes, len);
		if (done < 0 || rig_now_ms() > deadline) {
			return; /* the worker is gone, as some tests want */
		}
		if (done > 0) {
			fd = -1;
			bytes += done;
			len -= (size_t)done;
		} else {
			rig_pump(rig, 1);
		}
	}
}

void
rig_send_fd(
    struct rig *rig, uint32_t type, uint32_t window, const void *body, size_t len, int fd)
{
	uint8_t bytes[4096];
	struct wire_header header = {type, window, (uint32_t)len};

	wire_encode_header(bytes, &header);
	if (len > sizeof(bytes) - WIRE_HEADER_BYTES) {
		bail_out("a body too long for this test");
	}
	if (len > 0) {
		memcpy(bytes + WIRE_HEADER_BYTES, body, len);
	}
	write_all(rig, bytes, WIRE_HEADER_BYTES + len, fd);
}

void
rig_send(struct rig *rig, uint32_t type, uint32_t window, const void *body, size_t len)
{
	rig_send_fd(rig, type, window, body, len, -1);
}

void
rig_plain(struct rig *rig, uint32_t type, uint32_t id)
{
	rig_send(rig, type, id, NULL, 0);
}

void
rig_create_window(struct rig *rig, uint32_t id, struct rect r, bool popup)
{
	struct msg_create m = {r.x, r.y, r.width, r.height, 0, popup};
	uint8_t body[24];

	rig_send(rig, MSG_CREATE, id, body, wire_encode_create(body, sizeof(body), &m));
}

void
rig_map(struct rig *rig, uint32_t id, uint32_t transient_for, bool popup)
{
	struct msg_map m = {transient_for, popup};
	uint8_t body[8];

	rig_send(rig, MSG_MAP, id, body, wire_encode_map(body, sizeof(body), &m));
}

void
rig_title(struct rig *rig, uint32_t id, const char *title)
{
	struct msg_wmname m;
	uint8_t body[128];

	memset(&m, 0, sizeof(m));
	snprintf(m.title, sizeof(m.title), "%s", title);
	rig_send(rig, MSG_WMNAME, id, body, wire_encode_wmname(body, sizeof(body), &m));
}

void
rig_configure(struct rig *rig, uint32_t id, struct rect r)
{
	struct msg_configure m = {r.x, r.y, r.width, r.height, 0};
	uint8_t body[20];

	rig_send(
	    rig, MSG_CONFIGURE, id, body, wire_encode_configure(body, sizeof(body), &m));
}

void
rig_damage(struct rig *rig, uint32_t id, struct rect r)
{
	struct msg_shmimage m = {r.x, r.y, r.width, r.height};
	uint8_t body[16];

	rig_send(
	    rig, MSG_SHMIMAGE, id, body, wire_encode_shmimage(body, sizeof(body), &m));
}

int
rig_buffer(uint32_t width, uint32_t height, uint32_t **pixels)
{
	size_t size = (size_t)width * height * 4;
	int fd = memfd_create_sealed("test", size);

	if (fd < 0) {
		bail_out("no memfd");
	}
	*pixels = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (*pixels == MAP_FAILED) {
		bail_out("memfd cannot be mapped");
	}
	return fd;
}

void
rig_fill(uint32_t *pixels, uint32_t width, struct rect r, uint32_t colour)
{
	for (uint32_t y = 0; y < r.height; y++) {
		for (uint32_t x = 0; x < r.width; x++) {
			pixels[((uint32_t)r.y + y) * width + (uint32_t)r.x + x] = colour;
		}
	}
}

void
rig_dump(struct rig *rig, uint32_t id, uint32_t width, uint32_t height, int fd)
{
	static const uint32_t zero;
	struct msg_window_dump m = {1, width, height, 24, &zero, 1};
	uint8_t body[32];

	rig_send_fd(rig, MSG_WINDOW_DUMP, id, body,
	    wire_encode_window_dump(body, sizeof(body), &m), fd);
}

static void
keep(struct rig *rig, const struct frame *f)
{
	struct rig_message *m = &rig->inbox[rig->received % RIG_MAX_MESSAGES];

	*m = (struct rig_message){
	    .type = f->type,
	    .window = guest_u32_as_key(f->window),
	    .len = f->len,
	};
	memcpy(m->body, f->body, f->len < sizeof(m->body) ? f->len : sizeof(m->body));
	rig->received++;
}

void
rig_pump(struct rig *rig, int ms)
{
	if (!rig->channel) {
		poll(NULL, 0, ms);
		return;
	}
	struct pollfd p = {transport_fd(rig->channel), POLLIN, 0};
	struct frame f;

	if (poll(&p, 1, ms) != 1 || !transport_woken(rig->channel)) {
		return;
	}
	for (;;) {
		while (frames_next(rig->frames, &f) == FRAME_READY) {
			keep(rig, &f);
		}
		size_t room;
		void *space = frames_space(rig->frames, &room);
		ssize_t len = transport_read(rig->channel, space, room);
		if (len <= 0) {
			return;
		}
		frames_filled(rig->frames, (size_t)len);
	}
}

void
rig_forget(struct rig *rig)
{
	rig_pump(rig, 0);
	rig->next = rig->received;
}

const struct rig_message *
rig_next(struct rig *rig, int ms)
{
	int64_t deadline = rig_now_ms() + ms;

	for (;;) {
		while (rig->next < rig->received) {
			struct rig_message *m =
			    &rig->inbox[rig->next++ % RIG_MAX_MESSAGES];
			if (!m->taken) {
				return m;
			}
		}
		int64_t left = deadline - rig_now_ms();
		if (left < 0) {
			return NULL;
		}
		rig_pump(rig, (int)left);
	}
}

const struct rig_message *
rig_await(struct rig *rig, uint32_t type)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	size_t at = rig->next;

	for (;;) {
		for (; at < rig->received; at++) {
			struct rig_message *m = &rig->inbox[at % RIG_MAX_MESSAGES];
			if (!m->taken && m->type == type) {
				m->taken = true;
				return m;
			}
		}
		if (rig_now_ms() > deadline) {
			return NULL;
		}
		rig_pump(rig, 50);
	}
}

uint32_t
rig_word(const struct rig_message *m, size_t i)
{
	const uint8_t *p = m->body + 4 * i;

	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
}
