/*
 * Captures as text and as bytes: what goes out comes back the same.
 */
#include "protocol/wire/writer.h"
#include "replay/binary.h"
#include "replay/capture_file.h"
#include "replay/form.h"
#include "replay/parse.h"
#include "replay/print.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS 60 /* random records of each form */
#define TAIL 40   /* bytes of a random tail, at most */

/* --- helpers ----------------------------------------------------------------------- */

struct written {
	char *at; /* owned */
	size_t len;
};

static struct written
write_as(const struct capture *capture, enum capture_format format)
{
	struct written w = {NULL, 0};
	FILE *out = open_memstream(&w.at, &w.len);

	if (!out) {
		abort();
	}
	capture_write(out, capture, format);
	fclose(out);
	return w;
}

static void
must(bool condition)
{
	if (!condition) {
		abort(); /* out of memory */
	}
}

static bool
is_same_bytes(const struct bytes *a, const struct bytes *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->at, b->at, a->len) == 0);
}

static bool
is_same_event(const struct event *a, const struct event *b)
{
	return a->kind == b->kind && a->piece == b->piece && a->from == b->from &&
	    a->delay_us == b->delay_us && is_same_bytes(&a->bytes, &b->bytes) &&
	    is_same_bytes(&a->any, &b->any) && a->any_tail == b->any_tail &&
	    strcmp(a->fd, b->fd) == 0 && a->file.kind == b->file.kind &&
	    a->file.size == b->file.size && a->file.is_sealed == b->file.is_sealed &&
	    a->file.fill == b->file.fill && a->file.colour == b->file.colour &&
	    a->file.hash == b->file.hash;
}

static bool
is_same_capture(const struct capture *a, const struct capture *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++) {
		if (!is_same_event(&a->events[i], &b->events[i])) {
			printf("# event %zu differs: ", i);
			fflush(stdout);
			print_event(stdout, &a->events[i]);
			printf("# and: ");
			print_event(stdout, &b->events[i]);
			return false;
		}
	}
	return a->count == b->count;
}

/* Reads from a copy of exactly that size, so that a sanitizer sees what is read beyond.
 */
static bool
read_as(const struct written *w, enum capture_format format, struct capture *out,
    struct complaint *complaint)
{
	uint8_t *copy = malloc(w->len > 0 ? w->len : 1);

	must(copy);
	memcpy(copy, w->at, w->len);
	*out = (struct capture){NULL, 0, 0};
	bool is_good = format == CAPTURE_TEXT
	    ? parse_text((const char *)copy, w->len, out, complaint)
	    : binary_read(copy, w->len, out, complaint);
	free(copy);
	return is_good;
}

/* Written, read and written again. */
static bool
survives(const struct capture *capture, enum capture_format format)
{
	struct written first = write_as(capture, format);
	struct complaint complaint;
	struct capture back;

	if (!read_as(&first, format, &back, &complaint)) {
		printf(
		    "# %zu:%zu: %s\n", complaint.line, complaint.column, complaint.text);
		free(first.at);
		return false;
	}
	struct written second = write_as(&back, format);
	bool is_same = is_same_capture(capture, &back) && first.len == second.len &&
	    memcmp(first.at, second.at, first.len) == 0;
	free(first.at);
	free(second.at);
	capture_finish(&back);
	return is_same;
}

static void
add(struct capture *capture, struct event *event)
{
	must(capture_add(capture, event));
}

/* --- random records ---------------------------------------------------------------- */

static size_t
random_len(uint64_t *random, const struct form *form)
{
	size_t len = form->least;

	for (const struct field *f = form->fields; f->name; f++) {
		if (f->kind == FIELD_WORDS) {
			len += 4 * (random_next(random) % (TAIL / 4));
		} else if (field_is_tail(f)) {
			len += random_next(random) % TAIL;
		}
	}
	return len;
}

static void
put_header(struct event *e, uint32_t type, uint32_t window, uint32_t len)
{
	uint8_t header[WIRE_HEADER_BYTES];

	wire_encode_header(header, &(struct wire_header){type, window, len});
	must(bytes_add(&e->bytes, header, sizeof(header)));
}

