/* The in-memory transport: two ends in one process, for tests. */
#include "common/base/fd.h"
#include "protocol/transport/kind.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* A descriptor on its way, and the byte of the stream that it goes with. */
struct passing {
	int fd; /* owned */
	uint64_t at;
};

/* One direction. */
struct pipe {
	uint8_t *bytes;      /* owned; a ring of capacity bytes */
	uint64_t put, taken; /* bytes since the beginning */
	struct passing passing[TRANSPORT_MAX_FDS];
	size_t n_passing;
};

/* What both ends share; freed by the last. */
struct pair {
	struct pipe pipes[2]; /* pipes[i] is written by end i */
	int events[2];        /* owned; eventfd of end i */
	bool is_open[2];
	size_t capacity; /* bytes */
};

struct pair_end {
	struct transport base; /* first */
	struct pair *pair;     /* counted by is_open */
	int which;
};

static struct pair_end *
end_of(struct transport *t)
{
	return (struct pair_end *)t;
}

static void
pair_free(struct pair *pair)
{
	for (int i = 0; i < 2; i++) {
		struct pipe *pipe = &pair->pipes[i];

		for (size_t j = 0; j < pipe->n_passing; j++) {
			fd_close(&pipe->passing[j].fd);
		}
		free(pipe->bytes);
		fd_close(&pair->events[i]);
	}
	free(pair);
}

/* An eventfd's counter cannot overflow by steps of one; nothing to check. */
static void
wake(const struct pair *pair, int which)
{
	uint64_t one = 1;

	if (pair->is_open[which] && write(pair->events[which], &one, sizeof(one)) < 0) {
		bug("an eventfd refused a count");
	}
}

static void
pair_end_destroy(struct transport *t)
{
	struct pair_end *end = end_of(t);
	struct pair *pair = end->pair;

	pair->is_open[end->which] = false;
	wake(pair, !end->which);
	if (!pair->is_open[!end->which]) {
		pair_free(pair);
	}
	free(end);
}

static int
pair_fd(const struct transport *t)
{
	const struct pair_end *end = (const struct pair_end *)t;

	return end->pair->events[end->which];
}

static bool
pair_woken(struct transport *t)
{
	struct pair_end *end = end_of(t);
	uint64_t count;
	ssize_t got = read(pair_fd(t), &count, sizeof(count));

	(void)got; /* nothing to read is as well */
	return end->pair->is_open[!end->which];
}

/* Takes over descriptors whose byte has been read; false when too many wait. */
static bool
deliver_fds(struct transport *t, struct pipe *pipe)
{
	size_t n = 0;
	bool fits = true;

	while (n < pipe->n_passing && pipe->passing[n].at < pipe->taken) {
		fits = fd_queue_put(&t->received, pipe->passing[n++].fd) && fits;
	}
	pipe->n_passing -= n;
	memmove(
	    pipe->passing, pipe->passing + n, pipe->n_passing * sizeof(*pipe->passing));
	return fits;
}

static ssize_t
pair_read(struct transport *t, void *out, size_t size)
{
	struct pair_end *end = end_of(t);
	struct pair *pair = end->pair;
	struct pipe *pipe = &pair->pipes[!end->which];
	size_t len = 0;

	while (len < size && pipe->taken < pipe->put) {
		((uint8_t *)out)[len++] = pipe->bytes[pipe->taken++ % pair->capacity];
	}
	if (!deliver_fds(t, pipe)) {
		return -1;
	}
	if (len == 0) {
		return pair->is_open[!end->which] ? 0 : -1;
	}
	wake(pair, !end->which); /* there is room */
	return (ssize_t)len;
}

/* False when nothing more can pass, or no descriptor is left. */
static bool
pass_fd(struct pipe *pipe, int fd)
{
	if (pipe->n_passing == TRANSPORT_MAX_FDS) {
		return false;
	}
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (copy < 0) {
		return false;
	}
	pipe->passing[pipe->n_passing++] = (struct passing){copy, pipe->put};
	return true;
}

static ssize_t
pair_write(struct transport *t, const void *bytes, size_t len, int fd)
{
	struct pair_end *end = end_of(t);
	struct pair *pair = end->pair;
	struct pipe *pipe = &pair->pipes[end->which];
	size_t done = 0;

	if (!pair->is_open[!end->which]) {
		return -1;
	}
	if (pipe->put - pipe->taken == pair->capacity) {
		return 0;
	}
	if (fd >= 0 && !pass_fd(pipe, fd)) {
		return 0;
	}
	while (done < len && pipe->put - pipe->taken < pair->capacity) {
		pipe->bytes[pipe->put++ % pair->capacity] =
		    ((const uint8_t *)bytes)[done++];
	}
	wake(pair, !end->which);
	return (ssize_t)done;
}

static const struct transport_kind pair_kind = {
    .buffers = TRANSPORT_FDS,
    .destroy = pair_end_destroy,
    .fd = pair_fd,
    .woken = pair_woken,
    .read = pair_read,
    .write = pair_write,
};

static struct pair *
pair_new(size_t capacity)
{
	struct pair *pair = calloc(1, sizeof(*pair));

	if (!pair) {
		return NULL;
	}
	pair->capacity = capacity;
	bool complete = true;
	for (int i = 0; i < 2; i++) {
		pair->events[i] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		pair->pipes[i].bytes = malloc(capacity);
		complete = complete && pair->events[i] >= 0 && pair->pipes[i].bytes;
	}
	if (!complete) {
		pair_free(pair);
		return NULL;
	}
	return pair;
}

bool
pair_create(struct transport *ends[2], size_t capacity)
{
	struct pair *pair = pair_new(capacity);
	struct pair_end *made[2] = {
	    calloc(1, sizeof(struct pair_end)), calloc(1, sizeof(struct pair_end))};

	if (!pair || !made[0] || !made[1]) {
		free(made[0]);
		free(made[1]);
		if (pair) {
			pair_free(pair);
		}
		return false;
	}
	for (int i = 0; i < 2; i++) {
		*made[i] =
		    (struct pair_end){.base.kind = &pair_kind, .pair = pair, .which = i};
		pair->is_open[i] = true;
		ends[i] = &made[i]->base;
	}
	return true;
}
