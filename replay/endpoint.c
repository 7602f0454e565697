#include "replay/endpoint.h"

#include "common/base/fd.h"
#include "config.h"
#include "protocol/wire/messages.h"

#include <errno.h>
#include <ev.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define RETRY_US 20000
#define MOST_TRANSPORTS 2

int64_t
endpoint_now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Rounded up, so that who waits again does not spin. */
static int
ms_until(int64_t deadline_us)
{
	int64_t left = deadline_us - endpoint_now_us();

	return left <= 0 ? 0 : left > 3600000000 ? 3600000 : (int)((left + 999) / 1000);
}

/* Where room is not told of by writability, it is told of as bytes are. */
static short
events_of(const struct endpoint_watch *w)
{
	int events = transport_events(w->transport, w->write);
	bool is_told_by_read = w->write && !(events & EV_WRITE);

	return (short)((w->read || is_told_by_read ? POLLIN : 0) |
	    (events & EV_WRITE ? POLLOUT : 0));
}

bool
endpoint_wait(
    const struct endpoint_watch *watches, size_t count, int extra, int64_t deadline_us)
{
	struct pollfd fds[MOST_TRANSPORTS + 1];

	for (size_t i = 0; i < count; i++) {
		const struct endpoint_watch *w = &watches[i];
		bool has_events = w->transport && (w->read || w->write);

		fds[i] = (struct pollfd){has_events ? transport_fd(w->transport) : -1,
		    has_events ? events_of(w) : (short)0, 0};
	}
	fds[count] = (struct pollfd){extra, POLLIN, 0};
	if (poll(fds, (nfds_t)count + 1, ms_until(deadline_us)) <= 0) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		bool is_there =
		    fds[i].revents == 0 || transport_woken(watches[i].transport);

		(void)is_there; /* reading tells, after all that came before */
	}
	return fds[count].revents != 0;
}

/* --- vchan ------------------------------------------------------------------------- */

static bool
is_vchan(const char *where)
{
	return strncmp(where, "vchan:", 6) == 0;
}

bool
endpoint_domain(const char *where, uint32_t *domain)
{
	return sscanf(where, "vchan:%u", domain) == 1;
}

#ifdef WITH_XEN
static struct transport *
open_vchan(const char *where, bool serve)
{
	unsigned domain, port = WIRE_PORT;
	char rest;
	int n = sscanf(where, "vchan:%u%c%u%c", &domain, &rest, &port, &rest);

	if (n != 1 && n != 3) {
		errno = EINVAL;
		return NULL;
	}
	return serve ? vchan_serve(domain, port) : vchan_connect(domain, port);
}
#else
static struct transport *
open_vchan(const char *where, bool serve)
{
	(void)where;
	(void)serve;
	errno = ENOSYS;
	return NULL;
}
#endif

static struct transport *
serve_vchan(const char *where, int64_t deadline_us, int stop, const char **why)
{
	struct transport *t = open_vchan(where, true);
	const struct endpoint_watch watch = {t, true, false};
	bool is_stopped = false;

	*why = t ? "nobody connected in time" : strerror(errno);
	while (t && !transport_is_open(t)) {
		if (endpoint_now_us() >= deadline_us || is_stopped) {
			transport_destroy(t);
			return NULL;
		}
		is_stopped = endpoint_wait(&watch, 1, stop, deadline_us);
	}
	return t;
}

/* --- local ------------------------------------------------------------------------- */

static struct transport *
accept_one(int listener, int64_t deadline_us, int stop, const char **why)
{
	struct pollfd fds[2] = {{listener, POLLIN, 0}, {stop, POLLIN, 0}};

	*why = "nobody connected in time";
	while (endpoint_now_us() < deadline_us) {
		struct transport *t = local_accept(listener);

		if (t) {
			return t;
		}
		if (errno != EAGAIN && errno != ECONNABORTED && errno != EINTR) {
			*why = strerror(errno);
			return NULL;
		}
		poll(fds, 2, ms_until(deadline_us));
		if (fds[1].revents != 0) {
			*why = "told to end";
			return NULL;
		}
	}
	return NULL;
}

struct transport *
endpoint_serve(const char *where, int64_t deadline_us, int stop, const char **why)
{
	if (is_vchan(where)) {
		return serve_vchan(where, deadline_us, stop, why);
	}
	int listener = local_listen(where);
	if (listener < 0) {
		*why = strerror(errno);
		return NULL;
	}
	struct transport *t = accept_one(listener, deadline_us, stop, why);
	fd_close(&listener);
	if (!t) {
		endpoint_remove(where);
	}
	return t;
}

void
endpoint_remove(const char *where)
{
	if (!is_vchan(where)) {
		unlink(where);
	}
}

struct transport *
endpoint_connect(const char *where, int64_t deadline_us, int stop, const char **why)
{
	for (;;) {
		struct transport *t =
		    is_vchan(where) ? open_vchan(where, false) : local_connect(where);
		struct pollfd fd = {stop, POLLIN, 0};

		if (t) {
			return t;
		}
		*why = strerror(errno);
		bool may_come =
		    errno == ENOENT || errno == ECONNREFUSED || errno == EAGAIN;
		if (!may_come || endpoint_now_us() >= deadline_us) {
			return NULL;
		}
		poll(&fd, 1, RETRY_US / 1000);
		if (fd.revents != 0) {
			*why = "told to end";
			return NULL;
		}
	}
}
