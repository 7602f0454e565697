/*
 * dom0's end of the transport's tests under Xen.  usage: vchan-t DOMAIN CASE [N]; needs
 * vchan-peer, or vchan-liar for `lies`, in that domain on TEST_PORT.
 */
#include "protocol/transport/link.h"
#include "protocol/wire/messages.h"
#include "tests/unit/tap.h"
#include "tests/xen/stream.h"

#include <ev.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEST_PORT 7000
#define PATIENCE_MS 60000
/* A hundred times what it takes where all is emulated: less than any wait. */
#define AT_ONCE_MS 10000
#define BULK_BYTES (4u << 20)
#define RING_BYTES 65536u

static int64_t
deadline(void)
{
	return stream_now_ms() + PATIENCE_MS;
}

/* A server has published before it can be had: tries until the deadline. */
static struct transport *
open_stream(uint32_t domain)
{
	int64_t end = deadline();

	do {
		struct transport *t = vchan_connect(domain, TEST_PORT);
		if (t) {
			return t;
		}
		usleep(20000);
	} while (stream_now_ms() < end);
	return NULL;
}

static bool
ask(struct transport *t, uint32_t type, uint32_t bytes, uint32_t seed)
{
	const struct peer_request request = {.type = type, .bytes = bytes, .seed = seed};

	return stream_put(t, &request, sizeof(request), deadline());
}

static void
note_rate(const char *what, size_t bytes, int64_t since)
{
	int64_t took = stream_now_ms() - since;

	printf("# %s: %.1f MB/s\n", what,
	    (double)bytes / 1e3 / (double)(took > 0 ? took : 1));
}

/* Both ends write more than a ring holds before either has read. */
static bool
echoes(struct transport *t, size_t len)
{
	uint8_t *sent = malloc(len);
	uint8_t *back = malloc(len);
	size_t put = 0;
	size_t got = 0;
	int64_t end = deadline();
	bool alive = sent && back && ask(t, PEER_ECHO, (uint32_t)len, 0);

	for (size_t i = 0; sent && i < len; i++) {
		sent[i] = (uint8_t)stream_word(3, (uint32_t)i);
	}
	while (alive && got < len) {
		ssize_t wrote = transport_write(t, sent + put, len - put);
		ssize_t read = transport_read(t, back + got, len - got);
		alive = wrote >= 0 && read >= 0 &&
		    (wrote > 0 || read > 0 || stream_wait(t, end));
		put += alive ? (size_t)wrote : 0;
		got += alive ? (size_t)read : 0;
	}
	bool same = alive && memcmp(sent, back, len) == 0;
	free(sent);
	free(back);
	return same;
}

static void
test_bulk(uint32_t domain)
{
	struct transport *t = open_stream(domain);
	uint32_t right = 0;

	if (!ok_named(t, "vchan: a server in a guest can be had")) {
		return;
	}
	int64_t since = stream_now_ms();
	ok_named(ask(t, PEER_SINK, BULK_BYTES, 1) &&
	        stream_put_pattern(t, 1, BULK_BYTES, deadline()) &&
	        stream_get(t, &right, sizeof(right), deadline()) && right == 1,
	    "vchan: bulk to the guest arrives whole");
	note_rate("to the guest", BULK_BYTES, since);
	since = stream_now_ms();
	ok_named(ask(t, PEER_SOURCE, BULK_BYTES, 2) &&
	        stream_get_pattern(t, 2, BULK_BYTES, deadline()),
	    "vchan: bulk from the guest arrives whole");
	note_rate("from the guest", BULK_BYTES, since);
	ok_named(echoes(t, 8 * RING_BYTES), "vchan: both ways at once");
	transport_destroy(t);
}

/* --- messages larger than the ring, through link.c --------------------------------- */

struct dumps {
	struct ev_loop *loop; /* borrowed */
	struct link *link;    /* owned */
	uint32_t count, right;
	const char *why; /* it ended */
};

