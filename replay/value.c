#include "replay/value.h"

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

#include <string.h>

#define OUT_OF_MEMORY "out of memory"
#define RANGE_LEAST 3 /* words that follow each other and are worth FIRST..LAST */
#define PRINT_HEX_FROM 0x80000000u

/* --- printing ---------------------------------------------------------------------- */

static void
print_u32(FILE *out, uint32_t n)
{
	fprintf(out, n >= PRINT_HEX_FROM ? "0x%x" : "%u", (unsigned)n);
}

static uint32_t
word_of(const uint8_t *at)
{
	struct wire_reader r = wire_reader_init(at, 4);

	return guest_u32_for_log(wire_take_u32(&r));
}

static void
print_text(FILE *out, const uint8_t *at, size_t len)
{
	fputc('"', out);
	for (size_t i = 0; i < len; i++) {
		if (at[i] == '"' || at[i] == '\\') {
			fprintf(out, "\\%c", at[i]);
		} else if (at[i] >= ' ' && at[i] <= '~') {
			fputc(at[i], out);
		} else {
			fprintf(out, "\\x%02x", at[i]);
		}
	}
	fputc('"', out);
}

/* The room's bytes without the zeros at its end. */
static size_t
text_len(const uint8_t *at, size_t room)
{
	while (room > 0 && at[room - 1] == 0) {
		room--;
	}
	return room;
}

/* How many words from i on count up by one. */
static size_t
run_of(const uint8_t *at, size_t i, size_t count)
{
	size_t n = 1;

	while (i + n < count && word_of(at + 4 * (i + n - 1)) < UINT32_MAX &&
	    word_of(at + 4 * (i + n)) == word_of(at + 4 * (i + n - 1)) + 1) {
		n++;
	}
	return n;
}

static void
print_words(FILE *out, const uint8_t *at, size_t count)
{
	fputc('[', out);
	for (size_t i = 0; i < count;) {
		size_t n = run_of(at, i, count);

		if (i > 0) {
			fputc(',', out);
		}
		print_u32(out, word_of(at + 4 * i));
		if (n >= RANGE_LEAST) {
			fputs("..", out);
			print_u32(out, word_of(at + 4 * (i + n - 1)));
		}
		i += n >= RANGE_LEAST ? n : 1;
	}
	fputc(']', out);
}

void
value_print_hex(FILE *out, const uint8_t *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		fprintf(out, "%02x", at[i]);
	}
	if (len == 0) {
		fputc('-', out);
	}
}

void
value_print(FILE *out, const struct field *field, const uint8_t *at, size_t len)
{
	switch (field->kind) {
	case FIELD_U32:
		print_u32(out, word_of(at));
		break;
	case FIELD_I32:
		fprintf(out, "%d", (int)word_of(at));
		break;
	case FIELD_VERSION:
		fprintf(out, "%u.%u", (unsigned)(word_of(at) >> 16),
		    (unsigned)(word_of(at) & UINT16_MAX));
		break;
	case FIELD_TEXT:
		print_text(out, at, text_len(at, len));
		break;
	case FIELD_DATA:
		print_text(out, at, len);
		break;
	case FIELD_BYTES:
	case FIELD_HEX:
		value_print_hex(out, at, len);
		break;
	case FIELD_WORDS:
		print_words(out, at, len / 4);
		break;
	}
}

/* --- reading ----------------------------------------------------------------------- */

static bool
is_next(const char *at, const char *end, const char *what)
{
	size_t len = strlen(what);

	return (size_t)(end - at) >= len && memcmp(at, what, len) == 0;
}

/* -1 for what is no digit of that base. */
static int
digit_of(char c, int base)
{
	int digit = c >= '0' && c <= '9' ? c - '0'
	    : c >= 'a' && c <= 'f'       ? c - 'a' + 10
	    : c >= 'A' && c <= 'F'       ? c - 'A' + 10
	                                 : base;

	return digit < base ? digit : -1;
}

/* Digits up to 2^40 or so; false for none. */
static bool
read_digits(const char **at, const char *end, int base, int64_t *out)
{
	const char *start = *at;

	*out = 0;
	while (*at < end && digit_of(**at, base) >= 0) {
		if (*out < (int64_t)1 << 40) {
			*out = *out * base + digit_of(**at, base);
		}
		(*at)++;
	}
	return *at > start;
}

const char *
value_read_number(
    const char **at, const char *end, int64_t least, int64_t most, int64_t *out)
{
	const char *start = *at;
	bool is_negative = is_next(*at, end, "-");

	*at += is_negative;
	int base = is_next(*at, end, "0x") ? 16 : 10;
	*at += base == 16 ? 2 : 0;
	if (!read_digits(at, end, base, out)) {
		*at = start;
		return "not a number: write it as 300, -5 or 0x1a";
	}
	*out = is_negative ? -*out : *out;
	if (*out < least || *out > most) {
		*at = start;
		return "the number does not fit its field";
	}
	return NULL;
}

static const char *
add_word(struct bytes *out, uint32_t n)
{
	uint8_t word[4];
	struct wire_writer w = wire_writer_init(word, sizeof(word));

	wire_put_u32(&w, n);
	return bytes_add(out, word, sizeof(word)) ? NULL : OUT_OF_MEMORY;
}

static const char *
read_word(
    const char **at, const char *end, int64_t least, int64_t most, struct bytes *out)
{
	int64_t n;
	const char *why = value_read_number(at, end, least, most, &n);

	return why ? why : add_word(out, (uint32_t)n);
}

