/*
 * Values chosen by a guest.
 *
 * A struct, not a typedef: C will not add, compare, index with or print it, so a value
 * that nobody has validated cannot be used by accident.  Only the files in protocol/wire/
 * may name the fields; tests/lint/arrows.tap checks.
 */
#ifndef WIRE_GUEST_H
#define WIRE_GUEST_H

#include "common/base/base.h"

#include <string.h>

struct guest_u32 {
	uint32_t guest_raw;
};

struct guest_i32 {
	int32_t guest_raw;
};

/* Borrowed from the message's body: gone with the next one. */
struct guest_bytes {
	const uint8_t *guest_at;
	size_t guest_len; /* bytes */
};

/* A fixed room that may hold a NUL-terminated text, or anything else.  Borrowed likewise.
 */
struct guest_text {
	const uint8_t *guest_at;
	size_t guest_room; /* bytes */
};

/* An array of little-endian u32 words.  Borrowed likewise. */
struct guest_words {
	const uint8_t *guest_at;
	size_t guest_count; /* words */
};

/* What a guest said, for contracts elsewhere; and what a decoder promises of it: all that
 * the value names can be read. */
/*@ logic integer said_u32(struct guest_u32 v) = v.guest_raw;
    logic integer said_i32(struct guest_i32 v) = v.guest_raw;
    logic integer said_words(struct guest_words w) = w.guest_count;
    logic integer said_room(struct guest_text t) = t.guest_room;
    logic integer said_bytes(struct guest_bytes b) = b.guest_len;
    logic uint8_t *words_of(struct guest_words w) = (uint8_t *)w.guest_at;
    logic uint8_t *text_of(struct guest_text t) = (uint8_t *)t.guest_at;
    logic uint8_t *bytes_of(struct guest_bytes b) = (uint8_t *)b.guest_at;

    predicate guest_bytes_are_there(struct guest_bytes b) =
        \valid_read(b.guest_at + (0 .. b.guest_len - 1));
    predicate guest_text_is_there(struct guest_text t) =
        \valid_read(t.guest_at + (0 .. t.guest_room - 1));
    predicate guest_words_are_there(struct guest_words w) =
        w.guest_count <= SIZE_MAX / 4 &&
        \valid_read(w.guest_at + (0 .. 4 * w.guest_count - 1));
*/

/*
 * Unwrap a value that lies in [lo, hi].
 * Returns false, and leaves *out alone, for anything else.
 */
/*@ requires \valid(out);
    assigns *out;
    ensures \result <==> lo <= v.guest_raw <= hi;
    ensures \result ==> *out == v.guest_raw;
    ensures !\result ==> *out == \old(*out);
*/
static inline MUST_USE bool
guest_u32_in(struct guest_u32 v, uint32_t lo, uint32_t hi, uint32_t *out)
{
	if (v.guest_raw < lo || v.guest_raw > hi) {
		return false;
	}
	*out = v.guest_raw;
	return true;
}

/*@ requires \valid(out);
    assigns *out;
    ensures \result <==> lo <= v.guest_raw <= hi;
    ensures \result ==> *out == v.guest_raw;
    ensures !\result ==> *out == \old(*out);
*/
static inline MUST_USE bool
guest_i32_in(struct guest_i32 v, int32_t lo, int32_t hi, int32_t *out)
{
	if (v.guest_raw < lo || v.guest_raw > hi) {
		return false;
	}
	*out = v.guest_raw;
	return true;
}

/* Unwrap a value as the nearest one in [lo, hi]. */
/*@ requires lo <= hi;
    assigns \nothing;
    ensures lo <= \result <= hi;
    ensures lo <= v.guest_raw <= hi ==> \result == v.guest_raw;
*/
static inline uint32_t
guest_u32_clamp(struct guest_u32 v, uint32_t lo, uint32_t hi)
{
	return v.guest_raw < lo ? lo : v.guest_raw > hi ? hi : v.guest_raw;
}

/*@ requires lo <= hi;
    assigns \nothing;
    ensures lo <= \result <= hi;
    ensures lo <= v.guest_raw <= hi ==> \result == v.guest_raw;
*/
static inline int32_t
guest_i32_clamp(struct guest_i32 v, int32_t lo, int32_t hi)
{
	return v.guest_raw < lo ? lo : v.guest_raw > hi ? hi : v.guest_raw;
}

/* Unwrap a truth value; any non-zero word is true, as on the wire. */
/*@ assigns \nothing;
    ensures \result <==> v.guest_raw != 0;
*/
static inline bool
guest_u32_is_true(struct guest_u32 v)
{
	return v.guest_raw != 0;
}

/* Unwrap only the bits in mask. */
/*@ assigns \nothing;
    ensures \result == (v.guest_raw & mask);
*/
static inline uint32_t
guest_u32_bits(struct guest_u32 v, uint32_t mask)
{
	return v.guest_raw & mask;
}

/* An id to look up in a table, and nothing else: every value is legal as a key. */
/*@ assigns \nothing;
    ensures \result == v.guest_raw;
*/
static inline uint32_t
guest_u32_as_key(struct guest_u32 v)
{
	return v.guest_raw;
}

/* For a log line only. */
/*@ assigns \nothing;
    ensures \result == v.guest_raw;
*/
static inline uint32_t
guest_u32_for_log(struct guest_u32 v)
{
	return v.guest_raw;
}

/*@ assigns \nothing;
    ensures \result == w.guest_count;
*/
static inline size_t
guest_words_count(struct guest_words w)
{
	return w.guest_count;
}

/* Word i, which must be below guest_words_count(). */
/*@ requires guest_words_are_there(w) && i < w.guest_count;
    assigns \nothing;
*/
static inline struct guest_u32
guest_words_at(struct guest_words w, size_t i)
{
	const uint8_t *p = w.guest_at + 4 * i;

	return (struct guest_u32){(uint32_t)p[0] | (uint32_t)p[1] << 8 |
	    (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24};
}

/*@ assigns \nothing;
    ensures \result == b.guest_len;
*/
static inline size_t
guest_bytes_len(struct guest_bytes b)
{
	return b.guest_len;
}

/* Copies the first len bytes, which must be there, to out. */
/*@ requires guest_bytes_are_there(b) && len <= b.guest_len;
    requires \valid((uint8_t *)out + (0 .. len - 1));
    requires \separated((uint8_t *)out + (0 .. len - 1), b.guest_at + (0 .. len - 1));
    assigns ((uint8_t *)out)[0 .. len - 1];
*/
static inline void
guest_bytes_copy(struct guest_bytes b, size_t len, void *out)
{
	if (len > b.guest_len) {
		bug("more bytes wanted than a guest sent");
	}
	if (len > 0) {
		memcpy(out, b.guest_at, len);
	}
}

#endif
