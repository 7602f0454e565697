/*
 * A worker under a window manager (openbox): who places, resizes, closes.
 */
#include "tests/daemon/worker-managed.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"
#include "tests/unit/tap.h"

#include <signal.h>
#include <stdlib.h>
#include <xcb/xcb_icccm.h>

static void
placed(struct rig *rig)
{
	rig_begin(rig, 8);
	xcb_window_t outer = managed_show(rig, 1, "placed");
	struct rect r = managed_agree(rig, outer, managed_asked);
	ok_named(rig_await_content(rig, outer, r), "the guest knows where it was placed");
	ok_named(rig_await_pixel(rig, r.x, r.y, MANAGED_GREEN) &&
	        rig_await_pixel(rig, r.x + (int32_t)r.width - 1,
	            r.y + (int32_t)r.height - 1, MANAGED_GREEN),
	    "its pixels are there");

	struct rect wanted = {333, 444, 250, 150};
	rig_configure(rig, 1, wanted);
	ok_named(
	    rig_await_content(rig, outer, wanted), "the guest moves to where it says");
	managed_agree(
	    rig, outer, wanted); /* a manager that was slow has it told meanwhile */
	ok_named(rig_next(rig, 400) == NULL, "and hears nothing more");
	rig_configure(rig, 1, (struct rect){334, 445, 251, 151});
	ok_named(rig_await_content(rig, outer, (struct rect){334, 445, 251, 151}),
	    "by a step too");
}

static void
resized(struct rig *rig)
{
	rig_begin(rig, 8);
	xcb_window_t outer = managed_show(rig, 1, "resized");
	struct rect r = managed_agree(rig, outer, managed_asked);
	uint32_t size[5] = {XCB_GRAVITY_STATIC | 3 << 10, 0, 0, 500 + 2 * RIG_FRAME,
	    400 + RIG_FRAME + rig->label_height};

	/* Only width and height are given. */
	size[0] = XCB_GRAVITY_STATIC | 1u << 10 | 1u << 11;
	managed_ask(rig, outer, "_NET_MOVERESIZE_WINDOW", size);
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	while (rig_area(rig, outer).width == r.width + 2 * RIG_FRAME &&
	    rig_now_ms() < deadline) {
		rig_pump(rig, 5);
	}
	r = managed_agree(rig, outer, r);
	ok_named(r.width == 500 && r.height == 400, "resized by the manager: told");
	ok_named(rig_await_content(rig, outer, r), "content fits");
	ok_named(rig_await_pixel(rig, r.x + 499, r.y + 399, RIG_NEUTRAL) &&
	        rig_await_pixel(rig, r.x + 299, r.y + 199, MANAGED_GREEN),
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
	xcb_window_t outer = managed_show(rig, 1, "insists");
	managed_agree(rig, outer, managed_asked);
	managed_ask(rig, outer, "_NET_WM_STATE", maximise);
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	const struct rig_message *m;
	while (rig_now_ms() < deadline) {
		m = rig_next(rig, 50);
		if (m && m->type == MSG_CONFIGURE) {
			deadline = messages++ > 0 ? deadline : rig_now_ms() + 2000;
			rig_configure(rig, 1, managed_told(m));
			rig_configure(rig, 1, managed_asked);
		}
	}
	printf("# %zu messages in 2 s of disagreement\n", messages);
	ok_named(messages >= 1 && messages <= 12, "a guest that insists is let be");
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
	struct rect wanted = {150, 170, managed_asked.width, managed_asked.height};

	rig_begin(rig, 8);
	kill_one(rig->manager, SIGSTOP);
	bool stopped = procfs_await_stopped(rig->manager);
	rig_create_window(rig, 1, managed_asked, false);
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
	xcb_window_t outer = show_there(rig, 1, managed_asked, "stated");
	managed_agree(rig, outer, managed_asked);
	ok_named(rig_await_content(rig, outer, managed_asked),
	    "P30-place: a stated position is met");
	rig_plain(rig, MSG_UNMAP, 1);
	rig_map(rig, 1, 0, false);
	outer = rig_find(rig, "stated");
	ok_named(
	    rig_await_content(rig, outer, managed_asked), "P30-place: mapped again too");
	managed_send_flags(rig, 1, FULLSCREEN, 0);
	ok_named(rig_await_content(rig, outer, managed_filled(rig)), "full screen");
	managed_agree(rig, outer, managed_asked);
	managed_ask(rig, outer, "_NET_WM_STATE", remove);
	ok_named(managed_hears_flags(rig, 0, FULLSCREEN) &&
	        rig_await_content(rig, outer, managed_asked),
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
	xcb_window_t outer = managed_show(rig, 1, "closed");
	managed_agree(rig, outer, managed_asked);
	managed_ask(rig, outer, "_NET_CLOSE_WINDOW", none);
	const struct rig_message *m = rig_await(rig, MSG_CLOSE);
	ok_named(m && m->window == 1, "closed by the manager: told");
	ok_named(rig_find_now(rig, "closed") == outer, "it is the guest's to go");
	rig_plain(rig, MSG_UNMAP, 1);
	await_gone(rig, "closed");
	rig_map(rig, 1, 0, false);
	outer = rig_find(rig, "closed"); /* another one, if the manager was slow */
	ok_named(outer != 0, "unmapped and mapped again");
	managed_agree(rig, outer, managed_asked);
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
	xcb_window_t outer = managed_show(rig, 1, "parent");
	managed_agree(rig, outer, managed_asked);
	rig_create_window(rig, 2, managed_asked, false);
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
	stated(rig);
	hasty(rig);
	closed(rig);
	properties(rig);
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "channel closed: ended");
	rig_destroy(rig);
	return done_testing();
}
