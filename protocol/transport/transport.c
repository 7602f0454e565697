#include "protocol/transport/transport.h"

#include "common/base/fd.h"
#include "protocol/transport/kind.h"

#include <ev.h>

void
transport_destroy(struct transport *t)
{
	if (t) {
		fd_queue_finish(&t->received);
		t->kind->destroy(t);
	}
}

int
transport_fd(const struct transport *t)
{
	return t->kind->fd(t);
}

int
transport_events(const struct transport *t, bool want_write)
{
	return want_write && t->kind->waits_by_write ? EV_READ | EV_WRITE : EV_READ;
}

bool
transport_woken(struct transport *t)
{
	return t->kind->woken(t);
}

bool
transport_is_open(const struct transport *t)
{
	return !t->kind->is_open || t->kind->is_open(t);
}

ssize_t
transport_read(struct transport *t, void *out, size_t size)
{
	return size > 0 ? t->kind->read(t, out, size) : 0;
}

ssize_t
transport_write(struct transport *t, const void *bytes, size_t len)
{
	return len > 0 ? t->kind->write(t, bytes, len, -1) : 0;
}

ssize_t
transport_write_fd(struct transport *t, const void *bytes, size_t len, int fd)
{
	if (t->kind->buffers != TRANSPORT_FDS || len == 0) {
		bug("no descriptor can go here");
	}
	return t->kind->write(t, bytes, len, fd);
}

int
transport_take_fd(struct transport *t)
{
	return fd_queue_take(&t->received);
}

size_t
transport_waiting_fds(const struct transport *t)
{
	return t->received.count;
}

enum transport_buffers
transport_buffers(const struct transport *t)
{
	return t->kind->buffers;
}

bool
fd_queue_put(struct fd_queue *queue, int fd)
{
	if (queue->count == TRANSPORT_MAX_FDS) {
		fd_close(&fd);
		return false;
	}
	queue->fds[(queue->first + queue->count++) % TRANSPORT_MAX_FDS] = fd;
	return true;
}

int
fd_queue_take(struct fd_queue *queue)
{
	if (queue->count == 0) {
		return -1;
	}
	int fd = queue->fds[queue->first];
	queue->first = (queue->first + 1) % TRANSPORT_MAX_FDS;
	queue->count--;
	return fd;
}

void
fd_queue_finish(struct fd_queue *queue)
{
	while (queue->count > 0) {
		int fd = fd_queue_take(queue);
		fd_close(&fd);
	}
}