static const char *
read_version(const char **at, const char *end, struct bytes *out)
{
	int64_t major, minor;
	const char *why = value_read_number(at, end, 0, UINT16_MAX, &major);

	if (why) {
		return why;
	}
	if (!is_next(*at, end, ".")) {
		return "a version is MAJOR.MINOR: write 1.8";
	}
	(*at)++;
	why = value_read_number(at, end, 0, UINT16_MAX, &minor);
	return why ? why : add_word(out, (uint32_t)(major << 16 | minor));
}

/* Behind a backslash: xNN, " or \. */
static const char *
read_escape(const char **at, const char *end, uint8_t *out)
{
	if (is_next(*at, end, "\"") || is_next(*at, end, "\\")) {
		*out = (uint8_t) * (*at)++;
		return NULL;
	}
	if (end - *at < 3 || **at != 'x' || digit_of((*at)[1], 16) < 0 ||
	    digit_of((*at)[2], 16) < 0) {
		return "unknown escape: only \\\", \\\\ and \\xNN are known";
	}
	*out = (uint8_t)(digit_of((*at)[1], 16) << 4 | digit_of((*at)[2], 16));
	*at += 3;
	return NULL;
}

static const char *
read_text(const char **at, const char *end, struct bytes *out)
{
	const char *start = (*at)++;

	while (*at < end && **at != '"') {
		uint8_t byte = (uint8_t) * (*at)++;
		const char *why = byte == '\\' ? read_escape(at, end, &byte) : NULL;

		if (why) {
			return why;
		}
		if (!bytes_add(out, &byte, 1)) {
			return OUT_OF_MEMORY;
		}
	}
	if (*at == end) {
		*at = start;
		return "a text without its end: close it with \"";
	}
	(*at)++;
	return NULL;
}

const char *
value_read_hex(const char **at, const char *end, struct bytes *out)
{
	if (is_next(*at, end, "-")) {
		(*at)++;
		return NULL;
	}
	const char *start = *at;
	while (end - *at >= 2 && digit_of((*at)[0], 16) >= 0 &&
	    digit_of((*at)[1], 16) >= 0) {
		uint8_t byte =
		    (uint8_t)(digit_of((*at)[0], 16) << 4 | digit_of((*at)[1], 16));

		if (!bytes_add(out, &byte, 1)) {
			return OUT_OF_MEMORY;
		}
		*at += 2;
	}
	bool is_odd = *at < end && digit_of(**at, 16) >= 0;
	return *at == start || is_odd
	    ? "not bytes: write two hex digits for each, or - for none"
	    : NULL;
}

/* FIRST or FIRST..LAST, of which at most `room` words fit. */
static const char *
read_range(const char **at, const char *end, size_t room, struct bytes *out)
{
	const char *start = *at;
	int64_t first, last;
	const char *why = value_read_number(at, end, 0, UINT32_MAX, &first);

	last = first;
	if (!why && is_next(*at, end, "..")) {
		*at += 2;
		why = value_read_number(at, end, first, UINT32_MAX, &last);
	}
	if (!why && (uint64_t)(last - first) >= room) {
		*at = start;
		why = "more words than the message may have";
	}
	for (int64_t n = first; !why && n <= last; n++) {
		why = add_word(out, (uint32_t)n);
	}
	return why;
}

static const char *
read_words(const char **at, const char *end, size_t most, struct bytes *out)
{
	size_t before = out->len;

	if (!is_next(*at, end, "[")) {
		return "words stand in brackets: write [1,2,5..9]";
	}
	(*at)++;
	for (bool is_first = true; !is_next(*at, end, "]"); is_first = false) {
		if (!is_first && !is_next(*at, end, ",")) {
			return "words stand in brackets with commas between: write "
			       "[1,2,5..9]";
		}
		*at += !is_first;
		const char *why =
		    read_range(at, end, (most - (out->len - before)) / 4, out);
		if (why) {
			return why;
		}
	}
	(*at)++;
	return NULL;
}

/* A text or hex digits, in a room of least to most bytes. */
static const char *
read_bytes(const struct field *field, const char **at, const char *end, struct bytes *out)
{
	const char *start = *at;
	size_t before = out->len;
	bool is_text = is_next(*at, end, "\"");
	const char *why =
	    is_text ? read_text(at, end, out) : value_read_hex(at, end, out);
	size_t len = out->len - before;

	if (why) {
		return why;
	}
	if (len > field->most) {
		*at = start;
		return "more bytes than the field has room for";
	}
	/* What is not said of a fixed room is zero. */
	if (len < field->least && !bytes_add(out, NULL, field->least - len)) {
		return OUT_OF_MEMORY;
	}
	return NULL;
}

const char *
value_read(const struct field *field, const char **at, const char *end, struct bytes *out)
{
	switch (field->kind) {
	case FIELD_U32:
		return read_word(at, end, 0, UINT32_MAX, out);
	case FIELD_I32:
		return read_word(at, end, INT32_MIN, INT32_MAX, out);
	case FIELD_VERSION:
		return read_version(at, end, out);
	case FIELD_WORDS:
		return read_words(at, end, field->most, out);
	case FIELD_TEXT:
	case FIELD_BYTES:
	case FIELD_DATA:
	case FIELD_HEX:
		break;
	}
	return read_bytes(field, at, end, out);
}
