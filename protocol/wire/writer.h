/*
 * Puts fields, little-endian, one after the other into a room of fixed size.
 *
 * Pure: no I/O, no allocation, never writes past the room, leaves no byte of what it
 * covers undefined.  Failure sticks: once something did not fit nothing more is written,
 * so an encoder puts all its fields and asks wire_writer_end() once.
 */
#ifndef WIRE_WRITER_H
#define WIRE_WRITER_H

#include "common/base/base.h"

struct wire_writer {
	uint8_t *at; /* borrowed; must outlive the writer */
	size_t left; /* bytes */
	size_t done; /* bytes written */
	bool failed;
};

struct wire_writer wire_writer_init(void *room, size_t size);
void wire_put_u32(struct wire_writer *w, uint32_t value);
void wire_put_i32(struct wire_writer *w, int32_t value);
void wire_put_bytes(struct wire_writer *w, const void *bytes, size_t len);

/* Up to room - 1 bytes of text, then zeros: always a NUL inside the room. */
void wire_put_text(struct wire_writer *w, const char *text, size_t room);

/* A tail; fails when its length is out of bounds. */
void wire_put_words(struct wire_writer *w, const uint32_t *words, size_t count,
    size_t least, size_t most);
void wire_put_data(struct wire_writer *w, const uint8_t *bytes, size_t len, size_t most);

/* Bytes written, or SIZE_MAX when something did not fit. */
MUST_USE size_t wire_writer_end(const struct wire_writer *w);

#endif
