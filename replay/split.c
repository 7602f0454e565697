#include "replay/split.h"

#include "protocol/wire/reader.h"
#include "replay/form.h"

#include <string.h>

#define REPLY_MINOR 4 /* from here on the daemon answers with a version */
#define DUMP_WITH_FD 1
#define LENGTH_AT 8 /* bytes from a header's start */

void
split_finish(struct split *split)
{
	bytes_finish(&split->streams[SIDE_AGENT].bytes);
	bytes_finish(&split->streams[SIDE_DAEMON].bytes);
}

static size_t
waiting(const struct split_stream *s)
{
	return s->bytes.len - s->head;
}

static const uint8_t *
front(const struct split_stream *s)
{
	return s->bytes.at + s->head;
}

bool
split_feed(struct split *split, enum side from, const void *at, size_t len)
{
	struct split_stream *s = &split->streams[from];

	if (s->head > 0) {
		memmove(s->bytes.at, front(s), waiting(s));
		s->bytes.len -= s->head;
		s->head = 0;
	}
	return bytes_add(&s->bytes, at, len);
}

static bool
take(struct split_stream *s, enum piece_kind kind, size_t len, struct piece *out)
{
	if (waiting(s) < len) {
		return false;
	}
	*out = (struct piece){kind, front(s), len};
	s->head += len;
	s->step++;
	return true;
}

static bool
take_agent_version(struct split *split, struct piece *out)
{
	if (!take(&split->streams[SIDE_AGENT], PIECE_VERSION, WIRE_VERSION_BYTES, out)) {
		return false;
	}
	split->minor = wire_decode_version(out->at) & UINT16_MAX;
	split->has_version = true;
	return true;
}

static bool
take_message(struct split_stream *s, struct piece *out)
{
	if (waiting(s) < WIRE_HEADER_BYTES) {
		return false;
	}
	struct wire_reader r = wire_reader_init(front(s) + LENGTH_AT, 4);
	size_t body = guest_u32_for_log(wire_take_u32(&r));
	if (body > FORM_MOST_BYTES - WIRE_HEADER_BYTES) {
		s->is_raw = true;
		return false;
	}
	return take(s, PIECE_MESSAGE, WIRE_HEADER_BYTES + body, out);
}

/* The daemon's records depend on what version the agent has said. */
static bool
take_from_daemon(struct split *split, struct piece *out)
{
	struct split_stream *s = &split->streams[SIDE_DAEMON];

	if (!split->has_version) {
		return false;
	}
	if (s->step == 0 && split->minor < REPLY_MINOR) {
		s->step = 1;
	}
	if (s->step == 0) {
		return take(s, PIECE_VERSION, WIRE_VERSION_BYTES, out);
	}
	return s->step == 1 ? take(s, PIECE_XCONF, WIRE_XCONF_BYTES, out)
	                    : take_message(s, out);
}

/* At most so many at once, as a line has to hold them. */
static bool
take_raw(struct split_stream *s, struct piece *out)
{
	size_t len = waiting(s) < FORM_MOST_BYTES ? waiting(s) : FORM_MOST_BYTES;

	return len > 0 && take(s, PIECE_RAW, len, out);
}

bool
split_next(struct split *split, enum side from, struct piece *out)
{
	struct split_stream *s = &split->streams[from];
	bool is_taken;

	if (s->is_raw) {
		return take_raw(s, out);
	}
	if (from == SIDE_DAEMON) {
		is_taken = take_from_daemon(split, out);
	} else {
		is_taken =
		    s->step == 0 ? take_agent_version(split, out) : take_message(s, out);
	}
	return is_taken || (s->is_raw && take_raw(s, out));
}

bool
split_rest(struct split *split, enum side from, struct piece *out)
{
	return take_raw(&split->streams[from], out);
}

bool
piece_takes_fd(const struct piece *piece)
{
	struct guest_window_dump dump;

	if (piece->kind != PIECE_MESSAGE) {
		return false;
	}
	struct wire_reader r = wire_reader_init(piece->at, 4);
	return guest_u32_for_log(wire_take_u32(&r)) == MSG_WINDOW_DUMP &&
	    wire_decode_guest_window_dump(
	        piece->at + WIRE_HEADER_BYTES, piece->len - WIRE_HEADER_BYTES, &dump) &&
	    guest_u32_for_log(dump.type) == DUMP_WITH_FD;
}
