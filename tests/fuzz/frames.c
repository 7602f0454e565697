/*
 * The first byte says which side reads (bit 0), whether a handshake comes first (bit 1)
 * and in pieces of which size the stream comes (the rest; 0: all at once).
 */
#include "protocol/wire/frame.h"
#include "tests/fuzz/decode.h"
#include "tests/fuzz/target.h"

#include <stdlib.h>
#include <string.h>

#define MOST_HELD (WIRE_HEADER_BYTES + 16 + 4 * WIRE_MAX_REFS + FRAME_SLACK)

/* Takes what is complete; false once the stream is void. */
static bool
take(struct frames *frames, unsigned legal)
{
	struct frame f;

	for (;;) {
		enum frame_status status = frames_next(frames, &f);

		if (status != FRAME_READY) {
			return status == FRAME_NONE;
		}
		const struct wire_message *m = wire_message_find(f.type);
		if (!m || !(m->direction & legal) ||
		    !fuzz_decode(f.type, f.body, f.len)) {
			abort();
		}
	}
}

/* Puts up to len bytes where there is room; returns how many. */
static size_t
put(struct frames *frames, const uint8_t *bytes, size_t len)
{
	size_t room;
	void *space = frames_space(frames, &room);

	if (!space || room > MOST_HELD) {
		abort();
	}
	len = len < room ? len : room;
	if (len > 0) {
		memcpy(space, bytes, len);
	}
	frames_filled(frames, len);
	return len;
}

static void
feed(struct frames *frames, unsigned legal, bool has_handshake, const uint8_t *data,
    size_t size, size_t piece)
{
	bool waits = has_handshake;

	while (size > 0) {
		size_t done = put(frames, data, piece < size ? piece : size);

		if (waits && !frames_take_raw(frames, WIRE_XCONF_BYTES)) {
			if (done == 0) {
				abort(); /* there must be room for a handshake */
			}
		} else {
			waits = false;
			if (!take(frames, legal)) {
				return;
			}
			/* All complete messages are gone, so there must be room. */
			if (done == 0 && put(frames, data, 1) == 0) {
				abort();
			}
			done = done > 0 ? done : 1;
		}
		data += done;
		size -= done;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0) {
		return 0;
	}
	bool at_agent = data[0] & 1;
	size_t piece = data[0] >> 2 ? data[0] >> 2 : SIZE_MAX;
	struct frames *frames =
	    frames_create(at_agent ? FRAME_AT_AGENT : FRAME_AT_DAEMON);

	if (!frames) {
		abort();
	}
	feed(frames, at_agent ? DAEMON_TO_AGENT : AGENT_TO_DAEMON, data[0] & 2, data + 1,
	    size - 1, piece);
	frames_destroy(frames);
	return 0;
}
