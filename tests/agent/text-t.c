/* Titles in each encoding, valid or not, whole or cut. */

#include "gui-agent/text.h"

#include "tests/unit/tap.h"

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
    {"compound: other sets left out", text_from_compound, 16, "a\x1b$(B!!\x1b(Bb", 11,
        "ab"},
    {"compound: ends in an escape", text_from_compound, 16, "a\x1b", 2, "a"},
};

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char out[16];

		memset(out, 'x', sizeof(out));
		cases[i].convert(out, cases[i].size, cases[i].in, cases[i].len);
		ok_named(strcmp(out, cases[i].out) == 0, cases[i].name);
	}
	return done_testing();
}
