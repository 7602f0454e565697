/* Every message of the list, by code that the list generates: so none is forgotten. */
#include "protocol/wire/messages.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

#include <stdlib.h>
#include <string.h>

#define MOST_BODY 1024 /* bytes, of the messages made here */
#define MOST_WORDS 5
#define MOST_DATA 37

/* --- filling a message with anything ----------------------------------------------- */

static uint64_t seed = 0x5eed;
static uint32_t some_words[MOST_WORDS];
static uint8_t some_data[MOST_DATA];

static void
fill_bytes(void *out, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		((uint8_t *)out)[i] = (uint8_t)random_next(&seed);
	}
}

/* A text of any length that fits, NULs behind it, as decoders leave it. */
static void
fill_text(char *out, size_t room)
{
	size_t len = random_below(&seed, (uint32_t)room);

	memset(out, 0, room);
	for (size_t i = 0; i < len; i++) {
		out[i] = (char)(1 + random_below(&seed, 255));
	}
}

#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	static void fill_##name(struct msg_##name *m)           \
	{                                                       \
		(void)m;                                        \
		fields                                          \
	}
#define U32(name, meaning) m->name = random_next(&seed);
#define I32(name, meaning) m->name = (int32_t)random_next(&seed);
#define TEXT(name, bytes, meaning) fill_text(m->name, bytes);
#define BYTES(name, bytes, meaning) fill_bytes(m->name, bytes);
#define WORDS(name, least, most, meaning)           \
	fill_bytes(some_words, sizeof(some_words)); \
	m->name = some_words;                       \
	m->name##_count = random_below(&seed, MOST_WORDS + 1);
#define DATA(name, most, meaning)                 \
	fill_bytes(some_data, sizeof(some_data)); \
	m->name = some_data;                      \
	m->name##_len = random_below(&seed, MOST_DATA + 1);
#include "protocol/wire/messages.def"

/* --- what a decoder made of it equals what went in ----------------------- */

static bool
same_text(const char *sent, struct guest_text got, size_t room)
{
	return got.guest_room == room && memcmp(sent, got.guest_at, room) == 0;
}

static bool
same_bytes(const uint8_t *sent, size_t len, struct guest_bytes got)
{
	return guest_bytes_len(got) == len &&
	    (len == 0 || memcmp(sent, got.guest_at, len) == 0);
}

static bool
same_words(const uint32_t *sent, size_t count, struct guest_words got)
{
	bool same = guest_words_count(got) == count;

	for (size_t i = 0; same && i < count; i++) {
		same = guest_words_at(got, i).guest_raw == sent[i];
	}
	return same;
}

#define MESSAGE(NAME, name, number, direction, fields, meaning)            \
	static bool same_guest_##name(                                     \
	    const struct msg_##name *sent, const struct guest_##name *got) \
	{                                                                  \
		(void)sent;                                                \
		(void)got;                                                 \
		return true fields;                                        \
	}
