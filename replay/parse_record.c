#include "replay/parse_record.h"

#include "protocol/wire/writer.h"
#include "replay/form.h"
#include "replay/value.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define OUT_OF_MEMORY "out of memory"
#define WINDOW_AT 4 /* bytes from a header's start */
#define LENGTH_AT 8

/* A record being read. */
struct reading {
	struct line *line; /* borrowed */
	struct event *event;
	struct form form;
	size_t skipped; /* bytes before the fields */
	uint32_t seen;  /* bit i: field i was given */
	bool has_window;
};

static const struct field window_field = {FIELD_U32, "window", 4, 4};

/* --- names ------------------------------------------------------------------------- */

static size_t
common_prefix(const char *a, struct word b)
{
	size_t n = 0;

	while (n < b.len && a[n] && strncasecmp(a + n, b.at + n, 1) == 0) {
		n++;
	}
	return n;
}

/* The name that begins most like what was written. */
static const char *
nearest_form(struct word word)
{
	const char *nearest = NULL;
	size_t most = 0;
	struct form form;

	for (size_t i = 0; (form = form_at(i)).name; i++) {
		size_t n = common_prefix(form.name, word);

		if (n > most) {
			most = n;
			nearest = form.name;
		}
	}
	return nearest;
}

static const char *
unknown_form(struct line *line, struct word word)
{
	const char *nearest = nearest_form(word);

	line->at = word.at;
	if (word.len == 0) {
		return line_say(line,
		    "a record is missing: write a message's name, such "
		    "as CREATE");
	}
	if (!nearest) {
		return line_say(line,
		    "unknown record \"%.*s\": see paravent-replay(1) for their names",
		    word_shown(word), word.at);
	}
	return line_say(line, "unknown record \"%.*s\": did you mean %s?",
	    word_shown(word), word.at, nearest);
}

static void
list_fields(const struct form *form, char *out, size_t size)
{
	size_t used =
	    (size_t)snprintf(out, size, "%s", form->kind == FORM_MESSAGE ? "window" : "");

	for (const struct field *f = form->fields; f->name && used < size; f++) {
		used += (size_t)snprintf(
		    out + used, size - used, "%s%s", used > 0 ? " " : "", f->name);
	}
}

static const char *
unknown_field(struct reading *r, struct word key)
{
	char names[128];

	list_fields(&r->form, names, sizeof(names));
	r->line->at = key.at;
	return line_say(r->line, "%s has no field \"%.*s\": it has %s", r->form.name,
	    word_shown(key), key.at, names);
}

/* --- fields ------------------------------------------------------------------------ */

static void
put_word(struct event *event, size_t at, uint32_t value)
{
	struct wire_writer w = wire_writer_init(event->bytes.at + at, 4);

	wire_put_u32(&w, value);
}

static void
mark_any(struct event *event, size_t at, size_t len, bool is_any)
{
	memset(event->any.at + at, is_any, len);
}

/* Replaces what stands at `at`, or appends a tail. */
static const char *
take_value(struct reading *r, const struct field *f, size_t at)
{
	struct bytes value = {NULL, 0, 0};
	struct event *e = r->event;
	const char *why = value_read(f, &r->line->at, r->line->end, &value);

	if (!why && field_is_tail(f)) {
		e->any_tail = false;
		if (!bytes_add(&e->bytes, value.at, value.len) ||
		    !bytes_add(&e->any, NULL, value.len)) {
			why = OUT_OF_MEMORY;
		}
	} else if (!why) {
		memcpy(e->bytes.at + at, value.at, f->least);
		mark_any(e, at, f->least, false);
	}
	bytes_finish(&value);
	return why;
}

static const char *
take_field(struct reading *r, const struct field *f, size_t at)
{
	if (!line_take(r->line, "*")) {
		return take_value(r, f, at);
	}
	if (field_is_tail(f)) {
		r->event->any_tail = true;
	} else {
		mark_any(r->event, at, f->least, true);
	}
	return NULL;
}

static const char *
take_fd(struct reading *r)
{
	struct word name = line_take_word(r->line);

	if (!event_is_fd_name(name.at, name.len)) {
		r->line->at = name.at;
		return "not a descriptor's name: use up to 23 letters, digits, - and _";
	}
	memcpy(r->event->fd, name.at, name.len);
	r->event->fd[name.len] = '\0';
	return NULL;
}

static const char *
given_twice(struct reading *r, struct word key)
{
	r->line->at = key.at;
	return line_say(
	    r->line, "\"%.*s\" is given twice: remove one", word_shown(key), key.at);
}

