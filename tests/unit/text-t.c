#include "protocol/wire/text.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

#include <stdlib.h>
#include <string.h>

/* Admits exactly len bytes from the heap. */
static struct shown_text
admit(const void *bytes, size_t len)
{
	uint8_t *copy = malloc(len > 0 ? len : 1);

	if (!copy) {
		abort();
	}
	memcpy(copy, bytes, len);
	struct shown_text out = text_admit((struct guest_text){copy, len});
	free(copy);
	return out;
}

static const struct {
	const char *name, *in, *expected;
} cases[] = {
    {"plain", "Terminal - vim", "Terminal - vim"},
    {"empty", "", ""},
    {"two bytes", "caf\xc3\xa9", "caf\xc3\xa9"},
    {"three bytes", "\xe2\x82\xac 5", "\xe2\x82\xac 5"},
    {"four bytes", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
    {"Hebrew letters as they are", "\xd7\xa9\xd7\x9c", "\xd7\xa9\xd7\x9c"},
    {"line end, tab, escape", "a\nb\tc\x1b[31m", "a_b_c_[31m"},
    {"first and last C0", "\x01\x1f ", "__ "},
    {"DEL", "a\x7f", "a_"},
    {"C1: U+0080, U+009F", "\xc2\x80\xc2\x9f", "__"},
    {"after C1: U+00A0", "\xc2\xa0", "\xc2\xa0"},
    {"soft hyphen U+00AD", "\xc2\xad", "_"},
    {"U+034F", "\xcd\x8f", "_"},
    {"U+061C", "\xd8\x9c", "_"},
    {"U+17B4, U+17B5", "\xe1\x9e\xb4\xe1\x9e\xb5", "__"},
    {"U+180A, U+180B, U+180F", "\xe1\xa0\x8a\xe1\xa0\x8b\xe1\xa0\x8f", "\xe1\xa0\x8a__"},
    {"U+27FF, U+2800, U+2801", "\xe2\x9f\xbf\xe2\xa0\x80\xe2\xa0\x81",
        "\xe2\x9f\xbf_\xe2\xa0\x81"},
    {"U+1BCA0, U+1BCA3", "\xf0\x9b\xb2\xa0\xf0\x9b\xb2\xa3", "__"},
    {"U+200A", "\xe2\x80\x8a", "\xe2\x80\x8a"},
    {"U+200B, U+200F", "\xe2\x80\x8b\xe2\x80\x8f", "__"},
    {"U+2010", "\xe2\x80\x90", "\xe2\x80\x90"},
    {"U+2028, U+2029", "\xe2\x80\xa8\xe2\x80\xa9", "__"},
    {"U+202A, U+202E", "\xe2\x80\xaa\xe2\x80\xae", "__"},
    {"U+202F", "\xe2\x80\xaf", "\xe2\x80\xaf"},
    {"U+2060, U+2066, U+2069, U+206F", "\xe2\x81\xa0\xe2\x81\xa6\xe2\x81\xa9\xe2\x81\xaf",
        "____"},
    {"U+2070", "\xe2\x81\xb0", "\xe2\x81\xb0"},
    {"surrogates U+D800, U+DFFF", "\xed\xa0\x80\xed\xbf\xbf", "__"},
    {"before surrogates U+D7FF", "\xed\x9f\xbf", "\xed\x9f\xbf"},
    {"private use U+E000, U+F8FF", "\xee\x80\x80\xef\xa3\xbf", "__"},
    {"U+F900", "\xef\xa4\x80", "\xef\xa4\x80"},
    {"noncharacters U+FDD0, U+FDEF", "\xef\xb7\x90\xef\xb7\xaf", "__"},
    {"byte order mark", "\xef\xbb\xbfx", "_x"},
    {"U+FFFE, U+FFFF", "\xef\xbf\xbe\xef\xbf\xbf", "__"},
    {"U+FFFD", "\xef\xbf\xbd", "\xef\xbf\xbd"},
    {"U+1FFFE, U+1FFFF", "\xf0\x9f\xbf\xbe\xf0\x9f\xbf\xbf", "__"},
    {"U+E0001 tag", "\xf3\xa0\x80\x81", "_"},
    {"U+F0000, U+10FFFD", "\xf3\xb0\x80\x80\xf4\x8f\xbf\xbd", "__"},
    {"past U+10FFFF", "\xf4\x90\x80\x80", "____"},
    {"lone continuation", "a\x80z", "a_z"},
    {"cut character", "a\xe2\x82", "a__"},
    {"character cut by another",
        "\xe2\x82"
        "A",
        "__A"},
    {"overlong slash, two bytes", "\xc0\xaf", "__"},
    {"overlong slash, three bytes", "\xe0\x80\xaf", "___"},
    {"overlong slash, four bytes", "\xf0\x80\x80\xaf", "____"},
    {"overlong NUL", "\xc0\x80", "__"},
    {"bytes that start nothing", "\xf5\xf8\xfe\xff", "____"},
};

static void
table(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct shown_text out = admit(cases[i].in, strlen(cases[i].in));

		ok_named(strcmp(out.shown, cases[i].expected) == 0, cases[i].name);
	}
}

static void
ends_at_nul_or_room(void)
{
	ok(strcmp(admit("ab\0cd", 5).shown, "ab") == 0);
	ok(strcmp(admit("abcd", 2).shown, "ab") == 0);
	ok(strcmp(admit("", 0).shown, "") == 0);
	ok(strcmp(text_admit((struct guest_text){NULL, 0}).shown, "") == 0);
	ok(strcmp(admit("a\xe2\x82\xac", 3).shown, "a__") == 0);
}

/* Never cut inside a character, never past its size. */
static void
is_bounded(void)
{
	uint8_t long_text[600];

	memset(long_text, 'x', sizeof(long_text));
	ok(strlen(admit(long_text, sizeof(long_text)).shown) == SHOWN_TEXT_BYTES - 1);
	for (size_t i = 0; i < sizeof(long_text); i += 3) {
		memcpy(long_text + i, "\xe2\x82\xac", 3);
	}
	for (size_t lead = 0; lead < 3; lead++) {
		uint8_t shifted[600];

		memset(shifted, '-', lead);
		memcpy(shifted + lead, long_text, sizeof(shifted) - lead);
		struct shown_text out = admit(shifted, sizeof(shifted));
		size_t len = strlen(out.shown);
		ok(len <= SHOWN_TEXT_BYTES - 1 && len > SHOWN_TEXT_BYTES - 4);
		ok((len - lead) % 3 == 0);
	}
}

/* What was admitted is admitted unchanged, whatever it was made from. */
static void
admits_its_own_output(void)
{
	uint64_t seed = 0x7e47;
	bool same = true;

	for (int i = 0; i < 20000; i++) {
		static const uint8_t likely[] = {
		    0xe2, 0x80, 0xef, 0xbf, 0xf0, 0x9f, 0xc2, 'a'};
		uint8_t bytes[128];
		size_t len = random_below(&seed, sizeof(bytes) + 1);

		for (size_t j = 0; j < len; j++) {
			uint32_t r = random_next(&seed);

			bytes[j] = r & 0x100 ? likely[r % 8] : (uint8_t)r;
		}
		struct shown_text once = admit(bytes, len);
		struct shown_text twice = admit(once.shown, strlen(once.shown));
		same = same && memcmp(&once, &twice, sizeof(once)) == 0;
	}
	ok(same);
}

int
main(void)
{
	table();
	ends_at_nul_or_room();
	is_bounded();
	admits_its_own_output();
	return done_testing();
}
