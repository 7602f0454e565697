/* A link whose peer, or whose owner, misbehaves; ends; descriptors. */
#include "common/base/fd.h"
#include "protocol/transport/queue.h"
#include "tests/unit/peer.h"
#include "tests/unit/spy.h"
#include "tests/unit/tap.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_S 1. /* of links */
#define STEPS 60
#define STEP_S 0.02 /* all of them are longer, and one on a busy machine is not */
#define LATE_S 10.

/* --- peers that misbehave ------------------------------------------------ */

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
	ok(link_fault(daemon.link) == LINK_FAULT_PEER);
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
	link_set_patience(halved.link, PATIENCE_S);
	wire_encode_header(header, &(struct wire_header){MSG_CLIPBOARD_DATA, 0, 100});
	ok(transport_write(ends[0], header, sizeof(header)) == sizeof(header));
	while (halved.ended == 0 && sent < 1000000) {
		send_clip(c.agent.link, sent++, 100);
		if (!run_until(c.loop, &c.daemon.taken, sent)) {
			break;
		}
	}
	ok(halved.ended == 1 && strcmp(halved.why, "half a message for too long") == 0);
	ok(link_fault(halved.link) == LINK_FAULT_PEER);
	ok(halved.taken == 0 && sent > 10 && c.daemon.taken == sent);
	link_destroy(halved.link);
	transport_destroy(ends[0]);
	couple_finish(&c);
}

/* A paused guest's messages wait as long as the person likes. */
static void
who_is_held_may_wait(void)
{
	struct ev_loop *loop = ev_loop_new(0);
	struct transport *ends[2];
	struct peer peer;
	uint8_t header[WIRE_HEADER_BYTES];

	wire_encode_header(header, &(struct wire_header){MSG_DOCK, 0, 0});
	ok(pair_create(ends, 1 << 20));
	peer_init(&peer, loop, ends[1], FRAME_AT_DAEMON);
	link_set_patience(peer.link, 0.1);
	ok(transport_write(ends[0], header, 5) == 5);
	link_hold(peer.link, true);
	run_for(loop, 0.5);
	ok(peer.ended == 0);
	link_hold(peer.link, false);
	ok(transport_write(ends[0], header + 5, sizeof(header) - 5) ==
	    (ssize_t)sizeof(header) - 5);
	ok(run_until(loop, &peer.taken, 1) && peer.ended == 0);
	ok(transport_write(ends[0], header, 5) == 5);
	ok(run_until(loop, &peer.ended, 1));
	ok(peer.ended == 1 && strcmp(peer.why, "half a message for too long") == 0);
	link_destroy(peer.link);
	transport_destroy(ends[0]);
	ev_loop_destroy(loop);
}

/* The rest came in time; it was we who did not look. */
static void
who_stood_still_looks_again(void)
{
	struct ev_loop *loop = ev_loop_new(0);
	struct transport *ends[2];
	struct peer peer;
	uint8_t header[WIRE_HEADER_BYTES];
	const size_t rest = sizeof(header) - 5;

	wire_encode_header(header, &(struct wire_header){MSG_DOCK, 0, 0});
	ok(pair_create(ends, 1 << 20));
	peer_init(&peer, loop, ends[1], FRAME_AT_DAEMON);
	link_set_patience(peer.link, 1.);
	ok(transport_write(ends[0], header, 5) == 5);
	run_for(loop, 0.01);
	ok(peer.ended == 0);
	ok(transport_write(ends[0], header + 5, rest) == (ssize_t)rest);
	nanosleep(&(struct timespec){1, 200000000}, NULL);
	ok(run_until(loop, &peer.taken, 1));
	run_for(loop, 0.2);
	ok(peer.ended == 0);
	link_destroy(peer.link);
	transport_destroy(ends[0]);
	ev_loop_destroy(loop);
}

