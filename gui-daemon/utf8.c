#include "gui-daemon/utf8.h"

/* How long a sequence is by its first byte, and the least value it may encode. */
static const struct {
	uint8_t mask, lead;
	uint8_t len; /* bytes */
	uint32_t least;
} forms[] = {
    {0x80, 0x00, 1, 0x0},
    {0xe0, 0xc0, 2, 0x80},
    {0xf0, 0xe0, 3, 0x800},
    {0xf8, 0xf0, 4, 0x10000},
};

/* Unicode 15: Cf and Zl/Zp that show nothing or reorder what follows. */
static const struct {
	uint32_t first, last;
} hidden[] = {
    {0x00ad, 0x00ad},
    {0x061c, 0x061c},
    {0x180e, 0x180e},
    {0x200b, 0x200f},
    {0x2028, 0x202e},
    {0x2060, 0x206f},
    {0xfeff, 0xfeff},
    {0xfff9, 0xfffb},
    {0xe0000, 0xe0fff},
};

/* Takes one code point off the front; its length in bytes, or 0 when it is broken. */
static size_t
take(const uint8_t *bytes, size_t left, uint32_t *out)
{
	for (size_t f = 0; f < ARRAY_LEN(forms); f++) {
		if ((bytes[0] & forms[f].mask) != forms[f].lead) {
			continue;
		}
		if (forms[f].len > left) {
			return 0;
		}
		uint32_t point = bytes[0] & (uint8_t)~forms[f].mask;
		for (size_t i = 1; i < forms[f].len; i++) {
			if ((bytes[i] & 0xc0) != 0x80) {
				return 0;
			}
			point = point << 6 | (bytes[i] & 0x3f);
		}
		*out = point;
		bool is_surrogate = point >= 0xd800 && point <= 0xdfff;
		return point < forms[f].least || point > 0x10ffff || is_surrogate
		    ? 0
		    : forms[f].len;
	}
	return 0;
}

static enum utf8_fault
fault_of(uint32_t point)
{
	if ((point < 0x20 && point != '\t') || (point >= 0x7f && point < 0xa0)) {
		return UTF8_CONTROL;
	}
	for (size_t i = 0; i < ARRAY_LEN(hidden); i++) {
		if (point >= hidden[i].first && point <= hidden[i].last) {
			return UTF8_HIDDEN;
		}
	}
	return UTF8_FINE;
}

enum utf8_fault
utf8_check(const char *text, size_t len, size_t *at)
{
	const uint8_t *bytes = (const uint8_t *)text;
	uint32_t point = 0;

	for (*at = 0; *at < len;) {
		size_t used = take(bytes + *at, len - *at, &point);
		if (used == 0) {
			return UTF8_BROKEN;
		}
		enum utf8_fault fault = fault_of(point);
		if (fault != UTF8_FINE) {
			return fault;
		}
		*at += used;
	}
	return UTF8_FINE;
}
