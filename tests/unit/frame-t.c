#include "protocol/wire/frame.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

#include <stdlib.h>
#include <string.h>

static uint64_t seed = 0xf4a3e;

/* --- a stream to feed ---------------------------------------------------- */

#define MOST_STREAM (1u << 20)

struct stream {
	uint8_t *bytes; /* owned */
	size_t len;
};

static struct stream
stream_new(void)
{
	struct stream s = {malloc(MOST_STREAM), 0};

	if (!s.bytes) {
		abort();
	}
	return s;
}

/* One message; body bytes are a pattern of its window and position. */
static void
stream_add(struct stream *s, uint32_t type, uint32_t window, size_t len)
{
	uint8_t *at = s->bytes + s->len;

	if (s->len + WIRE_HEADER_BYTES + len > MOST_STREAM) {
		abort();
	}
	wire_encode_header(at, &(struct wire_header){type, window, (uint32_t)len});
	for (size_t i = 0; i < len; i++) {
		at[WIRE_HEADER_BYTES + i] = (uint8_t)(window * 31 + i);
	}
	s->len += WIRE_HEADER_BYTES + len;
}

static bool
body_is_intact(const struct frame *f)
{
	uint32_t window = guest_u32_as_key(f->window);

	for (size_t i = 0; i < f->len; i++) {
		if (f->body[i] != (uint8_t)(window * 31 + i)) {
			return false;
		}
	}
	return true;
}

/* --- feeding ------------------------------------------------------------- */

struct outcome {
	uint32_t taken; /* messages; the window of message i must be i */
	bool in_order;  /* and whole */
	bool is_bad;
	size_t most_room; /* the largest room that was offered */
};

static void
take_all(struct frames *frames, struct outcome *o)
{
	struct frame f;

	for (;;) {
		enum frame_status status = frames_next(frames, &f);

		if (status != FRAME_READY) {
			o->is_bad = status == FRAME_BAD;
			return;
		}
		const struct wire_message *m = wire_message_find(f.type);
		o->in_order = o->in_order && m && wire_message_fits(m, f.len) &&
		    guest_u32_as_key(f.window) == o->taken && body_is_intact(&f);
		o->taken++;
	}
}

/* Feeds the stream in pieces of 1..most bytes, taking after each when eager. */
static struct outcome
feed(enum frame_side side, const struct stream *s, size_t most, bool eager)
{
	struct frames *frames = frames_create(side);
	struct outcome o = {.in_order = true};
	size_t done = 0;

	if (!frames) {
		abort();
	}
	take_all(frames, &o); /* the handshake is over */
	for (int stuck = 0; done < s->len && !o.is_bad && stuck < 10; stuck++) {
		size_t room;
		uint8_t *space = frames_space(frames, &room);
		size_t len = 1 + random_below(&seed, (uint32_t)most);

		o.most_room = room > o.most_room ? room : o.most_room;
		len = len < room ? len : room;
		len = len < s->len - done ? len : s->len - done;
		if (len > 0) {
			memcpy(space, s->bytes + done, len);
		}
		frames_filled(frames, len);
		done += len;
		stuck = len > 0 ? 0 : stuck;
		if (eager || len == 0) {
			take_all(frames, &o);
		}
	}
	take_all(frames, &o);
	frames_destroy(frames);
	return o;
}

static const uint32_t from_agent[] = {MSG_CREATE, MSG_DESTROY, MSG_MAP, MSG_UNMAP,
    MSG_CONFIGURE, MSG_SHMIMAGE, MSG_CLIPBOARD_DATA, MSG_WMNAME, MSG_DOCK,
    MSG_WINDOW_HINTS, MSG_WINDOW_FLAGS, MSG_WMCLASS, MSG_WINDOW_DUMP, MSG_CURSOR};
static const uint32_t from_daemon[] = {MSG_KEYPRESS, MSG_BUTTON, MSG_MOTION, MSG_CROSSING,
    MSG_FOCUS, MSG_DESTROY, MSG_MAP, MSG_CONFIGURE, MSG_CLOSE, MSG_CLIPBOARD_REQ,
    MSG_CLIPBOARD_DATA, MSG_KEYMAP_NOTIFY, MSG_WINDOW_FLAGS, MSG_WINDOW_DUMP_ACK};

