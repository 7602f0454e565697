#include "protocol/wire/messages.h"

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

#include <string.h>

/* --- the table ---------------------------------------------------------------------- */

/* Lengths are sums over the fields: LEAST_, MOST_ and STEP_ for each message. */
enum {
#define MESSAGE(NAME, name, number, direction, fields, meaning) LEAST_##NAME = 0 fields,
#define U32(name, meaning) +4
#define I32(name, meaning) +4
#define TEXT(name, bytes, meaning) +bytes
#define BYTES(name, bytes, meaning) +bytes
#define WORDS(name, least, most, meaning) +4 * (least)
#define DATA(name, most, meaning)
#include "protocol/wire/messages.def"
};

enum {
#define MESSAGE(NAME, name, number, direction, fields, meaning) MOST_##NAME = 0 fields,
#define U32(name, meaning) +4
#define I32(name, meaning) +4
#define TEXT(name, bytes, meaning) +bytes
#define BYTES(name, bytes, meaning) +bytes
#define WORDS(name, least, most, meaning) +4 * (most)
#define DATA(name, most, meaning) +(most)
#include "protocol/wire/messages.def"
};

enum {
#define MESSAGE(NAME, name, number, direction, fields, meaning) STEP_##NAME = 1 fields,
#define U32(name, meaning)
#define I32(name, meaning)
#define TEXT(name, bytes, meaning)
#define BYTES(name, bytes, meaning)
#define WORDS(name, least, most, meaning) *4
#define DATA(name, most, meaning)
#include "protocol/wire/messages.def"
};

enum {
#define MESSAGE(NAME, name, number, direction, fields, meaning) INDEX_##NAME,
#include "protocol/wire/messages.def"
};

#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	_Static_assert(MOST_##NAME <= WIRE_MOST_BODY, #NAME);
#include "protocol/wire/messages.def"

static const struct wire_message messages[] = {
#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	{number, #NAME, direction, LEAST_##NAME, MOST_##NAME, STEP_##NAME, meaning},
#include "protocol/wire/messages.def"
};

