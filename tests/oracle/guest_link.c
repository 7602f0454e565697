#include "tests/oracle/guest_link.h"

#include "common/base/fd.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BODY_MAX 256

static void
send(struct guest *guest, uint32_t type, uint32_t window, const void *body, size_t len)
{
	if (guest->shaken && len != SIZE_MAX) {
		link_send(guest->link, type, window, body, len);
	}
}

void
guest_send_create(struct guest *guest, const struct guest_window *window)
{
	uint8_t body[BODY_MAX];
	const struct msg_create create = {.x = window->area.x,
	    .y = window->area.y,
	    .width = window->area.width,
	    .height = window->area.height,
	    .override_redirect = window->override_redirect};

	send(guest, MSG_CREATE, window->id, body,
	    wire_encode_create(body, sizeof(body), &create));
}

void
guest_send_map(struct guest *guest, struct guest_window *window)
{
	uint8_t body[BODY_MAX];
	const struct msg_map map = {.override_redirect = window->override_redirect};

	window->mapped = true;
	send(guest, MSG_MAP, window->id, body, wire_encode_map(body, sizeof(body), &map));
}

void
guest_send_unmap(struct guest *guest, struct guest_window *window)
{
	window->mapped = false;
	send(guest, MSG_UNMAP, window->id, NULL, 0);
}

void
guest_send_configure(struct guest *guest, struct guest_window *window, struct rect area)
{
	uint8_t body[BODY_MAX];
	const struct msg_configure configure = {.x = area.x,
	    .y = area.y,
	    .width = area.width,
	    .height = area.height,
	    .override_redirect = window->override_redirect};

	window->area = area;
	send(guest, MSG_CONFIGURE, window->id, body,
	    wire_encode_configure(body, sizeof(body), &configure));
}

static void
hand_over(struct guest *guest, const struct guest_window *window)
{
	uint8_t body[BODY_MAX];
	const uint32_t refs[1] = {0};
	const struct msg_window_dump dump = {.type = 1,
	    .width = window->width,
	    .height = window->height,
	    .bpp = 24,
	    .refs = refs,
	    .refs_count = 1};
	size_t len = wire_encode_window_dump(body, sizeof(body), &dump);

	if (guest->shaken && len != SIZE_MAX) {
		guest->dumps++;
		link_send_fd(
		    guest->link, MSG_WINDOW_DUMP, window->id, body, len, window->fd);
	}
}

void
guest_send_dump(struct guest *guest, struct guest_window *window)
{
	if (guest_window_attach(window, guest->windows.tag)) {
		hand_over(guest, window);
	}
}

void
guest_send_damage(struct guest *guest, const struct guest_window *window)
{
	uint8_t body[BODY_MAX];
	const struct msg_shmimage damage = {
	    .width = window->width, .height = window->height};

	send(guest, MSG_SHMIMAGE, window->id, body,
	    wire_encode_shmimage(body, sizeof(body), &damage));
}

void
guest_send_title(struct guest *guest, const struct guest_window *window)
{
	uint8_t body[BODY_MAX];
	struct msg_wmname name;

	memcpy(name.title, window->title, sizeof(name.title));
	send(guest, MSG_WMNAME, window->id, body,
	    wire_encode_wmname(body, sizeof(body), &name));
}

void
guest_send_destroy(struct guest *guest, struct guest_window *window)
{
	send(guest, MSG_DESTROY, window->id, NULL, 0);
	guest_window_destroy(window);
}

void
guest_sync(struct guest *guest)
{
	guest->syncing = guest->dumps != guest->acks;
	if (!guest->syncing) {
		guest->say("synced");
	}
}

/* All that a new worker must know of a window. */
static void
replay(struct guest *guest, struct guest_window *window)
{
	guest_send_create(guest, window);
	guest_send_configure(guest, window, window->area);
	if (window->fd >= 0) {
		hand_over(guest, window);
	}
	guest_send_title(guest, window);
	if (window->mapped) {
		guest_send_map(guest, window);
		guest_send_damage(guest, window);
	}
}

static void
record(const struct guest *guest, const void *bytes, size_t len)
{
	if (guest->record >= 0 && write(guest->record, bytes, len) != (ssize_t)len) {
		fprintf(stderr, "cannot record\n");
	}
}

/* True when both records of the handshake are there. */
static bool
shake(struct guest *guest)
{
	const uint8_t *raw =
	    link_take_raw(guest->link, WIRE_VERSION_BYTES + WIRE_XCONF_BYTES);

	if (!raw) {
		return false;
	}
	record(guest, raw, WIRE_VERSION_BYTES + WIRE_XCONF_BYTES);
	guest->shaken = true;
	guest->dumps = guest->acks = 0;
	for (size_t i = 0; i < GUEST_WINDOWS_MAX; i++) {
		if (guest->windows.windows[i].id != 0) {
			replay(guest, &guest->windows.windows[i]);
		}
	}
	guest->say("ready");
	return true;
}

/* As an agent does: obeys, and answers with what is so now. */
static void
obey_configure(
    struct guest *guest, struct guest_window *window, const struct frame *frame)
{
	struct msg_configure configure;
	char line[128];

