/*
 * The Xen transport: libxenvchan, never blocking.
 *
 * What the library does by the shared page's contents (Xen io/libxenvchan.h), hence by
 * what the other domain writes there: nonsense indices read as "nothing ready", for ever.
 * Deadlines are therefore the session's.
 */
#include "common/base/fd.h"
#include "protocol/transport/kind.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include <libxenvchan.h>
#include <xenstore.h>

#define RING_BYTES 65536u /* each way, when we serve */
#define PATH_BYTES 128

/* What libxenvchan_is_open() says. */
#define VCHAN_OPEN 1
#define VCHAN_NO_CLIENT_YET 2 /* a server's only */

struct vchan {
	struct transport base;       /* first */
	struct libxenvchan *channel; /* owned */
	bool was_open;               /* once both sides were there */
};

static struct vchan *
vchan_of(struct transport *t)
{
	return (struct vchan *)t;
}

static void
vchan_destroy(struct transport *t)
{
	libxenvchan_close(vchan_of(t)->channel);
	free(t);
}

static int
vchan_fd(const struct transport *t)
{
	return libxenvchan_fd_for_select(((const struct vchan *)t)->channel);
}

/*
 * The state is a byte that the other domain writes.  Any value but the three defined ones
 * counts as closed, and so does a return to "no client yet".
 */
static int
state_of(struct vchan *vchan)
{
	int state = libxenvchan_is_open(vchan->channel);

	if (state == VCHAN_OPEN) {
		vchan->was_open = true;
		return state;
	}
	bool waits =
	    state == VCHAN_NO_CLIENT_YET && vchan->channel->is_server && !vchan->was_open;
	return waits ? state : 0;
}

static bool
vchan_is_open(const struct transport *t)
{
	return ((const struct vchan *)t)->was_open;
}

static bool
vchan_woken(struct transport *t)
{
	struct vchan *vchan = vchan_of(t);

	/* The descriptor is non-blocking, so that even a false alarm does not wait. */
	if (libxenvchan_wait(vchan->channel) < 0 && errno != EAGAIN && errno != EINTR) {
		return false;
	}
	return state_of(vchan) != 0;
}

/* The library counts in int. */
static size_t
at_most_int(size_t len)
{
	return len < INT_MAX ? len : INT_MAX;
}

/* Bytes that came before the other side closed can still be read. */
static ssize_t
vchan_read(struct transport *t, void *out, size_t size)
{
	struct vchan *vchan = vchan_of(t);
	int state = state_of(vchan);

	if (state == VCHAN_NO_CLIENT_YET) {
		return 0;
	}
	int got = libxenvchan_read(vchan->channel, out, at_most_int(size));
	return got == 0 && state != VCHAN_OPEN ? -1 : got;
}

static ssize_t
vchan_write(struct transport *t, const void *bytes, size_t len, int fd)
{
	struct vchan *vchan = vchan_of(t);
	int state = state_of(vchan);

	(void)fd; /* transport.c lets none come here */
	if (state != VCHAN_OPEN) {
		return state == VCHAN_NO_CLIENT_YET ? 0 : -1;
	}
	return libxenvchan_write(vchan->channel, bytes, at_most_int(len));
}

static const struct transport_kind vchan_kind = {
    .buffers = TRANSPORT_GRANTS,
    .destroy = vchan_destroy,
    .fd = vchan_fd,
    .woken = vchan_woken,
    .is_open = vchan_is_open,
    .read = vchan_read,
    .write = vchan_write,
};

/* Wraps channel, which may be NULL with errno; takes it, also on failure. */
static struct transport *
wrap(struct libxenvchan *channel)
{
	if (!channel) {
		errno = errno ? errno : EPROTO; /* rings or references of no sense */
		return NULL;
	}
	struct vchan *vchan = calloc(1, sizeof(*vchan));
	if (!vchan || !fd_set_nonblock(libxenvchan_fd_for_select(channel))) {
		int saved_errno = errno;
		free(vchan);
		libxenvchan_close(channel);
		errno = saved_errno;
		return NULL;
	}
	channel->blocking = 0;
	vchan->base.kind = &vchan_kind;
	vchan->channel = channel;
	if (state_of(vchan) == 0) {
		transport_destroy(&vchan->base);
		errno = ECONNREFUSED;
		return NULL;
	}
	return &vchan->base;
}

/* This domain's id; false with errno when xenstore does not say. */
static bool
own_domain(unsigned *out)
{
	struct xs_handle *xenstore = xs_open(0);
	char *text = xenstore ? xs_read(xenstore, XBT_NULL, "domid", NULL) : NULL;
	bool is_number = text && sscanf(text, "%u", out) == 1;
	int saved_errno = text ? EPROTO : errno;

	free(text);
	if (xenstore) {
		xs_close(xenstore);
	}
	errno = saved_errno;
	return is_number;
}

struct transport *
vchan_connect(uint32_t domain, uint32_t port)
{
	char path[PATH_BYTES];
	unsigned self;

	if (domain > INT_MAX) {
		errno = EINVAL;
		return NULL;
	}
	if (!own_domain(&self)) {
		return NULL;
	}
	snprintf(
	    path, sizeof(path), "/local/domain/%u/data/vchan/%u/%u", domain, self, port);
	errno = 0;
	return wrap(libxenvchan_client_init(NULL, (int)domain, path));
}

struct transport *
vchan_serve(uint32_t domain, uint32_t port)
{
	char path[PATH_BYTES];

	if (domain > INT_MAX) {
		errno = EINVAL;
		return NULL;
	}
	/* Relative: below this domain's own folder. */
	snprintf(path, sizeof(path), "data/vchan/%u/%u", domain, port);
	errno = 0;
	/*
	 * When grants run out midway the library unwinds by itself, and not cleanly in
	 * Debian 12 (it may free twice); nothing is touched here after a failure.  So it
	 * must not come to that: the driver never gives windows the pages that two rings
	 * and their page take (pages_gntalloc.c), also when the agent starts anew.
	 */
	return wrap(
	    libxenvchan_server_init(NULL, (int)domain, path, RING_BYTES, RING_BYTES));
}