/* Short of the bound, who reads none of what waits has a time limit. */
static void
a_peer_that_reads_nothing_has_a_deadline(void)
{
	struct ev_loop *loop = ev_loop_new(0);
	struct transport *ends[2];
	struct peer daemon;
	uint8_t some[100];
	bool lived = true;

	ok(pair_create(ends, 4096));
	peer_init(&daemon, loop, ends[1], FRAME_AT_DAEMON);
	link_set_unread_patience(daemon.link, PATIENCE_S);
	send_clip(daemon.link, 0, 100000);
	/* A little at a time is enough. */
	for (int i = 0; i < STEPS; i++) {
		run_for(loop, STEP_S);
		lived = lived && transport_read(ends[0], some, sizeof(some)) > 0;
	}
	ok(lived && daemon.ended == 0);
	double start = ev_time();
	while (daemon.ended == 0 && ev_time() - start < LATE_S) {
		run_for(loop, 0.01);
	}
	ok(daemon.ended == 1);
	ok(strcmp(daemon.why, "the other end does not read for too long") == 0);
	ok(link_fault(daemon.link) == LINK_FAULT_PEER);
	ok(ev_time() - start > 0.1 && ev_time() - start < LATE_S);
	link_destroy(daemon.link);
	transport_destroy(ends[0]);
	ev_loop_destroy(loop);
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
	link_set_patience(peer.link, PATIENCE_S);
	/* Always half of one waits, always another one, for longer than that. */
	lived = transport_write(ends[0], stream, 5) == 5;
	for (int i = 0; i < STEPS; i++) {
		lived = lived &&
		    transport_write(ends[0], stream + 5, WIRE_HEADER_BYTES) ==
		        WIRE_HEADER_BYTES;
		run_for(loop, STEP_S);
	}
	ok(lived && peer.ended == 0 && peer.taken == STEPS);
	/* Now a long one, byte by byte. */
	lived = lived && transport_write(ends[0], stream + 5, 7) == 7;
	wire_encode_header(stream, &(struct wire_header){MSG_CLIPBOARD_DATA, 0, 200000});
	lived = lived && transport_write(ends[0], stream, 12) == 12;
	double start = ev_time();
	while (peer.ended == 0 && ev_time() - start < LATE_S) {
		lived = lived && transport_write(ends[0], &zero, 1) == 1;
		run_for(loop, 0.01);
	}
	ok(lived && peer.taken == STEPS + 1);
	ok(peer.ended == 1 && strcmp(peer.why, "half a message for too long") == 0);
	ok(ev_time() - start > 0.15 && ev_time() - start < LATE_S);
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
	ok(link_fault(c.daemon.link) == LINK_FAULT_PEER);
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
	ok(link_fault(c.daemon.link) == LINK_FAULT_NONE);
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
		    on_readable_destroy, peer_ended, NULL, &peer};
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

/* --- descriptors --------------------------------------------------------- */

/* Every third message carries one: in one turn more than a receiver lets wait. */
static void
descriptors_stay_with_their_messages(struct transport *ends[2])
{
	struct couple c;
	const unsigned count = 600;
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
	struct couple c;

	ok(pair_create(ends, 1 << 20));
	descriptors_stay_with_their_messages(ends);
	socket_ends(ends);
	descriptors_stay_with_their_messages(ends);

	/* More wait to leave than can. */
	couple_pair(&c, 16);
	for (uint32_t i = 0; i <= QUEUE_MAX_FDS + TRANSPORT_MAX_FDS; i++) {
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

int
main(void)
{
	a_peer_that_does_not_read_ends_at_the_bound();
	a_peer_that_reads_nothing_has_a_deadline();
	half_a_message_stalls_nobody();
	only_whole_messages_put_the_deadline_off();
	who_is_held_may_wait();
	who_stood_still_looks_again();
	a_bad_frame_ends_the_session();
	what_came_before_the_end_is_offered();
	closing_inside_a_call_is_fine();
	destroying_inside_a_call_is_a_bug();
	descriptors();
	return done_testing();
}
