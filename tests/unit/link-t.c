#include "common/base/fd.h"
#include "protocol/transport/link.h"
#include "tests/unit/random.h"
#include "tests/unit/spy.h"
#include "tests/unit/tap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- a peer: a link and what its owner saw
 * ------------------------------------------------- */

struct peer {
	struct link *link; /* owned */
	struct ev_loop *loop;
	unsigned taken;    /* messages */
	bool in_order;     /* message i's first word was i */
	bool is_lazy;      /* takes nothing */
	unsigned close_at; /* closes after so many; 0 never */
	unsigned readable, drained, ended;
	const char *why;
	size_t fd_numbers[200]; /* of descriptors that came, with message fd_messages[] */
	unsigned fd_messages[200];
	size_t n_fds;
};

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

static void
take(struct peer *peer)
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

static void
on_readable(void *data)
{
	struct peer *peer = data;

	peer->readable++;
	if (!peer->is_lazy) {
		take(peer);
	}
}

static void
on_ended(void *data, const char *why)
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

static void
peer_init(
    struct peer *peer, struct ev_loop *loop, struct transport *t, enum frame_side side)
{
	const struct link_owner owner = {on_readable, on_ended, on_drained, peer};

	*peer = (struct peer){.loop = loop, .in_order = true};
	peer->link = link_create(loop, t, side, &owner);
	struct frame f;
	if (!peer->link || link_next(peer->link, &f) != FRAME_NONE) {
		abort();
	}
}

/* An agent and a daemon, joined. */
struct couple {
	struct ev_loop *loop;
	struct peer agent, daemon;
};

static void
couple_init(struct couple *c, struct transport *ends[2])
{
	c->loop = ev_loop_new(0);
	peer_init(&c->agent, c->loop, ends[0], FRAME_AT_AGENT);
	peer_init(&c->daemon, c->loop, ends[1], FRAME_AT_DAEMON);
}

static void
couple_pair(struct couple *c, size_t capacity)
{
	struct transport *ends[2];

	if (!pair_create(ends, capacity)) {
		abort();
	}
	couple_init(c, ends);
}

static void
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
static bool
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

/* Runs the loop for a short while in which nothing has to happen. */
static void
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
static void
send_clip(struct link *link, uint32_t number, size_t len)
{
	static uint8_t body[WIRE_MAX_CLIPBOARD];

	memcpy(body, &number, 4);
	link_send(link, MSG_CLIPBOARD_DATA, 0, body, len < 4 ? 4 : len);
}

/* --- order
 * ---------------------------------------------------------------------------------- */

static void
order_holds(struct transport *ends[2], size_t most)
{
	struct couple c;
	uint64_t seed = 0x0bde;
	bool came = true;
	unsigned sent = 0;

	couple_init(&c, ends);
	for (int burst = 0; burst < 20; burst++) {
		unsigned count = 1 + random_below(&seed, 20);

		for (unsigned i = 0; i < count; i++) {
			send_clip(
			    c.agent.link, sent, random_below(&seed, (uint32_t)most));
			send_clip(
			    c.daemon.link, sent, random_below(&seed, (uint32_t)most));
			sent++;
		}
		came = came && run_until(c.loop, &c.daemon.taken, sent - count / 2) &&
		    run_until(c.loop, &c.agent.taken, sent - count / 2);
	}
	ok(came && run_until(c.loop, &c.daemon.taken, sent) &&
	    run_until(c.loop, &c.agent.taken, sent));
	ok(c.agent.in_order && c.daemon.in_order);
	ok(c.agent.ended == 0 && c.daemon.ended == 0);
	ok(link_queued(c.agent.link) == 0 && link_queued(c.daemon.link) == 0);
	couple_finish(&c);
}

