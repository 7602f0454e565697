#include "gui-agent/text.h"

#include "common/base/compound.h"

#include <iconv.h>
#include <string.h>

#define COMPOUND_BYTES 1024u /* of UTF-8: more is not looked at */

struct sink {
	char *out;
	size_t size, used;
};

static void
put(struct sink *s, const void *bytes, size_t len)
{
	if (s->used + len < s->size) {
		memcpy(s->out + s->used, bytes, len);
		s->used += len;
	} else {
		s->size = s->used + 1; /* full: what follows must not slip in */
	}
}

static void
put_latin1(struct sink *s, unsigned char c)
{
	const unsigned char two[] = {
	    (unsigned char)(0xc0 | c >> 6), (unsigned char)(0x80 | (c & 0x3f))};

	if (c >= 0x80) {
		put(s, two, 2);
	} else {
		put(s, &c, 1);
	}
}

/* Length of the character at text, 0 when it is none (RFC 3629). */
static size_t
utf8_length(const unsigned char *text, size_t len)
{
	unsigned char c = text[0];
	size_t n = c < 0x80 ? 1
	    : c < 0xc2      ? 0
	    : c < 0xe0      ? 2
	    : c < 0xf0      ? 3
	    : c < 0xf5      ? 4
	                    : 0;

	if (n == 0 || n > len) {
		return 0;
	}
	for (size_t i = 1; i < n; i++) {
		if ((text[i] & 0xc0) != 0x80) {
			return 0;
		}
	}
	bool overlong = (c == 0xe0 && text[1] < 0xa0) || (c == 0xf0 && text[1] < 0x90);
	bool outside = (c == 0xed && text[1] > 0x9f) || (c == 0xf4 && text[1] > 0x8f);
	return overlong || outside ? 0 : n;
}

static size_t
put_utf8(struct sink *s, const unsigned char *text, size_t len)
{
	size_t n = utf8_length(text, len);

	if (n == 0) {
		put(s, "?", 1);
		return 1;
	}
	put(s, text, n);
	return n;
}

void
text_from_utf8(char *out, size_t size, const void *text, size_t len)
{
	const unsigned char *at = text;
	struct sink s = {out, size, 0};

	for (size_t i = 0; i < len && at[i];) {
		i += put_utf8(&s, at + i, len - i);
	}
	out[s.used] = '\0';
}

void
text_from_latin1(char *out, size_t size, const void *text, size_t len)
{
	const unsigned char *at = text;
	struct sink s = {out, size, 0};

	for (size_t i = 0; i < len && at[i]; i++) {
		put_latin1(&s, at[i]);
	}
	out[s.used] = '\0';
}

static size_t
convert(const char *encoding, const uint8_t *bytes, size_t len, char *out, size_t size)
{
	iconv_t way = iconv_open("UTF-8", encoding);
	char *from = (char *)(uintptr_t)bytes; /* POSIX: not const, but not written to */
	char *to = out;
	size_t left = size;

	if (way == (iconv_t)-1) {
		return 0;
	}
	bool good = iconv(way, &from, &len, &to, &left) != (size_t)-1 && len == 0;
	iconv_close(way);
	return good ? size - left : 0;
}

void
text_from_compound(char *out, size_t size, const void *text, size_t len)
{
	char whole[COMPOUND_BYTES];

	compound_to_utf8(whole, sizeof(whole), text, len, convert);
	text_from_utf8(out, size, whole, sizeof(whole));
}
