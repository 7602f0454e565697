#include "replay/parse.h"

#include "protocol/wire/writer.h"
#include "replay/form.h"
#include "replay/line.h"
#include "replay/parse_record.h"
#include "replay/print.h"
#include "replay/value.h"

#include <stdio.h>
#include <string.h>

#define MICRO_DIGITS 6

/* --- descriptors ------------------------------------------------------------------- */

static const char *
take_number(struct line *line, int64_t most, uint64_t *out)
{
	int64_t n = 0;
	const char *why = value_read_number(&line->at, line->end, 0, most, &n);

	*out = (uint64_t)n;
	return why;
}

static const char *
take_hash(struct line *line, uint64_t *out)
{
	static const struct field eight = {FIELD_BYTES, "hash", 8, 8};
	const char *start = line->at;
	struct bytes bytes = {NULL, 0, 0};
	const char *why = value_read(&eight, &line->at, line->end, &bytes);

	if (!why && line->at - start != 16) {
		line->at = start;
		why = "a hash has 16 hex digits";
	}
	*out = 0;
	for (size_t i = 0; !why && i < 8; i++) {
		*out = *out << 8 | bytes.at[i];
	}
	bytes_finish(&bytes);
	return why;
}

static const char *
take_memfd_value(struct line *line, struct word key, struct memfile *file)
{
	uint64_t n;
	const char *why;

	if (word_is(key, "size")) {
		return take_number(line, MEMFILE_MOST, &file->size);
	}
	if (word_is(key, "sealed")) {
		why = take_number(line, 1, &n);
		file->is_sealed = n == 1;
		return why;
	}
	if (word_is(key, "colour")) {
		why = take_number(line, 0xffffff, &n);
		file->fill = MEMFILE_COLOUR;
		file->colour = (uint32_t)n;
		return why;
	}
	if (word_is(key, "noise")) {
		file->fill = MEMFILE_NOISE;
		return take_number(line, UINT32_MAX, &file->hash);
	}
	if (word_is(key, "hash")) {
		file->fill = MEMFILE_HASHED;
		return take_hash(line, &file->hash);
	}
	line->at = key.at;
	return "a memfd has only size, sealed, and colour, noise or hash";
}

static const char *
parse_memfd(struct line *line, struct memfile *file)
{
	const char *why = NULL;
	struct word key;

	*file = (struct memfile){.kind = MEMFILE_MEMFD, .is_sealed = true};
	while (!why && !line_is_done(line)) {
		enum memfile_fill fill = file->fill;

		if (!line_take_key(line, &key)) {
			return "not KEY=VALUE: write size=BYTES";
		}
		why = take_memfd_value(line, key, file);
		if (!why && fill != MEMFILE_UNKNOWN && !word_is(key, "size") &&
		    !word_is(key, "sealed")) {
			line->at = key.at;
			why = "only one of colour, noise and hash may stand here: remove "
			      "one";
		}
	}
	return why;
}

static const char *
parse_fd(struct line *line, struct event *event, const struct capture *before)
{
	struct word name = line_take_word(line);

	if (!event_is_fd_name(name.at, name.len)) {
		line->at = name.at;
		return "not a descriptor's name: use up to 23 letters, digits, - and _";
	}
	memcpy(event->fd, name.at, name.len);
	if (capture_find_fd(before, event->fd)) {
		line->at = name.at;
		return "this name is taken by a line above: use another";
	}
	struct word kind = line_take_word(line);
	if (word_is(kind, "null")) {
		event->file = (struct memfile){.kind = MEMFILE_NULL};
		return line_is_done(line) ? NULL
		                          : "nothing may follow here: end the line";
	}
	if (word_is(kind, "memfd")) {
		return parse_memfd(line, &event->file);
	}
	line->at = kind.at;
	return "a descriptor is a memfd or null: write memfd size=BYTES";
}

/* --- lines ------------------------------------------------------------------------- */

static const char *
parse_ignore(struct line *line, struct event *event)
{
	uint8_t type[4];
	struct word name = line_take_word(line);
	struct form form = form_find(name.at, name.len);
	struct wire_writer w = wire_writer_init(type, sizeof(type));

	if (!form.message) {
		line->at = name.at;
		return "not a message: write the name of the one to ignore, such as "
		       "MOTION";
	}
	wire_put_u32(&w, form.message->number);
	if (!bytes_add(&event->bytes, type, sizeof(type))) {
		return "out of memory";
	}
	return line_is_done(line) ? NULL : "nothing may follow here: end the line";
}

