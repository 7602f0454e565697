#include "protocol/wire/frame.h"

#include "protocol/wire/reader.h"

#include <stdlib.h>
#include <string.h>

struct frames {
	enum frame_side side;
	bool framed;     /* the handshake is over: what waits starts with a header */
	uint8_t *bytes;  /* owned */
	size_t capacity; /* of bytes */
	size_t head;     /* first byte that nobody took */
	size_t tail;     /* first byte that is free */
	size_t skip;     /* bytes of an unknown message's body still to be thrown away */
	size_t need;     /* bytes of the message at head; 0 before its header was seen */
	const char *why; /* not NULL: the stream is void */
};

struct frames *
frames_create(enum frame_side side)
{
	struct frames *frames = calloc(1, sizeof(*frames));

	if (!frames) {
		return NULL;
	}
	frames->side = side;
	frames->capacity = FRAME_SLACK;
	frames->bytes = malloc(frames->capacity);
	if (!frames->bytes) {
		frames_destroy(frames);
		return NULL;
	}
	return frames;
}

void
frames_destroy(struct frames *frames)
{
	if (frames) {
		free(frames->bytes);
		free(frames);
	}
}

static size_t
waiting(const struct frames *frames)
{
	return frames->tail - frames->head;
}

/* The stream is void: nothing that came, or comes, matters any more. */
static void
fail(struct frames *frames, const char *why)
{
	frames->why = why;
	frames->head = frames->tail = frames->skip = frames->need = 0;
}

static void
throw_away(struct frames *frames)
{
	size_t len = frames->skip < waiting(frames) ? frames->skip : waiting(frames);

	frames->head += len;
	frames->skip -= len;
}

/* Why a message's header ends the stream; NULL when its body may follow. */
static const char *
judge(const struct frames *frames, const struct wire_message *message, size_t len)
{
	bool at_daemon = frames->side == FRAME_AT_DAEMON;
	unsigned legal = at_daemon ? AGENT_TO_DAEMON : DAEMON_TO_AGENT;

	if (!message) {
		return at_daemon ? "unknown message type" : NULL;
	}
	if (message->direction == NEVER) {
		return "obsolete message type";
	}
	if (!(message->direction & legal)) {
		return "message of the other direction";
	}
	return wire_message_fits(message, len) ? NULL : "wrong body length";
}

/* Looks at the header at head as soon as it is complete. */
static void
look(struct frames *frames)
{
	throw_away(frames);
	while (frames->framed && !frames->why && frames->need == 0 && frames->skip == 0 &&
	    waiting(frames) >= WIRE_HEADER_BYTES) {
		struct wire_reader r =
		    wire_reader_init(frames->bytes + frames->head, WIRE_HEADER_BYTES);
		uint32_t type = wire_take_u32(&r).guest_raw;
		(void)wire_take_u32(&r); /* window */
		uint32_t len = wire_take_u32(&r).guest_raw;
		const struct wire_message *message = wire_message_find(type);
		const char *why = judge(frames, message, len);

		if (why) {
			fail(frames, why);
		} else if (message) {
			frames->need = WIRE_HEADER_BYTES + (size_t)len;
		} else {
			frames->head += WIRE_HEADER_BYTES;
			frames->skip = len;
			throw_away(frames);
		}
	}
}

/* Moves what waits to the front, and makes room for the whole message at head. */
static bool
make_room(struct frames *frames)
{
	if (frames->head > 0) {
		memmove(frames->bytes, frames->bytes + frames->head, waiting(frames));
		frames->tail = waiting(frames);
		frames->head = 0;
	}
	if (frames->need <= frames->capacity) {
		return true;
	}
	/* judge() has bounded need by the largest message. */
	size_t capacity = frames->need + FRAME_SLACK;
	uint8_t *bytes = realloc(frames->bytes, capacity);
	if (!bytes) {
		return false;
	}
	frames->bytes = bytes;
	frames->capacity = capacity;
	return true;
}

void *
frames_space(struct frames *frames, size_t *room)
{
	look(frames);
	if (!make_room(frames)) {
		*room = 0;
		return NULL;
	}
	*room = frames->capacity - frames->tail;
	return frames->bytes + frames->tail;
}

void
frames_filled(struct frames *frames, size_t len)
{
	if (!frames->why) {
		frames->tail += len;
	}
}

const uint8_t *
frames_take_raw(struct frames *frames, size_t len)
{
	if (frames->framed || waiting(frames) < len) {
		return NULL;
	}
	const uint8_t *at = frames->bytes + frames->head;
	frames->head += len;
	return at;
}

enum frame_status
frames_next(struct frames *frames, struct frame *out)
{
	frames->framed = true;
	look(frames);
	if (frames->why) {
		return FRAME_BAD;
	}
	if (frames->need == 0 || waiting(frames) < frames->need) {
		return FRAME_NONE;
	}
	struct wire_reader r =
	    wire_reader_init(frames->bytes + frames->head, WIRE_HEADER_BYTES);
	out->type = wire_take_u32(&r).guest_raw;
	out->window = wire_take_u32(&r);
	out->len = frames->need - WIRE_HEADER_BYTES;
	out->body = frames->bytes + frames->head + WIRE_HEADER_BYTES;
	frames->head += frames->need;
	frames->need = 0;
	look(frames); /* so that frames_is_partial() knows; out's bytes stay */
	return FRAME_READY;
}

const char *
frames_why(const struct frames *frames)
{
	return frames->why ? frames->why : "nothing wrong";
}

bool
frames_is_partial(const struct frames *frames)
{
	bool complete = frames->need > 0 && waiting(frames) >= frames->need;

	return frames->skip > 0 || (waiting(frames) > 0 && !complete);
}
