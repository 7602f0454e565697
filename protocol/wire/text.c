#include "protocol/wire/text.h"

#define REPLACEMENT '_'

/* Code points that would not be seen as what they are; sorted. */
static const struct {
	uint32_t first, last;
} hidden[] = {
    {0x00, 0x1f},        /* C0 controls */
    {0x7f, 0x9f},        /* DEL, C1 controls */
    {0xad, 0xad},        /* soft hyphen */
    {0x34f, 0x34f},      /* combining grapheme joiner */
    {0x61c, 0x61c},      /* Arabic letter mark */
    {0x115f, 0x1160},    /* Hangul fillers: blank letters */
    {0x17b4, 0x17b5},    /* Khmer vowels that are not written */
    {0x180b, 0x180f},    /* Mongolian variation selectors, vowel separator */
    {0x200b, 0x200f},    /* zero width, left-to-right and right-to-left marks */
    {0x2028, 0x202e},    /* line and paragraph ends, embedding, override */
    {0x2060, 0x206f},    /* word joiner, invisible operators, isolates */
    {0x2800, 0x2800},    /* Braille pattern without a dot */
    {0x3164, 0x3164},    /* Hangul filler */
    {0xd800, 0xf8ff},    /* surrogates, private use */
    {0xfdd0, 0xfdef},    /* noncharacters */
    {0xfeff, 0xfeff},    /* byte order mark */
    {0xffa0, 0xffa0},    /* half-width Hangul filler */
    {0xfff0, 0xfffb},    /* unassigned, interlinear annotation */
    {0x1bca0, 0x1bca3},  /* shorthand formatting */
    {0x1d173, 0x1d17a},  /* musical formatting */
    {0xe0000, 0xe0fff},  /* tags, more variation selectors */
    {0xf0000, 0x10ffff}, /* private use planes */
};

/*@ assigns \nothing;
    ensures \result ==> 0x20 <= point && !(0x7f <= point <= 0x9f);
*/
static bool
may_show(uint32_t point)
{
	if ((point & 0xfffe) == 0xfffe) {
		return false; /* the two noncharacters at the end of each plane */
	}
	/*@ loop invariant 0 <= i <= 22;
	    loop invariant i >= 1 ==> 0x20 <= point;
	    loop invariant i >= 2 ==> !(0x7f <= point <= 0x9f);
	    loop assigns i;
	    loop variant 22 - i;
	*/
	for (size_t i = 0; i < ARRAY_LEN(hidden); i++) {
		if (point >= hidden[i].first && point <= hidden[i].last) {
			return false;
		}
	}
	return true;
}

/* How many bytes a character takes by its first one; 0 for one that starts none. */
/*@ assigns \nothing;
    ensures 0 <= \result <= 4;
    ensures \result == 1 <==> lead < 0x80;
    ensures \result > 1 ==> lead >= 0xc2;
*/
static size_t
length_by_lead(uint8_t lead)
{
	if (lead < 0x80) {
		return 1;
	}
	if (lead >= 0xc2 && lead <= 0xdf) {
		return 2;
	}
	if (lead >= 0xe0 && lead <= 0xef) {
		return 3;
	}
	return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/* The least code point that needs so many bytes (RFC 3629 section 3). */
static const uint32_t least_point[] = {[1] = 0, [2] = 0x80, [3] = 0x800, [4] = 0x10000};

/* The well-formed character at the front of bytes: its length; 0 if there is none. */
/*@ requires len > 0 && \valid_read(bytes + (0 .. len - 1)) && \valid(point);
    requires \separated(point, bytes + (0 .. len - 1));
    assigns *point;
    ensures 0 <= \result <= 4 && \result <= len;
    ensures \result == 1 ==> *point == bytes[0] < 0x80;
    ensures \result > 1 ==> \forall integer i; 0 <= i < \result ==> bytes[i] >= 0x80;
*/
static size_t
take_character(const uint8_t *bytes, size_t len, uint32_t *point)
{
	size_t units = length_by_lead(bytes[0]);

	if (units == 0 || units > len) {
		return 0;
	}
	*point = units == 1 ? bytes[0] : bytes[0] & (0x7fu >> units);
	/*@ loop invariant 1 <= i <= units;
	    loop invariant \forall integer k; 1 <= k < i ==> bytes[k] >= 0x80;
	    loop invariant units == 1 ==> *point == bytes[0];
	    loop assigns i, *point;
	    loop variant units - i;
	*/
	for (size_t i = 1; i < units; i++) {
		if (bytes[i] < 0x80 || bytes[i] > 0xbf) {
			return 0;
		}
		*point = *point << 6 | (bytes[i] & 0x3f);
	}
	return *point >= least_point[units] && *point <= 0x10ffff ? units : 0;
}

/* A character that may be shown, at used and the bytes behind it. */
/*@ requires \valid(out) && 0 < len <= 4 && used + len < SHOWN_TEXT_BYTES;
    requires \valid_read(bytes + (0 .. len - 1)) && \separated(out, bytes + (0 .. len -
   1)); requires text_is_shown(*out); requires len == 1 ==> 0x20 <= bytes[0] < 0x7f;
    requires len > 1 ==> \forall integer i; 0 <= i < len ==> bytes[i] >= 0x80;
    assigns out->shown[used .. used + len - 1];
    ensures text_is_shown(*out);
*/
static void
append(struct shown_text *out, size_t used, const uint8_t *bytes, size_t len)
{
	/*@ loop invariant 0 <= i <= len && text_is_shown(*out);
	    loop assigns i, out->shown[used .. used + len - 1];
	    loop variant len - i;
	*/
	for (size_t i = 0; i < len; i++) {
		out->shown[used + i] = (char)bytes[i];
	}
}

struct shown_text
text_admit(struct guest_text in)
{
	struct shown_text out = {{0}};
	size_t used = 0;
	size_t i = 0;

	/*@ loop invariant 0 <= i <= in.guest_room;
	    loop invariant 0 <= used < SHOWN_TEXT_BYTES && text_is_shown(out);
	    loop assigns i, used, out;
	    loop variant in.guest_room - i;
	*/
	while (i < in.guest_room && in.guest_at[i] != 0) {
		uint32_t point = 0;
		size_t len = take_character(in.guest_at + i, in.guest_room - i, &point);
		bool shown = len > 0 && may_show(point);
		size_t room = shown ? len : 1;

		if (used + room >= sizeof(out.shown)) {
			break;
		}
		if (shown) {
			append(&out, used, in.guest_at + i, len);
		} else {
			out.shown[used] = REPLACEMENT;
		}
		used += room;
		i += len > 0 ? len : 1;
	}
	return out;
}

struct shown_text
text_as_ascii(const struct shown_text *text)
{
	struct shown_text out = {{0}};
	size_t used = 0;

	/*@ loop invariant 0 <= used <= i < SHOWN_TEXT_BYTES && text_is_shown(out);
	    loop assigns i, used, out;
	    loop variant SHOWN_TEXT_BYTES - i;
	*/
	for (size_t i = 0; i < sizeof(text->shown) && text->shown[i]; i++) {
		uint8_t byte = (uint8_t)text->shown[i];
		if (byte < 0x80) {
			out.shown[used++] = text->shown[i];
		} else if (byte >= 0xc0) { /* the first of its character */
			out.shown[used++] = REPLACEMENT;
		}
	}
	return out;
}
