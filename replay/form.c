#include "replay/form.h"

#include <string.h>

#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	static const struct field fields_##name[] = {fields{FIELD_U32, NULL, 0, 0}};
#define U32(name, meaning) {FIELD_U32, #name, 4, 4},
#define I32(name, meaning) {FIELD_I32, #name, 4, 4},
#define TEXT(name, bytes, meaning) {FIELD_TEXT, #name, bytes, bytes},
#define BYTES(name, bytes, meaning) {FIELD_BYTES, #name, bytes, bytes},
#define WORDS(name, least, most, meaning) {FIELD_WORDS, #name, 4 * (least), 4 * (most)},
#define DATA(name, most, meaning) {FIELD_DATA, #name, 0, most},
#include "protocol/wire/messages.def"

static const struct field *const message_fields[] = {
#define MESSAGE(NAME, name, number, direction, fields, meaning) fields_##name,
#include "protocol/wire/messages.def"
};

static const struct field version_fields[] = {
    {FIELD_VERSION, "protocol", 4, 4},
    {FIELD_U32, NULL, 0, 0},
};

static const struct field xconf_fields[] = {
    {FIELD_U32, "width", 4, 4},
    {FIELD_U32, "height", 4, 4},
    {FIELD_U32, "depth", 4, 4},
    {FIELD_U32, "mem", 4, 4},
    {FIELD_U32, NULL, 0, 0},
};

static const struct field raw_fields[] = {
    {FIELD_HEX, "bytes", 0, FORM_MOST_BYTES},
    {FIELD_U32, NULL, 0, 0},
};

static const struct field header_fields[] = {
    {FIELD_U32, "type", 4, 4},
    {FIELD_U32, "window", 4, 4},
    {FIELD_U32, "length", 4, 4},
    {FIELD_HEX, "body", 0, FORM_MOST_BYTES - WIRE_HEADER_BYTES},
    {FIELD_U32, NULL, 0, 0},
};

static const struct form own_forms[] = {
    {"version", FORM_VERSION, NULL, version_fields, WIRE_VERSION_BYTES},
    {"xconf", FORM_XCONF, NULL, xconf_fields, WIRE_XCONF_BYTES},
    {"raw", FORM_RAW, NULL, raw_fields, 0},
    {"header", FORM_HEADER, NULL, header_fields, WIRE_HEADER_BYTES},
};

static const struct form no_form = {NULL, FORM_RAW, NULL, NULL, 0};

struct form
form_of(enum form_kind kind)
{
	return own_forms[kind];
}

static struct form
message_form(size_t i)
{
	const struct wire_message *m = wire_message_at(i);

	return m ? (struct form){m->name, FORM_MESSAGE, m, message_fields[i], m->least}
	         : no_form;
}

struct form
form_at(size_t i)
{
	return i < ARRAY_LEN(own_forms) ? own_forms[i]
	                                : message_form(i - ARRAY_LEN(own_forms));
}

struct form
form_find(const char *name, size_t len)
{
	struct form form;

	for (size_t i = 0; (form = form_at(i)).name; i++) {
		if (strlen(form.name) == len && memcmp(form.name, name, len) == 0) {
			break;
		}
	}
	return form;
}

struct form
form_of_message(uint32_t number)
{
	for (size_t i = 0; i < ARRAY_LEN(message_fields); i++) {
		if (wire_message_at(i)->number == number) {
			return message_form(i);
		}
	}
	return no_form;
}

bool
form_fits(const struct form *form, size_t len)
{
	if (form->message) {
		return wire_message_fits(form->message, len);
	}
	bool has_tail = form->kind == FORM_RAW || form->kind == FORM_HEADER;
	return has_tail ? len >= form->least && len <= FORM_MOST_BYTES
	                : len == form->least;
}

const struct field *
form_find_field(const struct form *form, const char *name, size_t len, size_t *offset)
{
	*offset = 0;
	for (const struct field *f = form->fields; f->name; f++) {
		if (strlen(f->name) == len && memcmp(f->name, name, len) == 0) {
			return f;
		}
		*offset += f->least;
	}
	return NULL;
}

bool
field_is_tail(const struct field *field)
{
	return field->kind == FIELD_WORDS || field->kind == FIELD_DATA ||
	    field->kind == FIELD_HEX;
}

size_t
field_len(const struct field *field, size_t offset, size_t len)
{
	return field_is_tail(field) ? len - offset : field->least;
}
