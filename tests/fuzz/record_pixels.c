/* Pixels: where they may go, from where, and the fences behind them. */
#include "gui-daemon/guest/x_buffer.h"
#include "tests/fuzz/record-internal.h"

void
x_shm_init(struct x_desk *d, struct x_shm *out)
{
	(void)d;
	*out = (struct x_shm){.is_usable = record_get()->has_shm};
}

xcb_shm_seg_t
x_shm_attach(struct x_desk *d, const struct x_shm *shm, int fd)
{
	(void)d;
	return shm->is_usable && fd >= 0 ? record_new_id() : 0;
}

xcb_shm_seg_t
x_shm_attach_now(struct x_desk *d, const struct x_shm *shm, int fd)
{
	return x_shm_attach(d, shm, fd);
}

void
x_shm_detach(struct x_desk *d, xcb_shm_seg_t segment)
{
	(void)d;
	record_require(segment != 0);
}

uint32_t
x_shm_error(const struct x_shm *shm, const xcb_generic_error_t *error, bool *is_attach)
{
	(void)shm;
	(void)error;
	*is_attach = false;
	return 0;
}

/* A server reads at parts + shift: all of that must lie in the buffer. */
unsigned int
x_shm_put(struct x_desk *d, const struct x_source *source, xcb_window_t content,
    const struct rect *parts, size_t count, int32_t shift_x, int32_t shift_y)
{
	(void)d;
	record_require(count > 0);
	for (size_t i = 0; i < count; i++) {
		struct rect from = rect_move(parts[i], shift_x, shift_y);

		record_target(content, parts[i]);
		record_require(from.x >= 0 && from.y >= 0 &&
		    (uint64_t)from.x + from.width <= source->width &&
		    (uint64_t)from.y + from.height <= source->height);
	}
	struct record_frame *frame = record_frame_of(content - 1);
	frame->fences++;
	frame->segment = source->segment;
	return 1;
}

unsigned int
x_shm_put_rows(struct x_desk *d, xcb_shm_seg_t segment, uint32_t offset,
    xcb_window_t content, struct rect part, bool is_last)
{
	struct record_frame *frame = record_target(content, part);

	(void)d;
	(void)offset;
	record_require(segment != 0);
	if (is_last) {
		frame->fences++;
		frame->segment = segment;
	}
	return 1;
}

void
x_fence(struct x_desk *d, xcb_window_t content)
{
	struct record_frame *frame = record_frame_of(content - 1);

	(void)d;
	frame->fences++;
	frame->segment = 0;
}
