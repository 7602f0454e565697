#include "protocol/wire/writer.h"

#include <string.h>

struct wire_writer
wire_writer_init(void *room, size_t size)
{
	return (struct wire_writer){.at = room, .left = size};
}

/* Where the next len bytes go; NULL once anything did not fit. */
/*@ requires \valid(w) && writer_is_sound(w) && w->done + w->left <= SIZE_MAX;
    assigns w->at, w->left, w->done, w->failed;
    exits \false;
    ensures writer_is_sound(w) && writer_put{Pre, Here}(w, len);
    ensures w->failed ? \result == \null : \result == \old(w->at);
*/
static uint8_t *
put(struct wire_writer *w, size_t len)
{
	if (w->failed || w->left < len) {
		w->failed = true;
		return NULL;
	}
	uint8_t *at = w->at;
	w->left -= len;
	w->done += len;
	if (len > 0) {
		w->at += len;
	}
	return at;
}

void
wire_put_u32(struct wire_writer *w, uint32_t value)
{
	uint8_t *p = put(w, 4);

	if (p) {
		p[0] = (uint8_t)value;
		p[1] = (uint8_t)(value >> 8);
		p[2] = (uint8_t)(value >> 16);
		p[3] = (uint8_t)(value >> 24);
	}
}

void
wire_put_i32(struct wire_writer *w, int32_t value)
{
	wire_put_u32(w, (uint32_t)value);
}

void
wire_put_bytes(struct wire_writer *w, const void *bytes, size_t len)
{
	uint8_t *p = put(w, len);

	if (p && len > 0) {
		memcpy(p, bytes, len);
	}
}

void
wire_put_text(struct wire_writer *w, const char *text, size_t room)
{
	uint8_t *p = put(w, room);

	if (p && room > 0) {
		size_t len = strnlen(text, room - 1);
		memcpy(p, text, len);
		memset(p + len, 0, room - len);
	}
}

void
wire_put_words(
    struct wire_writer *w, const uint32_t *words, size_t count, size_t least, size_t most)
{
	if (count < least || count > most || count > w->left / 4) {
		w->failed = true;
		return;
	}
	/*@ loop invariant 0 <= i <= count;
	    loop invariant \valid(w) && writer_is_sound(w);
	    loop invariant 4 * count <= \at(w->left, Pre);
	    loop invariant i > 0 ==> writer_put{Pre, Here}(w, 4 * i);
	    loop invariant i == 0 ==> writer_stood{Pre, Here}(w) &&
	        w->failed == \at(w->failed, Pre);
	    loop assigns i, w->at, w->left, w->done, w->failed,
	        \at(w->at, Pre)[0 .. 4 * count - 1];
	    loop variant count - i;
	*/
	for (size_t i = 0; i < count; i++) {
		wire_put_u32(w, words[i]);
	}
}

void
wire_put_data(struct wire_writer *w, const uint8_t *bytes, size_t len, size_t most)
{
	if (len > most) {
		w->failed = true;
		return;
	}
	wire_put_bytes(w, bytes, len);
}

size_t
wire_writer_end(const struct wire_writer *w)
{
	return w->failed ? SIZE_MAX : w->done;
}
