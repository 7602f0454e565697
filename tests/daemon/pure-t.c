/* The daemon's pure parts: back-off, names, UTF-8, records. */
#include "gui-daemon/backoff.h"
#include "gui-daemon/control.h"
#include "gui-daemon/domain_name.h"
#include "gui-daemon/utf8.h"
#include "tests/scenario/tap.h"

#include <string.h>

static void
test_backoff(struct tap *tap)
{
	static const double expected[] = {0, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10};
	struct backoff backoff = {.tries = 0};
	bool good = true;

	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		double wait_s = backoff_next(&backoff, 9.9);
		good = good && wait_s > expected[i] - 1e-9 && wait_s < expected[i] + 1e-9;
	}
	tap_ok(tap, good, "at once, then doubling from 0.1 s to 10 s");
	for (unsigned i = 0; i < 1000; i++) {
		good = good && backoff_next(&backoff, 0) >= BACKOFF_MOST_S;
	}
	tap_ok(tap, good, "and never less after many tries");
	tap_ok(tap,
	    backoff_next(&backoff, BACKOFF_GOOD_S) <= 0 && backoff_next(&backoff, 0) > 0,
	    "a good run starts afresh");
	backoff_reset(&backoff);
	tap_ok(tap, backoff_next(&backoff, 0) <= 0, "so does a reset");
}

static void
test_names(struct tap *tap)
{
	static const char *const good[] = {
	    "a", "Z", "0", "a.b-c_d", "a2345678901234567890123456789012"};
	static const char *const bad[] = {"", ".", "..", "-a", "_a", "a/b", "a b", "a\n",
	    "\xc3\xa4", "a:", "a@b", "a2345678901234567890123456789012x"};

	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		tap_ok(tap, domain_name_is_valid(good[i]), "name %s", good[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		tap_ok(tap, !domain_name_is_valid(bad[i]), "no name (%zu)", i);
	}
}

/* Every code point: fine when encoded, unless it is one of the faults. */
static void
test_utf8(struct tap *tap)
{
	size_t fine = 0;
	size_t at;

	for (uint32_t point = 0x800; point < 0x10000; point++) {
		const char text[] = {(char)(0xe0 | point >> 12),
		    (char)(0x80 | (point >> 6 & 0x3f)), (char)(0x80 | (point & 0x3f))};
		enum utf8_fault fault = utf8_check(text, sizeof(text), &at);
		bool surrogate = point >= 0xd800 && point < 0xe000;
		fine += surrogate == (fault == UTF8_BROKEN);
	}
	tap_ok(tap, fine == 0x10000 - 0x800, "three bytes: all but surrogates");
	tap_ok(tap, utf8_check("a\tb", 3, &at) == UTF8_FINE, "tab");
	tap_ok(tap, utf8_check("a\x7f", 2, &at) == UTF8_CONTROL && at == 1, "DEL");
	tap_ok(tap, utf8_check("ab\x80", 3, &at) == UTF8_BROKEN && at == 2,
	    "a stray follower");
	tap_ok(tap, utf8_check("\xf0\x9f\x98", 3, &at) == UTF8_BROKEN && at == 0,
	    "cut at its end");
	tap_ok(tap, utf8_check("\xf0\x9f\x98\x80", 4, &at) == UTF8_FINE, "four bytes");
	tap_ok(tap, utf8_check("\xf0\x8f\xbf\xbf", 4, &at) == UTF8_BROKEN, "overlong");
}

static void
test_records(struct tap *tap)
{
	struct control_record record;
	bool good = true;

	memset(&record, 0, sizeof(record));
	record.type = CONTROL_READY;
	tap_ok(tap, !control_check(&record, sizeof(record)), "ready");
	for (size_t len = 0; len < sizeof(record); len++) {
		good = good && control_check(&record, len);
	}
	tap_ok(
	    tap, good && control_check(&record, sizeof(record) + 1), "no other length");
	for (uint32_t type = 0; type < 100; type++) {
		record.type = type;
		good = good &&
		    (type == CONTROL_READY) == !control_check(&record, sizeof(record));
	}
	tap_ok(tap, good, "no other type");
}

int
main(void)
{
	struct tap tap = {.count = 0};

	test_backoff(&tap);
	test_names(&tap);
	test_utf8(&tap);
	test_records(&tap);
	return tap_done(&tap);
}
