#include "replay/differ.h"

#include "replay/print.h"

#include <string.h>

#define WINDOW_AT 4 /* bytes from a header's start */

static bool
is_same(const struct event *expected, const struct bytes *came, size_t at, size_t len)
{
	for (size_t i = at; i < at + len; i++) {
		if (came->at[i] != expected->bytes.at[i] && !event_is_any(expected, i)) {
			return false;
		}
	}
	return true;
}

static const char *
first_field(const struct event *expected, const struct bytes *came)
{
	size_t at;
	struct form form = event_form(expected, &at);

	for (const struct field *f = form.fields; f->name; f++) {
		if (field_is_tail(f) || came->len < at + f->least ||
		    !is_same(expected, came, at, f->least)) {
			return f->name;
		}
		at += f->least;
	}
	return "its length";
}

const char *
differ_where(
    const struct event *expected, enum piece_kind piece, const struct bytes *came)
{
	bool is_message = piece == PIECE_MESSAGE && came->len >= WIRE_HEADER_BYTES;

	if (piece != expected->piece ||
	    (is_message && !is_same(expected, came, 0, WINDOW_AT))) {
		return "the record";
	}
	if (is_message && !is_same(expected, came, WINDOW_AT, 4)) {
		return "window";
	}
	return first_field(expected, came);
}

void
differ_print(FILE *out, const char *name, const struct event *expected,
    enum piece_kind piece, const struct bytes *came, const char *why)
{
	fprintf(out, "%s:%zu: %s\n", name, expected->line, why);
	fprintf(out, "%s:%zu: - ", name, expected->line);
	print_event(out, expected);
	fprintf(out, "%s:%zu: + ", name, expected->line);
	print_piece(out, piece, came->at, came->len);
	fputc('\n', out);
}