static void
order_holds_under_partial_writes(void)
{
	static const size_t capacities[] = {1, 13, 97, 4096, 1 << 20};
	struct transport *ends[2];
	int fds[2];

	for (size_t i = 0; i < ARRAY_LEN(capacities); i++) {
		ok(pair_create(ends, capacities[i]));
		order_holds(ends, capacities[i] < 100 ? 100 : 20000);
	}
	ok(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
	ends[0] = local_from_fd(fds[0]);
	ends[1] = local_from_fd(fds[1]);
	order_holds(ends, 200000);

	struct spy spies[2] = {{.buffers = TRANSPORT_FDS, .most = 3000, .seed = 1},
	    {.buffers = TRANSPORT_FDS, .most = 70, .seed = 2}};
	ok(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
	for (int i = 0; i < 2; i++) {
		ends[i] = spy_around(&spies[i], local_from_fd(fds[i]));
	}
	order_holds(ends, 5000);
}

/* --- a turn leaves in one write
 * --------------------------------------------------------------- */

/* Queues one more message, just before the loop waits. */
static void
on_prepare(struct ev_loop *loop, ev_prepare *watcher, int events)
{
	struct peer *peer = watcher->data;

	(void)events;
	if (link_queued(peer->link) > 0) {
		send_clip(peer->link, 50, 10);
		ev_prepare_stop(loop, watcher);
	}
}

static void
a_turn_leaves_in_one_write(bool owner_is_first)
{
	struct couple c;
	struct transport *ends[2];
	struct spy spy = {.buffers = TRANSPORT_FDS};
	ev_prepare prepare;

	ok(pair_create(ends, 1 << 20));
	ends[0] = spy_around(&spy, ends[0]);
	ev_prepare_init(&prepare, on_prepare);
	prepare.data = &c.agent;
	c.loop = ev_loop_new(0);
	if (owner_is_first) {
		ev_prepare_start(c.loop, &prepare);
	}
	peer_init(&c.agent, c.loop, ends[0], FRAME_AT_AGENT);
	peer_init(&c.daemon, c.loop, ends[1], FRAME_AT_DAEMON);
	ev_prepare_start(c.loop, &prepare);
	run_for(c.loop, 0.01);
	for (uint32_t i = 0; i < 50; i++) {
		send_clip(c.agent.link, i, i);
	}
	ok(spy.writes == 0 && link_queued(c.agent.link) > 0);
	ok(run_until(c.loop, &c.daemon.taken, 51) && c.daemon.in_order);
	ok(spy.writes == 1);
	ok(c.daemon.readable == 1);
	send_clip(c.agent.link, 51, 10);
	link_flush(c.agent.link);
	ok(spy.writes == 2 && link_queued(c.agent.link) == 0);
	couple_finish(&c);
}

static void
on_count(struct ev_loop *loop, ev_prepare *watcher, int events)
{
	(void)loop;
	(void)events;
	++*(unsigned *)watcher->data;
}

static void
idle_links_do_not_wake(void)
{
	struct couple c;
	unsigned turns = 0;
	ev_prepare count;

	couple_pair(&c, 4096);
	send_clip(c.agent.link, 0, 100);
	ok(run_until(c.loop, &c.daemon.taken, 1));
	run_for(c.loop, 0.01);
	ev_prepare_init(&count, on_count);
	count.data = &turns;
	ev_prepare_start(c.loop, &count);
	run_for(c.loop, 0.1);
	ok(turns <= 2);
	ev_prepare_stop(c.loop, &count);
	couple_finish(&c);
}

/* --- peers that misbehave
 * ---------------------------------------------------------------------- */

static void
a_peer_that_does_not_read_ends_at_the_bound(void)
{
	struct ev_loop *loop = ev_loop_new(0);
	struct transport *ends[2];
	struct peer daemon;
	unsigned sent = 0;
	size_t most = 0;

	ok(pair_create(ends, 4096));
	peer_init(&daemon, loop, ends[1], FRAME_AT_DAEMON);
	while (daemon.ended == 0 && sent < 1000) {
		send_clip(daemon.link, sent++, 100000);
		size_t queued = link_queued(daemon.link);
		most = queued > most ? queued : most;
		ev_run(loop, EVRUN_NOWAIT);
	}
	ok(daemon.ended == 1 && strcmp(daemon.why, "the other end does not read") == 0);
	ok(most <= LINK_MAX_BYTES && most > LINK_MAX_BYTES - 200000);
	send_clip(daemon.link, sent, 100000); /* dropped */
	ok(link_queued(daemon.link) <= most);
	run_for(loop, 0.01);
	ok(daemon.ended == 1);
	link_destroy(daemon.link);
	transport_destroy(ends[0]);
	ev_loop_destroy(loop);
}

static void
half_a_message_stalls_nobody(void)
{
	struct couple c;
	struct transport *ends[2];
	struct peer halved;
	uint8_t header[WIRE_HEADER_BYTES];
	unsigned sent = 0;

	couple_pair(&c, 4096);
	ok(pair_create(ends, 4096));
	peer_init(&halved, c.loop, ends[1], FRAME_AT_DAEMON);
	link_set_patience(halved.link, 0.2);
	wire_encode_header(header, &(struct wire_header){MSG_CLIPBOARD_DATA, 0, 100});
	ok(transport_write(ends[0], header, sizeof(header)) == sizeof(header));
	while (halved.ended == 0 && sent < 1000000) {
		send_clip(c.agent.link, sent++, 100);
		if (!run_until(c.loop, &c.daemon.taken, sent)) {
			break;
		}
	}
	ok(halved.ended == 1 && strcmp(halved.why, "half a message for too long") == 0);
	ok(halved.taken == 0 && sent > 10 && c.daemon.taken == sent);
	link_destroy(halved.link);
	transport_destroy(ends[0]);
	couple_finish(&c);
}

/* Bytes that trickle do not put the deadline off; whole messages do. */
static void
only_whole_messages_put_the_deadline_off(void)
{
	struct ev_loop *loop = ev_loop_new(0);
	struct transport *ends[2];
	struct peer peer;
	uint8_t stream[2 * WIRE_HEADER_BYTES];
	uint8_t zero = 0;
	bool lived = true;

	wire_encode_header(stream, &(struct wire_header){MSG_DOCK, 0, 0});
	wire_encode_header(
	    stream + WIRE_HEADER_BYTES, &(struct wire_header){MSG_DOCK, 0, 0});
	ok(pair_create(ends, 1 << 20));
	peer_init(&peer, loop, ends[1], FRAME_AT_DAEMON);
	link_set_patience(peer.link, 0.2);
	/* Always half of one waits, always another one, for 0.5 s. */
	lived = transport_write(ends[0], stream, 5) == 5;
	for (int i = 0; i < 50; i++) {
		lived = lived &&
		    transport_write(ends[0], stream + 5, WIRE_HEADER_BYTES) ==
		        WIRE_HEADER_BYTES;
		run_for(loop, 0.01);
	}
	ok(lived && peer.ended == 0 && peer.taken == 50);
	/* Now a long one, byte by byte. */
	lived = lived && transport_write(ends[0], stream + 5, 7) == 7;
	wire_encode_header(stream, &(struct wire_header){MSG_CLIPBOARD_DATA, 0, 200000});
	lived = lived && transport_write(ends[0], stream, 12) == 12;
	double start = ev_time();
	while (peer.ended == 0 && ev_time() - start < 5.) {
		lived = lived && transport_write(ends[0], &zero, 1) == 1;
		run_for(loop, 0.01);
	}
	ok(lived && peer.taken == 51);
	ok(peer.ended == 1 && strcmp(peer.why, "half a message for too long") == 0);
	ok(ev_time() - start > 0.15 && ev_time() - start < 2.);
	link_destroy(peer.link);
	transport_destroy(ends[0]);
	ev_loop_destroy(loop);
}

static void
a_bad_frame_ends_the_session(void)
{
	struct couple c;

	couple_pair(&c, 4096);
	send_clip(c.agent.link, 0, 10);
	link_send(c.agent.link, 77, 0, NULL, 0);
	send_clip(c.agent.link, 1, 10);
	ok(run_until(c.loop, &c.daemon.ended, 1));
	ok(c.daemon.taken == 1 && strcmp(c.daemon.why, "unknown message type") == 0);
	ok(strcmp(link_why(c.daemon.link), "unknown message type") == 0);
	link_destroy(c.daemon.link);
	c.daemon.link = NULL;
	ok(run_until(c.loop, &c.agent.ended, 1));
	couple_finish(&c);
}

/* --- ends
 * --------------------------------------------------------------------------------------
 */

static void
what_came_before_the_end_is_offered(void)
{
	struct couple c;

	couple_pair(&c, 1 << 20);
	for (uint32_t i = 0; i < 20; i++) {
		send_clip(c.agent.link, i, 10000);
	}
	link_close(c.agent.link, "going"); /* writes first */
	ok(c.agent.ended == 0 && strcmp(link_why(c.agent.link), "going") == 0);
	link_close(c.agent.link, "a later reason");
	ok(run_until(c.loop, &c.agent.ended, 1) && strcmp(c.agent.why, "going") == 0);
	link_destroy(c.agent.link);
	c.agent.link = NULL;
	ok(run_until(c.loop, &c.daemon.ended, 1));
	ok(c.daemon.taken == 20 && c.daemon.in_order);
	ok(strcmp(c.daemon.why, "the other end is gone") == 0);
	run_for(c.loop, 0.01);
	ok(c.daemon.ended == 1);
	couple_finish(&c);
}

static void
closing_inside_a_call_is_fine(void)
{
	struct couple c;
	struct frame f;

	couple_pair(&c, 1 << 20);
	c.daemon.close_at = 3;
	for (uint32_t i = 0; i < 20; i++) {
		send_clip(c.agent.link, i, 1000);
	}
	ok(run_until(c.loop, &c.daemon.ended, 1));
	ok(c.daemon.taken == 3 && strcmp(c.daemon.why, "had enough") == 0);
	ok(link_next(c.daemon.link, &f) == FRAME_NONE);
	ok(!link_take_raw(c.daemon.link, 1));
	link_send(c.daemon.link, MSG_CLOSE, 0, NULL, 0); /* dropped */
	ok(link_queued(c.daemon.link) == 0);
	couple_finish(&c);
}

static void
on_readable_destroy(void *data)
{
	struct peer *peer = data;

	link_destroy(peer->link);
}

static void
destroying_inside_a_call_is_a_bug(void)
{
	int status = 0;

	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		struct transport *ends[2];
		struct peer peer = {0};
		const struct link_owner owner = {
		    on_readable_destroy, on_ended, NULL, &peer};
		struct ev_loop *loop = ev_loop_new(0);
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDERR_FILENO);
		if (pair_create(ends, 100)) {
			peer.link = link_create(loop, ends[0], FRAME_AT_AGENT, &owner);
			(void)!transport_write(ends[1], "x", 1);
			ev_run(loop, EVRUN_ONCE);
		}
		_exit(0);
	}
	waitpid(child, &status, 0);
	ok(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	link_destroy(NULL);
}

/* --- flow
 * ---------------------------------------------------------------------------------------
 */

static void
drained_is_told_once(void)
{
	struct couple c;

	couple_pair(&c, 4096);
	c.daemon.is_lazy = true;
	send_clip(c.agent.link, 0, 1000);
	run_for(c.loop, 0.01);
	ok(c.agent.drained == 0); /* it never was high */
	c.daemon.is_lazy = false;
	send_clip(c.agent.link, 1, 200000);
	ok(run_until(c.loop, &c.agent.drained, 1));
	ok(link_queued(c.agent.link) < LINK_LOW_BYTES);
	ok(run_until(c.loop, &c.daemon.taken, 2) && c.daemon.in_order);
	ok(c.agent.drained == 1);
	send_clip(c.agent.link, 2, 200000);
	ok(run_until(c.loop, &c.agent.drained, 2));
	couple_finish(&c);
}

/* An owner that takes nothing holds the stream up, within bounds, until it does. */
static void
an_owner_that_does_not_take_is_waited_for(void)
{
	struct couple c;
	const unsigned count = 100;

	couple_pair(&c, 4096);
	c.daemon.is_lazy = true;
	for (uint32_t i = 0; i < count; i++) {
		send_clip(c.agent.link, i, 20000);
	}
	run_for(c.loop, 0.1);
	size_t held = count * 20000 - link_queued(c.agent.link);
	ok(link_queued(c.agent.link) > 0 && held < 500000);
	unsigned calls = c.daemon.readable;
	unsigned turns = 0;
	ev_prepare counter;
	ev_prepare_init(&counter, on_count);
	counter.data = &turns;
	ev_prepare_start(c.loop, &counter);
	run_for(c.loop, 0.05);
	ok(c.daemon.readable == calls && turns <= 3); /* and nobody is pestered */
	ev_prepare_stop(c.loop, &counter);
	c.daemon.is_lazy = false;
	take(&c.daemon);
	ok(run_until(c.loop, &c.daemon.taken, count) && c.daemon.in_order);
	couple_finish(&c);
}

/* A flood gives others their turn: one wake-up reads a bounded amount. */
static void
a_flood_leaves_others_their_turn(void)
{
	struct couple c;
	unsigned turns = 0;
	ev_prepare count;

	couple_pair(&c, 4 << 20);
	ev_prepare_init(&count, on_count);
	count.data = &turns;
	ev_prepare_start(c.loop, &count);
	for (uint32_t i = 0; i < 200; i++) {
		send_clip(c.agent.link, i, 20000);
	}
	ok(run_until(c.loop, &c.daemon.taken, 200) && c.daemon.in_order);
	ok(turns >= 5);
	ev_prepare_stop(c.loop, &count);
	couple_finish(&c);
}

/* --- descriptors
 * --------------------------------------------------------------------------------- */

static void
send_dump(struct link *link, uint32_t number, int fd)
{
	uint8_t body[20] = {0};

	memcpy(body, &number, 4);
	body[16] = fd >= 0; /* for the receiver to know */
	link_send_fd(link, MSG_WINDOW_DUMP, 0, body, sizeof(body), fd);
}

/* Every third message carries one; more than may wait at once, with takers. */
static void
descriptors_stay_with_their_messages(struct transport *ends[2])
{
	struct couple c;
	const unsigned count = 150;
	bool right = true;

	couple_init(&c, ends);
	for (uint32_t i = 0; i < count; i++) {
		int fd = i % 3 == 0 ? memfd_create("numbered", MFD_CLOEXEC) : -1;

		if (fd >= 0 && ftruncate(fd, (off_t)i) < 0) {
			abort();
		}
		send_dump(c.agent.link, i, fd);
		fd_close(&fd); /* the link has its own */
	}
	ok(run_until(c.loop, &c.daemon.taken, count) && c.daemon.in_order);
	ok(c.daemon.n_fds == count / 3);
	for (size_t i = 0; i < c.daemon.n_fds; i++) {
		right = right && c.daemon.fd_numbers[i] == 3 * i &&
		    c.daemon.fd_messages[i] == 3 * i;
	}
	ok(right);
	couple_finish(&c);
}

static void
descriptors(void)
{
	struct transport *ends[2];
	int fds[2];
	struct couple c;

	ok(pair_create(ends, 1 << 20));
	descriptors_stay_with_their_messages(ends);
	ok(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
	ends[0] = local_from_fd(fds[0]);
	ends[1] = local_from_fd(fds[1]);
	descriptors_stay_with_their_messages(ends);

	/* More wait to leave than can. */
	couple_pair(&c, 16);
	for (uint32_t i = 0; i <= TRANSPORT_MAX_FDS; i++) {
		send_dump(c.agent.link, i, STDIN_FILENO);
	}
	ok(strcmp(link_why(c.agent.link), "too many descriptors wait") == 0);
	ok(run_until(c.loop, &c.agent.ended, 1));
	couple_finish(&c);

	/* Beside messages that take none: the receiver's session ends. */
	couple_pair(&c, 1 << 20);
	for (uint32_t i = 0; i < 2 * TRANSPORT_MAX_FDS && c.daemon.ended == 0; i++) {
		link_send_fd(c.agent.link, MSG_DOCK, 0, NULL, 0, STDERR_FILENO);
		run_for(c.loop, 0.001);
	}
	ok(c.daemon.ended == 1);
	couple_finish(&c);

	/* Over grants no descriptor can go. */
	struct spy spy = {.buffers = TRANSPORT_GRANTS};
	ok(pair_create(ends, 1 << 20));
	ends[0] = spy_around(&spy, ends[0]);
	couple_init(&c, ends);
	ok(link_buffers(c.agent.link) == TRANSPORT_GRANTS);
	send_dump(c.agent.link, 0, STDERR_FILENO);
	ok(run_until(c.loop, &c.agent.ended, 1));
	ok(strcmp(c.agent.why, "no descriptor can go this way") == 0);
	couple_finish(&c);
}

/* --- the handshake
 * ------------------------------------------------------------------------------- */

static void
the_handshake_has_no_headers(void)
{
	struct ev_loop *loop = ev_loop_new(0);
	struct transport *ends[2];
	struct peer peer = {.loop = loop, .in_order = true, .is_lazy = true};
	const struct link_owner owner = {on_readable, on_ended, NULL, &peer};
	uint8_t version[WIRE_VERSION_BYTES];
	uint8_t back[WIRE_VERSION_BYTES];

	ok(pair_create(ends, 4096));
	wire_encode_version(version, WIRE_VERSION);
	ok(transport_write(ends[0], version, 4) == 4); /* before anybody watches */
	peer.link = link_create(loop, ends[1], FRAME_AT_DAEMON, &owner);
	ok(run_until(loop, &peer.readable, 1));
	const uint8_t *raw = link_take_raw(peer.link, WIRE_VERSION_BYTES);
	ok(raw && guest_u32_as_key(wire_decode_guest_version(raw)) == WIRE_VERSION);
	link_send_raw(peer.link, version, 4);
	link_send_raw(peer.link, version, 0);
	run_for(loop, 0.01);
	ok(transport_read(ends[0], back, 4) == 4 && memcmp(back, version, 4) == 0);
	link_destroy(peer.link);
	transport_destroy(ends[0]);
	ev_loop_destroy(loop);
}

int
main(void)
{
	order_holds_under_partial_writes();
	a_turn_leaves_in_one_write(true);
	a_turn_leaves_in_one_write(false);
	idle_links_do_not_wake();
	a_peer_that_does_not_read_ends_at_the_bound();
	half_a_message_stalls_nobody();
	only_whole_messages_put_the_deadline_off();
	a_bad_frame_ends_the_session();
	what_came_before_the_end_is_offered();
	closing_inside_a_call_is_fine();
	destroying_inside_a_call_is_a_bug();
	drained_is_told_once();
	an_owner_that_does_not_take_is_waited_for();
	a_flood_leaves_others_their_turn();
	descriptors();
	the_handshake_has_no_headers();
	return done_testing();
}
