/* Titles in each encoding, valid or not, whole or cut. */

#include "gui-agent/text.h"

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

#include <stdlib.h>
#include <string.h>

typedef void (*convert)(char *, size_t, const void *, size_t);

static const struct {
	const char *name;
	convert convert;
	size_t size;
	const char *in;
	size_t len;
	const char *out;
} cases[] = {
    {"ascii", text_from_utf8, 16, "abc", 3, "abc"},
    {"utf-8", text_from_utf8, 16, "\xc3\xa9\xe2\x82\xac", 5, "\xc3\xa9\xe2\x82\xac"},
    {"utf-8 cut between characters", text_from_utf8, 4, "ab\xc3\xa9", 4, "ab"},
    {"nothing after the cut", text_from_utf8, 4,
        "ab\xc3\xa9"
        "c",
        5, "ab"},
    {"exactly full", text_from_utf8, 4, "abc", 3, "abc"},
    {"ends at a NUL", text_from_utf8, 16, "ab\0cd", 5, "ab"},
    {"half a character", text_from_utf8, 16, "a\xc3", 2, "a?"},
    {"stray byte", text_from_utf8, 16, "a\x80z", 3, "a?z"},
    {"overlong", text_from_utf8, 16, "\xc0\xaf", 2, "??"},
    {"surrogate", text_from_utf8, 16, "\xed\xa0\x80", 3, "???"},
    {"beyond Unicode", text_from_utf8, 16, "\xf4\x90\x80\x80", 4, "????"},
    {"empty", text_from_utf8, 16, "", 0, ""},
    {"latin-1", text_from_latin1, 16, "caf\xe9", 4, "caf\xc3\xa9"},
    {"latin-1 cut", text_from_latin1, 5, "caf\xe9", 4, "caf"},
    {"compound: plain", text_from_compound, 16, "a\xe9", 2, "a\xc3\xa9"},
    {"compound: utf-8 segment", text_from_compound, 16, "a\x1b%G\xe2\x82\xac\x1b%@b", 11,
        "a\xe2\x82\xac"
        "b"},
    {"compound: JIS X 0208", text_from_compound, 16, "a\x1b$(BF|K\\\x1b(Bb", 13,
        "a\xe6\x97\xa5\xe6\x9c\xac"
        "b"},
    {"compound: GB 2312", text_from_compound, 16, "\x1b$(AVPND", 8,
        "\xe4\xb8\xad\xe6\x96\x87"},
    {"compound: KS C 5601 at the right", text_from_compound, 16,
        "\x1b$)C\xc7\xd1\xb1\xb9 x", 10, "\xed\x95\x9c\xea\xb5\xad x"},
    {"compound: half-width katakana", text_from_compound, 16, "\x1b)I\xb1", 4,
        "\xef\xbd\xb1"},
    {"compound: Cyrillic", text_from_compound, 16, "\x1b-L\xb4\xd0", 5,
        "\xd0\x94\xd0\xb0"},
    {"compound: cut between characters", text_from_compound, 6, "\x1b$(AVPND", 8,
        "\xe4\xb8\xad"},
    {"compound: half a character", text_from_compound, 16, "\x1b$(AV", 5, ""},
    {"compound: no character of its set", text_from_compound, 16, "\x1b$(A~~\x1b(Bb", 10,
        "_b"},
    {"compound: no set at all", text_from_compound, 16, "\x1b$(zVP\x1b(Bb", 10, "__b"},
    {"compound: directions are left out", text_from_compound, 16, "a\x9b\x31]b", 5, "ab"},
    {"compound: an extended segment", text_from_compound, 16,
        "a\x1b%/1\x80\x86"
        "x-y\x02zz"
        "b",
        14, "a_b"},
    {"compound: one that is longer than the text", text_from_compound, 16,
        "a\x1b%/1\x81\x80x", 8, "a_"},
    {"compound: bytes that are no UTF-8 in a segment", text_from_compound, 16,
        "\x1b%G\xe2\x82z", 6, "??z"},
    {"compound: ends in an escape", text_from_compound, 16, "a\x1b", 2, "a"},
};

/* Whatever comes in, what comes out is UTF-8 that fits: it stays as it is. */
static bool
is_good(const char *out, size_t size)
{
	char again[32];
	size_t len = strnlen(out, size);

	text_from_utf8(again, sizeof(again), out, len);
	return len < size && strcmp(again, out) == 0;
}

static void
any_bytes(void)
{
	static const uint8_t often[] = "\x1b\x1b$()%-/GABCILM@\x9b\xb1\xc7";
	uint64_t random = 1;
	bool good = true;

	for (unsigned round = 0; good && round < 20000; round++) {
		size_t len = random_below(&random, 40);
		uint8_t *in = malloc(len + 1); /* exact: ASan sees what is beyond */
		size_t size = 1 + random_below(&random, 24);
		char out[32];

		in = in ? realloc(in, len ? len : 1) : NULL;
		for (size_t i = 0; in && i < len; i++) {
			bool is_often = random_below(&random, 2);
			in[i] = is_often ? often[random_below(&random, sizeof(often) - 1)]
			                 : (uint8_t)random_below(&random, 256);
		}
		text_from_compound(out, size, in, in ? len : 0);
		good = is_good(out, size);
		free(in);
	}
	ok_named(good, "compound: any bytes become UTF-8 that fits");
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char out[16];

		memset(out, 'x', sizeof(out));
		cases[i].convert(out, cases[i].size, cases[i].in, cases[i].len);
		ok_named(strcmp(out, cases[i].out) == 0, cases[i].name);
	}
	any_bytes();
	return done_testing();
}
