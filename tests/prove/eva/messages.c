/*
 * For Eva: every decoder of guest values over any bytes of any length, the table, and
 * the records of the handshake.
 * What the plain decoders and encoders add to them is proved by WP.
 */
#include "protocol/wire/messages.h"
#include "tests/prove/eva/any.h"

#define ROOM 600 /* bytes: more than any message without its tail */

static uint8_t body[ROOM], out[WIRE_XCONF_BYTES];

#define MESSAGE(NAME, name, number, direction, fields, meaning)          \
	static void drive_##name(size_t len)                             \
	{                                                                \
		struct guest_##name guest;                               \
		(void)wire_decode_guest_##name(body, len, &guest);       \
		(void)wire_message_fits(wire_message_find(number), len); \
	}
#define U32(name, meaning)
#define I32(name, meaning)
#define TEXT(name, bytes, meaning)
#define BYTES(name, bytes, meaning)
#define WORDS(name, least, most, meaning)
#define DATA(name, most, meaning)
#include "protocol/wire/messages.def"

static void
drive_records(void)
{
	struct wire_header header = {(uint32_t)any_word, 1, 2};
	struct wire_xconf xconf = wire_decode_xconf(body);

	wire_encode_header(out, &header);
	wire_encode_xconf(out, &xconf);
	wire_encode_version(out, wire_decode_version(body));
}

void
drive(void)
{
	any_fill(body, sizeof(body));
	size_t len = any_up_to(sizeof(body));

#define MESSAGE(NAME, name, number, direction, fields, meaning) drive_##name(len);
#define U32(name, meaning)
#define I32(name, meaning)
#define TEXT(name, bytes, meaning)
#define BYTES(name, bytes, meaning)
#define WORDS(name, least, most, meaning)
#define DATA(name, most, meaning)
#include "protocol/wire/messages.def"
	(void)wire_message_at(any_word);
	drive_records();
}
