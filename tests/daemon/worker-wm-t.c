/*
 * A worker under a window manager (openbox): who places, resizes, iconifies, closes.
 */
#include "tests/daemon/worker-rig.h"
#include "tests/scenario/ask.h"
#include "tests/scenario/atom.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"
#include "tests/unit/tap.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xcb/xcb_icccm.h>

#define GREEN 0x10e010u
#define FULLSCREEN 1
#define ATTENTION 2
#define MINIMISED 4

static const struct rect asked = {200, 220, 300, 200};

/* As a pager would (EWMH). */
static void
ask_manager(
    struct rig *rig, xcb_window_t window, const char *what, const uint32_t words[5])
{
	ask_root(rig->x, rig->screen->root, window, rig_atom(rig, what), words);
	rig_sync(rig);
}

static struct rect
told(const struct rig_message *m)
{
	return (struct rect){(int32_t)rig_word(m, 0), (int32_t)rig_word(m, 1),
	    rig_word(m, 2), rig_word(m, 3)};
}

/*
 * Asks the manager something, and waits for its answer: what came to it before is done by
 * then (EWMH, _NET_REQUEST_FRAME_EXTENTS of a window that it does not know).
 */
static void
sync_manager(struct rig *rig)
{
	static const uint32_t none[5];
	xcb_window_t probe = xcb_generate_id(rig->x);
	xcb_atom_t extents = rig_atom(rig, "_NET_FRAME_EXTENTS");
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	bool answered = false;

	xcb_create_window(rig->x, 0, probe, rig->screen->root, 0, 0, 1, 1, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, 0, NULL);
	ask_manager(rig, probe, "_NET_REQUEST_FRAME_EXTENTS", none);
	while (!answered && rig_now_ms() < deadline) {
		xcb_get_property_reply_t *r = xcb_get_property_reply(rig->x,
		    xcb_get_property(rig->x, 0, probe, extents, XCB_ATOM_CARDINAL, 0, 4),
		    NULL);
		answered = r && r->format == 32;
		free(r);
	}
	xcb_destroy_window(rig->x, probe);
}

/* Acknowledges each CONFIGURE until what was told is so; the last one's geometry. */
static struct rect
agree(struct rig *rig, xcb_window_t outer, struct rect before)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	const struct rig_message *m;
	struct rect last = before;

	int agreed = 0;

	/* Twice: the worker may answer what the manager did with a wish of its own. */
	while (agreed < 2 && rig_now_ms() < deadline) {
		sync_manager(rig);
		while ((m = rig_next(rig, 300))) {
			if (m->type == MSG_CONFIGURE) {
				last = told(m);
				rig_configure(rig, m->window, last);
			}
		}
		bool is_so = rect_equals(rig_area(rig, rig_content(rig, outer)), last);
		agreed = is_so ? agreed + 1 : 0;
	}
	return last;
}

static xcb_window_t
show(struct rig *rig, uint32_t id, const char *title)
{
	uint32_t *pixels;
	int fd = rig_buffer(asked.width, asked.height, &pixels);

	rig_create_window(rig, id, asked, false);
	rig_title(rig, id, title);
	rig_fill(
	    pixels, asked.width, (struct rect){0, 0, asked.width, asked.height}, GREEN);
	rig_dump(rig, id, asked.width, asked.height, fd);
	rig_map(rig, id, 0, false);
	munmap(pixels, asked.width * asked.height * 4);
	close(fd);
	return rig_find(rig, title);
}

static void
placed(struct rig *rig)
{
	rig_begin(rig, 8);
	xcb_window_t outer = show(rig, 1, "placed");
	struct rect r = agree(rig, outer, asked);
	ok_named(rig_await_content(rig, outer, r), "the guest knows where it was placed");
	ok_named(rig_await_pixel(rig, r.x, r.y, GREEN) &&
	        rig_await_pixel(
	            rig, r.x + (int32_t)r.width - 1, r.y + (int32_t)r.height - 1, GREEN),
	    "its pixels are there");

	struct rect wanted = {333, 444, 250, 150};
	rig_configure(rig, 1, wanted);
	ok_named(
	    rig_await_content(rig, outer, wanted), "the guest moves to where it says");
	agree(rig, outer, wanted); /* a manager that was slow has it told meanwhile */
	ok_named(rig_next(rig, 400) == NULL, "and hears nothing more");
	rig_configure(rig, 1, (struct rect){334, 445, 251, 151});
	ok_named(rig_await_content(rig, outer, (struct rect){334, 445, 251, 151}),
	    "by a step too");
}

