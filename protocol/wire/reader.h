/*
 * Takes fields off the front of one complete message.
 *
 * Pure: no I/O, no allocation, never reads past the bytes it was given.
 * Failure sticks: once a field is missing every later take yields zero, so a decoder
 * takes all its fields and asks wire_reader_end() once.
 */
#ifndef WIRE_READER_H
#define WIRE_READER_H

#include "protocol/wire/guest.h"

struct wire_reader {
	const uint8_t *at; /* borrowed; must outlive the reader */
	size_t left;       /* bytes */
	bool short_read;
};

struct wire_reader wire_reader_init(const void *bytes, size_t len);
struct guest_u32 wire_take_u32(struct wire_reader *r);
struct guest_i32 wire_take_i32(struct wire_reader *r);
struct guest_text wire_take_text(struct wire_reader *r, size_t room);
struct guest_bytes wire_take_bytes(struct wire_reader *r, size_t len);

/* All that is left; a number of words that is not whole, or out of [least, most], fails.
 */
struct guest_words wire_take_words(struct wire_reader *r, size_t least, size_t most);
struct guest_bytes wire_take_data(struct wire_reader *r, size_t most);

/* True when every take succeeded and no byte is left over. */
MUST_USE bool wire_reader_end(const struct wire_reader *r);

#endif