/* A switch, so that a number used twice does not compile. */
const struct wire_message *
wire_message_find(uint32_t number)
{
	switch (number) {
#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	case number:                                            \
		return &messages[INDEX_##NAME];
#include "protocol/wire/messages.def"
	default:
		return NULL;
	}
}

const struct wire_message *
wire_message_at(size_t i)
{
	return i < ARRAY_LEN(messages) ? &messages[i] : NULL;
}

bool
wire_message_fits(const struct wire_message *message, size_t len)
{
	return len >= message->least && len <= message->most &&
	    (len - message->least) % message->step == 0;
}

/* --- decoders ---------------------------------------------------------------------- */

#define MESSAGE(NAME, name, number, direction, fields, meaning)     \
	bool wire_decode_guest_##name(                              \
	    const void *body, size_t len, struct guest_##name *out) \
	{                                                           \
		struct wire_reader r = wire_reader_init(body, len); \
                                                                    \
		(void)out; /* of an empty message */                \
		fields return wire_reader_end(&r);                  \
	}
#define U32(name, meaning) out->name = wire_take_u32(&r);
#define I32(name, meaning) out->name = wire_take_i32(&r);
#define TEXT(name, bytes, meaning) out->name = wire_take_text(&r, bytes);
#define BYTES(name, bytes, meaning) out->name = wire_take_bytes(&r, bytes);
#define WORDS(name, least, most, meaning) out->name = wire_take_words(&r, least, most);
#define DATA(name, most, meaning) out->name = wire_take_data(&r, most);
#include "protocol/wire/messages.def"

/* To plain values: dom0 is trusted, so its numbers need no other check than the length.
 */

/*@ requires room > 0 && \valid(out + (0 .. room - 1));
    requires in.guest_at == \null || in.guest_room == room;
    requires guest_text_is_there(in);
    requires \separated(out + (0 .. room - 1), in.guest_at + (0 .. in.guest_room - 1));
    assigns out[0 .. room - 1];
*/
static void
plain_text(char *out, size_t room, struct guest_text in)
{
	size_t len = in.guest_at ? strnlen((const char *)in.guest_at, room - 1) : 0;

	if (len > 0) {
		memcpy(out, in.guest_at, len);
	}
	memset(out + len, 0, room - len);
}

/*@ requires \valid(out + (0 .. len - 1));
    requires in.guest_at == \null || in.guest_len == len;
    requires guest_bytes_are_there(in);
    requires \separated(out + (0 .. len - 1), in.guest_at + (0 .. in.guest_len - 1));
    assigns out[0 .. len - 1];
*/
static void
plain_bytes(uint8_t *out, size_t len, struct guest_bytes in)
{
	if (in.guest_at) {
		memcpy(out, in.guest_at, len);
	} else {
		memset(out, 0, len);
	}
}

#define MESSAGE(NAME, name, number, direction, fields, meaning)                       \
	bool wire_decode_##name(const void *body, size_t len, struct msg_##name *out) \
	{                                                                             \
		struct guest_##name in;                                               \
		bool fits = wire_decode_guest_##name(body, len, &in);                 \
                                                                                      \
		(void)out; /* of an empty message */                                  \
		fields return fits;                                                   \
	}
#define U32(name, meaning) out->name = in.name.guest_raw;
#define I32(name, meaning) out->name = in.name.guest_raw;
#define TEXT(name, bytes, meaning) plain_text(out->name, bytes, in.name);
#define BYTES(name, bytes, meaning) plain_bytes(out->name, bytes, in.name);
#define WORDS(name, least, most, meaning) \
	out->name = NULL;                 \
	out->name##_count = 0;
#define DATA(name, most, meaning)     \
	out->name = in.name.guest_at; \
	out->name##_len = in.name.guest_len;
#include "protocol/wire/messages.def"

/* --- encoders ---------------------------------------------------------------------- */

#define MESSAGE(NAME, name, number, direction, fields, meaning)                        \
	size_t wire_encode_##name(void *out, size_t size, const struct msg_##name *in) \
	{                                                                              \
		struct wire_writer w = wire_writer_init(out, size);                    \
                                                                                       \
		(void)in; /* of an empty message */                                    \
		fields return wire_writer_end(&w);                                     \
	}
#define U32(name, meaning) wire_put_u32(&w, in->name);
#define I32(name, meaning) wire_put_i32(&w, in->name);
#define TEXT(name, bytes, meaning) wire_put_text(&w, in->name, bytes);
#define BYTES(name, bytes, meaning) wire_put_bytes(&w, in->name, bytes);
#define WORDS(name, least, most, meaning) \
	wire_put_words(&w, in->name, in->name##_count, least, most);
#define DATA(name, most, meaning) wire_put_data(&w, in->name, in->name##_len, most);
#include "protocol/wire/messages.def"

/* --- header and handshake ---------------------------------------------------------- */

/* Every caller's room has the size by its type, so nothing can fail to fit. */
static void
put_record(uint8_t *out, const uint32_t *words, size_t count)
{
	struct wire_writer w = wire_writer_init(out, 4 * count);

	for (size_t i = 0; i < count; i++) {
		wire_put_u32(&w, words[i]);
	}
}

void
wire_encode_header(uint8_t out[WIRE_HEADER_BYTES], const struct wire_header *in)
{
	put_record(out, (const uint32_t[]){in->type, in->window, in->len}, 3);
}

void
wire_encode_version(uint8_t out[WIRE_VERSION_BYTES], uint32_t version)
{
	put_record(out, &version, 1);
}

void
wire_encode_xconf(uint8_t out[WIRE_XCONF_BYTES], const struct wire_xconf *in)
{
	put_record(out, (const uint32_t[]){in->width, in->height, in->depth, in->mem}, 4);
}

struct guest_u32
wire_decode_guest_version(const uint8_t in[WIRE_VERSION_BYTES])
{
	struct wire_reader r = wire_reader_init(in, WIRE_VERSION_BYTES);

	return wire_take_u32(&r);
}

uint32_t
wire_decode_version(const uint8_t in[WIRE_VERSION_BYTES])
{
	return wire_decode_guest_version(in).guest_raw;
}

struct wire_xconf
wire_decode_xconf(const uint8_t in[WIRE_XCONF_BYTES])
{
	struct wire_reader r = wire_reader_init(in, WIRE_XCONF_BYTES);
	struct wire_xconf out;

	out.width = wire_take_u32(&r).guest_raw;
	out.height = wire_take_u32(&r).guest_raw;
	out.depth = wire_take_u32(&r).guest_raw;
	out.mem = wire_take_u32(&r).guest_raw;
	return out;
}
