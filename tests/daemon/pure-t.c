/* The daemon's pure parts: back-off, names, UTF-8, records. */
#include "common/base/scale.h"
#include "gui-daemon/backoff.h"
#include "gui-daemon/control.h"
#include "gui-daemon/domain_name.h"
#include "gui-daemon/domain_set.h"
#include "gui-daemon/restraint.h"
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

/* Starts within a minute of a guest that ends its session, or breaks it, at once. */
static unsigned
count_starts(bool misbehaves, bool forgets)
{
	struct restraints absent = {.next = 0};
	struct restraint restraint = {.due_s = 0};
	unsigned starts = 0;
	double now_s = 1000;

	restraint_offer(&restraint, now_s);
	for (; now_s < 1060; now_s += 0.02) {
		if (restraint_left(&restraint, now_s) <= 0) {
			starts++;
			restraint_end(&restraint, now_s, 0, misbehaves);
		}
		/* It takes its channel away, and offers it again. */
		if (forgets) {
			restraints_keep(&absent, "work", &restraint);
			restraint = restraints_take(&absent, "work", now_s);
			restraint_offer(&restraint, now_s);
		}
	}
	return starts;
}

static void
test_restraint(struct tap *tap)
{
	unsigned patient = count_starts(true, false);
	unsigned starts = count_starts(true, true);

	tap_ok(tap, patient >= 8 && patient <= 14, "%u starts in a minute", patient);
	tap_ok(tap, starts <= patient, "%u with a channel that is offered anew", starts);
	starts = count_starts(false, true);
	tap_ok(tap, starts <= patient + 10, "%u of sessions that just end", starts);
}

/* An agent that is started again is served at once. */
static void
test_offers(struct tap *tap)
{
	struct restraint restraint = {.due_s = 0};
	struct restraints absent = {.next = 0};
	double now_s = 1000;

	for (unsigned i = 0; i < 20; i++) {
		restraint_end(&restraint, now_s += 10, 0, false);
	}
	bool waits = restraint_left(&restraint, now_s) > 9;
	restraint_offer(&restraint, now_s);
	tap_ok(tap, waits && restraint_left(&restraint, now_s) <= 0,
	    "an agent that was long away is served at once");
	restraint_pause(&restraint, now_s, 60);
	waits = restraint_left(&restraint, now_s) > 59;
	restraint_offer(&restraint, now_s + 1);
	tap_ok(tap, waits && restraint_left(&restraint, now_s + 1) < 0.2,
	    "what dom0 could not do is tried again");
	for (unsigned i = 0; i < 9; i++) {
		restraint_end(&restraint, now_s, 0, true);
	}
	restraints_keep(&absent, "work", &restraint);
	struct restraint other = restraints_take(&absent, "other", now_s);
	restraint = restraints_take(&absent, "work", now_s + 19);
	tap_ok(tap,
	    restraint_left(&other, now_s) <= 0 && restraint.is_held &&
	        !restraints_take(&absent, "work", now_s).is_held,
	    "held against the domain of that name alone");
	restraints_keep(&absent, "work", &restraint);
	tap_ok(tap, !restraints_take(&absent, "work", now_s + 20).is_held,
	    "and not for ever");
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
	tap_ok(tap, !control_check(&record, sizeof(record), false), "ready");
	for (size_t len = 0; len < sizeof(record); len++) {
		good = good && control_check(&record, len, false);
	}
	tap_ok(tap, good && control_check(&record, sizeof(record) + 1, false),
	    "no other length");
	for (uint32_t type = 0; type < 100; type++) {
		bool is_copied = type == CONTROL_COPIED;
		bool is_legal = type == CONTROL_READY || type == CONTROL_COPY_ASKED ||
		    is_copied || type == CONTROL_PASTE_ASKED ||
		    type == CONTROL_KEYS_WANTED || type == CONTROL_ATTENTION ||
		    type == CONTROL_LIMITED || type == CONTROL_CLIP_FAILED;
		record.type = type;
		if (type == CONTROL_X_CLIENT) {
			continue; /* its ids count */
		}
		good = good &&
		    is_legal == !control_check(&record, sizeof(record), is_copied) &&
		    control_check(&record, sizeof(record), !is_copied);
	}
	tap_ok(tap, good, "no other type, a descriptor with one alone");
	record.type = CONTROL_CLIP_FAILED;
	record.clip.fault = CLIP_N_FAULTS;
	tap_ok(tap, control_check(&record, sizeof(record), false), "no other fault");
	record = (struct control_record){.type = CONTROL_X_CLIENT};
	record.x_client = (struct control_x_client){0x400000, 0x1fffff, 200};
	tap_ok(tap, !control_check(&record, sizeof(record), false), "an X client");
	record.x_client.scale = SCALE_AUTO;
	tap_ok(tap, control_check(&record, sizeof(record), false),
	    "none that does not know how large it draws");
	record.x_client.scale = SCALE_MOST + 1;
	tap_ok(tap, control_check(&record, sizeof(record), false), "or too large");
	record.x_client.scale = SCALE_LEAST;
	record.x_client.mask = 0x4fffff;
	tap_ok(tap, control_check(&record, sizeof(record), false),
	    "no X client whose ids overlap their mask");
}

