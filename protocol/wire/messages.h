/*
 * The protocol's messages, generated from messages.def: numbers, sizes, directions,
 * names, decoders, encoders.
 *
 * For each message NAME:
 *   MSG_NAME                     its number on the wire
 *   struct msg_name              plain values, as a sender fills them
 *   struct guest_name            the same, as a daemon gets them from a guest
 *   wire_decode_guest_name()     daemon's decoder (AGENT_TO_DAEMON, BOTH_WAYS)
 *   wire_decode_name()           agent's decoder (DAEMON_TO_AGENT, BOTH_WAYS)
 *   wire_encode_name()           writes the body of struct msg_name, every byte defined
 *
 * Pure: no I/O, no allocation.  What a decoder yields borrows from the body.
 */
#ifndef WIRE_MESSAGES_H
#define WIRE_MESSAGES_H

#include "protocol/wire/guest.h"

#define WIRE_HEADER_BYTES 12u
#define WIRE_PORT 6000u /* the vchan's */
#define WIRE_MAJOR 1u
#define WIRE_MINOR 8u /* the newest we speak */
#define WIRE_VERSION (WIRE_MAJOR << 16 | WIRE_MINOR)
#define WIRE_MAX_WIDTH 16384u /* px */
#define WIRE_MAX_HEIGHT 6144u /* px */
#define WIRE_MAX_REFS 98304u
#define WIRE_MAX_CLIPBOARD 256000u /* bytes, from 1.8 */
#define WIRE_OLD_CLIPBOARD 65000u  /* bytes, before */
#define WIRE_MOST_BODY 393232u     /* bytes: a WINDOW_DUMP of WIRE_MAX_REFS */

enum wire_direction {
	AGENT_TO_DAEMON = 1,
	DAEMON_TO_AGENT = 2,
	BOTH_WAYS = AGENT_TO_DAEMON | DAEMON_TO_AGENT,
	NEVER = 0,
};

enum msg_number {
#define MESSAGE(NAME, name, number, direction, fields, meaning) MSG_##NAME = number,
#include "protocol/wire/messages.def"
};

/* Plain values.  Texts and tails are borrowed by the encoder for the call only. */
#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	struct msg_##name {                                     \
		fields                                          \
	};
#define U32(name, meaning) uint32_t name;
#define I32(name, meaning) int32_t name;
#define TEXT(name, bytes, meaning) char name[bytes];
#define BYTES(name, bytes, meaning) uint8_t name[bytes];
#define WORDS(name, least, most, meaning)                                \
	const uint32_t *name; /* borrowed; the decoder leaves it NULL */ \
	size_t name##_count;
#define DATA(name, most, meaning)           \
	const uint8_t *name; /* borrowed */ \
	size_t name##_len;
#include "protocol/wire/messages.def"

#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	struct guest_##name {                                   \
		fields                                          \
	};
#define U32(name, meaning) struct guest_u32 name;
#define I32(name, meaning) struct guest_i32 name;
#define TEXT(name, bytes, meaning) struct guest_text name;
#define BYTES(name, bytes, meaning) struct guest_bytes name;
#define WORDS(name, least, most, meaning) struct guest_words name;
#define DATA(name, most, meaning) struct guest_bytes name;
#include "protocol/wire/messages.def"

/*
 * Each returns false, and leaves nothing of use in *out, unless the body fits its message
 * exactly.  body may be NULL when len is 0.  The plain decoder cuts a text at its NUL or
 * its room and leaves out a tail of words: an agent gets neither.
 */
#define MESSAGE(NAME, name, number, direction, fields, meaning)      \
	MUST_USE bool wire_decode_guest_##name(                      \
	    const void *body, size_t len, struct guest_##name *out); \
	MUST_USE bool wire_decode_##name(                            \
	    const void *body, size_t len, struct msg_##name *out);
#include "protocol/wire/messages.def"

/*
 * Writes the body to out, which has room for size bytes, and returns its length.
 * 0 for a message with an empty body; SIZE_MAX when it does not fit or a tail is longer
 * than the message allows.  Texts are cut to their room, kept NUL-terminated, padded with
 * zeros.
 */
#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	MUST_USE size_t wire_encode_##name(                     \
	    void *out, size_t size, const struct msg_##name *in);
#include "protocol/wire/messages.def"

/* What is known of a message's number. */
struct wire_message {
	uint32_t number;
	const char *name; /* "WINDOW_DUMP" */
	enum wire_direction direction;
	size_t least, most; /* body length, bytes */
	size_t step;        /* between least and most: 4 where words end it, else 1 */
	const char *meaning;
};

/* What messages.def says of a number: tests/prove/table.in. */
/*@ predicate wire_is_row(struct wire_message *m, integer number) =
        \valid_read(m) && m->number == number && wire_is_known(number) &&
        m->direction == wire_direction(number) && m->least == wire_least(number) &&
        m->most == wire_most(number) && m->step == wire_step(number) &&
        m->most <= WIRE_MOST_BODY && (m->step == 1 || m->step == 4);
*/

/* Whether a body of len bytes is of a legal length; says nothing about the direction. */
/*@ requires wire_is_row(message, message->number);
    assigns \nothing;
    ensures \result <==> wire_length_is_legal(message->number, len);
*/
bool wire_message_fits(const struct wire_message *message, size_t len);

/* NULL for a number that no message has. */
/*@ assigns \nothing;
    ensures \result != \null <==> wire_is_known(number);
    ensures \result != \null ==> \valid_read(\result) && \result->number == number;
    ensures \result != \null ==> \result->direction == wire_direction(number);
    ensures \result != \null ==> \result->least == wire_least(number);
    ensures \result != \null ==> \result->most == wire_most(number);
    ensures \result != \null ==> \result->step == wire_step(number);
    ensures \result != \null ==> \result->step == 1 || \result->step == 4;
    ensures \result != \null ==> \result->most <= WIRE_MOST_BODY;
*/
const struct wire_message *wire_message_find(uint32_t number);

/* Message i in the order of messages.def; NULL past the end. */
/*@ assigns \nothing;
    ensures \result == \null || wire_is_row(\result, \result->number);
*/
const struct wire_message *wire_message_at(size_t i);

struct wire_header {
	uint32_t type;
	uint32_t window;
	uint32_t len; /* of the body, bytes */
};

void wire_encode_header(uint8_t out[WIRE_HEADER_BYTES], const struct wire_header *in);

/* The records of the handshake, which have no header. */
#define WIRE_VERSION_BYTES 4u
#define WIRE_XCONF_BYTES 16u

struct wire_xconf {
	uint32_t width;  /* px, of the root window, a multiple of 8 */
	uint32_t height; /* px */
	uint32_t depth;  /* bits, of the root window */
	uint32_t mem;    /* KiB: width * height * 4 / 1024 + 1 */
};

void wire_encode_version(uint8_t out[WIRE_VERSION_BYTES], uint32_t version);
void wire_encode_xconf(uint8_t out[WIRE_XCONF_BYTES], const struct wire_xconf *in);
struct guest_u32 wire_decode_guest_version(const uint8_t in[WIRE_VERSION_BYTES]);
uint32_t wire_decode_version(const uint8_t in[WIRE_VERSION_BYTES]);
struct wire_xconf wire_decode_xconf(const uint8_t in[WIRE_XCONF_BYTES]);

#endif
