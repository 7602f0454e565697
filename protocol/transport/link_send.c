/* What is queued on a link; link.c writes it. */
#include "protocol/transport/link-internal.h"

#include <string.h>

/* Room for a whole message, or NULL with the link closed. */
static uint8_t *
reserve(struct link *link, size_t len)
{
	if (link->why) {
		return NULL;
	}
	if (len > LINK_MAX_BYTES || queue_len(&link->out) > LINK_MAX_BYTES - len) {
		link_end(link, LINK_FAULT_PEER, "the other end does not read");
		return NULL;
	}
	uint8_t *room = queue_reserve(&link->out, len);
	if (!room) {
		link_end(link, LINK_FAULT_OURS, "out of memory");
	}
	return room;
}

static void
commit(struct link *link, size_t len)
{
	queue_commit(&link->out, len);
	if (queue_len(&link->out) > LINK_LOW_BYTES) {
		link->was_high = true;
	}
}

void
link_send_raw(struct link *link, const void *bytes, size_t len)
{
	uint8_t *room = len > 0 ? reserve(link, len) : NULL;

	if (room) {
		memcpy(room, bytes, len);
		commit(link, len);
	}
}

void
link_send_fd(struct link *link, uint32_t type, uint32_t window, const void *body,
    size_t len, int fd)
{
	if (len > LINK_MAX_BYTES - WIRE_HEADER_BYTES) {
		bug("a body of %zu bytes", len);
	}
	/* Descriptors are scarce: many do not wait for the end of the turn. */
	if (fd >= 0 && link->out.n_fds >= LINK_MANY_FDS) {
		link_flush(link);
	}
	uint8_t *room = reserve(link, WIRE_HEADER_BYTES + len);
	if (!room) {
		return;
	}
	if (fd >= 0 && transport_buffers(link->transport) != TRANSPORT_FDS) {
		link_end(link, LINK_FAULT_OURS, "no descriptor can go this way");
		return;
	}
	if (fd >= 0 && !queue_add_fd(&link->out, fd)) {
		link_end(link, LINK_FAULT_OURS, "too many descriptors wait");
		return;
	}
	wire_encode_header(room, &(struct wire_header){type, window, (uint32_t)len});
	if (len > 0) {
		memcpy(room + WIRE_HEADER_BYTES, body, len);
	}
	commit(link, WIRE_HEADER_BYTES + len);
}

void
link_send(struct link *link, uint32_t type, uint32_t window, const void *body, size_t len)
{
	link_send_fd(link, type, window, body, len, -1);
}

size_t
link_queued(const struct link *link)
{
	return queue_len(&link->out);
}