/* Returns how many messages it added. */
static uint32_t
stream_fill(struct stream *s, const uint32_t *types, size_t n_types, bool with_unknown)
{
	uint32_t count = 0;

	while (s->len < MOST_STREAM / 4) {
		uint32_t type = types[random_below(&seed, (uint32_t)n_types)];
		const struct wire_message *m = wire_message_find(type);
		size_t steps = (m->most - m->least) / m->step;
		size_t some = random_below(&seed, 8) == 0 ? 20000 : 20;

		steps = steps < some ? steps : some;
		stream_add(s, type, count++,
		    m->least + m->step * random_below(&seed, (uint32_t)steps + 1));
		if (with_unknown && random_below(&seed, 3) == 0) {
			stream_add(s, 1000, 0xffffffff, random_below(&seed, 3000));
		}
	}
	return count;
}

static void
every_split_gives_the_same(void)
{
	static const size_t pieces[] = {1, 2, 7, 13, 100, 5000, 1u << 19};

	for (int i = 0; i < 2; i++) {
		bool at_agent = i == 1;
		struct stream s = stream_new();
		uint32_t count = at_agent
		    ? stream_fill(&s, from_daemon, ARRAY_LEN(from_daemon), true)
		    : stream_fill(&s, from_agent, ARRAY_LEN(from_agent), false);

		for (size_t j = 0; j < ARRAY_LEN(pieces); j++) {
			for (int eager = 0; eager < 2; eager++) {
				struct outcome o =
				    feed(at_agent ? FRAME_AT_AGENT : FRAME_AT_DAEMON, &s,
				        pieces[j], eager);

				ok(!o.is_bad && o.in_order && o.taken == count);
			}
		}
		free(s.bytes);
	}
}

/* --- what is wrong, and when that is known ------------------------------- */

static const struct {
	const char *name;
	enum frame_side side;
	uint32_t type;
	uint32_t len;
	enum frame_status expected; /* after the header alone */
	const char *why;
} headers[] = {
    {"unknown at the daemon", FRAME_AT_DAEMON, 1000, 0, FRAME_BAD,
        "unknown message type"},
    {"type 0", FRAME_AT_DAEMON, 0, 0, FRAME_BAD, "unknown message type"},
    {"type 2^32-1", FRAME_AT_DAEMON, UINT32_MAX, 0, FRAME_BAD, "unknown message type"},
    {"unknown at the agent", FRAME_AT_AGENT, 1000, 0, FRAME_NONE, NULL},
    {"unknown and huge at the agent", FRAME_AT_AGENT, 1000, UINT32_MAX, FRAME_NONE, NULL},
    {"obsolete at the daemon", FRAME_AT_DAEMON, MSG_MFNDUMP, 28, FRAME_BAD,
        "obsolete message type"},
    {"obsolete at the agent", FRAME_AT_AGENT, MSG_RESIZE, 8, FRAME_BAD,
        "obsolete message type"},
    {"daemon's message at the daemon", FRAME_AT_DAEMON, MSG_KEYPRESS, 20, FRAME_BAD,
        "message of the other direction"},
    {"agent's message at the agent", FRAME_AT_AGENT, MSG_CREATE, 24, FRAME_BAD,
        "message of the other direction"},
    {"a byte short", FRAME_AT_DAEMON, MSG_CREATE, 23, FRAME_BAD, "wrong body length"},
    {"a byte long", FRAME_AT_DAEMON, MSG_CREATE, 25, FRAME_BAD, "wrong body length"},
    {"a byte short at the agent", FRAME_AT_AGENT, MSG_FOCUS, 11, FRAME_BAD,
        "wrong body length"},
    {"length 2^32-1", FRAME_AT_DAEMON, MSG_CLIPBOARD_DATA, UINT32_MAX, FRAME_BAD,
        "wrong body length"},
    {"largest clipboard", FRAME_AT_DAEMON, MSG_CLIPBOARD_DATA, 256001, FRAME_NONE, NULL},
    {"larger clipboard", FRAME_AT_DAEMON, MSG_CLIPBOARD_DATA, 256002, FRAME_BAD,
        "wrong body length"},
    {"most refs", FRAME_AT_DAEMON, MSG_WINDOW_DUMP, 16 + 4 * 98304, FRAME_NONE, NULL},
    {"one ref too many", FRAME_AT_DAEMON, MSG_WINDOW_DUMP, 20 + 4 * 98304, FRAME_BAD,
        "wrong body length"},
    {"refs that are not whole", FRAME_AT_DAEMON, MSG_WINDOW_DUMP, 18, FRAME_BAD,
        "wrong body length"},
    {"empty body", FRAME_AT_DAEMON, MSG_DOCK, 0, FRAME_READY, NULL},
    {"empty body at the agent", FRAME_AT_AGENT, MSG_CLOSE, 0, FRAME_READY, NULL},
};