static void
put_random(struct event *e, uint64_t *random, size_t len)
{
	/* Small and repeated bytes too: NULs, quotes, words that count up. */
	bool is_small = random_next(random) % 2;

	for (size_t i = 0; i < len; i++) {
		uint8_t byte = is_small ? (uint8_t)(random_next(random) % 2)
		                        : (uint8_t)random_next(random);

		must(bytes_add(&e->bytes, &byte, 1));
	}
}

static const enum piece_kind piece_of_form[] = {
    [FORM_VERSION] = PIECE_VERSION,
    [FORM_XCONF] = PIECE_XCONF,
    [FORM_RAW] = PIECE_RAW,
    [FORM_HEADER] = PIECE_MESSAGE,
    [FORM_MESSAGE] = PIECE_MESSAGE,
};

static struct event
random_record(uint64_t *random, const struct form *form, enum event_kind kind)
{
	struct event e = {.kind = kind, .piece = piece_of_form[form->kind]};
	size_t len = random_len(random, form);

	e.from =
	    kind == EVENT_TRAFFIC && random_next(random) % 2 ? SIDE_DAEMON : SIDE_AGENT;
	e.delay_us = random_next(random) % 3 ? 0 : random_next(random) % 4000000;
	if (form->message) {
		put_header(&e, form->message->number, (uint32_t)random_next(random),
		    (uint32_t)len);
	}
	put_random(&e, random, len);
	return e;
}

/* Leaves the len bytes at `at` open. */
static void
leave_open(struct event *e, size_t at, size_t len)
{
	if (e->any.len == 0) {
		must(bytes_add(&e->any, NULL, e->bytes.len));
	}
	for (size_t i = at; i < at + len; i++) {
		e->bytes.at[i] = 0;
		e->any.at[i] = 1;
	}
}

static void
leave_tail_open(struct event *e, const struct form *form, size_t at)
{
	e->bytes.len = at;
	e->any.len = e->any.len > at ? at : e->any.len;
	e->any_tail = true;
	if (form->kind == FORM_MESSAGE) {
		leave_open(e, 8, 4); /* the header's length */
	}
}

static void
leave_some_open(struct event *e, uint64_t *random, const struct form *form)
{
	size_t at = form->message ? WIRE_HEADER_BYTES : 0;

	if (form->message && random_next(random) % 2) {
		leave_open(e, 4, 4);
	}
	for (const struct field *f = form->fields; f->name; f++) {
		bool is_open = random_next(random) % 2;

		if (is_open && field_is_tail(f)) {
			leave_tail_open(e, form, at);
		} else if (is_open) {
			leave_open(e, at, f->least);
		}
		at += f->least;
	}
	event_tidy(e);
}

static void
test_forms(void)
{
	static const enum event_kind kinds[] = {EVENT_TRAFFIC, EVENT_EXPECT, EVENT_WAIT};
	uint64_t random = 1;
	struct form form;

	for (size_t i = 0; (form = form_at(i)).name; i++) {
		struct capture capture = {NULL, 0, 0};

		for (size_t n = 0; n < ROUNDS; n++) {
			struct event e =
			    random_record(&random, &form, kinds[n % ARRAY_LEN(kinds)]);

			if (n % 2) {
				leave_some_open(&e, &random, &form);
			}
			add(&capture, &e);
		}
		ok_named(survives(&capture, CAPTURE_TEXT), form.name);
		ok_named(survives(&capture, CAPTURE_BINARY), form.name);
		capture_finish(&capture);
	}
}

/* The largest that each message may be. */
static void
test_largest(void)
{
	uint64_t random = 2;
	struct form form;

	for (size_t i = 0; (form = form_at(i)).name; i++) {
		if (!form.message || form.message->most <= form.message->least) {
			continue;
		}
		struct capture capture = {NULL, 0, 0};
		struct event e = {.kind = EVENT_TRAFFIC, .piece = PIECE_MESSAGE};

		put_header(&e, form.message->number, 1, (uint32_t)form.message->most);
		put_random(&e, &random, form.message->most);
		add(&capture, &e);
		ok_named(survives(&capture, CAPTURE_TEXT), form.name);
		capture_finish(&capture);
	}
}

