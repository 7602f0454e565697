#include "tests/daemon/worker-rig.h"

#include "common/base/memfd.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/* --- as the agent ------------------------------------------------------------------ */

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
	static uint8_t bytes[WIRE_HEADER_BYTES + WIRE_MAX_CLIPBOARD + 1];
	struct wire_header header = {type, window, (uint32_t)len};

	wire_encode_header(bytes, &header);
	if (len > sizeof(bytes) - WIRE_HEADER_BYTES) {
		rig_bail_out("a body too long for this test");
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
		rig_bail_out("no memfd");
	}
	*pixels = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (*pixels == MAP_FAILED) {
		rig_bail_out("memfd cannot be mapped");
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