static void
push(struct frames *frames, const void *bytes, size_t len)
{
	size_t room;
	void *space = frames_space(frames, &room);

	if (!space || room < len) {
		abort();
	}
	memcpy(space, bytes, len);
	frames_filled(frames, len);
}

static void
a_header_is_judged_when_it_is_complete(void)
{
	for (size_t i = 0; i < ARRAY_LEN(headers); i++) {
		struct frames *frames = frames_create(headers[i].side);
		uint8_t header[WIRE_HEADER_BYTES];
		struct frame f;

		wire_encode_header(
		    header, &(struct wire_header){headers[i].type, 1, headers[i].len});
		push(frames, header, WIRE_HEADER_BYTES - 1);
		bool early = frames_next(frames, &f) != FRAME_NONE;
		push(frames, header + WIRE_HEADER_BYTES - 1, 1);
		enum frame_status status = frames_next(frames, &f);
		bool why =
		    !headers[i].why || strcmp(frames_why(frames), headers[i].why) == 0;

		ok_named(!early && status == headers[i].expected && why, headers[i].name);
		frames_destroy(frames);
	}
}

static void
bad_stays_bad(void)
{
	struct frames *frames = frames_create(FRAME_AT_DAEMON);
	struct frame f;
	uint8_t header[WIRE_HEADER_BYTES];
	size_t room = 0;

	wire_encode_header(header, &(struct wire_header){7, 0, 0});
	push(frames, header, sizeof(header));
	ok(frames_next(frames, &f) == FRAME_BAD);
	wire_encode_header(header, &(struct wire_header){MSG_DOCK, 0, 0});
	for (int i = 0; i < 20000; i++) {
		push(frames, header, sizeof(header));
	}
	ok(frames_next(frames, &f) == FRAME_BAD);
	ok(frames_space(frames, &room) && room >= FRAME_SLACK);
	ok(!frames_is_partial(frames));
	frames_destroy(frames);
}

/* --- bounds -------------------------------------------------------------- */

#define MOST_HELD (WIRE_HEADER_BYTES + 16 + 4 * WIRE_MAX_REFS + FRAME_SLACK)

static void
memory_is_bounded(void)
{
	struct stream s = stream_new();

	stream_add(&s, MSG_WINDOW_DUMP, 0, 16 + 4 * WIRE_MAX_REFS);
	stream_add(&s, MSG_DOCK, 1, 0);
	stream_add(&s, MSG_WINDOW_DUMP, 2, 16 + 4 * WIRE_MAX_REFS);
	struct outcome o = feed(FRAME_AT_DAEMON, &s, 70000, true);
	ok(o.taken == 3 && o.in_order && !o.is_bad);
	ok(o.most_room <= MOST_HELD);
	free(s.bytes);

	/* Nobody takes: no room is left before more than that is held. */
	struct frames *frames = frames_create(FRAME_AT_DAEMON);
	struct frame f;
	uint8_t header[WIRE_HEADER_BYTES];
	size_t held = 0;
	size_t room;
	ok(frames_next(frames, &f) == FRAME_NONE);
	wire_encode_header(header, &(struct wire_header){MSG_DOCK, 0, 0});
	while (
	    frames_space(frames, &room) && room >= sizeof(header) && held <= MOST_HELD) {
		push(frames, header, sizeof(header));
		held += sizeof(header);
	}
	ok(held <= MOST_HELD);
	size_t count = 0;
	while (frames_next(frames, &f) == FRAME_READY) {
		count++;
	}
	ok(count == held / sizeof(header));
	frames_destroy(frames);
}