/* +SECONDS or +SECONDS.FRACTION of up to six digits. */
static const char *
parse_delay(struct line *line, uint64_t *out)
{
	uint64_t seconds;
	const char *why = take_number(line, EVENT_MOST_DELAY_US / 1000000, &seconds);
	uint64_t micro = 0;

	if (why) {
		return "not a delay: write +SECONDS, such as +0.5, up to +86400";
	}
	if (line_take(line, ".")) {
		const char *start = line->at;

		for (int i = 0; i < MICRO_DIGITS; i++) {
			bool is_digit =
			    line->at < line->end && *line->at >= '0' && *line->at <= '9';

			micro =
			    micro * 10 + (is_digit ? (uint64_t)(*line->at++ - '0') : 0);
		}
		if (line->at == start) {
			return "not a delay: digits must follow the point";
		}
	}
	*out = seconds * 1000000 + micro;
	if (*out > EVENT_MOST_DELAY_US) {
		return "not a delay: write +SECONDS, such as +0.5, up to +86400";
	}
	bool ends = line->at == line->end || *line->at == ' ' || *line->at == '\t';
	return ends ? NULL
	            : "not a delay: at most six digits after the point, then a blank";
}

static const char *
parse_traffic(struct line *line, struct event *event, const struct capture *before)
{
	const char *why = parse_record(line, event);

	if (!why && event->fd[0] && !capture_find_fd(before, event->fd)) {
		return line_say(line,
		    "no descriptor \"%s\" yet: put \"fd %s memfd "
		    "size=BYTES\" above this line",
		    event->fd, event->fd);
	}
	return why;
}

static const char *
parse_kind(struct line *line, struct event *event, const struct capture *before)
{
	struct word kind = line_take_word(line);

	if (word_is(kind, "A->D") || word_is(kind, "D->A")) {
		event->kind = EVENT_TRAFFIC;
		event->from = kind.at[0] == 'A' ? SIDE_AGENT : SIDE_DAEMON;
		return parse_traffic(line, event, before);
	}
	if (word_is(kind, "expect") || word_is(kind, "wait")) {
		event->kind = kind.at[0] == 'e' ? EVENT_EXPECT : EVENT_WAIT;
		return parse_traffic(line, event, before);
	}
	if (word_is(kind, "fd")) {
		event->kind = EVENT_FD;
		return parse_fd(line, event, before);
	}
	if (word_is(kind, "ignore")) {
		event->kind = EVENT_IGNORE;
		return parse_ignore(line, event);
	}
	line->at = kind.at;
	return line_say(line,
	    "unknown line \"%.*s\": begin it with A->D, D->A, expect, "
	    "wait, fd, ignore or #",
	    word_shown(kind), kind.at);
}

static bool
is_note(struct line line)
{
	return line_is_done(&line) || *line.at == '#';
}

static const char *
parse_note(struct line *line, struct event *event)
{
	struct line copy = *line;

	event->kind = EVENT_NOTE;
	if (line_is_done(&copy)) {
		return NULL; /* an empty line has no blanks */
	}
	size_t len = (size_t)(line->end - copy.at);
	return bytes_add(&event->bytes, copy.at, len) ? NULL : "out of memory";
}

/* Controls would make two different captures look alike. */
static const char *
check_characters(struct line *line)
{
	for (const char *at = line->start; at < line->end; at++) {
		if (((unsigned char)*at < ' ' && *at != '\t') || *at == 0x7f) {
			line->at = at;
			return *at == '\r'
			    ? "a carriage return: end lines with a line feed alone"
			    : "a control character: remove it, or write \\xNN in a text";
		}
	}
	return NULL;
}

static const char *
parse_line(struct line *line, struct event *event, const struct capture *before)
{
	const char *why = check_characters(line);

	if (why) {
		return why;
	}
	if (is_note(*line)) {
		return parse_note(line, event);
	}
	line_skip_blanks(line);
	if (line_take(line, "+")) {
		why = parse_delay(line, &event->delay_us);
	}
	return why ? why : parse_kind(line, event, before);
}

/* --- all --------------------------------------------------------------------------- */

static void
complain(struct complaint *out, const struct line *line, size_t number, const char *why)
{
	out->line = number;
	out->column = (size_t)(line->at - line->start) + 1;
	snprintf(out->text, sizeof(out->text), "%s", why);
}

static struct line
line_at(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	return (struct line){.start = at, .at = at, .end = newline ? newline : end};
}

static const char *
parse_one(struct line *line, size_t number, struct capture *out)
{
	struct event event = {.line = number};

	if (number == 1) {
		return line_take(line, PRINT_FIRST_LINE) && line_is_done(line)
		    ? NULL
		    : "not a capture: its first line must be \"" PRINT_FIRST_LINE "\"";
	}
	const char *why = parse_line(line, &event, out);
	if (why) {
		event_finish(&event);
		return why;
	}
	return capture_add(out, &event) ? NULL : "out of memory";
}

bool
parse_text(const char *text, size_t len, struct capture *out, struct complaint *complaint)
{
	const char *end = text + len;
	size_t number = 1;

	for (const char *at = text; at < end || number == 1; number++) {
		struct line line = line_at(at, end);
		const char *why = parse_one(&line, number, out);

		if (why) {
			complain(complaint, &line, number, why);
			capture_finish(out);
			return false;
		}
		at = line.end + (line.end < end);
	}
	return true;
}
