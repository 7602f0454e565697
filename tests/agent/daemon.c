#include "tests/agent/daemon.h"

#include "common/base/fd.h"
#include "tests/agent/guest.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The body is the agent's to choose; a test looks at it as it is. */
static void
record(struct daemon *daemon, const struct frame *frame)
{
	if (daemon->count == daemon->size) {
		daemon->size = daemon->size ? 2 * daemon->size : 256;
		daemon->messages =
		    realloc(daemon->messages, daemon->size * sizeof(*daemon->messages));
		if (!daemon->messages) {
			abort();
		}
	}
	struct message m = {
	    .type = frame->type,
	    .window = guest_u32_as_key(frame->window),
	    .len = frame->len,
	    .fd = -1,
	};
	m.body = malloc(frame->len + 1);
	if (!m.body) {
		abort();
	}
	memcpy(m.body, frame->body, frame->len);
	if (m.type == MSG_WINDOW_DUMP && word_of(&m, 0) == 1) {
		m.fd = link_take_fd(daemon->link);
	}
	daemon->messages[daemon->count++] = m;
}

static void
acknowledge(struct daemon *daemon, const struct frame *frame)
{
	uint32_t window = guest_u32_as_key(frame->window);

	if (!daemon->acks) {
		return;
	}
	if (frame->type == MSG_WINDOW_DUMP) {
		daemon_send(daemon, MSG_WINDOW_DUMP_ACK, window, NULL, 0);
	} else if (frame->type == MSG_DESTROY) {
		daemon_send(daemon, MSG_DESTROY, window, NULL, 0);
	}
}

static void
on_readable(void *data)
{
	struct daemon *daemon = data;
	struct frame frame;

	if (!daemon->greeted) {
		daemon->greeted = link_take_raw(daemon->link, WIRE_VERSION_BYTES) != NULL;
	}
	while (daemon->greeted && link_next(daemon->link, &frame) == FRAME_READY) {
		record(daemon, &frame);
		acknowledge(daemon, &frame);
	}
}

static void
on_ended(void *data, const char *why)
{
	struct daemon *daemon = data;

	(void)why;
	daemon->has_ended = true;
}

bool
daemon_start(struct daemon *daemon, const char *socket, uint32_t minor, uint32_t width,
    uint32_t height)
{
	struct link_owner owner = {
	    .readable = on_readable,
	    .ended = on_ended,
	    .data = daemon,
	};
	uint8_t version[WIRE_VERSION_BYTES], xconf[WIRE_XCONF_BYTES];

	*daemon = (struct daemon){.acks = true};
	struct transport *transport = local_connect(socket);
	daemon->loop = ev_loop_new(EVFLAG_AUTO);
	if (!transport || !daemon->loop) {
		transport_destroy(transport);
		return false;
	}
	daemon->link = link_create(daemon->loop, transport, FRAME_AT_DAEMON, &owner);
	if (!daemon->link) {
		return false;
	}
	wire_encode_version(version, WIRE_MAJOR << 16 | minor);
	wire_encode_xconf(xconf,
	    &(struct wire_xconf){width, height, 24, width * height * 4 / 1024 + 1});
	link_send_raw(daemon->link, version, sizeof(version));
	link_send_raw(daemon->link, xconf, sizeof(xconf));
	return true;
}

void
daemon_stop(struct daemon *daemon)
{
	for (size_t i = 0; i < daemon->count; i++) {
		free(daemon->messages[i].body);
		fd_close(&daemon->messages[i].fd);
	}
	free(daemon->messages);
	link_destroy(daemon->link);
	if (daemon->loop) {
		ev_loop_destroy(daemon->loop);
	}
	*daemon = (struct daemon){.greeted = false};
}

void
daemon_send(
    struct daemon *daemon, uint32_t type, uint32_t window, const void *body, size_t len)
{
	link_send(daemon->link, type, window, body, len);
	link_flush(daemon->link);
}

static void
on_late(struct ev_loop *loop, ev_timer *watcher, int events)
{
	(void)loop, (void)events;
	*(bool *)watcher->data = true;
}

bool
daemon_until(
    struct daemon *daemon, bool (*done)(const struct daemon *, void *), void *data)
{
	bool late = false;
	ev_timer deadline;

	ev_now_update(daemon->loop);
	ev_timer_init(&deadline, on_late, PATIENCE_MS / 1000., 0.);
	deadline.data = &late;
	ev_timer_start(daemon->loop, &deadline);
	while (!done(daemon, data) && !late && !daemon->has_ended) {
		ev_run(daemon->loop, EVRUN_ONCE);
	}
	ev_timer_stop(daemon->loop, &deadline);
	return done(daemon, data);
}

size_t
daemon_find(const struct daemon *daemon, uint32_t type, uint32_t window, size_t from)
{
	for (size_t i = from; i < daemon->count; i++) {
		if (daemon->messages[i].type == type &&
		    daemon->messages[i].window == window) {
			return i;
		}
	}
	return SIZE_MAX;
}

size_t
daemon_count(const struct daemon *daemon, uint32_t type, uint32_t window, size_t from)
{
	size_t count = 0;

	for (size_t i = from; i < daemon->count; i++) {
		count += daemon->messages[i].type == type &&
		    daemon->messages[i].window == window;
	}
	return count;
}

struct wanted {
	uint32_t type, window;
};

static bool
has_come(const struct daemon *daemon, void *data)
{
	const struct wanted *wanted = data;

	return daemon_find(daemon, wanted->type, wanted->window, daemon->seen) !=
	    SIZE_MAX;
}

const struct message *
daemon_await(struct daemon *daemon, uint32_t type, uint32_t window)
{
	struct wanted wanted = {type, window};

	if (!daemon_until(daemon, has_come, &wanted)) {
		return NULL;
	}
	size_t i = daemon_find(daemon, type, window, daemon->seen);
	daemon->seen = i + 1;
	return &daemon->messages[i];
}

uint32_t
word_of(const struct message *message, size_t i)
{
	const uint8_t *p = message->body + 4 * i;

	if (!message || 4 * i + 4 > message->len) {
		return UINT32_MAX;
	}
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
}