static void
resized(struct rig *rig)
{
	rig_begin(rig, 8);
	xcb_window_t outer = show(rig, 1, "resized");
	struct rect r = agree(rig, outer, asked);
	uint32_t size[5] = {XCB_GRAVITY_STATIC | 3 << 10, 0, 0, 500 + 2 * RIG_FRAME,
	    400 + RIG_FRAME + rig->label_height};

	/* Only width and height are given. */
	size[0] = XCB_GRAVITY_STATIC | 1u << 10 | 1u << 11;
	ask_manager(rig, outer, "_NET_MOVERESIZE_WINDOW", size);
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	while (rig_area(rig, outer).width == r.width + 2 * RIG_FRAME &&
	    rig_now_ms() < deadline) {
		rig_pump(rig, 5);
	}
	r = agree(rig, outer, r);
	ok_named(r.width == 500 && r.height == 400, "resized by the manager: told");
	ok_named(rig_await_content(rig, outer, r), "content fits");
	ok_named(rig_await_pixel(rig, r.x + 499, r.y + 399, RIG_NEUTRAL) &&
	        rig_await_pixel(rig, r.x + 299, r.y + 199, GREEN),
	    "old pixels stay, new area has the background");
}

/* The guest insists on its size against one that the desktop enforces. */
static void
never_agree(struct rig *rig)
{
	uint32_t maximise[5] = {1, rig_atom(rig, "_NET_WM_STATE_MAXIMIZED_VERT"),
	    rig_atom(rig, "_NET_WM_STATE_MAXIMIZED_HORZ"), 2};
	size_t messages = 0;

	rig_begin(rig, 8);
	xcb_window_t outer = show(rig, 1, "insists");
	agree(rig, outer, asked);
	ask_manager(rig, outer, "_NET_WM_STATE", maximise);
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	const struct rig_message *m;
	while (rig_now_ms() < deadline) {
		m = rig_next(rig, 50);
		if (m && m->type == MSG_CONFIGURE) {
			deadline = messages++ > 0 ? deadline : rig_now_ms() + 2000;
			rig_configure(rig, 1, told(m));
			rig_configure(rig, 1, asked);
		}
	}
	printf("# %zu messages in 2 s of disagreement\n", messages);
	ok_named(messages >= 1 && messages <= 12, "a guest that insists is let be");
}

static bool
is_flags(struct rig *rig, uint32_t set, uint32_t unset)
{
	const struct rig_message *m = rig_await(rig, MSG_WINDOW_FLAGS);

	return m && rig_word(m, 0) == set && rig_word(m, 1) == unset;
}

static void
send_flags(struct rig *rig, uint32_t id, uint32_t set, uint32_t unset)
{
	struct msg_window_flags m = {set, unset};
	uint8_t body[8];

	rig_send(rig, MSG_WINDOW_FLAGS, id, body,
	    wire_encode_window_flags(body, sizeof(body), &m));
}

/* Where a content lies that fills the screen, frame and all. */
static struct rect
filled(const struct rig *rig)
{
	return (struct rect){RIG_FRAME, (int32_t)rig->label_height, 1280 - 2 * RIG_FRAME,
	    1024 - RIG_FRAME - rig->label_height};
}

