#include "protocol/wire/reader.h"

struct wire_reader
wire_reader_init(const void *bytes, size_t len)
{
	return (struct wire_reader){.at = bytes, .left = len};
}

/* The next len bytes; NULL once anything was missing. */
/*@ requires \valid(r) && reader_is_sound(r);
    assigns r->at, r->left, r->short_read;
    ensures reader_is_sound(r) && reader_took{Pre, Here}(r, len);
    ensures \result == \null || \result == \old(r->at);
    ensures !r->short_read ==> \result == \old(r->at);
    ensures r->short_read ==> \result == \null;
    ensures \result != \null ==> \valid_read(\result + (0 .. len - 1)) &&
        \separated(r, \result + (0 .. len - 1));
*/
static const uint8_t *
take(struct wire_reader *r, size_t len)
{
	if (r->short_read || r->left < len) {
		r->short_read = true;
		return NULL;
	}
	const uint8_t *at = r->at;
	r->at += len;
	r->left -= len;
	return at;
}

struct guest_u32
wire_take_u32(struct wire_reader *r)
{
	const uint8_t *p = take(r, 4);

	if (!p) {
		return (struct guest_u32){0};
	}
	return (struct guest_u32){(uint32_t)p[0] | (uint32_t)p[1] << 8 |
	    (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24};
}

struct guest_i32
wire_take_i32(struct wire_reader *r)
{
	return (struct guest_i32){(int32_t)wire_take_u32(r).guest_raw};
}

struct guest_text
wire_take_text(struct wire_reader *r, size_t room)
{
	const uint8_t *p = take(r, room);

	return (struct guest_text){p, r->short_read ? 0 : room};
}

struct guest_bytes
wire_take_bytes(struct wire_reader *r, size_t len)
{
	const uint8_t *p = take(r, len);

	return (struct guest_bytes){p, r->short_read ? 0 : len};
}

struct guest_words
wire_take_words(struct wire_reader *r, size_t least, size_t most)
{
	size_t count = r->left / 4;

	if (r->left % 4 != 0 || count < least || count > most) {
		r->short_read = true;
	}
	const uint8_t *p = take(r, 4 * count);
	return (struct guest_words){p, r->short_read ? 0 : count};
}

struct guest_bytes
wire_take_data(struct wire_reader *r, size_t most)
{
	if (r->left > most) {
		r->short_read = true;
	}
	return wire_take_bytes(r, r->left);
}

bool
wire_reader_end(const struct wire_reader *r)
{
	return !r->short_read && r->left == 0;
}
