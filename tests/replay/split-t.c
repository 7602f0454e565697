/*
 * The streams of a session cut into records, whatever they come in; and nothing is lost
 * of what is no record.
 */
#include "protocol/wire/writer.h"
#include "replay/form.h"
#include "replay/split.h"
#include "tests/unit/tap.h"

#include <stdlib.h>
#include <string.h>

/* What a stream was cut into: kinds as letters, and all bytes one after the other. */
struct cut {
	char kinds[64];
	size_t count;
	struct bytes bytes;
};

static const char letters[PIECE_N_KINDS] = {
    [PIECE_RAW] = 'r',
    [PIECE_VERSION] = 'v',
    [PIECE_XCONF] = 'x',
    [PIECE_MESSAGE] = 'm',
};

static void
note(struct cut *cut, const struct piece *piece)
{
	if (cut->count < sizeof(cut->kinds) - 1) {
		cut->kinds[cut->count++] = letters[piece->kind];
	}
	if (!bytes_add(&cut->bytes, piece->at, piece->len)) {
		abort();
	}
}

static void
feed(struct split *split, enum side from, const struct bytes *in, size_t step,
    struct cut *cut)
{
	struct piece piece;

	for (size_t at = 0; at < in->len; at += step) {
		size_t len = in->len - at < step ? in->len - at : step;

		if (!split_feed(split, from, in->at + at, len)) {
			abort();
		}
		while (split_next(split, from, &piece)) {
			note(cut, &piece);
		}
	}
	while (split_rest(split, from, &piece)) {
		note(cut, &piece);
	}
}

static void
put(struct bytes *out, const void *at, size_t len)
{
	if (!bytes_add(out, at, len)) {
		abort();
	}
}

static void
put_version(struct bytes *out, uint32_t minor)
{
	uint8_t version[WIRE_VERSION_BYTES];

	wire_encode_version(version, WIRE_MAJOR << 16 | minor);
	put(out, version, sizeof(version));
}

static void
put_message(struct bytes *out, uint32_t type, uint32_t says, size_t body)
{
	uint8_t header[WIRE_HEADER_BYTES];

	wire_encode_header(header, &(struct wire_header){type, 1, says});
	put(out, header, sizeof(header));
	put(out, NULL, body);
}

static bool
is_cut_as(const struct cut *cut, const struct bytes *in, const char *kinds)
{
	bool is_right = strcmp(cut->kinds, kinds) == 0 && cut->bytes.len == in->len &&
	    memcmp(cut->bytes.at, in->at, in->len) == 0;

	if (!is_right) {
		printf("# cut as %s, %zu of %zu bytes\n", cut->kinds, cut->bytes.len,
		    in->len);
	}
	return is_right;
}

/* A session of that minor; each stream in steps of `step` bytes. */
static void
test_session(uint32_t minor, size_t step)
{
	struct bytes agent = {NULL, 0, 0}, daemon = {NULL, 0, 0};
	struct cut of_agent = {.count = 0}, of_daemon = {.count = 0};
	struct split split = {.minor = 0};

	put_version(&agent, minor);
	put_message(&agent, MSG_CREATE, 24, 24);
	put_message(&agent, 9999, 5, 5); /* unknown, and kept */
	put_message(&agent, MSG_DESTROY, 0, 0);
	if (minor >= 4) {
		put_version(&daemon, minor);
	}
	put(&daemon, NULL, WIRE_XCONF_BYTES);
	put_message(&daemon, MSG_DESTROY, 0, 0);
	put(&daemon, "half", 4);
	feed(&split, SIDE_AGENT, &agent, step, &of_agent);
	feed(&split, SIDE_DAEMON, &daemon, step, &of_daemon);
	ok(is_cut_as(&of_agent, &agent, "vmmm"));
	ok(is_cut_as(&of_daemon, &daemon, minor >= 4 ? "vxmr" : "xmr"));
	bytes_finish(&agent);
	bytes_finish(&daemon);
	bytes_finish(&of_agent.bytes);
	bytes_finish(&of_daemon.bytes);
	split_finish(&split);
}

/* A length that no message has: what follows cannot be told apart. */
static void
test_void(void)
{
	struct bytes in = {NULL, 0, 0};
	struct cut cut = {.count = 0};
	struct split split = {.minor = 0};

	put_version(&in, 8);
	put_message(&in, MSG_MAP, 8, 8);
	put_message(&in, MSG_MAP, UINT32_MAX, 8);
	put_message(&in, MSG_MAP, 8, 8);
	feed(&split, SIDE_AGENT, &in, in.len, &cut);
	ok(is_cut_as(&cut, &in, "vmr"));
	bytes_finish(&in);
	bytes_finish(&cut.bytes);
	split_finish(&split);
}

/* Before the agent's version nobody knows what the daemon's bytes are. */
static void
test_early_daemon(void)
{
	struct split split = {.minor = 0};
	struct bytes in = {NULL, 0, 0};
	struct piece piece;

	put_version(&in, 8);
	ok(split_feed(&split, SIDE_DAEMON, in.at, in.len));
	ok(!split_next(&split, SIDE_DAEMON, &piece));
	ok(split_feed(&split, SIDE_AGENT, in.at, in.len));
	ok(split_next(&split, SIDE_AGENT, &piece) && piece.kind == PIECE_VERSION);
	ok(split_next(&split, SIDE_DAEMON, &piece) && piece.kind == PIECE_VERSION);
	bytes_finish(&in);
	split_finish(&split);
}

int
main(void)
{
	static const size_t steps[] = {1, 2, 3, 7, 12, 13, 100};

	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		for (uint32_t minor = 0; minor <= WIRE_MINOR; minor++) {
			test_session(minor, steps[i]);
		}
	}
	test_void();
	test_early_daemon();
	return done_testing();
}