static void
states(struct rig *rig)
{
	uint32_t remove[5] = {0, rig_atom(rig, "_NET_WM_STATE_FULLSCREEN"), 0, 2};
	uint32_t iconic[5] = {XCB_ICCCM_WM_STATE_ICONIC};
	uint32_t activate[5] = {2};

	rig_begin(rig, 8);
	xcb_window_t outer = show(rig, 1, "states");
	struct rect r = agree(rig, outer, asked);
	send_flags(rig, 1, FULLSCREEN, 0);
	ok_named(
	    rig_await_content(rig, outer, filled(rig)), "P9-fullscreen-keeps-its-frame");
	agree(rig, outer, r);
	ask_manager(rig, outer, "_NET_WM_STATE", remove);
	ok_named(is_flags(rig, 0, FULLSCREEN), "the manager ends fullscreen: told");
	ok_named(rig_await_content(rig, outer, r), "back where it was");
	agree(rig, outer, r);

	ask_manager(rig, outer, "WM_CHANGE_STATE", iconic);
	ok_named(is_flags(rig, MINIMISED, 0), "iconified: told");
	ask_manager(rig, outer, "_NET_ACTIVE_WINDOW", activate);
	ok_named(is_flags(rig, 0, MINIMISED), "and back: told");
	send_flags(rig, 1, MINIMISED, 0);
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	while (rig_count(rig) > 0 && rig_now_ms() < deadline) {
		rig_pump(rig, 5);
	}
	ok_named(rig_count(rig) == 0, "iconified by the guest");
	ask_manager(rig, outer, "_NET_ACTIVE_WINDOW", activate);
	ok_named(rig_find(rig, "states") == outer &&
	        rig_await_pixel(rig, r.x + 5, r.y + 5, GREEN),
	    "and back with its pixels");
}

static bool
is_fullscreen(struct rig *rig, xcb_window_t outer)
{
	return atom_is_in(rig->x, outer, "_NET_WM_STATE", "_NET_WM_STATE_FULLSCREEN");
}

/* The manager speaks of the time before it was asked, and is asked for the contrary. */
static void
late(struct rig *rig)
{
	rig_begin(rig, 8);
	xcb_window_t outer = show(rig, 1, "late");
	agree(rig, outer, asked);
	kill_one(rig->manager, SIGSTOP);
	bool stopped = procfs_await_stopped(rig->manager);
	send_flags(rig, 1, FULLSCREEN, 0);
	rig_title(rig, 1, "late, asked");
	rig_find(rig, "late, asked");
	rig_forget(rig);
	xcb_change_property(rig->x, XCB_PROP_MODE_REPLACE, outer,
	    rig_atom(rig, "_NET_WM_STATE"), XCB_ATOM_ATOM, 32, 0, NULL);
	rig_sync(rig);
	ok_named(stopped && is_flags(rig, 0, FULLSCREEN),
	    "a manager that is slow: its old state is told");
	send_flags(rig, 1, 0, FULLSCREEN);
	rig_title(rig, 1, "late, asked again");
	rig_find(rig, "late, asked again");
	kill_one(rig->manager, SIGCONT);
	sync_manager(rig);
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	while (is_fullscreen(rig, outer) && rig_now_ms() < deadline) {
		rig_pump(rig, 5);
	}
	ok_named(!is_fullscreen(rig, outer), "but it hears the guest's last word");
}

static bool
asks_for_attention(struct rig *rig, xcb_window_t outer)
{
	return atom_is_in(
	    rig->x, outer, "_NET_WM_STATE", "_NET_WM_STATE_DEMANDS_ATTENTION");
}

static bool
await_no_attention(struct rig *rig, xcb_window_t outer)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;

	while (asks_for_attention(rig, outer) && rig_now_ms() < deadline) {
		rig_pump(rig, 5);
	}
	return !asks_for_attention(rig, outer);
}

/* Until worker and manager have answered each other. */
static void
settle_both(struct rig *rig)
{
	for (int i = 0; i < 3; i++) {
		sync_manager(rig);
		rig_settle(rig);
	}
	rig_forget(rig);
}

/* A window that has the focus asks for no attention, whatever the manager was told when.
 */
