/*
 * In place of the worker's X: every x_*.c, the X connection's loop, the daemon's socket
 * and the painting of marks.  Records what the worker asks for, and aborts where a
 * request breaks what an X server relies on or a person sees.  Makes no X call.
 */
#ifndef FUZZ_X_RECORD_H
#define FUZZ_X_RECORD_H

#include "gui-daemon/guest/session.h"

#define RECORD_FRAMES 1024

/* A frame that is there. */
struct record_frame {
	xcb_window_t outer, content; /* content is outer + 1 */
	enum x_frame_kind kind;
	bool is_mapped;
	uint32_t width, height; /* px, of the content */
	uint32_t fences;        /* signs that were asked for and have not come */
	uint32_t segment;       /* which the last of them is to name */
};

struct record {
	bool has_shm;   /* the server maps descriptors */
	int64_t now_ms; /* the worker's clock */
	struct record_frame frames[RECORD_FRAMES];
	size_t n_frames;
};

/* Everything anew; sessions may then begin. */
void record_reset(bool has_shm);
struct record *record_get(void);

/* What a desktop does to a window. */
enum record_event {
	RECORD_INPUT,
	RECORD_CONFIGURED,
	RECORD_MAPPED,
	RECORD_VISIBLE,
	RECORD_REPARENTED,
	RECORD_CLOSE,
	RECORD_EXPOSED,
	RECORD_SHOWN,
	RECORD_N_EVENTS,
};

/* Which it is, of which frame (an index), and numbers whose sense depends on it. */
struct record_said {
	enum record_event event;
	size_t frame;
	int32_t a, b, c, d;
	uint8_t code;
};

/* The worker hears of it; then its turn ends, as before a wait. */
void record_say(const struct record_said *said);
void record_settle(void);

#endif