static void
test_chords(struct tap *tap)
{
	static const struct {
		const char *text;
		struct chord chord; /* keysym 0: refused */
	} chords[] = {
	    {"Ctrl+Shift+C", {CHORD_CTRL | CHORD_SHIFT, 'c'}},
	    {"super+v", {CHORD_SUPER, 'v'}},
	    {"Alt+F1", {CHORD_ALT, 0xffbe}},
	    {"Ctrl+F12", {CHORD_CTRL, 0xffc9}},
	    {"CTRL+insert", {CHORD_CTRL, 0xff63}},
	    {"Ctrl+7", {CHORD_CTRL, '7'}},
	    {"Shift+Insert", {0, 0}}, /* a key that people type */
	    {"C", {0, 0}},
	    {"", {0, 0}},
	    {"Ctrl+", {0, 0}},
	    {"+", {0, 0}},
	    {"Ctrl+Ctrl+C", {0, 0}},
	    {"Ctrl+F13", {0, 0}},
	    {"Ctrl+F0", {0, 0}},
	    {"Ctrl+F1x", {0, 0}},
	    {"Ctrl+\xc3\xa4", {0, 0}},
	    {"Hyper+C", {0, 0}},
	    {"Ctrl C", {0, 0}},
	};

	for (size_t i = 0; i < ARRAY_LEN(chords); i++) {
		struct chord chord = {0};
		bool refused = chord_read(chords[i].text, &chord) != NULL;
		tap_ok(tap,
		    refused == (chords[i].chord.keysym == 0) &&
		        chord_equals(chord, chords[i].chord),
		    "chord %s", chords[i].text);
	}
}

static void
test_sets(struct tap *tap)
{
	static const struct {
		const char *text;
		bool good, has_work, has_mail, is_empty;
	} sets[] = {
	    {"all", true, true, true, false},
	    {"none", true, false, false, true},
	    {"work", true, true, false, false},
	    {" mail  work ", true, true, true, false},
	    {"all but work", true, false, true, false},
	    {"all but", false, false, false, false},
	    {"all work", false, false, false, false},
	    {"none but work", false, false, false, false},
	    {"work all", false, false, false, false},
	    {"", false, false, false, false},
	    {"but", false, false, false, false},
	    {"wor", true, false, false, false},
	    {"work, mail", false, false, false, false},
	    {"a2345678901234567890123456789012x", false, false, false, false},
	};

	for (size_t i = 0; i < ARRAY_LEN(sets); i++) {
		struct domain_set set = {.names = ""};
		bool good = !domain_set_read(sets[i].text, &set);
		tap_ok(tap,
		    good == sets[i].good &&
		        (!good ||
		            (domain_set_has(&set, "work") == sets[i].has_work &&
		                domain_set_has(&set, "mail") == sets[i].has_mail &&
		                domain_set_is_empty(&set) == sets[i].is_empty)),
		    "set of domains: %s", sets[i].text);
	}
}

int
main(void)
{
	struct tap tap = {.count = 0};

	test_backoff(&tap);
	test_restraint(&tap);
	test_offers(&tap);
	test_names(&tap);
	test_utf8(&tap);
	test_records(&tap);
	test_chords(&tap);
	test_sets(&tap);
	return tap_done(&tap);
}
