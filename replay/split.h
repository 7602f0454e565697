/*
 * One session's two streams of bytes, cut into the records that they are made of.
 *
 * Unlike protocol/wire/frame.h, which refuses and skips, nothing is lost: what cannot be
 * a record comes out as raw bytes.  Reads headers, versions and a dump's type; no I/O.
 */
#ifndef REPLAY_SPLIT_H
#define REPLAY_SPLIT_H

#include "replay/event.h"

/* Borrowed until the next call for that side. */
struct piece {
	enum piece_kind kind; /* never PIECE_NOTHING */
	const uint8_t *at;
	size_t len; /* bytes */
};

struct split_stream {
	struct bytes bytes;
	size_t head; /* bytes that were taken */
	size_t step; /* of the handshake */
	bool is_raw; /* no records can be told apart any more */
};

/* Zeroed is a session's beginning. */
struct split {
	struct split_stream streams[2]; /* by the side that sends */
	bool has_version;               /* the agent's has passed */
	uint32_t minor;
};

void split_finish(struct split *split);

/* Bytes that `from` has sent.  False when out of memory. */
MUST_USE bool split_feed(struct split *split, enum side from, const void *at, size_t len);

/* The next whole record that `from` has sent; false when there is none yet. */
MUST_USE bool split_next(struct split *split, enum side from, struct piece *out);

/* At the end of the stream: what is left of it, if anything. */
MUST_USE bool split_rest(struct split *split, enum side from, struct piece *out);

/* Whether it is a dump that a descriptor goes beside. */
bool piece_takes_fd(const struct piece *piece);

#endif
