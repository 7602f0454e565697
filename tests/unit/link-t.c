/* A link among friends; link-hostile-t.c has the others. */
#include "tests/unit/peer.h"
#include "tests/unit/random.h"
#include "tests/unit/spy.h"
#include "tests/unit/tap.h"

#include <string.h>

/* --- order --------------------------------------------------------------- */

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

	for (size_t i = 0; i < ARRAY_LEN(capacities); i++) {
		ok(pair_create(ends, capacities[i]));
		order_holds(ends, capacities[i] < 100 ? 100 : 20000);
	}
	socket_ends(ends);
	order_holds(ends, 200000);

	struct spy spies[2] = {{.buffers = TRANSPORT_FDS, .most = 3000, .seed = 1},
	    {.buffers = TRANSPORT_FDS, .most = 70, .seed = 2}};
	socket_ends(ends);
	for (int i = 0; i < 2; i++) {
		ends[i] = spy_around(&spies[i], ends[i]);
	}
	order_holds(ends, 5000);
}

/* --- a turn leaves in one write ------------------------------------------ */

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
	run_still(c.loop);
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
idle_links_do_not_wake(void)
{
	struct couple c;
	unsigned turns = 0;
	ev_prepare count;

	couple_pair(&c, 4096);
	send_clip(c.agent.link, 0, 100);
	ok(run_until(c.loop, &c.daemon.taken, 1));
	run_still(c.loop);
	turns_init(&count, &turns);
	ev_prepare_start(c.loop, &count);
	run_for(c.loop, 0.1);
	ok(turns <= 2);
	ev_prepare_stop(c.loop, &count);
	couple_finish(&c);
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
	run_still(c.loop);
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
	run_still(c.loop);
	size_t held = count * 20000 - link_queued(c.agent.link);
	ok(link_queued(c.agent.link) > 0 && held < 500000);
	unsigned calls = c.daemon.readable;
	unsigned turns = 0;
	ev_prepare counter;
	turns_init(&counter, &turns);
	ev_prepare_start(c.loop, &counter);
	run_for(c.loop, 0.05);
	ok(c.daemon.readable == calls && turns <= 3); /* and nobody is pestered */
	ev_prepare_stop(c.loop, &counter);
	c.daemon.is_lazy = false;
	peer_take(&c.daemon);
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
	turns_init(&count, &turns);
	ev_prepare_start(c.loop, &count);
	for (uint32_t i = 0; i < 200; i++) {
		send_clip(c.agent.link, i, 20000);
	}
	ok(run_until(c.loop, &c.daemon.taken, 200) && c.daemon.in_order);
	ok(turns >= 5);
	ev_prepare_stop(c.loop, &count);
	couple_finish(&c);
}

/* --- the handshake ------------------------------------------------------- */

static void
the_handshake_has_no_headers(void)
{
	struct ev_loop *loop = ev_loop_new(0);
	struct transport *ends[2];
	struct peer peer = {.loop = loop, .in_order = true, .is_lazy = true};
	const struct link_owner owner = {peer_readable, peer_ended, NULL, &peer};
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
	run_still(loop);
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
	drained_is_told_once();
	an_owner_that_does_not_take_is_waited_for();
	a_flood_leaves_others_their_turn();
	the_handshake_has_no_headers();
	return done_testing();
}
