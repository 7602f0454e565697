#include "wm/text.h"

#include "common/base/compound.h"

#include <string.h>

#define COMPOUND_BYTES (2 * TEXT_BYTES) /* of UTF-8: more is cut anyway */

/* One character of UTF-8 (RFC 3629) from up to len bytes; 0 bytes when it is none. */
static size_t
decode(const uint8_t *at, size_t len, uint32_t *out)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t n = at[0] < 0x80 ? 1
	    : at[0] >= 0xf0     ? 4
	    : at[0] >= 0xe0     ? 3
	    : at[0] >= 0xc2     ? 2
	                        : 0;

	if (n == 0 || n > len || at[0] > 0xf4) {
		return 0;
	}
	uint32_t c = n == 1 ? at[0] : at[0] & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((at[i] & 0xc0) != 0x80) {
			return 0;
		}
		c = c << 6 | (at[i] & 0x3f);
	}
	if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) {
		return 0;
	}
	*out = c;
	return n;
}

/* Controls, what has no width, what turns the direction, private and special ones. */
static bool
is_shown(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} hidden[] = {
	    {0x00, 0x1f},
	    {0x7f, 0x9f},
	    {0xad, 0xad},
	    {0x34f, 0x34f},
	    {0x61c, 0x61c},
	    {0x115f, 0x1160},
	    {0x17b4, 0x17b5},
	    {0x180b, 0x180f},
	    {0x200b, 0x200f},
	    {0x2028, 0x202e},
	    {0x2060, 0x206f},
	    {0x3164, 0x3164},
	    {0xe000, 0xf8ff},
	    {0xfe00, 0xfe0f},
	    {0xfeff, 0xfeff},
	    {0xffa0, 0xffa0},
	    {0xfff0, 0xffff},
	    {0xe0000, 0x10ffff},
	};

	for (size_t i = 0; i < ARRAY_LEN(hidden); i++) {
		if (c >= hidden[i].first && c <= hidden[i].last) {
			return false;
		}
	}
	return true;
}

static size_t
encode_latin1(uint8_t c, char *out)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	out[0] = (char)(0xc0 | c >> 6);
	out[1] = (char)(0x80 | (c & 0x3f));
	return 2;
}

static void
clean(char out[TEXT_BYTES], const void *bytes, size_t len, bool is_latin1)
{
	const uint8_t *at = bytes;
	size_t used = 0;

	while (len > 0 && *at && used < TEXT_BYTES - 5) {
		uint32_t c = *at;
		size_t n = is_latin1 ? 1 : decode(at, len, &c);
		size_t step = n ? n : 1;

		if (c == '\t' || c == '\n' || c == '\r') {
			out[used++] = ' ';
		} else if (!n || !is_shown(c)) {
			out[used++] = '_';
		} else if (is_latin1) {
			used += encode_latin1(*at, out + used);
		} else {
			memcpy(out + used, at, n);
			used += n;
		}
		at += step;
		len -= step;
	}
	out[used] = '\0';
}

void
text_clean(
    char out[TEXT_BYTES], const void *bytes, size_t len, enum text_encoding encoding)
{
	char whole[COMPOUND_BYTES];

	if (encoding == TEXT_COMPOUND) {
		compound_to_utf8(whole, sizeof(whole), bytes, len, NULL);
		clean(out, whole, strlen(whole), false);
		return;
	}
	clean(out, bytes, len, encoding == TEXT_LATIN1);
}

const char *
text_without_label(const char *text, const char *label)
{
	size_t len = strlen(label);

	if (text[0] != '[' || strncmp(text + 1, label, len) != 0 ||
	    text[len + 1] != ']') {
		return text;
	}
	text += len + 2;
	return text[0] == ' ' ? text + 1 : text;
}