#define U32(name, meaning) &&sent->name == got->name.guest_raw
#define I32(name, meaning) &&sent->name == got->name.guest_raw
#define TEXT(name, bytes, meaning) &&same_text(sent->name, got->name, bytes)
#define BYTES(name, bytes, meaning) &&same_bytes(sent->name, bytes, got->name)
#define WORDS(name, least, most, meaning) \
	&&same_words(sent->name, sent->name##_count, got->name)
#define DATA(name, most, meaning) &&same_bytes(sent->name, sent->name##_len, got->name)
#include "protocol/wire/messages.def"

static bool
same_data(const uint8_t *a, size_t a_len, const uint8_t *b, size_t b_len)
{
	return a_len == b_len && (a_len == 0 || memcmp(a, b, a_len) == 0);
}

#define MESSAGE(NAME, name, number, direction, fields, meaning)          \
	static bool same_##name(                                         \
	    const struct msg_##name *sent, const struct msg_##name *got) \
	{                                                                \
		(void)sent;                                              \
		(void)got;                                               \
		return true fields;                                      \
	}
#define U32(name, meaning) &&sent->name == got->name
#define I32(name, meaning) &&sent->name == got->name
#define TEXT(name, bytes, meaning) &&memcmp(sent->name, got->name, bytes) == 0
#define BYTES(name, bytes, meaning) &&memcmp(sent->name, got->name, bytes) == 0
#define WORDS(name, least, most, meaning) &&got->name == NULL && got->name##_count == 0
#define DATA(name, most, meaning) \
	&&same_data(sent->name, sent->name##_len, got->name, got->name##_len)
#include "protocol/wire/messages.def"

/* --- reading every byte that a decoder lets one reach -------------------- */

static unsigned long touched;

static void
touch(const void *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		touched += ((const uint8_t *)bytes)[i];
	}
}

#define MESSAGE(NAME, name, number, direction, fields, meaning)      \
	static void touch_guest_##name(const struct guest_##name *m) \
	{                                                            \
		(void)m;                                             \
		fields                                               \
	}
#define U32(name, meaning) touched += m->name.guest_raw;
#define I32(name, meaning) touched += (uint32_t)m->name.guest_raw;
#define TEXT(name, bytes, meaning) touch(m->name.guest_at, m->name.guest_room);
#define BYTES(name, bytes, meaning) touch(m->name.guest_at, m->name.guest_len);
#define WORDS(name, least, most, meaning) \
	touch(m->name.guest_at, 4 * m->name.guest_count);
#define DATA(name, most, meaning) touch(m->name.guest_at, m->name.guest_len);
#include "protocol/wire/messages.def"

#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	static void touch_##name(const struct msg_##name *m)    \
	{                                                       \
		(void)m;                                        \
		fields                                          \
	}
#define U32(name, meaning) touched += m->name;
#define I32(name, meaning) touched += (uint32_t)m->name;
#define TEXT(name, bytes, meaning) touch(m->name, bytes);
#define BYTES(name, bytes, meaning) touch(m->name, bytes);
#define WORDS(name, least, most, meaning)
#define DATA(name, most, meaning) touch(m->name, m->name##_len);
#include "protocol/wire/messages.def"

/* --- one message, by functions that the list makes alike ----------------- */

union any_message {
#define MESSAGE(NAME, name, number, direction, fields, meaning) struct msg_##name name;
#include "protocol/wire/messages.def"
	uint8_t room[1024];
};

struct message_case {
	uint32_t number;
	void (*fill)(union any_message *m);
	size_t (*encode)(void *out, size_t size, const union any_message *m);
	/* Decodes both ways, reads all; whether it succeeded, and found what was sent. */
	bool (*decode)(
	    const void *body, size_t len, const union any_message *sent, bool *same);
};

#define MESSAGE(NAME, name, number, direction, fields, meaning)                         \
	static void any_fill_##name(union any_message *m)                               \
	{                                                                               \
		fill_##name(&m->name);                                                  \
	}                                                                               \
	static size_t any_encode_##name(                                                \
	    void *out, size_t size, const union any_message *m)                         \
	{                                                                               \
		return wire_encode_##name(out, size, &m->name);                         \
	}                                                                               \
	static bool any_decode_##name(                                                  \
	    const void *body, size_t len, const union any_message *sent, bool *same)    \
	{                                                                               \
		struct guest_##name guest;                                              \
		struct msg_##name plain;                                                \
		bool fits = wire_decode_guest_##name(body, len, &guest);                \
                                                                                        \
		if (fits != wire_decode_##name(body, len, &plain)) {                    \
			abort();                                                        \
		}                                                                       \
		*same = fits && same_guest_##name(&sent->name, &guest) &&               \
		    same_##name(&sent->name, &plain);                                   \
		touch_guest_##name(&guest); /* also of a failure: zeros, not garbage */ \
		touch_##name(&plain);                                                   \
		return fits;                                                            \
	}
#include "protocol/wire/messages.def"

static const struct message_case cases[] = {
#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	{number, any_fill_##name, any_encode_##name, any_decode_##name},
#include "protocol/wire/messages.def"
};

/* A heap copy of exactly len bytes, so that a sanitizer sees one byte too far. */
static uint8_t *
exact_copy(const uint8_t *bytes, size_t len)
{
	uint8_t *copy = malloc(len > 0 ? len : 1);

	if (!copy) {
		abort();
	}
	if (len > 0) {
		memcpy(copy, bytes, len);
		return copy;
	}
	free(copy);
	return NULL;
}

static bool
decodes(const struct message_case *c, const uint8_t *body, size_t len,
    const union any_message *sent, bool *same)
{
	uint8_t *copy = exact_copy(body, len);
	bool fits = c->decode(copy, len, sent, same);

	free(copy);
	return fits;
}

static bool
every_byte_is_defined(
    const struct message_case *c, const union any_message *m, size_t len)
{
	uint8_t once[MOST_BODY];
	uint8_t twice[MOST_BODY];

	memset(once, 0xaa, sizeof(once));
	memset(twice, 0x55, sizeof(twice));
	if (c->encode(once, len, m) != len || c->encode(twice, len, m) != len) {
		return false;
	}
	/* Nor may it write a byte more than it says. */
	return memcmp(once, twice, len) == 0 && once[len] == 0xaa && twice[len] == 0x55;
}

static bool
no_smaller_room_will_do(
    const struct message_case *c, const union any_message *m, size_t len)
{
	for (size_t size = 0; size < len; size++) {
		uint8_t *room = malloc(size > 0 ? size : 1);
		size_t done = c->encode(room, size, m);

		free(room);
		if (done != SIZE_MAX) {
			return false;
		}
	}
	return true;
}

