#include "tests/strip/agent.h"

#include "common/base/fd.h"
#include "tests/scenario/procfs.h"
#include "tests/scenario/tap.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define MINOR 8
#define KEY_PRESS 2
#define KEY_RELEASE 3
#define RELEASE_GLANCE_MS 50

static int
listen_at(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	char hidden[sizeof(address.sun_path)];
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	/* It listens already when it gets its name. */
	snprintf(hidden, sizeof(hidden), "%.*s.new", (int)sizeof(hidden) - 5, path);
	memcpy(address.sun_path, hidden, sizeof(hidden));
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
	    listen(fd, 4) < 0 || rename(hidden, path) < 0) {
		fd_close(&fd);
	}
	return fd;
}

static void
write_all(struct agent *agent, const void *bytes, size_t len)
{
	const uint8_t *at = bytes;

	while (len > 0) {
		ssize_t done = transport_write(agent->channel, at, len);

		if (done < 0) {
			return; /* the worker has gone, which its end tells */
		}
		at += done;
		len -= (size_t)done;
		if (done == 0) {
			struct pollfd p = {transport_fd(agent->channel), POLLOUT, 0};
			poll(&p, 1, 100);
		}
	}
}

static bool
shake_hands(struct agent *agent, int64_t deadline)
{
	uint8_t bytes[WIRE_VERSION_BYTES];
	size_t expected = WIRE_XCONF_BYTES + WIRE_VERSION_BYTES;

	wire_encode_version(bytes, WIRE_MAJOR << 16 | MINOR);
	write_all(agent, bytes, sizeof(bytes));
	while (!frames_take_raw(agent->frames, expected)) {
		struct pollfd p = {transport_fd(agent->channel), POLLIN, 0};
		size_t room;

		if (clock_ms() > deadline) {
			return false;
		}
		poll(&p, 1, 100);
		void *space = frames_space(agent->frames, &room);
		ssize_t len = transport_read(agent->channel, space, room);
		if (len > 0) {
			frames_filled(agent->frames, (size_t)len);
		}
	}
	return true;
}

bool
agent_open(struct agent *agent, const char *folder, const char *name, int64_t deadline)
{
	char path[AGENT_PATH_BYTES];
	struct pollfd p = {.events = POLLIN};

	*agent = (struct agent){.name = name};
	snprintf(path, sizeof(path), "%s/%s.sock", folder, name);
	memcpy(agent->path, path, sizeof(path));
	agent->listener = listen_at(path);
	p.fd = agent->listener;
	if (poll(&p, 1, (int)(deadline - clock_ms())) != 1) {
		tap_diag("%s: no worker came", name);
		return false;
	}
	agent->channel = local_accept(agent->listener);
	agent->frames = frames_create(FRAME_AT_AGENT);
	return agent->channel && agent->frames && shake_hands(agent, deadline);
}

void
agent_close(struct agent *agent)
{
	transport_destroy(agent->channel);
	frames_destroy(agent->frames);
	fd_close(&agent->listener);
	if (agent->path[0]) {
		unlink(agent->path);
	}
}

static void
say(struct agent *agent, uint32_t type, uint32_t window, const void *body, size_t len)
{
	uint8_t bytes[WIRE_HEADER_BYTES + 256];
	struct wire_header header = {type, window, (uint32_t)len};

	wire_encode_header(bytes, &header);
	memcpy(bytes + WIRE_HEADER_BYTES, body, len);
	write_all(agent, bytes, WIRE_HEADER_BYTES + len);
}