static void
attended(struct rig *rig)
{
	xcb_atom_t attention = rig_atom(rig, "_NET_WM_STATE_DEMANDS_ATTENTION");

	rig_begin(rig, 8);
	xcb_window_t outer = show(rig, 1, "attended");
	agree(rig, outer, asked);
	kill_one(rig->manager, SIGSTOP);
	bool stopped = procfs_await_stopped(rig->manager);
	send_flags(rig, 1, ATTENTION, 0);
	rig_title(rig, 1, "attended, asking");
	rig_find(rig, "attended, asking");
	rig_forget(rig);
	xcb_set_input_focus(
	    rig->x, XCB_INPUT_FOCUS_POINTER_ROOT, outer, XCB_CURRENT_TIME);
	rig_sync(rig);
	ok_named(stopped && is_flags(rig, 0, ATTENTION),
	    "the focus ends a request for attention");
	kill_one(rig->manager, SIGCONT);
	settle_both(rig);
	ok_named(await_no_attention(rig, outer), "also one that the manager hears late");
	settle_both(rig);
	/* As a manager that has not seen the focus; this one lets no such window ask. */
	xcb_change_property(rig->x, XCB_PROP_MODE_REPLACE, outer,
	    rig_atom(rig, "_NET_WM_STATE"), XCB_ATOM_ATOM, 32, 1, &attention);
	rig_sync(rig);
	ok_named(is_flags(rig, 0, ATTENTION), "one that comes after the focus ends too");
	settle_both(rig);
	ok_named(await_no_attention(rig, outer), "and the manager hears of it");
}

/* What was said before a popup is seen was done before, also while the manager stands. */
static bool
take_turn(struct rig *rig, uint32_t id, const char *title)
{
	rig_create_window(rig, id, (struct rect){700, 500, 60, 40}, true);
	rig_title(rig, id, title);
	rig_map(rig, id, 0, true);
	return rig_find(rig, title) != XCB_NONE;
}

/* The guest moves its window before the manager has given it a frame. */
static void
hasty(struct rig *rig)
{
	struct rect wanted = {150, 170, asked.width, asked.height};

	rig_begin(rig, 8);
	kill_one(rig->manager, SIGSTOP);
	bool stopped = procfs_await_stopped(rig->manager);
	rig_create_window(rig, 1, asked, false);
	rig_title(rig, 1, "hasty");
	rig_map(rig, 1, 0, false);
	bool is_mapped = take_turn(rig, 2, "mapped");
	rig_configure(rig, 1, wanted);
	bool is_moved = take_turn(rig, 3, "moved");
	kill_one(rig->manager, SIGCONT);
	ok_named(stopped && is_mapped && is_moved &&
	        rig_await_content(rig, rig_find(rig, "hasty"), wanted),
	    "moved before it had a frame, it lies where the guest says");
}

static void
send_position_hint(struct rig *rig, uint32_t id)
{
	struct msg_window_hints m = {.flags = 1};
	uint8_t body[36];

	rig_send(rig, MSG_WINDOW_HINTS, id, body,
	    wire_encode_window_hints(body, sizeof(body), &m));
}

static xcb_window_t
show_there(struct rig *rig, uint32_t id, struct rect where, const char *title)
{
	rig_create_window(rig, id, where, false);
	rig_title(rig, id, title);
	send_position_hint(rig, id);
	rig_map(rig, id, 0, false);
	return rig_find(rig, title);
}

/* A position that the guest states, as in a replay, is that of the content. */
static void
stated(struct rig *rig)
{
	uint32_t remove[5] = {0, rig_atom(rig, "_NET_WM_STATE_FULLSCREEN"), 0, 2};

	rig_begin(rig, 8);
	xcb_window_t outer = show_there(rig, 1, asked, "stated");
	agree(rig, outer, asked);
	ok_named(
	    rig_await_content(rig, outer, asked), "P30-place: a stated position is met");
	rig_plain(rig, MSG_UNMAP, 1);
	rig_map(rig, 1, 0, false);
	outer = rig_find(rig, "stated");
	ok_named(rig_await_content(rig, outer, asked), "P30-place: mapped again too");
	send_flags(rig, 1, FULLSCREEN, 0);
	ok_named(rig_await_content(rig, outer, filled(rig)), "full screen");
	agree(rig, outer, asked);
	ask_manager(rig, outer, "_NET_WM_STATE", remove);
	ok_named(is_flags(rig, 0, FULLSCREEN) && rig_await_content(rig, outer, asked),
	    "P30-place: and met after full screen");
}

