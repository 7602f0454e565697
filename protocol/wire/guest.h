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

/*
 * Unwrap a value that lies in [lo, hi].
 * Returns false, and leaves *out alone, for anything else.
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
static inline uint32_t
guest_u32_clamp(struct guest_u32 v, uint32_t lo, uint32_t hi)
{
	return v.guest_raw < lo ? lo : v.guest_raw > hi ? hi : v.guest_raw;
}

static inline int32_t
guest_i32_clamp(struct guest_i32 v, int32_t lo, int32_t hi)
{
	return v.guest_raw < lo ? lo : v.guest_raw > hi ? hi : v.guest_raw;
}

/* Unwrap a truth value; any non-zero word is true, as on the wire. */
static inline bool
guest_u32_is_true(struct guest_u32 v)
{
	return v.guest_raw != 0;
}

/* Unwrap only the bits in mask. */
static inline uint32_t
guest_u32_bits(struct guest_u32 v, uint32_t mask)
{
	return v.guest_raw & mask;
}

/* An id to look up in a table, and nothing else: every value is legal as a key. */
static inline uint32_t
guest_u32_as_key(struct guest_u32 v)
{
	return v.guest_raw;
}

/* For a log line only. */
static inline uint32_t
guest_u32_for_log(struct guest_u32 v)
{
	return v.guest_raw;
}

static inline size_t
guest_words_count(struct guest_words w)
{
	return w.guest_count;
}

/* Word i, which must be below guest_words_count(). */
static inline struct guest_u32
guest_words_at(struct guest_words w, size_t i)
{
	const uint8_t *p = w.guest_at + 4 * i;

	return (struct guest_u32){(uint32_t)p[0] | (uint32_t)p[1] << 8 |
	    (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24};
}

static inline size_t
guest_bytes_len(struct guest_bytes b)
{
	return b.guest_len;
}

/* Copies the first len bytes, which must be there, to out. */
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
