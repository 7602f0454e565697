#include "gui-agent/obey.h"

#include "common/base/log.h"
#include "gui-agent/x_focus.h"
#include "gui-agent/x_input.h"
#include "gui-agent/x_stack.h"
#include "gui-agent/x_track.h"
#include "gui-agent/x_wm.h"

/* X's numbers for the kinds of event, as they are on the wire. */
enum {
	KEY_PRESS = 2,
	BUTTON_PRESS = 4,
	ENTER = 7,
	FOCUS_IN = 9,
};

/* w is NULL for messages to no window, or to one that has ended. */
typedef bool (*order)(struct tell *tell, struct window *w, const void *body, size_t len);

static void
point_at(struct x *x, const struct window *w, int32_t window_x, int32_t window_y)
{
	int32_t px = window_x;
	int32_t py = window_y;

	x_stack_point_at(x, w);
	if (__builtin_add_overflow(px, w->area.x, &px) ||
	    __builtin_add_overflow(py, w->area.y, &py)) {
		return;
	}
	x_input_motion(x, px, py);
}

/*
 * What was pressed in a window may end it: the release comes when it has gone, and is one
 * all the same, or the next press would be none.
 */
static bool
do_key(struct tell *tell, struct window *w, const void *body, size_t len)
{
	struct msg_keypress m;

	if (!wire_decode_keypress(body, len, &m)) {
		return false;
	}
	if (w || m.type != KEY_PRESS) {
		x_input_key(tell->x, m.keycode, m.type == KEY_PRESS, m.state);
	}
	return true;
}

static bool
do_button(struct tell *tell, struct window *w, const void *body, size_t len)
{
	struct msg_button m;

	if (!wire_decode_button(body, len, &m)) {
		return false;
	}
	if (w) {
		point_at(tell->x, w, m.x, m.y);
	}
	if (w || m.type != BUTTON_PRESS) {
		x_input_button(tell->x, m.button, m.type == BUTTON_PRESS);
	}
	return true;
}

static bool
do_motion(struct tell *tell, struct window *w, const void *body, size_t len)
{
	struct msg_motion m;

	if (!wire_decode_motion(body, len, &m)) {
		return false;
	}
	point_at(tell->x, w, m.x, m.y);
	return true;
}

static bool
do_crossing(struct tell *tell, struct window *w, const void *body, size_t len)
{
	struct msg_crossing m;

	if (!wire_decode_crossing(body, len, &m)) {
		return false;
	}
	if (m.type == ENTER) {
		point_at(tell->x, w, m.x, m.y);
	} else if (tell->x->attention.pointer == w->id) {
		x_stack_point_away(tell->x);
	}
	return true;
}

static bool
do_focus(struct tell *tell, struct window *w, const void *body, size_t len)
{
	struct msg_focus m;

	if (!wire_decode_focus(body, len, &m)) {
		return false;
	}
	if (m.type == FOCUS_IN) {
		x_focus_in(tell->x, w);
	} else {
		x_focus_out(tell->x, w);
	}
	return true;
}

static bool
do_keymap(struct tell *tell, struct window *w, const void *body, size_t len)
{
	struct msg_keymap_notify m;

	(void)w;
	if (!wire_decode_keymap_notify(body, len, &m)) {
		return false;
	}
	x_input_sync(tell->x, m.keys);
	return true;
}

static bool
do_configure(struct tell *tell, struct window *w, const void *body, size_t len)
{
	struct msg_configure m;

	if (!wire_decode_configure(body, len, &m)) {
		return false;
	}
	x_track_move(tell->x, w, (struct rect){m.x, m.y, m.width, m.height});
	return true;
}

static bool
do_flags(struct tell *tell, struct window *w, const void *body, size_t len)
{
	static const uint32_t flags[] = {
	    WINDOW_FULLSCREEN, WINDOW_ATTENTION, WINDOW_MINIMISED};
	struct msg_window_flags m;

	if (!wire_decode_window_flags(body, len, &m)) {
		return false;
	}
	for (size_t i = 0; i < ARRAY_LEN(flags); i++) {
		if ((m.set | m.unset) & flags[i]) {
			x_wm_set_flag(tell->x, w, flags[i], m.set & flags[i]);
		}
	}
	/* It knows these; the rest, if anything differs, is still told. */
	w->told_flags = (w->told_flags | m.set) & ~m.unset;
	return true;
}

static bool
do_copy(struct tell *tell, struct window *w, const void *body, size_t len)
{
	(void)w, (void)body, (void)len;
	x_copy_start(tell->x);
	return true;
}

/* What was copied elsewhere; the person pastes it with the application's own key. */
static bool
do_paste(struct tell *tell, struct window *w, const void *body, size_t len)
{
	struct msg_clipboard_data m;

	(void)w;
	if (!wire_decode_clipboard_data(body, len, &m)) {
		return false;
	}
	x_offer_set(tell->x, m.content, m.content_len);
	return true;
}

static bool
do_close(struct tell *tell, struct window *w, const void *body, size_t len)
{
	(void)body, (void)len;
	x_wm_close(tell->x, w);
	return true;
}

/* Orders to a window that lives, and orders that need none. */
static const struct {
	uint32_t type;
	bool needs_window;
	order run;
} orders[] = {
    {MSG_KEYPRESS, false, do_key},
    {MSG_BUTTON, false, do_button},
    {MSG_MOTION, true, do_motion},
    {MSG_CROSSING, true, do_crossing},
    {MSG_FOCUS, true, do_focus},
    {MSG_KEYMAP_NOTIFY, false, do_keymap},
    {MSG_CONFIGURE, true, do_configure},
    {MSG_WINDOW_FLAGS, true, do_flags},
    {MSG_CLOSE, true, do_close},
    {MSG_CLIPBOARD_REQ, false, do_copy},
    {MSG_CLIPBOARD_DATA, false, do_paste},
};

static const char *
run(struct tell *tell, const struct frame *frame, struct window *w)
{
	for (size_t i = 0; i < ARRAY_LEN(orders); i++) {
		if (orders[i].type != frame->type) {
			continue;
		}
		if (orders[i].needs_window && !w) {
			return NULL;
		}
		return orders[i].run(tell, w, frame->body, frame->len)
		    ? NULL
		    : "the daemon sent a message of a wrong length";
	}
	return NULL; /* MAP, and whatever is newer than we are */
}

const char *
obey(struct tell *tell, const struct frame *frame)
{
	uint32_t id = guest_u32_as_key(frame->window);

	/* Acknowledgements may concern a window that has ended. */
	if (frame->type == MSG_WINDOW_DUMP_ACK) {
		tell_dump_acknowledged(tell, id);
		return NULL;
	}
	if (frame->type == MSG_DESTROY) {
		tell_destroy_acknowledged(tell, id);
		return NULL;
	}
	return run(tell, frame, windows_find(&tell->x->windows, id));
}