static bool
only_legal_lengths_decode(const struct message_case *c, const uint8_t *body, size_t len,
    const union any_message *sent)
{
	const struct wire_message *message = wire_message_find(c->number);
	uint8_t longer[MOST_BODY + 8] = {0};
	bool same;

	memcpy(longer, body, len);
	for (size_t cut = 0; cut <= len + 8; cut++) {
		bool legal = wire_message_fits(message, cut);

		if (decodes(c, longer, cut, sent, &same) != legal) {
			return false;
		}
	}
	return true;
}

/* Every value is legal to a decoder, but it is a different one. */
static bool
each_flipped_bit_shows(const struct message_case *c, const uint8_t *body, size_t len,
    const union any_message *sent)
{
	uint8_t flipped[MOST_BODY];
	bool same;

	memcpy(flipped, body, len);
	for (size_t bit = 0; bit < 8 * len; bit++) {
		flipped[bit / 8] ^= (uint8_t)(1u << bit % 8);
		if (!decodes(c, flipped, len, sent, &same) || same) {
			return false;
		}
		flipped[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	return true;
}

static void
holds_for(const struct message_case *c)
{
	const char *name = wire_message_find(c->number)->name;
	bool defined = true, came_back = true, room = true, lengths = true, flips = true;

	for (int round = 0; round < 20; round++) {
		union any_message m;
		uint8_t body[MOST_BODY];
		bool same = false;

		c->fill(&m);
		size_t len = c->encode(body, sizeof(body), &m);
		if (len > sizeof(body)) {
			came_back = false;
			break;
		}
		defined = defined && every_byte_is_defined(c, &m, len);
		came_back = came_back && decodes(c, body, len, &m, &same) && same;
		room = room && no_smaller_room_will_do(c, &m, len);
		lengths = lengths && only_legal_lengths_decode(c, body, len, &m);
		flips = flips && each_flipped_bit_shows(c, body, len, &m);
	}
	printf("# %s\n", name);
	ok_named(defined, "the encoder defines every byte, and no other");
	ok_named(came_back, "what was encoded is decoded");
	ok_named(room, "the encoder stays in its room");
	ok_named(lengths, "only a legal length is decoded");
	ok_named(flips, "each flipped bit is decoded, to something else");
}

/* --- single facts -------------------------------------------------------- */

static void
tails_are_bounded(void)
{
	static uint32_t words[WIRE_MAX_REFS + 1];
	static uint8_t data[WIRE_MAX_CLIPBOARD + 2];
	static uint8_t out[16 + 4 * (WIRE_MAX_REFS + 1)];
	struct msg_window_dump dump = {.refs = words, .refs_count = WIRE_MAX_REFS};
	struct msg_clipboard_data clipboard = {
	    .content = data, .content_len = WIRE_MAX_CLIPBOARD + 1};

	ok(wire_encode_window_dump(out, sizeof(out), &dump) == 16 + 4 * WIRE_MAX_REFS);
	dump.refs_count++;
	ok(wire_encode_window_dump(out, sizeof(out), &dump) == SIZE_MAX);
	dump.refs_count = SIZE_MAX;
	ok(wire_encode_window_dump(out, sizeof(out), &dump) == SIZE_MAX);
	ok(wire_encode_clipboard_data(out, sizeof(out), &clipboard) ==
	    WIRE_MAX_CLIPBOARD + 1);
	clipboard.content_len++;
	ok(wire_encode_clipboard_data(out, sizeof(out), &clipboard) == SIZE_MAX);
	clipboard.content_len = SIZE_MAX;
	ok(wire_encode_clipboard_data(out, sizeof(out), &clipboard) == SIZE_MAX);
}

static void
texts_end_inside_their_room(void)
{
	struct msg_wmname sent;
	struct msg_wmname got;
	uint8_t body[128];

	memset(&sent, 'x', sizeof(sent)); /* no NUL */
	ok(wire_encode_wmname(body, sizeof(body), &sent) == sizeof(body));
	ok(body[126] == 'x' && body[127] == 0);
	memset(body, 'y', sizeof(body));
	ok(wire_decode_wmname(body, sizeof(body), &got));
	ok(got.title[126] == 'y' && got.title[127] == 0);
	memcpy(body, "ab\0cd", 5);
	ok(wire_decode_wmname(body, sizeof(body), &got));
	ok(strcmp(got.title, "ab") == 0 && got.title[3] == 0 && got.title[127] == 0);
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		holds_for(&cases[i]);
	}
	tails_are_bounded();
	texts_end_inside_their_room();
	printf("# %lu\n", touched);
	return done_testing();
}
