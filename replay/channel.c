#include "replay/channel.h"

#include "common/base/fd.h"
#include "protocol/transport/queue.h"
#include "replay/endpoint.h"

#include <stdlib.h>
#include <string.h>

/* More than this is not kept for a scenario that takes none of it: the oldest goes. */
#define MOST_KEPT 65536
#define MOST_KEPT_BYTES (64u << 20)

/* Reads in one turn, however fast the other side sends: deadlines are looked at between.
 */
#define ROUNDS 16

struct channel {
	struct transport *transport; /* owned */
	enum side self;
	struct split split;
	struct queue out;
	struct arrived *kept; /* owned; a ring */
	size_t first, count;
	size_t kept_bytes;
	bool has_more; /* the last turn may not have read all */
	bool has_ended;
};

struct channel *
channel_create(struct transport *transport, enum side self)
{
	struct channel *channel = calloc(1, sizeof(*channel));
	struct arrived *kept = calloc(MOST_KEPT, sizeof(*kept));

	if (!channel || !kept) {
		free(kept);
		free(channel);
		transport_destroy(transport);
		return NULL;
	}
	channel->transport = transport;
	channel->self = self;
	channel->kept = kept;
	return channel;
}

void
channel_destroy(struct channel *channel)
{
	if (!channel) {
		return;
	}
	while (channel_front(channel)) {
		channel_drop(channel);
	}
	free(channel->kept);
	queue_finish(&channel->out);
	split_finish(&channel->split);
	transport_destroy(channel->transport);
	free(channel);
}

static enum side
peer_of(const struct channel *channel)
{
	return channel->self == SIDE_AGENT ? SIDE_DAEMON : SIDE_AGENT;
}

/* --- what came --------------------------------------------------------------------- */

struct arrived *
channel_front(struct channel *channel)
{
	return channel->count > 0 ? &channel->kept[channel->first] : NULL;
}

void
channel_drop(struct channel *channel)
{
	struct arrived *oldest = channel_front(channel);

	channel->kept_bytes -= oldest->bytes.len;
	bytes_finish(&oldest->bytes);
	fd_close(&oldest->fd);
	channel->first = (channel->first + 1) % MOST_KEPT;
	channel->count--;
}

static void
keep(struct channel *channel, const struct piece *piece)
{
	struct arrived new = {.piece = piece->kind, .fd = -1};

	if (!bytes_copy(&new.bytes, piece->at, piece->len)) {
		new.piece = PIECE_END; /* of what we can take */
		channel->has_ended = true;
	} else if (piece_takes_fd(piece)) {
		new.fd = transport_take_fd(channel->transport);
	}
	while (channel->count == MOST_KEPT ||
	    (channel->count > 0 && channel->kept_bytes > MOST_KEPT_BYTES)) {
		channel_drop(channel);
	}
	channel->kept_bytes += new.bytes.len;
	channel->kept[(channel->first + channel->count++) % MOST_KEPT] = new;
}

static void
note_end(struct channel *channel)
{
	struct piece piece;

	if (channel->has_ended) {
		return;
	}
	channel->has_ended = true;
	while (split_rest(&channel->split, peer_of(channel), &piece)) {
		keep(channel, &piece);
	}
	keep(channel, &(struct piece){PIECE_END, NULL, 0});
}

static void
keep_all(struct channel *channel)
{
	struct piece piece;

	while (split_next(&channel->split, peer_of(channel), &piece)) {
		keep(channel, &piece);
	}
}

static void
read_all(struct channel *channel)
{
	uint8_t chunk[65536];

	channel->has_more = false;
	for (int i = 0; i < ROUNDS && !channel->has_ended; i++) {
		ssize_t len = transport_read(channel->transport, chunk, sizeof(chunk));

		if (len == 0) {
			return;
		}
		if (len < 0 ||
		    !split_feed(&channel->split, peer_of(channel), chunk, (size_t)len)) {
			note_end(channel);
			return;
		}
		keep_all(channel);
	}
	channel->has_more = !channel->has_ended;
}

/* --- both ways --------------------------------------------------------------------- */

static bool
move(struct channel *channel, int extra, int64_t deadline_us)
{
	const struct endpoint_watch watch = {
	    .transport = channel->has_ended ? NULL : channel->transport,
	    .read = true,
	    .write = queue_len(&channel->out) > 0,
	};
	bool is_extra =
	    endpoint_wait(&watch, 1, extra, channel->has_more ? 0 : deadline_us);

	read_all(channel);
	/* A stream that is broken for writing may still hold an answer; reading ends it.
	 */
	if (!channel->has_ended && !queue_flush(&channel->out, channel->transport)) {
		note_end(channel);
	}
	return is_extra;
}

bool
channel_wait(struct channel *channel, int extra, int64_t deadline_us)
{
	bool is_extra = false;

	while (!channel_front(channel) && !is_extra && endpoint_now_us() < deadline_us) {
		is_extra = move(channel, extra, deadline_us);
	}
	return is_extra;
}

bool
channel_idle(struct channel *channel, int extra, int64_t deadline_us)
{
	bool is_extra = false;

	do {
		is_extra = move(channel, extra, deadline_us);
	} while (!is_extra && endpoint_now_us() < deadline_us);
	return is_extra;
}

static bool
enqueue(struct channel *channel, const struct bytes *bytes, int fd)
{
	uint8_t *room = queue_reserve(&channel->out, bytes->len);

	if (!room || (fd >= 0 && !queue_add_fd(&channel->out, fd))) {
		return false;
	}
	memcpy(room, bytes->at, bytes->len);
	queue_commit(&channel->out, bytes->len);
	/* The other stream's records depend on the version that we say. */
	struct piece piece;
	bool is_fed = split_feed(&channel->split, channel->self, bytes->at, bytes->len);
	while (is_fed && split_next(&channel->split, channel->self, &piece)) {
		continue;
	}
	keep_all(channel);
	return is_fed;
}

enum channel_sent
channel_send(
    struct channel *channel, const struct bytes *bytes, int fd, int64_t deadline_us)
{
	if (fd >= 0 && transport_buffers(channel->transport) != TRANSPORT_FDS) {
		return CHANNEL_NO_FD;
	}
	if (channel->has_ended) {
		return CHANNEL_ENDED;
	}
	if (bytes->len > 0 && !enqueue(channel, bytes, fd)) {
		return CHANNEL_TOO_LATE;
	}
	if (!queue_flush(&channel->out, channel->transport)) {
		read_all(channel);
		note_end(channel);
		return CHANNEL_ENDED;
	}
	while (queue_len(&channel->out) > 0 && !channel->has_ended) {
		if (endpoint_now_us() >= deadline_us) {
			return CHANNEL_TOO_LATE;
		}
		move(channel, -1, deadline_us);
	}
	return channel->has_ended ? CHANNEL_ENDED : CHANNEL_SENT;
}
