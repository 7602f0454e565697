/*
 * One line of a capture: bytes that went one way, a descriptor, what is waited for, or a
 * comment.  Holds values; does not move, read or print them.
 */
#ifndef REPLAY_EVENT_H
#define REPLAY_EVENT_H

#include "replay/bytes.h"
#include "replay/memfile.h"

enum side {
	SIDE_AGENT,
	SIDE_DAEMON,
};

enum event_kind {
	EVENT_NOTE,    /* a comment or an empty line: bytes is its text */
	EVENT_FD,      /* a descriptor by name, made before anything is sent */
	EVENT_IGNORE,  /* messages of bytes' type (u32) are dropped from here on */
	EVENT_TRAFFIC, /* bytes from `from` to the other side */
	EVENT_EXPECT,  /* the next that comes must be like bytes */
	EVENT_WAIT,    /* pass over what comes until something is like bytes */
	EVENT_N_KINDS,
};

/* What the bytes are. */
enum piece_kind {
	PIECE_RAW, /* any; they start or end no message for certain */
	PIECE_VERSION,
	PIECE_XCONF,
	PIECE_MESSAGE, /* a header, and as much body as it says, or otherwise on purpose
	                */
	PIECE_END,     /* of the stream; no bytes */
	PIECE_NOTHING, /* nothing has come; no bytes */
	PIECE_N_KINDS,
};

#define EVENT_MOST_DELAY_US 86400000000u /* a day */
#define EVENT_FD_NAME_BYTES 24           /* with NUL */

/* A plain value but for the two buffers.  Zeroed is an empty line. */
struct event {
	enum event_kind kind;
	enum piece_kind piece;
	enum side from;    /* of traffic */
	uint64_t delay_us; /* since the event before; at most EVENT_MOST_DELAY_US */
	struct bytes bytes;
	struct bytes any; /* empty, or as long as bytes: not 0 where any byte will do */
	bool any_tail;    /* anything may follow the bytes */
	char
	    fd[EVENT_FD_NAME_BYTES]; /* the descriptor that is, or goes beside; "" none */
	struct memfile file;         /* of EVENT_FD */
	size_t line;                 /* in the text, from 1; 0: not known */
};

void event_finish(struct event *event);

/* A copy with buffers of its own.  False when out of memory; out is empty then. */
MUST_USE bool event_copy(struct event *out, const struct event *in);

/* Whether it asks for something rather than sending it: omitted fields may be any. */
bool event_is_pattern(const struct event *event);

/* Whether something that came is what the event's bytes say. */
bool event_matches(
    const struct event *event, enum piece_kind piece, const uint8_t *bytes, size_t len);

/* Whether byte i may be any. */
bool event_is_any(const struct event *event, size_t i);

/* Open bytes become zero, and a mask that leaves none open goes: one form for each. */
void event_tidy(struct event *event);

/* Whether some byte, or the length, is left open: then it cannot be sent. */
bool event_has_any(const struct event *event);

/* 1 to 23 of a-z, A-Z, 0-9, - and _. */
bool event_is_fd_name(const char *name, size_t len);

#endif
