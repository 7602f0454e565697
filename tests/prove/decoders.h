/*
 * What every decoder and encoder of protocol/wire/messages.h promises, for the proofs.
 * Preprocessed, then ACSL marks become comments: see tests/prove/run.
 */
#define U32(name, meaning)
#define I32(name, meaning)
#define BODY (const uint8_t *)body + (0 .. len - 1)
#define ROOM (uint8_t *)out + (0 .. size - 1)

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
	ensures out->name.guest_at == \null || out->name.guest_room == bytes;   \
	ensures \result ==> out->name.guest_room == bytes;
#define BYTES(name, bytes, meaning)                                             \
	ensures guest_bytes_are_there(out->name);                               \
	ensures out->name.guest_at == \null || out->name.guest_len == bytes;    \
	ensures \result ==> out->name.guest_len == bytes;
#define WORDS(name, least, most, meaning)                                       \
	ensures guest_words_are_there(out->name);                               \
	ensures \result ==> least <= out->name.guest_count <= most;
#define DATA(name, most, meaning)                                               \
	ensures guest_bytes_are_there(out->name);                               \
	ensures \result ==> out->name.guest_len <= most;
#include "protocol/wire/messages.def"

/* An agent's: likewise, and every text ends in its room. */
#define U32(name, meaning)
#define I32(name, meaning)
#define MESSAGE(NAME, name, number, direction, fields, meaning)                 \
	ACSL                                                                    \
	requires \valid(out) && \valid_read(BODY) && \separated(out, BODY);     \
	assigns *out;                                                           \
	ensures \result <==> wire_length_is_legal(number, len);                 \
	fields                                                                  \
	END_ACSL                                                                \
	_Bool wire_decode_##name(                                               \
	    const void *body, size_t len, struct msg_##name *out);
#define TEXT(name, bytes, meaning) ensures out->name[bytes - 1] == 0;
#define BYTES(name, bytes, meaning)
#define WORDS(name, least, most, meaning)
#define DATA(name, most, meaning)                                               \
	ensures \valid_read(out->name + (0 .. out->name##_len - 1));            \
	ensures \result ==> out->name##_len <= most;
#include "protocol/wire/messages.def"

/* What is written lies in the room, and is of a legal length. */
#define U32(name, meaning)
#define I32(name, meaning)
#define MESSAGE(NAME, name, number, direction, fields, meaning)                 \
	ACSL                                                                    \
	requires \valid(ROOM) && \valid_read(in) && \separated(in, ROOM);       \
	fields                                                                  \
	assigns ((uint8_t *)out)[0 .. size - 1];                                \
	ensures \result == SIZE_MAX || \result <= size &&                       \
	    wire_length_is_legal(number, \result);                              \
	END_ACSL                                                                \
	size_t wire_encode_##name(                                              \
	    void *out, size_t size, const struct msg_##name *in);
#define TEXT(name, bytes, meaning)
#define BYTES(name, bytes, meaning)
#define WORDS(name, least, most, meaning)                                       \
	requires \valid_read(in->name + (0 .. in->name##_count - 1));           \
	requires \separated(in->name + (0 .. in->name##_count - 1), ROOM);
#define DATA(name, most, meaning)                                               \
	requires \valid_read(in->name + (0 .. in->name##_len - 1));             \
	requires \separated(in->name + (0 .. in->name##_len - 1), ROOM);
#include "protocol/wire/messages.def"
