/*
 * For Eva: streams of every message, known and unknown, too long ones as well, to both
 * ends of the channel, in pieces; and headers of which nothing is known.  Lengths are
 * given, for Eva knows no relation between where a stream's head and its tail are; that
 * any stream whatever is taken is proved by WP.
 */
/* clang-format off: options stand on one line
 * eva: -eva-precision 0 -eva-slevel 15 -eva-split-return auto -eva-interprocedural-history -eva-partition-history 3
 */
/* clang-format on */
#include "protocol/wire/frame.h"
#include "tests/prove/eva/any.h"

#include <stdlib.h>

#define MEMORY 524288u /* bytes: more than a stream holds */

static uint8_t body[WIRE_MOST_BODY];
static uint64_t memory[MEMORY / 8];
static bool is_spent;
static volatile uint8_t seen;

/* One block, whose end is where memory ends. */
void *
malloc(size_t size)
{
	return is_spent ? NULL : (uint8_t *)memory + MEMORY - size;
}

void
free(void *block)
{
	(void)block;
}

/* As much as there is room for, all of which can be written. */
static void
deliver(struct frames *frames, const uint8_t *bytes, size_t len)
{
	size_t room = 0;
	uint8_t *to = frames_space(frames, &room);

	if (room > 0) {
		to[room - 1] = any_byte;
		memcpy(to, bytes, len < room ? len : room);
		frames_filled(frames, len < room ? len : room);
	}
}

/* All of a body can be read. */
static void
take(struct frames *frames)
{
	struct frame frame;

	if (frames_next(frames, &frame) == FRAME_READY) {
		for (size_t i = 0; i < frame.len; i++) {
			seen = frame.body[i];
		}
	}
	if (!frames_is_partial(frames)) {
		seen = (uint8_t)frames_why(frames)[0];
	}
}

/* A header in two parts, and its body or as much as any may have. */
static void
deliver_message(struct frames *frames, uint32_t type, uint32_t len)
{
	uint8_t header[WIRE_HEADER_BYTES];

	wire_encode_header(header, &(struct wire_header){type, (uint32_t)any_word, len});
	deliver(frames, header, 5);
	take(frames);
	deliver(frames, header + 5, sizeof(header) - 5);
	take(frames);
	deliver(frames, body, len < WIRE_MOST_BODY ? len : WIRE_MOST_BODY);
	take(frames);
}

static void
drive_stream(enum frame_side side, uint32_t type, uint32_t len)
{
	struct frames *frames = frames_create(side);

	if (frames) {
		deliver(frames, body, WIRE_VERSION_BYTES + 1);
		if (frames_take_raw(frames, WIRE_VERSION_BYTES) &&
		    frames_take_raw(frames, 1)) {
			deliver_message(frames, type, len);
			deliver_message(frames, type, len);
		}
	}
	frames_destroy(frames);
}

static void
drive_sides(uint32_t type, uint32_t len)
{
	drive_stream(FRAME_AT_DAEMON, type, len);
	drive_stream(FRAME_AT_AGENT, type, len);
}

/* At an end where it is legal, if at any. */
static void
drive_message(const struct wire_message *message)
{
	if (message->direction & AGENT_TO_DAEMON) {
		drive_stream(FRAME_AT_DAEMON, message->number, (uint32_t)message->least);
	} else {
		drive_stream(FRAME_AT_AGENT, message->number, (uint32_t)message->most);
	}
}

static void
drive_unknown(enum frame_side side)
{
	struct frames *frames = frames_create(side);

	if (frames) {
		take(frames);
		deliver(frames, body, WIRE_HEADER_BYTES);
		take(frames);
	}
	frames_destroy(frames);
}

void
drive(void)
{
	any_fill(body, sizeof(body));
#define MESSAGE(NAME, name, number, direction, fields, meaning) \
	drive_message(wire_message_find(number));
#include "protocol/wire/messages.def"
	drive_sides(MSG_WINDOW_DUMP, WIRE_MOST_BODY);
	drive_sides(MSG_CLIPBOARD_DATA, WIRE_MAX_CLIPBOARD);
	drive_sides(MSG_CLIPBOARD_DATA, WIRE_MAX_CLIPBOARD + 1);
	drive_sides(1, 0);
	drive_sides(1, WIRE_MOST_BODY);
	drive_sides(1, UINT32_MAX);
	drive_unknown(FRAME_AT_DAEMON);
	drive_unknown(FRAME_AT_AGENT);
	is_spent = true;
	drive_sides(1, 0);
}