	if (!window || !wire_decode_configure(frame->body, frame->len, &configure)) {
		return;
	}
	struct rect area = {configure.x, configure.y, configure.width, configure.height};
	bool resized =
	    area.width != window->area.width || area.height != window->area.height;

	snprintf(line, sizeof(line), "configure %u %d %d %u %u", window->id, area.x,
	    area.y, area.width, area.height);
	guest->say(line);
	guest_send_configure(guest, window, area);
	if (resized && window->fd >= 0) {
		guest_send_dump(guest, window);
		guest_send_damage(guest, window);
	}
}

static void
say_key(struct guest *guest, uint32_t window, const struct frame *frame)
{
	struct msg_keypress key;
	char line[64];

	if (wire_decode_keypress(frame->body, frame->len, &key)) {
		snprintf(
		    line, sizeof(line), "key %u %u %u", window, key.keycode, key.type);
		guest->say(line);
	}
}

/* As it came: the header holds no more than these. */
static void
record_message(const struct guest *guest, const struct frame *frame)
{
	const struct wire_header header = {
	    frame->type, guest_u32_as_key(frame->window), (uint32_t)frame->len};
	uint8_t bytes[WIRE_HEADER_BYTES];

	wire_encode_header(bytes, &header);
	record(guest, bytes, sizeof(bytes));
	record(guest, frame->body, frame->len);
}

static void
say_focus(struct guest *guest, uint32_t window, const struct frame *frame)
{
	struct msg_focus focus;
	char line[64];

	if (wire_decode_focus(frame->body, frame->len, &focus)) {
		snprintf(line, sizeof(line), "focus %u %u", window, focus.type);
		guest->say(line);
	}
}

static void
take_message(struct guest *guest, const struct frame *frame)
{
	uint32_t id = guest_u32_as_key(frame->window);
	char line[64];

	record_message(guest, frame);
	switch (frame->type) {
	case MSG_WINDOW_DUMP_ACK:
		guest->acks++;
		if (guest->syncing) {
			guest_sync(guest);
		}
		break;
	case MSG_CONFIGURE:
		obey_configure(guest, guest_window_find(&guest->windows, id), frame);
		break;
	case MSG_KEYPRESS:
		say_key(guest, id, frame);
		break;
	case MSG_FOCUS:
		say_focus(guest, id, frame);
		break;
	case MSG_CLOSE:
		snprintf(line, sizeof(line), "close %u", id);
		guest->say(line);
		break;
	default:
		break;
	}
}

static void
on_readable(void *data)
{
	struct guest *guest = data;
	struct frame frame;

	if (!guest->shaken && !shake(guest)) {
		return;
	}
	while (!guest->is_deaf && link_next(guest->link, &frame) == FRAME_READY) {
		take_message(guest, &frame);
	}
}

static void
on_ended(void *data, const char *why)
{
	struct guest *guest = data;

	fprintf(stderr, "worker gone: %s\n", why);
	guest->shaken = false;
	guest->gone = true;
	ev_timer_start(guest->loop, &guest->reopening);
}

/* A link may not be destroyed inside its own calls. */
static void
on_reopen(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	struct guest *guest = timer->data;

	(void)events;
	link_destroy(guest->link);
	guest->link = NULL;
	guest->gone = false;
	ev_io_start(loop, &guest->accepting);
}

static void
on_accept(struct ev_loop *loop, struct ev_io *io, int events)
{
	struct guest *guest = io->data;
	struct transport *transport = local_accept(guest->listener);
	const struct link_owner owner = {
	    .readable = on_readable, .ended = on_ended, .data = guest};
	uint8_t version[WIRE_VERSION_BYTES];

	(void)events;
	if (!transport) {
		return;
	}
	guest->link = link_create(loop, transport, FRAME_AT_AGENT, &owner);
	if (!guest->link) {
		return;
	}
	ev_io_stop(loop, io); /* one worker at a time */
	wire_encode_version(version, WIRE_VERSION);
	link_send_raw(guest->link, version, sizeof(version));
}

bool
guest_listen(struct guest *guest, const char *path)
{
	guest->listener = local_listen(path);
	if (guest->listener < 0) {
		return false;
	}
	ev_io_init(&guest->accepting, on_accept, guest->listener, EV_READ);
	guest->accepting.data = guest;
	ev_timer_init(&guest->reopening, on_reopen, 0., 0.);
	guest->reopening.data = guest;
	ev_io_start(guest->loop, &guest->accepting);
	return true;
}

void
guest_finish(struct guest *guest)
{
	for (size_t i = 0; i < GUEST_WINDOWS_MAX; i++) {
		if (guest->windows.windows[i].id != 0) {
			guest_window_destroy(&guest->windows.windows[i]);
		}
	}
	ev_io_stop(guest->loop, &guest->accepting);
	ev_timer_stop(guest->loop, &guest->reopening);
	link_destroy(guest->link);
	guest->link = NULL;
	fd_close(&guest->listener);
}
