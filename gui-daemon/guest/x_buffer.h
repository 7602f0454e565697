/*
 * Pixels on their way to a window: by MIT-SHM without a copy where the server can map the
 * buffer, else copied, in both cases with a sign when the server has done it.
 * Knows descriptors and pixels, not whose they are; maps no memory.
 */
#ifndef GUEST_X_BUFFER_H
#define GUEST_X_BUFFER_H

#include "gui-daemon/guest/x_desk.h"

#include <xcb/shm.h>

struct x_shm {
	bool is_usable;      /* the server maps descriptors that we pass */
	uint8_t opcode;      /* of MIT-SHM */
	uint8_t first_event; /* its ShmCompletion */
	uint8_t first_error; /* its BadSeg */
};

/* Asks the server, and tries it once.  Waits for replies: only at start. */
void x_shm_init(struct x_desk *desk, struct x_shm *out);

/*
 * Gives the server a buffer's descriptor, read-only; the caller keeps fd.  0 when that
 * cannot be.  A refusal comes later, as an error on this segment.
 */
MUST_USE xcb_shm_seg_t x_shm_attach(struct x_desk *desk, const struct x_shm *shm, int fd);

/* The same at start: waits for the server, and is 0 when it refuses. */
MUST_USE xcb_shm_seg_t x_shm_attach_now(
    struct x_desk *desk, const struct x_shm *shm, int fd);
void x_shm_detach(struct x_desk *desk, xcb_shm_seg_t segment);

/*
 * The segment that the server refused to map (*is_attach), or does not know because of
 * that; 0 for every other error.
 */
xcb_shm_seg_t x_shm_error(
    const struct x_shm *shm, const xcb_generic_error_t *error, bool *is_attach);

/* A buffer as the server sees it: rows of width * 4 bytes. */
struct x_source {
	xcb_shm_seg_t segment;
	uint32_t width, height; /* px */
};

/*
 * Puts parts (px of the target) from the buffer, where they lie at parts + shift.  The
 * last put says ShmCompletion.  count is at least 1.  Returns the number of the first.
 */
unsigned int x_shm_put(struct x_desk *desk, const struct x_source *source,
    xcb_window_t target, const struct rect *parts, size_t count, int32_t shift_x,
    int32_t shift_y);

/*
 * Puts rows of part.width * 4 bytes, which begin at offset of a segment, to part of the
 * target.  With is_last the server says ShmCompletion when it has read them.  Returns the
 * request's number.
 */
unsigned int x_shm_put_rows(struct x_desk *desk, xcb_shm_seg_t segment, uint32_t offset,
    xcb_window_t target, struct rect part, bool is_last);

/* Has the server say PropertyNotify on target when it has done what came before. */
void x_fence(struct x_desk *desk, xcb_window_t target);

#endif
