/*
 * Makes seeds for the target `session` out of captures: make-seeds FOLDER CAPTURE...
 * A capture is a guest's life as a text, or as paravent-replay recorded it; what its
 * agent says becomes the steps that session.c reads.  Run as the fuzzer is built, so that
 * what the scenarios learn is a seed at once.
 */
#include "protocol/wire/messages.h"
#include "replay/capture_file.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#define IDS 11        /* windows that the target knows, beside 0 */
#define STEP_RAW 0xff /* session.c's steps and codes */
#define STEP_TIME 0xe0
#define CODE_WORD 0xff /* four bytes follow */
#define LEAST_CODE 0xe0
#define SHARED 4 /* first byte: the server shares memory */

struct seed {
	FILE *file;        /* owned */
	uint32_t ids[IDS]; /* of windows, in the order in which they came */
	size_t count;
};

static void
put(struct seed *seed, uint32_t byte)
{
	if (putc((int)(byte & 0xff), seed->file) == EOF) {
		err(1, "write");
	}
}

static void
put_word(struct seed *seed, uint32_t word)
{
	if (word < LEAST_CODE) {
		put(seed, word);
		return;
	}
	put(seed, CODE_WORD);
	for (int shift = 24; shift >= 0; shift -= 8) {
		put(seed, word >> shift);
	}
}

static uint32_t
word_at(const uint8_t *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	    (uint32_t)at[3] << 24;
}

/* The target's small id for a window; the last one for all that are too many. */
static uint32_t
id_of(struct seed *seed, uint32_t window)
{
	for (size_t i = 0; i < seed->count; i++) {
		if (seed->ids[i] == window) {
			return (uint32_t)i + 1;
		}
	}
	if (window != 0 && seed->count < IDS) {
		seed->ids[seed->count++] = window;
	}
	return window == 0 ? 0 : (uint32_t)seed->count;
}

/* Its place among what agents send; a message of the other direction has none. */
static uint32_t
step_of(const struct wire_message *message)
{
	const struct wire_message *m;
	uint32_t step = 0;

	for (size_t i = 0; (m = wire_message_at(i)) && m != message; i++) {
		step += (m->direction & AGENT_TO_DAEMON) != 0;
	}
	return step;
}

static void
put_raw(struct seed *seed, const uint8_t *bytes, size_t len)
{
	size_t part = len < UINT8_MAX ? len : UINT8_MAX;

	put(seed, STEP_RAW);
	put(seed, (uint32_t)part);
	for (size_t i = 0; i < part; i++) {
		put(seed, bytes[i]);
	}
}

static void
put_body(struct seed *seed, const struct wire_message *m, const uint8_t *body, size_t len)
{
	if (m->number == MSG_WINDOW_DUMP) {
		put_word(seed, word_at(body + 4)); /* the rest is the target's */
		put_word(seed, word_at(body + 8));
		return;
	}
	if (m->most > m->least) {
		size_t tail = (len - m->least) / m->step;

		put(seed, tail < 63 ? (uint32_t)tail : 63);
		len = m->least + (tail < 63 ? tail : 63) * m->step;
	}
	for (size_t i = 0; i + 4 <= len; i += 4) {
		put_word(seed, word_at(body + i));
	}
}

/* A message that is not as it should be goes as it is. */
static void
put_message(struct seed *seed, const uint8_t *bytes, size_t len)
{
	const struct wire_message *m =
	    len >= WIRE_HEADER_BYTES ? wire_message_find(word_at(bytes)) : NULL;

	if (!m || !(m->direction & AGENT_TO_DAEMON) ||
	    word_at(bytes + 8) != len - WIRE_HEADER_BYTES ||
	    !wire_message_fits(m, len - WIRE_HEADER_BYTES)) {
		put_raw(seed, bytes, len);
		return;
	}
	put(seed, step_of(m));
	put(seed, id_of(seed, word_at(bytes + 4)));
	put_body(seed, m, bytes + WIRE_HEADER_BYTES, len - WIRE_HEADER_BYTES);
}

static void
put_event(struct seed *seed, const struct event *event)
{
	if (event->kind != EVENT_TRAFFIC || event->from != SIDE_AGENT) {
		return;
	}
	if (event->delay_us > 0) {
		uint64_t tens_ms = event->delay_us / 10000;

		put(seed, STEP_TIME);
		put(seed, tens_ms < UINT8_MAX ? (uint32_t)tens_ms : UINT8_MAX);
	}
	if (event->piece == PIECE_MESSAGE) {
		put_message(seed, event->bytes.at, event->bytes.len);
	} else if (event->piece == PIECE_RAW) {
		put_raw(seed, event->bytes.at, event->bytes.len);
	}
}

/* The target's first byte: which minor version is spoken. */
static uint32_t
first_byte(const struct capture *capture)
{
	for (size_t i = 0; i < capture->count; i++) {
		const struct event *event = &capture->events[i];

		if (event->piece == PIECE_VERSION && event->from == SIDE_AGENT &&
		    event->kind == EVENT_TRAFFIC && event->bytes.len >= 4) {
			uint32_t minor = word_at(event->bytes.at) & 0xffff;

			return SHARED |
			    (minor >= 8          ? 0
			            : minor == 7 ? 1
			            : minor >= 4 ? 2
			                         : 3);
		}
	}
	return SHARED;
}

static void
make_seed(const char *folder, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct capture capture = {0};
	struct seed seed = {0};
	char name[4096];

	if (!capture_load(path, &capture, stderr)) {
		exit(1);
	}
	snprintf(name, sizeof(name), "%s/%s", folder, slash ? slash + 1 : path);
	seed.file = fopen(name, "wb");
	if (!seed.file) {
		err(1, "%s", name);
	}
	put(&seed, first_byte(&capture));
	for (size_t i = 0; i < capture.count; i++) {
		put_event(&seed, &capture.events[i]);
	}
	if (fclose(seed.file) != 0) {
		err(1, "%s", name);
	}
	capture_finish(&capture);
}

int
main(int argc, char **argv)
{
	if (argc < 3) {
		fputs("usage: make-seeds FOLDER CAPTURE...\n", stderr);
		return 2;
	}
	for (int i = 2; i < argc; i++) {
		make_seed(argv[1], argv[i]);
	}
	return 0;
}
