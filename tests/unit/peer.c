#include "tests/unit/peer.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define STILL_TURNS 2000

static size_t
number_of(int fd)
{
	struct stat status;

	if (fstat(fd, &status) < 0) {
		abort();
	}
	close(fd);
	return (size_t)status.st_size;
}

void
peer_take(struct peer *peer)
{
	struct frame f;

	while (link_next(peer->link, &f) == FRAME_READY) {
		uint32_t word = 0;

		if (f.len >= 4) {
			memcpy(&word, f.body, 4);
		}
		peer->in_order = peer->in_order && word == peer->taken;
		bool has_fd = f.type == MSG_WINDOW_DUMP && f.body[16];
		int fd = has_fd ? link_take_fd(peer->link) : -1;
		if (fd >= 0 && peer->n_fds < ARRAY_LEN(peer->fd_numbers)) {
			peer->fd_messages[peer->n_fds] = peer->taken;
			peer->fd_numbers[peer->n_fds++] = number_of(fd);
		}
		if (++peer->taken == peer->close_at) {
			link_close(peer->link, "had enough");
		}
	}
}

void
peer_readable(void *data)
{
	struct peer *peer = data;

	peer->readable++;
	if (!peer->is_lazy) {
		peer_take(peer);
	}
}

void
peer_ended(void *data, const char *why)
{
	struct peer *peer = data;

	peer->ended++;
	peer->why = why;
}

static void
on_drained(void *data)
{
	((struct peer *)data)->drained++;
}

void
peer_init(
    struct peer *peer, struct ev_loop *loop, struct transport *t, enum frame_side side)
{
	const struct link_owner owner = {peer_readable, peer_ended, on_drained, peer};

	*peer = (struct peer){.loop = loop, .in_order = true};
	peer->link = link_create(loop, t, side, &owner);
	struct frame f;
	if (!peer->link || link_next(peer->link, &f) != FRAME_NONE) {
		abort();
	}
}

void
couple_init(struct couple *c, struct transport *ends[2])
{
	c->loop = ev_loop_new(0);
	peer_init(&c->agent, c->loop, ends[0], FRAME_AT_AGENT);
	peer_init(&c->daemon, c->loop, ends[1], FRAME_AT_DAEMON);
}

void
couple_pair(struct couple *c, size_t capacity)
{
	struct transport *ends[2];

	if (!pair_create(ends, capacity)) {
		abort();
	}
	couple_init(c, ends);
}

void
couple_finish(struct couple *c)
{
	link_destroy(c->agent.link);
	link_destroy(c->daemon.link);
	ev_loop_destroy(c->loop);
}

static void
on_guard(struct ev_loop *loop, ev_timer *watcher, int events)
{
	(void)watcher;
	(void)events;
	ev_break(loop, EVBREAK_ALL);
}

/* Runs the loop until *value reaches target; false after ten seconds. */
bool
run_until(struct ev_loop *loop, const unsigned *value, unsigned target)
{
	ev_timer guard;

	ev_timer_init(&guard, on_guard, 10., 0.);
	ev_timer_start(loop, &guard);
	while (*value < target && ev_is_active(&guard)) {
		ev_run(loop, EVRUN_ONCE);
	}
	ev_timer_stop(loop, &guard);
	return *value >= target;
}

/* However slow the machine: so many turns move whatever fits through the smallest pair.
 */
void
run_still(struct ev_loop *loop)
{
	for (int i = 0; i < STILL_TURNS; i++) {
		ev_run(loop, EVRUN_NOWAIT);
	}
}

/* Runs the loop for a short while in which nothing has to happen. */
void
run_for(struct ev_loop *loop, double seconds)
{
	ev_timer guard;

	ev_timer_init(&guard, on_guard, seconds, 0.);
	ev_timer_start(loop, &guard);
	while (ev_is_active(&guard)) {
		ev_run(loop, EVRUN_ONCE);
	}
	ev_timer_stop(loop, &guard);
}

/* A message of any length whose first word is its number. */
void
send_clip(struct link *link, uint32_t number, size_t len)
{
	static uint8_t body[WIRE_MAX_CLIPBOARD];

	memcpy(body, &number, 4);
	link_send(link, MSG_CLIPBOARD_DATA, 0, body, len < 4 ? 4 : len);
}

void
socket_ends(struct transport *ends[2])
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0) {
		abort();
	}
	ends[0] = local_from_fd(fds[0]);
	ends[1] = local_from_fd(fds[1]);
	if (!ends[0] || !ends[1]) {
		abort();
	}
}

static void
on_count(struct ev_loop *loop, ev_prepare *watcher, int events)
{
	(void)loop;
	(void)events;
	++*(unsigned *)watcher->data;
}

void
turns_init(ev_prepare *counter, unsigned *turns)
{
	ev_prepare_init(counter, on_count);
	counter->data = turns;
}

void
send_dump(struct link *link, uint32_t number, int fd)
{
	uint8_t body[20] = {0};

	memcpy(body, &number, 4);
	body[16] = fd >= 0; /* for the receiver to know */
	link_send_fd(link, MSG_WINDOW_DUMP, 0, body, sizeof(body), fd);
}