static void
await_gone(struct rig *rig, const char *title)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;

	while (rig_find_now(rig, title) && rig_now_ms() < deadline) {
		rig_pump(rig, 5);
	}
}

static void
closed(struct rig *rig)
{
	static const uint32_t none[5];

	rig_begin(rig, 8);
	xcb_window_t outer = show(rig, 1, "closed");
	agree(rig, outer, asked);
	ask_manager(rig, outer, "_NET_CLOSE_WINDOW", none);
	const struct rig_message *m = rig_await(rig, MSG_CLOSE);
	ok_named(m && m->window == 1, "closed by the manager: told");
	ok_named(rig_find_now(rig, "closed") == outer, "it is the guest's to go");
	rig_plain(rig, MSG_UNMAP, 1);
	await_gone(rig, "closed");
	rig_map(rig, 1, 0, false);
	outer = rig_find(rig, "closed"); /* another one, if the manager was slow */
	ok_named(outer != 0, "unmapped and mapped again");
	agree(rig, outer, asked);
	/* Another mode is another frame, and never a change of the mapped one. */
	rig_plain(rig, MSG_UNMAP, 1);
	rig_map(rig, 1, 0, true);
	xcb_window_t other;
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	while ((other = rig_find(rig, "closed")) == outer && rig_now_ms() < deadline) {
		rig_pump(rig, 5);
	}
	ok_named(other != 0 && other != outer, "P11-mode-changes-with-the-frame");
	xcb_get_window_attributes_reply_t *a = xcb_get_window_attributes_reply(
	    rig->x, xcb_get_window_attributes(rig->x, other), NULL);
	ok_named(a && a->override_redirect, "override-redirect");
	free(a);
}

static void
send_hints(struct rig *rig, uint32_t id)
{
	struct msg_window_hints m = {
	    .flags = 16 | 32 | 64,
	    .min_width = 100,
	    .min_height = 50,
	    .max_width = 400,
	    .max_height = 300,
	    .width_inc = 10,
	    .height_inc = 20,
	};
	uint8_t body[36];

	rig_send(rig, MSG_WINDOW_HINTS, id, body,
	    wire_encode_window_hints(body, sizeof(body), &m));
}

static void
properties(struct rig *rig)
{
	xcb_size_hints_t hints;
	xcb_window_t parent = 0;
	xcb_icccm_wm_hints_t wm;

	rig_begin(rig, 8);
	xcb_window_t outer = show(rig, 1, "parent");
	agree(rig, outer, asked);
	rig_create_window(rig, 2, asked, false);
	rig_title(rig, 2, "child\x1b]0;pwned\a");
	send_hints(rig, 2);
	rig_map(rig, 2, 1, false);
	xcb_window_t child = rig_find(rig, "[work] child");
	ok_named(child != 0 && !rig_find_now(rig, "\x1b"), "P23-title-has-no-controls");
	ok_named(xcb_icccm_get_wm_transient_for_reply(rig->x,
	             xcb_icccm_get_wm_transient_for(rig->x, child), &parent, NULL) &&
	        parent == outer,
	    "transient for the other's frame");
	ok_named(xcb_icccm_get_wm_size_hints_reply(rig->x,
	             xcb_icccm_get_wm_normal_hints(rig->x, child), &hints, NULL) &&
	        hints.min_width == 100 + 2 * RIG_FRAME &&
	        hints.max_height == (int32_t)(300 + RIG_FRAME + rig->label_height) &&
	        hints.width_inc == 10,
	    "size hints have the frame added");
	ok_named(xcb_icccm_get_wm_hints_reply(
	             rig->x, xcb_icccm_get_wm_hints(rig->x, child), &wm, NULL) &&
	        wm.input && wm.window_group != 0,
	    "input and group hints");
}

int
main(void)
{
	struct rig *rig = rig_create(true);

	placed(rig);
	resized(rig);
	never_agree(rig);
	states(rig);
	stated(rig);
	late(rig);
	attended(rig);
	hasty(rig);
	closed(rig);
	properties(rig);
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "channel closed: ended");
	rig_destroy(rig);
	return done_testing();
}
