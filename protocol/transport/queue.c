#include "protocol/transport/queue.h"

#include "common/base/fd.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_CAPACITY 8192u  /* bytes */
#define KEPT_CAPACITY 262144u /* bytes: what an empty queue holds on to */

void
queue_finish(struct queue *queue)
{
	for (size_t i = 0; i < queue->n_fds; i++) {
		fd_close(&queue->fds[i].fd);
	}
	free(queue->bytes);
	*queue = (struct queue){0};
}

size_t
queue_len(const struct queue *queue)
{
	return queue->tail - queue->head;
}

static bool
grow(struct queue *queue, size_t needed)
{
	size_t capacity = queue->capacity > 0 ? queue->capacity : LEAST_CAPACITY;

	while (capacity < needed) {
		capacity *= 2;
	}
	uint8_t *bytes = realloc(queue->bytes, capacity);
	if (!bytes) {
		return false;
	}
	queue->bytes = bytes;
	queue->capacity = capacity;
	return true;
}

uint8_t *
queue_reserve(struct queue *queue, size_t len)
{
	size_t waiting = queue_len(queue);

	if (queue->capacity - queue->tail < len && queue->head > 0) {
		memmove(queue->bytes, queue->bytes + queue->head, waiting);
		queue->head = 0;
		queue->tail = waiting;
	}
	if (queue->capacity - queue->tail < len && !grow(queue, waiting + len)) {
		return NULL;
	}
	return queue->bytes + queue->tail;
}

void
queue_commit(struct queue *queue, size_t len)
{
	queue->tail += len;
}

bool
queue_add_fd(struct queue *queue, int fd)
{
	if (queue->n_fds == QUEUE_MAX_FDS) {
		return false;
	}
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (copy < 0) {
		return false;
	}
	queue->fds[queue->n_fds++] = (struct queued_fd){copy, queue_len(queue)};
	return true;
}

/* The first len bytes have left, and the first descriptor with them if it was theirs. */
static void
remove_sent(struct queue *queue, size_t len, bool with_fd)
{
	queue->head += len;
	if (with_fd) {
		fd_close(&queue->fds[0].fd);
		queue->n_fds--;
		memmove(queue->fds, queue->fds + 1, queue->n_fds * sizeof(queue->fds[0]));
	}
	for (size_t i = 0; i < queue->n_fds; i++) {
		queue->fds[i].at -= len;
	}
	if (queue->head == queue->tail) {
		queue->head = queue->tail = 0;
		if (queue->capacity > KEPT_CAPACITY) {
			free(queue->bytes);
			queue->bytes = NULL;
			queue->capacity = 0;
		}
	}
}

/* How far one write may reach: not past the byte that the next descriptor goes with. */
static size_t
reach(const struct queue *queue, bool with_fd)
{
	size_t next = with_fd ? 1 : 0;

	return next < queue->n_fds ? queue->fds[next].at : queue_len(queue);
}

bool
queue_flush(struct queue *queue, struct transport *t)
{
	while (queue_len(queue) > 0) {
		const uint8_t *from = queue->bytes + queue->head;
		bool with_fd = queue->n_fds > 0 && queue->fds[0].at == 0;
		size_t len = reach(queue, with_fd);
		ssize_t sent = with_fd
		    ? transport_write_fd(t, from, len, queue->fds[0].fd)
		    : transport_write(t, from, len);

		if (sent < 0) {
			return false;
		}
		if (sent > 0) {
			remove_sent(queue, (size_t)sent, with_fd);
		}
		if ((size_t)sent < len) {
			break; /* the transport says when there is room again */
		}
	}
	return true;
}
