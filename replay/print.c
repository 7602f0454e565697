#include "replay/print.h"

#include "protocol/wire/reader.h"
#include "replay/value.h"

#define WINDOW_AT 4 /* bytes from a header's start */
#define LENGTH_AT 8

static uint32_t
word_at(const struct event *event, size_t at)
{
	struct wire_reader r = wire_reader_init(event->bytes.at + at, 4);

	return guest_u32_for_log(wire_take_u32(&r));
}

/* --- forms ------------------------------------------------------------------------- */

/* The fixed part ends where an open tail begins. */
static bool
has_open_tail(const struct event *event, const struct form *form, size_t skipped)
{
	size_t offset = skipped;

	for (const struct field *f = form->fields; f->name; f++) {
		if (field_is_tail(f)) {
			return event->any_tail && event->bytes.len == offset;
		}
		offset += f->least;
	}
	return false;
}

/* Whether the bytes are a message as it should be; its length may be left open. */
static bool
is_well_formed(const struct event *event, const struct form *form)
{
	size_t body = event->bytes.len - WIRE_HEADER_BYTES;

	if (!form->name || event_is_any(event, 0)) {
		return false;
	}
	if (event->any_tail) {
		return has_open_tail(event, form, WIRE_HEADER_BYTES);
	}
	return form_fits(form, body) && word_at(event, LENGTH_AT) == body &&
	    !event_is_any(event, LENGTH_AT);
}

static struct form
form_of_bytes(const struct event *event, size_t *skipped)
{
	if (event->bytes.len < WIRE_HEADER_BYTES) {
		return form_of(FORM_RAW);
	}
	struct form form = form_of_message(word_at(event, 0));
	if (!is_well_formed(event, &form)) {
		return form_of(FORM_HEADER);
	}
	*skipped = WIRE_HEADER_BYTES;
	return form;
}

struct form
event_form(const struct event *event, size_t *skipped)
{
	*skipped = 0;
	if (event->piece == PIECE_MESSAGE) {
		return form_of_bytes(event, skipped);
	}
	if (event->piece == PIECE_VERSION && event->bytes.len == WIRE_VERSION_BYTES) {
		return form_of(FORM_VERSION);
	}
	if (event->piece == PIECE_XCONF && event->bytes.len == WIRE_XCONF_BYTES) {
		return form_of(FORM_XCONF);
	}
	return form_of(FORM_RAW);
}

/* --- records ----------------------------------------------------------------------- */

static void
print_field(FILE *out, const struct event *event, const struct field *f, size_t at)
{
	bool is_open = field_is_tail(f) ? event->any_tail : event_is_any(event, at);

	if (is_open && event_is_pattern(event)) {
		return;
	}
	fprintf(out, " %s=", f->name);
	if (is_open) {
		fputc('*', out);
	} else {
		value_print(
		    out, f, event->bytes.at + at, field_len(f, at, event->bytes.len));
	}
}

static void
print_window(FILE *out, const struct event *event)
{
	if (!event_is_any(event, WINDOW_AT)) {
		fprintf(out, " window=0x%x", (unsigned)word_at(event, WINDOW_AT));
	} else if (!event_is_pattern(event)) {
		fputs(" window=*", out);
	}
}

static void
print_bytes(FILE *out, const struct event *event)
{
	size_t at;
	struct form form = event_form(event, &at);

	fputs(form.name, out);
	if (form.kind == FORM_MESSAGE) {
		print_window(out, event);
	}
	for (const struct field *f = form.fields; f->name; f++) {
		print_field(out, event, f, at);
		at += f->least;
	}
}

static void
print_record(FILE *out, const struct event *event)
{
	if (event->piece == PIECE_END) {
		fputs("end", out);
	} else if (event->piece == PIECE_NOTHING) {
		fputs("nothing", out);
	} else {
		print_bytes(out, event);
	}
	if (event->fd[0]) {
		fprintf(out, " fd=%s", event->fd);
	}
}

/* --- lines ------------------------------------------------------------------------- */

static void
print_memfile(FILE *out, const struct memfile *file)
{
	if (file->kind == MEMFILE_NULL) {
		fputs("null", out);
		return;
	}
	fprintf(out, "memfd size=%llu sealed=%d", (unsigned long long)file->size,
	    file->is_sealed);
	if (file->fill == MEMFILE_COLOUR) {
		fprintf(out, " colour=0x%06x", (unsigned)file->colour);
	} else if (file->fill == MEMFILE_HASHED) {
		fprintf(out, " hash=%016llx", (unsigned long long)file->hash);
	} else if (file->fill == MEMFILE_NOISE) {
		fprintf(out, " noise=%llu", (unsigned long long)file->hash);
	}
}

static void
print_ignored(FILE *out, const struct event *event)
{
	struct form form = form_of_message(word_at(event, 0));

	fprintf(out, "ignore %s", form.name ? form.name : "?");
}

static void
print_delay(FILE *out, uint64_t delay_us)
{
	if (delay_us > 0) {
		fprintf(out, "+%llu.%06llu ", (unsigned long long)(delay_us / 1000000),
		    (unsigned long long)(delay_us % 1000000));
	}
}

void
print_event(FILE *out, const struct event *event)
{
	print_delay(out, event->delay_us);
	switch (event->kind) {
	case EVENT_NOTE:
		bytes_write(out, &event->bytes);
		break;
	case EVENT_FD:
		fprintf(out, "fd %s ", event->fd);
		print_memfile(out, &event->file);
		break;
	case EVENT_IGNORE:
		print_ignored(out, event);
		break;
	case EVENT_TRAFFIC:
		fputs(event->from == SIDE_AGENT ? "A->D " : "D->A ", out);
		print_record(out, event);
		break;
	case EVENT_EXPECT:
	case EVENT_WAIT:
		fputs(event->kind == EVENT_EXPECT ? "expect " : "wait ", out);
		print_record(out, event);
		break;
	case EVENT_N_KINDS:
		break;
	}
	fputc('\n', out);
}

void
print_capture(FILE *out, const struct capture *capture)
{
	fputs(PRINT_FIRST_LINE "\n", out);
	for (size_t i = 0; i < capture->count; i++) {
		print_event(out, &capture->events[i]);
	}
}

void
print_piece(FILE *out, enum piece_kind piece, const uint8_t *bytes, size_t len)
{
	struct event event = {.kind = EVENT_TRAFFIC, .piece = piece};

	if (bytes_copy(&event.bytes, bytes, len)) {
		print_record(out, &event);
	}
	event_finish(&event);
}
