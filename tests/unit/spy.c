#include "tests/unit/spy.h"

#include "protocol/transport/kind.h"
#include "tests/unit/random.h"

#include <stdlib.h>

struct spied {
	struct transport base; /* first */
	struct spy *spy;       /* borrowed */
};

static struct spy *
spy_of(const struct transport *t)
{
	return ((const struct spied *)t)->spy;
}

static size_t
part_of(struct spy *spy, size_t len)
{
	size_t part = spy->most > 0 && len > spy->most ? spy->most : len;

	return spy->seed ? 1 + random_below(&spy->seed, (uint32_t)part) : part;
}

static void
spied_destroy(struct transport *t)
{
	transport_destroy(spy_of(t)->inner);
	free(t);
}

static int
spied_fd(const struct transport *t)
{
	return transport_fd(spy_of(t)->inner);
}

static bool
spied_woken(struct transport *t)
{
	return transport_woken(spy_of(t)->inner);
}

static ssize_t
spied_read(struct transport *t, void *out, size_t size)
{
	struct spy *spy = spy_of(t);
	ssize_t got = transport_read(spy->inner, out, part_of(spy, size));

	while (transport_waiting_fds(spy->inner) > 0) {
		if (!fd_queue_put(&t->received, transport_take_fd(spy->inner))) {
			return -1;
		}
	}
	spy->reads += got > 0;
	return got;
}

static ssize_t
spied_write(struct transport *t, const void *bytes, size_t len, int fd)
{
	struct spy *spy = spy_of(t);
	size_t part = part_of(spy, len);
	ssize_t put = fd < 0 ? transport_write(spy->inner, bytes, part)
	                     : transport_write_fd(spy->inner, bytes, part, fd);

	spy->writes += put > 0;
	return put;
}

static const struct transport_kind kinds[] = {
    [TRANSPORT_GRANTS] = {TRANSPORT_GRANTS, true, spied_destroy, spied_fd, spied_woken,
        NULL, spied_read, spied_write},
    [TRANSPORT_FDS] = {TRANSPORT_FDS, true, spied_destroy, spied_fd, spied_woken, NULL,
        spied_read, spied_write},
};

struct transport *
spy_around(struct spy *spy, struct transport *inner)
{
	struct spied *spied = calloc(1, sizeof(*spied));

	if (!spied) {
		abort();
	}
	spied->base.kind = &kinds[spy->buffers];
	spied->spy = spy;
	spy->inner = inner;
	return &spied->base;
}
