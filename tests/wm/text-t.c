/* P23: titles, as they may be drawn. */
#include "tests/unit/tap.h"
#include "wm/text.h"

#include <string.h>

static const struct {
	const char *name, *in, *out;
	bool latin1;
} texts[] = {
    {"plain", "xterm", "xterm", false},
    {"UTF-8",
        "Stra\xc3\x9f"
        "e",
        "Stra\xc3\x9f"
        "e",
        false},
    {"Latin-1",
        "Stra\xdf"
        "e",
        "Stra\xc3\x9f"
        "e",
        true},
    {"P23: controls", "a\x1b[31mb", "a_[31mb", false},
    {"P23: line ends", "a\nb\tc", "a b c", false},
    {"P23: broken UTF-8", "a\xff\xc3(b", "a__(b", false},
    {"P23: overlong", "\xc0\xaf", "__", false},
    {"P23: surrogate", "\xed\xa0\x80", "___", false},
    {"P23: right to left override",
        "a\xe2\x80\xae"
        "b",
        "a_b", false},
    {"P23: zero width",
        "a\xe2\x80\x8b"
        "b",
        "a_b", false},
    {"P23: tags",
        "a\xf3\xa0\x81\x81"
        "b",
        "a_b", false},
    {"P23: C1 in Latin-1",
        "a\x9b"
        "b",
        "a_b", true},
    {"cut UTF-8", "a\xe2\x82", "a__", false},
};

static void
cleaned(void)
{
	char out[TEXT_BYTES];

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		text_clean(out, texts[i].in, strlen(texts[i].in),
		    texts[i].latin1 ? TEXT_LATIN1 : TEXT_UTF8);
		if (!ok_named(strcmp(out, texts[i].out) == 0, texts[i].name)) {
			printf("# %s\n", out);
		}
	}
}

static void
cut(void)
{
	char out[TEXT_BYTES];
	char many[2000];

	memset(many, 'x', sizeof(many));
	text_clean(out, many, sizeof(many), TEXT_UTF8);
	ok(strlen(out) < TEXT_BYTES);
	for (size_t i = 0; i + 3 <= sizeof(many); i += 3) {
		memcpy(many + i, "\xe2\x82\xac", 3);
	}
	text_clean(out, many, sizeof(many), TEXT_UTF8);
	ok_named(strlen(out) % 3 == 0, "cut between characters");
}

static void
compound(void)
{
	static const char text[] =
	    "a\xe9 \x1b$(BF|K\\\x1b(B \x1b%G\xe2\x82\xac\xe2\x80\xae";
	char out[TEXT_BYTES];

	text_clean(out, text, sizeof(text) - 1, TEXT_COMPOUND);
	ok_named(strcmp(out, "a\xc3\xa9 __ \xe2\x82\xac_") == 0,
	    "COMPOUND_TEXT: what is of no known set, and what may not be shown");
}

static void
without_label(void)
{
	ok(strcmp(text_without_label("[work] Terminal", "work"), "Terminal") == 0);
	ok(strcmp(text_without_label("[works] Terminal", "work"), "[works] Terminal") ==
	    0);
	ok(strcmp(text_without_label("Terminal", "work"), "Terminal") == 0);
	ok(strcmp(text_without_label("[work]", "work"), "") == 0);
}

int
main(void)
{
	cleaned();
	cut();
	compound();
	without_label();
	return done_testing();
}