/* Messages that are none: any bytes with a header in front. */
static void
test_malformed(void)
{
	struct capture capture = {NULL, 0, 0};
	uint64_t random = 3;
	struct form form;

	for (size_t n = 0; n < 500; n++) {
		struct event e = {.kind = EVENT_TRAFFIC, .piece = PIECE_MESSAGE};
		uint32_t type = 120 + (uint32_t)(random_next(&random) % 40);

		put_header(&e, type, 7, (uint32_t)(random_next(&random) % 48));
		put_random(&e, &random, random_next(&random) % 48);
		add(&capture, &e);
	}
	/* Each message cut short at every length. */
	for (size_t i = 0; (form = form_at(i)).name; i++) {
		for (size_t len = 0; form.message && len < form.least; len++) {
			struct event e = {.kind = EVENT_TRAFFIC, .piece = PIECE_MESSAGE};

			put_header(&e, form.message->number, 7, (uint32_t)form.least);
			put_random(&e, &random, len);
			add(&capture, &e);
		}
	}
	ok(survives(&capture, CAPTURE_TEXT));
	ok(survives(&capture, CAPTURE_BINARY));
	capture_finish(&capture);
}

/* --- text to bytes to text --------------------------------------------------------- */

static const char canonical[] = PRINT_FIRST_LINE
    "\n"
    "# a comment with \xc3\xa9\n"
    "\n"
    "fd pixels memfd size=4096 sealed=1 colour=0x2060c0\n"
    "fd open memfd size=0 sealed=0\n"
    "fd noisy memfd size=100 sealed=1 noise=7\n"
    "fd seen memfd size=100 sealed=1 hash=00ff00ff00ff00ff\n"
    "fd no-buffer null\n"
    "ignore MOTION\n"
    "A->D version protocol=1.8\n"
    "+0.000001 D->A version protocol=1.8\n"
    "D->A xconf width=* height=1024 depth=24 mem=*\n"
    "+12.500000 A->D CREATE window=0x1200003 x=-5 y=0 width=300 height=200 "
    "parent=0xffffffff override_redirect=0\n"
    "A->D WINDOW_DUMP window=0x1 type=1 width=10 height=10 bpp=24 refs=[0] fd=pixels\n"
    "A->D WINDOW_DUMP window=0x1 type=0 width=10 height=10 bpp=24 refs=[5..9,1,2,2]\n"
    "A->D WINDOW_DUMP window=0x1 type=0 width=10 height=10 bpp=24 refs=[]\n"
    "D->A WINDOW_DUMP window=* type=0 width=10 height=* bpp=24 refs=*\n"
    "A->D WMNAME window=0x1 title=\"a \\\"b\\\" \\\\ \\xc3\\xa9\\x00x\"\n"
    "A->D header type=200 window=1 length=2 body=00ff\n"
    "A->D header type=130 window=0 length=400 body=-\n"
    "A->D raw bytes=0011 fd=no-buffer\n"
    "A->D raw bytes=-\n"
    "D->A CLIPBOARD_DATA window=0x0 content=\"\"\n"
    "expect CONFIGURE window=0x1 x=7\n"
    "expect CLIPBOARD_DATA\n"
    "expect CLIPBOARD_DATA content=\"x\"\n"
    "wait WINDOW_DUMP_ACK\n"
    "expect header length=4\n"
    "expect raw\n"
    "wait version\n"
    "+0.200000 expect nothing\n"
    "expect end\n"
    "wait end\n";

static struct capture
parsed(const char *text)
{
	struct written w = {strdup(text), strlen(text)};
	struct capture capture;
	struct complaint complaint;

	if (!read_as(&w, CAPTURE_TEXT, &capture, &complaint)) {
		printf(
		    "# %zu:%zu: %s\n", complaint.line, complaint.column, complaint.text);
	}
	free(w.at);
	return capture;
}

static bool
prints_as(const struct capture *capture, const char *text)
{
	struct written w = write_as(capture, CAPTURE_TEXT);
	bool is_same = strcmp(w.at, text) == 0;

	if (!is_same) {
		printf("# %s\n", w.at);
	}
	free(w.at);
	return is_same;
}