static const char *
take_form_field(struct reading *r, struct word key)
{
	size_t offset;
	const struct field *f = form_find_field(&r->form, key.at, key.len, &offset);

	if (!f) {
		return unknown_field(r, key);
	}
	uint32_t bit = UINT32_C(1) << (f - r->form.fields);
	if (r->seen & bit) {
		return given_twice(r, key);
	}
	r->seen |= bit;
	return take_field(r, f, r->skipped + offset);
}

static const char *
take_pair(struct reading *r)
{
	struct word key;

	if (!line_take_key(r->line, &key)) {
		return "not FIELD=VALUE: write a field's name, = and its value";
	}
	if (word_is(key, "fd")) {
		return r->event->fd[0] ? given_twice(r, key) : take_fd(r);
	}
	if (word_is(key, "window") && r->form.kind == FORM_MESSAGE) {
		if (r->has_window) {
			return given_twice(r, key);
		}
		r->has_window = true;
		return take_field(r, &window_field, WINDOW_AT);
	}
	return take_form_field(r, key);
}

static const char *
take_pairs(struct reading *r)
{
	const char *why = NULL;

	while (!why && !line_is_done(r->line)) {
		why = take_pair(r);
		if (!why && r->line->at < r->line->end && *r->line->at != ' ' &&
		    *r->line->at != '\t') {
			why = "a blank is missing: put one between fields";
		}
	}
	return why;
}

/* --- records ----------------------------------------------------------------------- */

static enum piece_kind
piece_of(const struct form *form)
{
	switch (form->kind) {
	case FORM_VERSION:
		return PIECE_VERSION;
	case FORM_XCONF:
		return PIECE_XCONF;
	case FORM_RAW:
		return PIECE_RAW;
	case FORM_HEADER:
	case FORM_MESSAGE:
		break;
	}
	return PIECE_MESSAGE;
}

static bool
has_tail(const struct form *form)
{
	for (const struct field *f = form->fields; f->name; f++) {
		if (field_is_tail(f)) {
			return true;
		}
	}
	return false;
}

/* All fields as if omitted. */
static const char *
begin(struct reading *r)
{
	struct event *e = r->event;
	bool is_pattern = event_is_pattern(e);
	size_t len = r->skipped + r->form.least;

	e->piece = piece_of(&r->form);
	if (!bytes_add(&e->bytes, NULL, len) || !bytes_add(&e->any, NULL, len)) {
		return OUT_OF_MEMORY;
	}
	if (len > 0) {
		mark_any(e, 0, len, is_pattern);
	}
	e->any_tail = is_pattern && has_tail(&r->form);
	if (r->form.kind == FORM_MESSAGE) {
		put_word(e, 0, r->form.message->number);
		mark_any(e, 0, 4, false);
	}
	return NULL;
}

/* A length that was not given is what is there. */
static void
end(struct reading *r)
{
	struct event *e = r->event;
	bool is_given = r->form.kind == FORM_HEADER && (r->seen & 1 << 2);

	if (e->piece == PIECE_MESSAGE && !is_given) {
		put_word(e, LENGTH_AT, (uint32_t)(e->bytes.len - WIRE_HEADER_BYTES));
		bool is_open =
		    e->any_tail || (r->form.kind == FORM_HEADER && event_is_pattern(e));
		mark_any(e, LENGTH_AT, 4, is_open);
	}
	event_tidy(e);
}

static bool
is_mark(struct word name, enum piece_kind *piece)
{
	*piece = word_is(name, "end") ? PIECE_END : PIECE_NOTHING;
	return word_is(name, "end") || word_is(name, "nothing");
}

static const char *
parse_mark(struct line *line, struct event *event, struct word name)
{
	bool is_for_wait = event->piece == PIECE_END;

	line->at = name.at;
	if (!event_is_pattern(event)) {
		return "\"end\" and \"nothing\" cannot be sent: put expect before it";
	}
	if (event->kind == EVENT_WAIT && !is_for_wait) {
		return "nobody can wait for nothing: write expect nothing";
	}
	line->at = name.at + name.len;
	return line_is_done(line) ? NULL : "nothing may follow here: end the line";
}

const char *
parse_record(struct line *line, struct event *event)
{
	struct word name = line_take_word(line);
	struct reading r = {.line = line, .event = event};

	if (is_mark(name, &event->piece)) {
		return parse_mark(line, event, name);
	}
	r.form = form_find(name.at, name.len);
	if (!r.form.name) {
		return unknown_form(line, name);
	}
	r.skipped = r.form.kind == FORM_MESSAGE ? WIRE_HEADER_BYTES : 0;
	const char *why = begin(&r);
	if (!why) {
		why = take_pairs(&r);
	}
	if (!why) {
		end(&r);
	}
	return why;
}
