/*
 * What every decoder of guest values promises (protocol/wire/messages.h), for the proofs.
 * Preprocessed, then ACSL marks become comments: see tests/prove/run.
 */
#define U32(name, meaning)
#define I32(name, meaning)
#define BODY (const uint8_t *)body + (0 .. len - 1)

/* A guest's: accepts exactly the legal lengths, and all that it yields can be read. */
#define MESSAGE(NAME, name, number, direction, fields, meaning)                 \
	ACSL                                                                    \
	requires \valid(out) && \valid_read(BODY) && \separated(out, BODY);     \
	assigns *out;                                                           \
	ensures \result <==> wire_length_is_legal(number, len);                 \
	fields                                                                  \
	END_ACSL                                                                \
	_Bool wire_decode_guest_##name(                                         \
	    const void *body, size_t len, struct guest_##name *out);
#define TEXT(name, bytes, meaning)                                              \
	ensures guest_text_is_there(out->name);                                 \
	ensures \result ==> out->name.guest_room == bytes;
#define BYTES(name, bytes, meaning)                                             \
	ensures guest_bytes_are_there(out->name);                               \
	ensures \result ==> out->name.guest_len == bytes;
#define WORDS(name, least, most, meaning)                                       \
	ensures guest_words_are_there(out->name);                               \
	ensures \result ==> least <= out->name.guest_count <= most;
#define DATA(name, most, meaning)                                               \
	ensures guest_bytes_are_there(out->name);                               \
	ensures \result ==> out->name.guest_len <= most;
#include "protocol/wire/messages.def"