static void
show(struct agent *agent, uint32_t i, struct rect r, const char *title, bool is_popup)
{
	struct msg_create create = {r.x, r.y, r.width, r.height, 0, is_popup};
	struct msg_map map = {0, is_popup};
	struct msg_wmname name;
	uint8_t body[256];
	uint32_t id = AGENT_WINDOW + i;

	memset(&name, 0, sizeof(name));
	snprintf(name.title, sizeof(name.title), "%s", title);
	say(agent, MSG_CREATE, id, body, wire_encode_create(body, sizeof(body), &create));
	say(agent, MSG_WMNAME, id, body, wire_encode_wmname(body, sizeof(body), &name));
	say(agent, MSG_MAP, id, body, wire_encode_map(body, sizeof(body), &map));
}

void
agent_show(struct agent *agent, uint32_t i, struct rect r, const char *title)
{
	show(agent, i, r, title, false);
}

void
agent_pop_up(struct agent *agent, uint32_t i, struct rect r)
{
	show(agent, i, r, "popup", true);
}

void
agent_move(struct agent *agent, uint32_t i, struct rect r)
{
	struct msg_configure to = {
	    .x = r.x, .y = r.y, .width = r.width, .height = r.height};
	uint8_t body[64];

	say(agent, MSG_CONFIGURE, AGENT_WINDOW + i, body,
	    wire_encode_configure(body, sizeof(body), &to));
}

void
agent_destroy(struct agent *agent, uint32_t i)
{
	say(agent, MSG_DESTROY, AGENT_WINDOW + i, "", 0);
}

void
agent_set_flags(struct agent *agent, uint32_t i, uint32_t set, uint32_t unset)
{
	struct msg_window_flags flags = {set, unset};
	uint8_t body[32];

	say(agent, MSG_WINDOW_FLAGS, AGENT_WINDOW + i, body,
	    wire_encode_window_flags(body, sizeof(body), &flags));
}

static uint32_t
word_of(const struct frame *frame, size_t i)
{
	const uint8_t *p = (const uint8_t *)frame->body + 4 * i;

	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
}

static void
take(struct agent *agent, const struct frame *frame)
{
	if (frame->type != MSG_KEYPRESS || frame->len < 20) {
		return;
	}
	uint32_t type = word_of(frame, 0);
	uint8_t code = (uint8_t)word_of(frame, 4);
	uint8_t bit = (uint8_t)(1u << code % 8);
	if (type == KEY_PRESS) {
		if (agent->n_pressed == AGENT_MOST_KEYS) {
			bug("%s was given more than %u keys", agent->name,
			    AGENT_MOST_KEYS);
		}
		agent->pressed[agent->n_pressed++] = code;
		agent->down[code / 8] |= bit;
	} else if (type == KEY_RELEASE) {
		agent->down[code / 8] &= (uint8_t)~bit;
	}
}

bool
agent_pump(struct agent *agent, int ms)
{
	struct pollfd p = {transport_fd(agent->channel), POLLIN, 0};
	struct frame frame;

	if (poll(&p, 1, ms) != 1 || !transport_woken(agent->channel)) {
		return true;
	}
	for (;;) {
		while (frames_next(agent->frames, &frame) == FRAME_READY) {
			take(agent, &frame);
		}
		size_t room;
		void *space = frames_space(agent->frames, &room);
		ssize_t len = transport_read(agent->channel, space, room);
		if (len <= 0) {
			return len == 0;
		}
		frames_filled(agent->frames, (size_t)len);
	}
}

bool
agent_holds_keys(const struct agent *agent)
{
	for (size_t i = 0; i < sizeof(agent->down); i++) {
		if (agent->down[i]) {
			return true;
		}
	}
	return false;
}

void
agent_forget_keys(struct agent *agent)
{
	agent->n_pressed = 0;
}

bool
agent_was_given(const struct agent *agent, size_t from, uint8_t code)
{
	return memchr(agent->pressed + from, code, agent->n_pressed - from) != NULL;
}

bool
agent_await_released(struct agent *agent, int64_t deadline)
{
	while (agent_holds_keys(agent) && clock_ms() < deadline &&
	    agent_pump(agent, RELEASE_GLANCE_MS)) {
	}
	return !agent_holds_keys(agent);
}
