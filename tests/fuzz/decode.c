#include "tests/fuzz/decode.h"

#include <stdlib.h>
#include <string.h>

static void
touch(const void *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		(void)((const volatile uint8_t *)bytes)[i];
	}
}

#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	static void touch_##name(const struct guest_##name *m)  \
	{                                                       \
		(void)m;                                        \
		fields                                          \
	}
#define U32(name, meaning)
#define I32(name, meaning)
#define TEXT(name, bytes, meaning) touch(m->name.guest_at, m->name.guest_room);
#define BYTES(name, bytes, meaning) touch(m->name.guest_at, m->name.guest_len);
#define WORDS(name, least, most, meaning) \
	touch(m->name.guest_at, 4 * m->name.guest_count);
#define DATA(name, most, meaning) touch(m->name.guest_at, m->name.guest_len);
#include "protocol/wire/messages.def"

/*
 * What the plain decoder yields is encoded and decoded again: the same must come out.
 * (Not the body itself: texts lose what lies behind their NUL, dumps their tail.)
 */
#define MESSAGE(NAME, name, number, direction, fields, meaning)             \
	static void again_##name(const struct msg_##name *m, size_t len)    \
	{                                                                   \
		uint8_t *once = malloc(len + 1);                            \
		uint8_t *twice = malloc(len + 1);                           \
		struct msg_##name back;                                     \
                                                                            \
		if (!once || !twice) {                                      \
			abort();                                            \
		}                                                           \
		size_t size = wire_encode_##name(once, len, m);             \
		if (size > len || !wire_decode_##name(once, size, &back) || \
		    wire_encode_##name(twice, len, &back) != size ||        \
		    memcmp(once, twice, size) != 0) {                       \
			abort();                                            \
		}                                                           \
		free(once);                                                 \
		free(twice);                                                \
	}                                                                   \
	static bool decode_##name(const uint8_t *body, size_t len)          \
	{                                                                   \
		struct guest_##name guest;                                  \
		struct msg_##name plain;                                    \
		bool fits = wire_decode_guest_##name(body, len, &guest);    \
                                                                            \
		if (wire_decode_##name(body, len, &plain) != fits) {        \
			abort();                                            \
		}                                                           \
		touch_##name(&guest);                                       \
		if (fits) {                                                 \
			again_##name(&plain, len);                          \
		}                                                           \
		return fits;                                                \
	}
#include "protocol/wire/messages.def"

bool
fuzz_decode(uint32_t number, const uint8_t *body, size_t len)
{
	switch (number) {
#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	case number:                                            \
		return decode_##name(body, len);
#include "protocol/wire/messages.def"
	default:
		abort();
	}
}