static bool
is_pattern(const struct frame *frame, uint32_t seed)
{
	if (frame->type != 147 || frame->len != 16 + 4 * PEER_DUMP_REFS) {
		return false;
	}
	for (uint32_t i = 0; i < PEER_DUMP_REFS; i++) {
		uint32_t word;
		memcpy(&word, frame->body + 16 + 4 * (size_t)i, sizeof(word));
		if (word != stream_word(seed, i)) {
			return false;
		}
	}
	return true;
}

static void
dumps_readable(void *data)
{
	struct dumps *dumps = data;
	struct frame frame;

	while (link_next(dumps->link, &frame) == FRAME_READY) {
		dumps->right += is_pattern(&frame, dumps->count);
		dumps->count++;
	}
	if (dumps->count == 8) {
		ev_break(dumps->loop, EVBREAK_ALL);
	}
}

static void
dumps_ended(void *data, const char *why)
{
	struct dumps *dumps = data;

	dumps->why = why;
	ev_break(dumps->loop, EVBREAK_ALL);
}

static void
time_is_up(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)timer;
	(void)events;
	ev_break(loop, EVBREAK_ALL);
}

static void
test_dumps(uint32_t domain)
{
	struct dumps dumps = {.loop = ev_loop_new(EVFLAG_AUTO)};
	const struct link_owner owner = {
	    .readable = dumps_readable, .ended = dumps_ended, .data = &dumps};
	struct transport *t = open_stream(domain);
	ev_timer limit;

	if (!ok_named(t && ask(t, PEER_DUMPS, 8, 0), "link: asked for dumps")) {
		return;
	}
	ev_timer_init(&limit, time_is_up, PATIENCE_MS / 1e3, 0);
	ev_timer_start(dumps.loop, &limit);
	dumps.link = link_create(dumps.loop, t, FRAME_AT_DAEMON, &owner);
	if (ok_named(dumps.link, "link: created on a vchan")) {
		ev_run(dumps.loop, 0);
	}
	printf("# %u came, %u right%s%s\n", dumps.count, dumps.right,
	    dumps.why ? ", ended: " : "", dumps.why ? dumps.why : "");
	ok_named(dumps.right == 8, "link: dumps four times the ring arrive whole");
	link_destroy(dumps.link);
	ev_loop_destroy(dumps.loop);
}

/* --- the other end goes, or stays and does nothing --------------------------------- */

/* Reads until the stream says that it is over; how long that took, or -1. */
static int64_t
time_to_end(struct transport *t)
{
	int64_t since = stream_now_ms();
	uint8_t byte;

	(void)!stream_get(t, &byte, 1, deadline());
	bool over = transport_read(t, &byte, 1) < 0;
	return over ? stream_now_ms() - since : -1;
}

static void
test_end(uint32_t domain, enum peer_request_type how, const char *name)
{
	struct transport *t = open_stream(domain);
	bool asked = t && ask(t, how, 0, 0);
	int64_t took = asked ? time_to_end(t) : -1;

	printf("# noticed after %d ms\n", (int)took);
	ok_named(took >= 0 && took < AT_ONCE_MS, name);
	transport_destroy(t);
}

static void
test_again(uint32_t domain, const char *name)
{
	int64_t since = stream_now_ms();
	struct transport *t = open_stream(domain);

	printf("# connected again after %d ms\n", (int)(stream_now_ms() - since));
	ok_named(t && ask(t, PEER_SOURCE, 4096, 9) &&
	        stream_get_pattern(t, 9, 4096, deadline()),
	    name);
	transport_destroy(t);
}

/* Our end dies by SIGKILL in the middle of a transfer: the peer serves the next. */
static void
test_killed_client(uint32_t domain)
{
	fflush(stdout);
	pid_t child = fork();

	if (child == 0) {
		struct transport *t = open_stream(domain);
		if (t && ask(t, PEER_SOURCE, BULK_BYTES, 5)) {
			(void)!stream_get_pattern(t, 5, RING_BYTES * 2, deadline());
		}
		raise(SIGKILL);
	}
	waitpid(child, NULL, 0);
	test_again(domain, "vchan: a killed client is followed by the next");
}

