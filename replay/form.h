/*
 * What each record looks like as text: its name and its fields.  Messages' come from
 * messages.def; beside them there are the handshake's two records, `header` for a message
 * that no message is like, and `raw` for bytes.
 * Pure tables; reads and writes neither bytes nor text.
 */
#ifndef REPLAY_FORM_H
#define REPLAY_FORM_H

#include "protocol/wire/messages.h"

enum field_kind {
	FIELD_U32,
	FIELD_I32,
	FIELD_VERSION, /* a u32 written as MAJOR.MINOR */
	FIELD_TEXT,
	FIELD_BYTES,
	FIELD_WORDS, /* a tail of u32 */
	FIELD_DATA,  /* a tail of bytes, shown as text */
	FIELD_HEX,   /* a tail of bytes, shown as digits */
};

struct field {
	enum field_kind kind;
	const char *name;   /* NULL ends a list */
	size_t least, most; /* bytes */
};

#define FORM_MOST_BYTES (1u << 20) /* of one record with its header */

enum form_kind {
	FORM_VERSION,
	FORM_XCONF,
	FORM_RAW,
	FORM_HEADER, /* its fields begin with the message's header */
	FORM_MESSAGE,
};

/* A plain value; nameless where there is none. */
struct form {
	const char *name;
	enum form_kind kind;
	const struct wire_message *message; /* of FORM_MESSAGE, else NULL */
	const struct field *fields;         /* ends with a nameless one */
	size_t least;                       /* bytes of the body */
};

/* Form i: in enum form_kind's order, messages in messages.def's. */
struct form form_at(size_t i);
struct form form_of(enum form_kind kind); /* not of FORM_MESSAGE */

/* By name (len bytes of it), or by a message's number. */
struct form form_find(const char *name, size_t len);
struct form form_of_message(uint32_t number);

/* Whether a body of len bytes is of a legal length. */
bool form_fits(const struct form *form, size_t len);

/* NULL: the form has no such field.  *offset: its first byte in the body. */
const struct field *form_find_field(
    const struct form *form, const char *name, size_t len, size_t *offset);

/* Whether the field's length is the sender's choice: it is the last one then. */
bool field_is_tail(const struct field *field);

/* Bytes of the field, from offset on, in a body of len bytes that fits its form. */
size_t field_len(const struct field *field, size_t offset, size_t len);

#endif