static void
test_canonical(void)
{
	struct capture capture = parsed(canonical);
	struct written binary = write_as(&capture, CAPTURE_BINARY);
	struct complaint complaint;
	struct capture back;

	ok(prints_as(&capture, canonical));
	ok(read_as(&binary, CAPTURE_BINARY, &back, &complaint));
	ok(prints_as(&back, canonical));
	ok(back.count > 0 && back.events[0].line == 2);
	capture_finish(&capture);
	capture_finish(&back);
	free(binary.at);
}

/* What a person may write otherwise. */
static void
test_shorthand(void)
{
	static const struct {
		const char *name, *in, *out;
	} cases[] = {
	    {"omitted fields are zero", "A->D MAP window=5",
	        "A->D MAP window=0x5 transient_for=0 override_redirect=0"},
	    {"in any order, with blanks",
	        "  \tA->D   MAP override_redirect=1 window=0x5 ",
	        "A->D MAP window=0x5 transient_for=0 override_redirect=1"},
	    {"a tail before other fields", "A->D WINDOW_DUMP refs=[1] window=1 bpp=24",
	        "A->D WINDOW_DUMP window=0x1 type=0 width=0 height=0 bpp=24 refs=[1]"},
	    {"a delay", "+1.5 expect end", "+1.500000 expect end"},
	    {"bytes as text", "D->A KEYMAP_NOTIFY keys=\"A\"",
	        "D->A KEYMAP_NOTIFY window=0x0 keys=41000000000000000000000000000000"
	        "00000000000000000000000000000000"},
	    {"text as bytes", "A->D CLIPBOARD_DATA content=6162",
	        "A->D CLIPBOARD_DATA window=0x0 content=\"ab\""},
	    {"what is left open in a pattern", "wait MAP window=* transient_for=*",
	        "wait MAP"},
	    {"a header that is a message", "A->D header type=133 window=5",
	        "A->D UNMAP window=0x5"},
	    {"an indented comment", "   # x", "# x"},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char in[512], out[512];

		snprintf(in, sizeof(in), PRINT_FIRST_LINE "\n%s", cases[i].in);
		snprintf(out, sizeof(out), PRINT_FIRST_LINE "\n%s\n", cases[i].out);
		struct capture capture = parsed(in);
		ok_named(prints_as(&capture, out), cases[i].name);
		capture_finish(&capture);
	}
}

/* --- damaged bytes ----------------------------------------------------------------- */

/* Refused, or else a capture like any other. */
static bool
is_harmless(const struct written *w)
{
	struct capture capture;
	struct complaint complaint;
	bool is_good = true;

	if (read_as(w, CAPTURE_BINARY, &capture, &complaint)) {
		struct written text = write_as(&capture, CAPTURE_TEXT);
		struct capture back;

		is_good = read_as(&text, CAPTURE_TEXT, &back, &complaint);
		if (!is_good) {
			printf("# %zu:%zu: %s\n# %s\n", complaint.line, complaint.column,
			    complaint.text, text.at);
		}
		free(text.at);
		capture_finish(&back);
	}
	capture_finish(&capture);
	return is_good;
}

static void
test_damage(void)
{
	struct capture capture = parsed(canonical);
	struct written w = write_as(&capture, CAPTURE_BINARY);
	bool is_good = true;

	for (size_t len = 12; len < w.len && is_good; len++) {
		struct written part = {w.at, len};

		is_good = is_harmless(&part);
	}
	ok_named(is_good, "cut off at every length");
	for (size_t bit = 0; bit < 8 * w.len && is_good; bit++) {
		w.at[bit / 8] = (char)(w.at[bit / 8] ^ 1 << bit % 8);
		is_good = is_harmless(&w);
		w.at[bit / 8] = (char)(w.at[bit / 8] ^ 1 << bit % 8);
	}
	ok_named(is_good, "every bit flipped");
	free(w.at);
	capture_finish(&capture);
}

int
main(void)
{
	test_forms();
	test_largest();
	test_malformed();
	test_canonical();
	test_shorthand();
	test_damage();
	return done_testing();
}