/* Writes until nothing moves; the longest call in *longest (ms). */
static size_t
write_all_it_takes(struct transport *t, int64_t *longest)
{
	uint8_t bytes[4096] = {0};
	size_t total = 0;
	ssize_t put;

	*longest = 0;
	do {
		int64_t since = stream_now_ms();
		put = transport_write(t, bytes, sizeof(bytes));
		int64_t took = stream_now_ms() - since;
		*longest = took > *longest ? took : *longest;
		total += put > 0 ? (size_t)put : 0;
	} while (put > 0 && total <= 4 * RING_BYTES);
	return total;
}

static void
test_stall(uint32_t domain)
{
	struct transport *t = open_stream(domain);
	int64_t longest = -1;
	uint32_t stalls = 0;

	if (!ok_named(t && ask(t, PEER_STALL, 0, 0) &&
	            stream_get(t, &stalls, sizeof(stalls), deadline()) && stalls == 1,
	        "vchan: the peer stalls")) {
		return;
	}
	size_t total = write_all_it_takes(t, &longest);
	printf("# it took %zu bytes, the longest call %d ms\n", total, (int)longest);
	ok_named(total >= RING_BYTES / 2 && total <= RING_BYTES,
	    "vchan: a stalled peer takes one ring and no more");
	ok_named(longest < AT_ONCE_MS, "vchan: no call waits for a stalled peer");
	uint8_t byte;
	ok_named(transport_read(t, &byte, 1) == 0, "vchan: nothing to read is 0");
	transport_destroy(t);
}

/* Nonsense in the shared ring: no call waits, crashes or returns more than it may. */
static void
test_lies(uint32_t domain, uint8_t which)
{
	struct transport *t = open_stream(domain);
	uint8_t bytes[4096];
	int64_t end = stream_now_ms() + 300;
	int64_t slowest = 0;
	bool sane = t && stream_put(t, &which, 1, deadline());

	while (sane && stream_now_ms() < end) {
		int64_t since = stream_now_ms();
		ssize_t got = transport_read(t, bytes, sizeof(bytes));
		ssize_t put = transport_write(t, bytes, sizeof(bytes));
		int64_t took = stream_now_ms() - since;
		slowest = took > slowest ? took : slowest;
		sane = got <= (ssize_t)sizeof(bytes) && put <= (ssize_t)sizeof(bytes);
		if (got < 0 || put < 0 || (got == 0 && !stream_wait(t, end))) {
			break;
		}
	}
	printf("# lie %u: the longest turn took %d ms\n", which, (int)slowest);
	ok_named(sane && slowest < AT_ONCE_MS, "vchan: a nonsense index stalls nobody");
	transport_destroy(t);
}

int
main(int argc, char **argv)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc < 3) {
		fprintf(stderr, "usage: vchan-t DOMAIN CASE [N]\n");
		return 2;
	}
	uint32_t domain = (uint32_t)strtoul(argv[1], NULL, 10);
	const char *name = argv[2];
	if (strcmp(name, "bulk") == 0) {
		test_bulk(domain);
	} else if (strcmp(name, "dumps") == 0) {
		test_dumps(domain);
	} else if (strcmp(name, "close") == 0) {
		test_end(
		    domain, PEER_CLOSE, "vchan: a closing server is noticed at once");
		test_again(domain, "vchan: it serves again");
	} else if (strcmp(name, "die") == 0) {
		test_end(domain, PEER_DIE, "vchan: a killed server is noticed at once");
	} else if (strcmp(name, "killed-client") == 0) {
		test_killed_client(domain);
	} else if (strcmp(name, "stall") == 0) {
		test_stall(domain);
	} else if (strcmp(name, "lies") == 0) {
		test_lies(domain, argc > 3 ? (uint8_t)strtoul(argv[3], NULL, 10) : 0);
	} else {
		fprintf(stderr, "vchan-t: no case %s\n", name);
		return 2;
	}
	return tap_failed > 0;
}
