/*
 * A guest's end of the tests: serves one vchan after the other on the port named, and
 * does on each what struct peer_request asks.
 */
#include "protocol/wire/messages.h"
#include "tests/xen/shares.h"
#include "tests/xen/stream.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE_MS 60000

struct peer {
	struct transport *stream; /* owned */
	struct shares *shares;    /* owned; NULL until they are asked for */
};

static int64_t
deadline(void)
{
	return stream_now_ms() + PATIENCE_MS;
}

static bool
answer(struct peer *peer, uint32_t status)
{
	return stream_put(peer->stream, &status, sizeof(status), deadline());
}

static bool
echo(struct peer *peer, uint32_t bytes)
{
	uint8_t chunk[16384];

	while (bytes > 0) {
		ssize_t got = transport_read(
		    peer->stream, chunk, bytes < sizeof(chunk) ? bytes : sizeof(chunk));
		if (got < 0 || (got == 0 && !stream_wait(peer->stream, deadline())) ||
		    !stream_put(peer->stream, chunk, (size_t)got, deadline())) {
			return false;
		}
		bytes -= (uint32_t)got;
	}
	return true;
}

/* One WINDOW_DUMP, its references seed's pattern. */
static bool
dump(struct peer *peer, uint32_t seed)
{
	const uint32_t head[] = {147, 1, 16 + 4 * PEER_DUMP_REFS, 0, 8192, 8192, 24};

	return stream_put(peer->stream, head, sizeof(head), deadline()) &&
	    stream_put_pattern(
	        peer->stream, seed, PEER_DUMP_REFS * sizeof(uint32_t), deadline());
}

static bool
dumps(struct peer *peer, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (!dump(peer, i)) {
			return false;
		}
	}
	return true;
}

static bool
share(struct peer *peer, const struct peer_request *request)
{
	if (!peer->shares) {
		peer->shares = shares_create();
	}
	const uint32_t *refs = peer->shares
	    ? shares_add(peer->shares, request->share, request->bytes, request->seed)
	    : NULL;
	if (!refs) {
		return answer(peer, errno ? (uint32_t)errno : 1);
	}
	return answer(peer, 0) &&
	    stream_put(peer->stream, refs, request->bytes * sizeof(*refs), deadline());
}

static bool
fill_or_remove(struct peer *peer, const struct peer_request *request)
{
	if (!peer->shares) {
		return answer(peer, EINVAL);
	}
	if (request->type == PEER_FILL) {
		shares_fill(peer->shares, request->share, request->seed);
	} else {
		shares_remove(peer->shares, request->share);
	}
	return answer(peer, 0);
}

/* False when the stream is over. */
static bool
obey(struct peer *peer, const struct peer_request *request)
{
	switch (request->type) {
	case PEER_SINK:
		return answer(peer,
		    stream_get_pattern(
		        peer->stream, request->seed, request->bytes, deadline()));
	case PEER_SOURCE:
		return stream_put_pattern(
		    peer->stream, request->seed, request->bytes, deadline());
	case PEER_ECHO:
		return echo(peer, request->bytes);
	case PEER_DUMPS:
		return dumps(peer, request->bytes);
	case PEER_DIE:
		raise(SIGKILL);
		return false;
	case PEER_STALL:
		if (answer(peer, 1)) {
			pause();
		}
		return false;
	case PEER_SHARE:
		return share(peer, request);
	case PEER_FILL:
	case PEER_UNSHARE:
		return fill_or_remove(peer, request);
	case PEER_LIMIT:
		return answer(peer, shares_limit(request->bytes) ? 0 : 1);
	default:
		return false;
	}
}

/* One client, from its coming to its end. */
static void
serve(struct peer *peer)
{
	struct peer_request request;

	while (!transport_is_open(peer->stream)) {
		if (!stream_wait(peer->stream, deadline())) {
			return;
		}
	}
	printf("a client has come\n");
	while (stream_get(peer->stream, &request, sizeof(request), deadline())) {
		if (!obey(peer, &request)) {
			break;
		}
	}
	printf("the stream is over\n");
}

int
main(int argc, char **argv)
{
	struct peer peer = {0};

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc != 2) {
		fprintf(stderr, "usage: vchan-peer PORT\n");
		return 2;
	}
	uint32_t port = (uint32_t)strtoul(argv[1], NULL, 10);
	for (;;) {
		peer.stream = vchan_serve(0, port);
		if (!peer.stream) {
			perror("vchan-peer: no vchan");
			return 1;
		}
		serve(&peer);
		shares_destroy(peer.shares);
		transport_destroy(peer.stream);
		peer = (struct peer){0};
	}
}
