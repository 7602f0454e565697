/*
 * Prints what messages.def says: as the tables of docs/PROTOCOL.md, or, with
 * --dictionary, as a libFuzzer dictionary.  A tool of the build; in no program.
 */
#include "protocol/wire/messages.h"

#include <stdio.h>
#include <string.h>

/* One field of a message. */
struct field {
	const char *kind; /* "u32" ... */
	const char *name;
	size_t least, most; /* bytes */
	const char *meaning;
};

/* Ends with a field that has no name. */
#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	static const struct field fields_##name[] = {fields{NULL, NULL, 0, 0, NULL}};
#define U32(name, meaning) {"u32", #name, 4, 4, meaning},
#define I32(name, meaning) {"i32", #name, 4, 4, meaning},
#define TEXT(name, bytes, meaning) {"text", #name, bytes, bytes, meaning},
#define BYTES(name, bytes, meaning) {"bytes", #name, bytes, bytes, meaning},
#define WORDS(name, least, most, meaning) \
	{"u32 …", #name, 4 * (least), 4 * (most), meaning},
#define DATA(name, most, meaning) {"bytes …", #name, 0, most, meaning},
#include "protocol/wire/messages.def"

static const struct field *const all_fields[] = {
#define MESSAGE(NAME, name, number, direction, fields, meaning) fields_##name,
#include "protocol/wire/messages.def"
};

static const char *
direction_name(enum wire_direction direction)
{
	switch (direction) {
	case AGENT_TO_DAEMON:
		return "A→D";
	case DAEMON_TO_AGENT:
		return "D→A";
	case BOTH_WAYS:
		return "both";
	case NEVER:
		return "never";
	}
	return "";
}

/* "24", or "16–393232 by 4". */
static void
print_length(size_t least, size_t most, size_t step)
{
	printf("%zu", least);
	if (most > least) {
		printf("–%zu", most);
	}
	if (step > 1) {
		printf(" by %zu", step);
	}
}

static void
print_messages(void)
{
	const struct wire_message *m;

	puts("| type | name | direction | body, bytes | meaning |");
	puts("|---:|---|---|---:|---|");
	for (size_t i = 0; (m = wire_message_at(i)); i++) {
		printf("| %u | %s | %s | ", (unsigned)m->number, m->name,
		    direction_name(m->direction));
		print_length(m->least, m->most, m->step);
		printf(" | %s |\n", m->meaning);
	}
}

static void
print_fields(void)
{
	puts("| message | offset | type | bytes | field | meaning |");
	puts("|---|---:|---|---:|---|---|");
	for (size_t i = 0; i < ARRAY_LEN(all_fields); i++) {
		const char *name = wire_message_at(i)->name;
		size_t offset = 0;

		for (const struct field *f = all_fields[i]; f->name; f++) {
			printf("| %s | %zu | %s | ", name, offset, f->kind);
			print_length(f->least, f->most, 1);
			printf(" | %s | %s |\n", f->name, f->meaning);
			offset += f->least;
			name = "";
		}
	}
}

static void
print_bytes(const char *name, const char *what, const uint8_t *bytes, size_t len)
{
	printf("%s_%s=\"", what, name);
	for (size_t i = 0; i < len; i++) {
		printf("\\x%02x", bytes[i]);
	}
	puts("\"");
}

/* Each message's number, and the header of its shortest and longest form. */
static void
print_dictionary(void)
{
	const struct wire_message *m;
	uint8_t header[WIRE_HEADER_BYTES];

	puts("# Made by protocol/wire/wire-table --dictionary.");
	for (size_t i = 0; (m = wire_message_at(i)); i++) {
		wire_encode_header(
		    header, &(struct wire_header){m->number, 1, (uint32_t)m->least});
		print_bytes(m->name, "type", header, 4);
		print_bytes(m->name, "least", header, sizeof(header));
		if (m->most > m->least) {
			wire_encode_header(header,
			    &(struct wire_header){m->number, 1, (uint32_t)m->most});
			print_bytes(m->name, "most", header, sizeof(header));
		}
	}
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--dictionary") == 0) {
		print_dictionary();
	} else if (argc == 1) {
		print_messages();
		puts("");
		print_fields();
	} else {
		fputs("usage: wire-table [--dictionary]\n", stderr);
		return 2;
	}
	return fflush(stdout) != 0;
}
