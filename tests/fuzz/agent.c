/*
 * The input is what a daemon says to an agent that has a few windows: read, and obeyed
 * with nothing behind the agent's x_* modules.
 */
#include "gui-agent/obey.h"
#include "gui-agent/x_buffer.h"
#include "gui-agent/x_focus.h"
#include "gui-agent/x_input.h"
#include "gui-agent/x_stack.h"
#include "gui-agent/x_track.h"
#include "gui-agent/x_wm.h"
#include "tests/fuzz/target.h"

#include <stdlib.h>
#include <string.h>

#define WINDOWS 4

/* --- in place of X ------------------------------------------------------------------ */

static void
require(bool holds)
{
	if (!holds) {
		abort();
	}
}

/* A window that an order names is one that lives. */
static void
require_window(const struct x *x, const struct window *w)
{
	require(w && windows_find(&x->windows, w->id) == w);
}

void
x_track_move(struct x *x, struct window *window, struct rect area)
{
	require_window(x, window);
	window->area = area;
}

void
x_wm_close(struct x *x, const struct window *window)
{
	require_window(x, window);
}

void
x_wm_set_flag(struct x *x, struct window *window, uint32_t flag, bool on)
{
	require_window(x, window);
	window->flags = on ? window->flags | flag : window->flags & ~flag;
}

void
x_copy_start(struct x *x)
{
	(void)x;
}

void
x_copy_finish(struct x *x)
{
	(void)x;
}

void
x_offer_set(struct x *x, const void *bytes, size_t len)
{
	volatile uint8_t last = len > 0 ? ((const uint8_t *)bytes)[len - 1] : 0;

	(void)x;
	(void)last;
}

void
x_input_motion(struct x *x, int32_t root_x, int32_t root_y)
{
	(void)x;
	(void)root_x;
	(void)root_y;
}

void
x_input_button(struct x *x, uint32_t button, bool press)
{
	(void)x;
	(void)button;
	(void)press;
}

void
x_input_key(struct x *x, uint32_t keycode, bool press, uint32_t state)
{
	(void)x;
	(void)keycode;
	(void)press;
	(void)state;
}

void
x_input_sync(struct x *x, const uint8_t keys[X_KEYS / 8])
{
	memcpy(x->input.keys_down, keys, X_KEYS / 8);
}

void
x_focus_in(struct x *x, struct window *window)
{
	require_window(x, window);
}

void
x_focus_out(struct x *x, const struct window *window)
{
	require_window(x, window);
}

void
x_stack_point_at(struct x *x, const struct window *window)
{
	require_window(x, window);
}

void
x_stack_point_away(struct x *x)
{
	(void)x;
}

void
x_buffer_ask(struct x *x, struct window *window)
{
	require_window(x, window);
}

void
x_buffer_drop_fresh(struct x *x, struct window *window)
{
	(void)x;
	window->fresh.id = 0;
}

/* Only what was told of is given back, and once. */
void
x_buffer_release(struct x *x, uint32_t id)
{
	(void)x;
	require(id <= WINDOWS * HOLDS_MAX);
}

void
x_buffer_release_all(struct x *x, struct window *window)
{
	uint32_t id;

	while ((id = holds_take(&window->holds)) != 0) {
		x_buffer_release(x, id);
	}
}

/* --- the agent --------------------------------------------------------------------- */

/* All told of, with two buffers each; the last one is gone and not acknowledged. */
static void
begin(struct x *x, struct tell *tell)
{
	*x = (struct x){.width = 1024, .height = 768};
	*tell = (struct tell){.x = x, .acks_dumps = true, .acks_destroys = true};
	windows_init(&x->windows);
	for (uint32_t id = 1; id <= WINDOWS; id++) {
		struct window *w = windows_add(&x->windows, id);

		require(w);
		w->told = w->told_mapped = w->mapped = true;
		w->area = (struct rect){10, 10, 100, 100};
		holds_add(&w->holds, id * 2 - 1);
		holds_add(&w->holds, id * 2);
		tell->unacked += w->holds.unacked;
	}
	struct window *gone = windows_find(&x->windows, WINDOWS);
	windows_remove(&x->windows, gone);
	windows_to_ghost(&x->windows, gone);
}

/* Takes what is complete; false once the stream is of no more use. */
static bool
take(struct tell *tell, struct frames *frames)
{
	enum frame_status status;
	struct frame frame;

	while ((status = frames_next(frames, &frame)) == FRAME_READY) {
		const char *why = obey(tell, &frame);

		/* The frame was of a legal length already. */
		require(!why);
		require(tell->unacked <= WINDOWS * HOLDS_MAX);
	}
	return status == FRAME_NONE;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct frames *frames = frames_create(FRAME_AT_AGENT);
	struct tell tell;
	struct x x;
	bool goes_on = true;

	require(frames);
	begin(&x, &tell);
	while (size > 0 && goes_on) {
		size_t room;
		void *space = frames_space(frames, &room);
		size_t len = size < room ? size : room;

		require(space && room > 0);
		memcpy(space, data, len);
		frames_filled(frames, len);
		data += len;
		size -= len;
		goes_on = take(&tell, frames);
	}
	for (uint32_t id = 1; id <= WINDOWS; id++) {
		struct window *w = windows_find(&x.windows, id);

		if (w) {
			x_buffer_release_all(&x, w);
		}
	}
	windows_finish(&x.windows);
	frames_destroy(frames);
	return 0;
}
