/*
 * Writes the seeds of the corpus into the folder named on the command line: one file a
 * message for `decoders`, streams of all legal messages for `frames`, the lives of a few
 * windows for `session`.  Seeds of other targets are written by hand.  Only whoever
 * changes messages.def runs it (`make corpus`).
 */
#include "protocol/wire/messages.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define TAIL 8 /* bytes of a tail that has no least length of its own */

static FILE *
create(const char *folder, const char *target, const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", folder, target);
	mkdir(path, 0777); /* or it is there already */
	snprintf(path, sizeof(path), "%s/%s/%s", folder, target, name);
	FILE *file = fopen(path, "wb");
	if (!file) {
		err(1, "%s", path);
	}
	return file;
}

static void
put(FILE *file, const void *bytes, size_t len)
{
	if (fwrite(bytes, 1, len, file) != len) {
		err(1, "write");
	}
}

static size_t
body_len(const struct wire_message *m)
{
	return m->most > m->least ? m->least + TAIL : m->least;
}

static void
put_body(FILE *file, const struct wire_message *m)
{
	for (size_t i = 0; i < body_len(m); i++) {
		uint8_t byte = i % 4 == 0 ? (uint8_t)(i + 1) : 0;

		put(file, &byte, 1);
	}
}

static void
make_decoders(const char *folder)
{
	const struct wire_message *m;

	for (size_t i = 0; (m = wire_message_at(i)); i++) {
		FILE *file = create(folder, "decoders", m->name);
		uint8_t index = (uint8_t)i;

		put(file, &index, 1);
		put_body(file, m);
		fclose(file);
	}
}

/* All legal messages in one stream; first is the target's own byte. */
static void
make_stream(const char *folder, const char *name, uint8_t first)
{
	FILE *file = create(folder, "frames", name);
	unsigned legal = first & 1 ? DAEMON_TO_AGENT : AGENT_TO_DAEMON;
	static const uint8_t handshake[WIRE_XCONF_BYTES] = {1};
	const struct wire_message *m;

	put(file, &first, 1);
	if (first & 2) {
		put(file, handshake, sizeof(handshake));
	}
	for (size_t i = 0; (m = wire_message_at(i)); i++) {
		uint8_t header[WIRE_HEADER_BYTES];

		if (m->direction & legal) {
			wire_encode_header(header,
			    &(struct wire_header){m->number, 1, (uint32_t)body_len(m)});
			put(file, header, sizeof(header));
			put_body(file, m);
		}
	}
	fclose(file);
}

/* The step of session.c that sends this message: its place among an agent's. */
static uint8_t
step_of(uint32_t number)
{
	const struct wire_message *m;
	uint8_t step = 0;

	for (size_t i = 0; (m = wire_message_at(i)) && m->number != number; i++) {
		step = (uint8_t)(step + ((m->direction & AGENT_TO_DAEMON) != 0));
	}
	return step;
}

/* A message's step: its window, then a byte for each word, all of them small. */
static void
put_step(FILE *file, const struct wire_message *m, uint8_t window)
{
	const uint8_t head[] = {step_of(m->number), window};
	size_t words = m->number == MSG_WINDOW_DUMP ? 2 : m->least / 4;

	put(file, head, sizeof(head));
	if (m->most > m->least && m->number != MSG_WINDOW_DUMP) {
		put(file, &(const uint8_t){1}, 1);
	}
	for (size_t i = 0; i < words; i++) {
		put(file, &(const uint8_t){(uint8_t)(i < 4 ? 40 + i : 0)}, 1);
	}
}

/*
 * Two windows that live side by side: all messages but the last for both, with what the
 * desktop does (each step of 0x80 and above) in between, then the last.
 */
static void
make_session(const char *folder, const char *name, uint8_t first)
{
	static const uint32_t lives[] = {MSG_CREATE, MSG_WINDOW_HINTS, MSG_WMNAME,
	    MSG_WMCLASS, MSG_MAP, MSG_WINDOW_DUMP, MSG_SHMIMAGE, MSG_CURSOR,
	    MSG_CONFIGURE, MSG_WINDOW_FLAGS, MSG_UNMAP, MSG_DOCK, MSG_DESTROY};
	FILE *file = create(folder, "session", name);

	put(file, &first, 1);
	for (size_t i = 0; i < sizeof(lives) / sizeof(lives[0]); i++) {
		for (uint8_t window = 1; window <= 2; window++) {
			put_step(file, wire_message_find(lives[i]), window);
		}
		for (uint8_t event = 0; event < 8; event++) {
			const uint8_t said[] = {(uint8_t)(0x80 | event), (uint8_t)i,
			    (uint8_t)(i + event), 5, 6, 7, 8};

			put(file, said, sizeof(said));
		}
		put(file, &(const uint8_t[]){0xe0, 30}, 2);
	}
	fclose(file);
}

int
main(int argc, char **argv)
{
	if (argc != 2) {
		fputs("usage: make-corpus FOLDER\n", stderr);
		return 2;
	}
	make_decoders(argv[1]);
	make_stream(argv[1], "to-daemon", 0);
	make_stream(argv[1], "to-daemon-pieces", 2 | 5 << 2);
	make_stream(argv[1], "to-agent", 1 | 2);
	make_stream(argv[1], "to-agent-pieces", 1 | 1 << 2);
	make_session(argv[1], "copied", 0);
	make_session(argv[1], "shared", 4);
	make_session(argv[1], "strict", 4 | 8);
	make_session(argv[1], "oldest", 3);
	return 0;
}