/* A message that just fits the first room, or just does not, wherever it begins. */
static void
sizes_around_the_room(void)
{
	bool all = true;

	for (size_t before = 0; before < 3; before++) {
		for (size_t total = FRAME_SLACK - 40; total <= FRAME_SLACK + 160;
		     total += 4) {
			struct stream s = stream_new();

			for (uint32_t i = 0; i < before; i++) {
				stream_add(&s, MSG_DOCK, i, 0);
			}
			stream_add(&s, MSG_WINDOW_DUMP, (uint32_t)before,
			    total - WIRE_HEADER_BYTES);
			struct outcome o = feed(FRAME_AT_DAEMON, &s, 5000, before == 1);
			all = all && o.taken == before + 1 && o.in_order && !o.is_bad;
			free(s.bytes);
		}
	}
	ok(all);
}

static void
a_skipped_body_is_never_held(void)
{
	struct frames *frames = frames_create(FRAME_AT_AGENT);
	struct frame f;
	uint8_t header[WIRE_HEADER_BYTES];
	const size_t skipped = 3u << 20;
	size_t most = 0;

	wire_encode_header(header, &(struct wire_header){4711, 0, (uint32_t)skipped});
	push(frames, header, sizeof(header));
	bool none = frames_next(frames, &f) == FRAME_NONE && frames_is_partial(frames);
	for (size_t done = 0; done < skipped;) {
		size_t room;
		uint8_t *space = frames_space(frames, &room);
		size_t len = room < skipped - done ? room : skipped - done;

		memset(space, 0x11, len);
		frames_filled(frames, len);
		done += len;
		most = room > most ? room : most;
	}
	ok(none && most <= FRAME_SLACK);
	ok(frames_next(frames, &f) == FRAME_NONE && !frames_is_partial(frames));
	wire_encode_header(header, &(struct wire_header){MSG_CLOSE, 5, 0});
	push(frames, header, sizeof(header));
	ok(frames_next(frames, &f) == FRAME_READY && f.type == MSG_CLOSE);
	frames_destroy(frames);
}

/* --- the handshake ------------------------------------------------------- */

static void
raw_bytes_come_before_messages(void)
{
	struct frames *frames = frames_create(FRAME_AT_AGENT);
	struct frame f;
	uint8_t bytes[20 + WIRE_HEADER_BYTES];
	size_t room;

	for (size_t i = 0; i < 20; i++) {
		bytes[i] = (uint8_t)i;
	}
	wire_encode_header(bytes + 20, &(struct wire_header){MSG_CLOSE, 9, 0});
	ok(!frames_take_raw(frames, 4) && !frames_is_partial(frames));
	push(frames, bytes, 19);
	ok(frames_space(frames, &room) && room > 0); /* looks at no header yet */
	const uint8_t *version = frames_take_raw(frames, 4);
	ok(version && version[0] == 0 && version[3] == 3);
	ok(!frames_take_raw(frames, 16) && frames_is_partial(frames));
	push(frames, bytes + 19, sizeof(bytes) - 19);
	const uint8_t *record = frames_take_raw(frames, 16);
	ok(record && record[0] == 4 && record[15] == 19);
	ok(frames_next(frames, &f) == FRAME_READY && f.type == MSG_CLOSE && f.len == 0);
	ok(guest_u32_as_key(f.window) == 9);
	push(frames, bytes, 4);
	ok(!frames_take_raw(frames, 4)); /* the handshake is over */
	frames_destroy(frames);
}

static void
partial_is_known(void)
{
	struct frames *frames = frames_create(FRAME_AT_DAEMON);
	struct stream s = stream_new();
	struct frame f;

	stream_add(&s, MSG_CURSOR, 0, 4);
	stream_add(&s, MSG_CURSOR, 1, 4);
	ok(frames_next(frames, &f) == FRAME_NONE && !frames_is_partial(frames));
	push(frames, s.bytes, 1);
	ok(frames_is_partial(frames));
	push(frames, s.bytes + 1, 14);
	ok(frames_next(frames, &f) == FRAME_NONE && frames_is_partial(frames));
	push(frames, s.bytes + 15, s.len - 15);
	ok(frames_next(frames, &f) == FRAME_READY);
	ok(!frames_is_partial(frames)); /* a whole one waits */
	ok(frames_next(frames, &f) == FRAME_READY && !frames_is_partial(frames));
	frames_destroy(frames);
	frames_destroy(NULL);
	free(s.bytes);
}

int
main(void)
{
	every_split_gives_the_same();
	a_header_is_judged_when_it_is_complete();
	bad_stays_bad();
	memory_is_bounded();
	sizes_around_the_room();
	a_skipped_body_is_never_held();
	raw_bytes_come_before_messages();
	partial_is_known();
	return done_testing();
}
