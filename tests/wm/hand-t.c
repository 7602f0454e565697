/* The person's hand on windows: pointer, buttons, keys, and what clients hear of it. */
#include "tests/scenario/hands.h"
#include "tests/unit/kill_one.h"
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <xcb/sync.h>

#define PATIENCE_MS 450 /* a little less than the manager's with a client that draws */
#define TRIES 20

static const struct rect somewhere = {200, 300, 320, 240};

static bool
has(struct rig *rig, xcb_window_t w, const char *state)
{
	return rig_has_atom(rig, w, "_NET_WM_STATE", state);
}

/* --- by hand ----------------------------------------------------------------------- */

static void
by_pointer(struct rig *rig)
{
	uint32_t hints[18] = {1, [17] = 10};
	xcb_window_t w = rig_window(rig, 0, somewhere);

	rig_set(rig, w, "WM_NORMAL_HINTS", "WM_SIZE_HINTS", hints, 1);
	rig_map(rig, w);
	struct rect r = rig_place(rig, w);
	rig_pointer(rig, r.x + 100, r.y - 10);
	rig_button(rig, 1, true);
	rig_pointer(rig, r.x + 150, r.y + 40);
	rig_pointer(rig, r.x + 160, r.y + 50);
	rig_button(rig, 1, false);
	struct rect after = rig_place(rig, w);
	ok_named(after.x == r.x + 60 && after.y == r.y + 60 && after.width == r.width,
	    "dragged by the title bar");
	r = after;
	rig_pointer(rig, r.x + (int32_t)r.width + 2, r.y + (int32_t)r.height + 2);
	rig_button(rig, 1, true);
	rig_pointer(rig, r.x + (int32_t)r.width + 52, r.y + (int32_t)r.height + 32);
	rig_button(rig, 1, false);
	after = rig_place(rig, w);
	ok_named(after.width == r.width + 50 && after.height == r.height + 30 &&
	        after.x == r.x,
	    "resized by the corner");
	r = after;
	rig_pointer(rig, r.x + 100, r.y - 10);
	rig_button(rig, 1, true);
	rig_pointer(rig, 500, 400);
	rig_pointer(rig, 0, 400);
	rig_button(rig, 1, false);
	after = rig_place(rig, w);
	ok_named(after.x == (int32_t)RIG_SIDE &&
	        after.width == RIG_WIDTH / 2 - 2 * RIG_SIDE &&
	        after.height == RIG_HEIGHT - RIG_TOP - RIG_SIDE,
	    "dragged to the left side: that half");

	rig_pointer(rig, after.x + 100, after.y - 10);
	rig_button(rig, 1, true);
	rig_pointer(rig, 500, 300);
	rig_button(rig, 1, false);
	after = rig_place(rig, w);
	ok_named(after.width == r.width && after.height == r.height,
	    "dragged away: its own size again");
	rig_close(rig, w);
}

/* All of it before the manager looks: nobody had grabbed the pointer when it moved. */
static void
by_a_fast_pointer(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, 0, somewhere);
	struct rect r = rig_place(rig, w);

	kill_one(rig->manager, SIGSTOP);
	hands_move(rig->x, r.x + 100, r.y - 10);
	hands_button(rig->x, 1, true);
	hands_move(rig->x, r.x + 140, r.y + 40);
	hands_button(rig->x, 1, false);
	free(xcb_get_input_focus_reply(rig->x, xcb_get_input_focus(rig->x), NULL));
	kill_one(rig->manager, SIGCONT);
	rig_sync(rig);
	struct rect after = rig_place(rig, w);
	ok_named(after.x == r.x + 40 && after.y == r.y + 50,
	    "dragged faster than the manager looks");
	rig_close(rig, w);
}

static const xcb_client_message_event_t *
protocol_message(struct rig *rig, const char *protocol)
{
	const xcb_client_message_event_t *e;

	while ((e = rig_event(rig, rig->x, XCB_CLIENT_MESSAGE)) &&
	    e->data.data32[0] != rig_atom(rig, protocol)) {
	}
	return e;
}

static xcb_sync_counter_t
counting_window(struct rig *rig, xcb_window_t *w)
{
	const uint32_t protocols[] = {
	    rig_atom(rig, "_NET_WM_SYNC_REQUEST"), rig_atom(rig, "_NET_WM_PING")};
	xcb_sync_counter_t counter = xcb_generate_id(rig->x);

	free(xcb_sync_initialize_reply(rig->x, xcb_sync_initialize(rig->x, 3, 1), NULL));
	xcb_sync_create_counter(rig->x, counter, (xcb_sync_int64_t){0, 7});
	*w = rig_window(rig, 0, somewhere);
	rig_set(rig, *w, "WM_PROTOCOLS", "ATOM", protocols, 2);
	rig_set(rig, *w, "_NET_WM_SYNC_REQUEST_COUNTER", "CARDINAL", &counter, 1);
	rig_map(rig, *w);
	return counter;
}

/* What was seen of a window that draws in its own time. */
struct synced {
	bool is_asked, waits, follows, stays;
	bool is_in_time; /* the manager, which is patient so long only, still waited */
};

static struct synced
try_syncing(struct rig *rig)
{
	struct synced s = {.is_asked = false};
	xcb_window_t w;
	xcb_sync_counter_t counter = counting_window(rig, &w);
	struct rect r = rig_place(rig, w);
	int32_t x = r.x + (int32_t)r.width + 2;
	int32_t y = r.y + (int32_t)r.height + 2;

	rig_pointer(rig, x, y);
	rig_button(rig, 1, true);
	rig_forget_events(rig, rig->x);
	int64_t before = rig_now_ms();
	rig_pointer(rig, x + 20, y + 20);
	const xcb_client_message_event_t *e =
	    protocol_message(rig, "_NET_WM_SYNC_REQUEST");
	s.is_asked = e && e->data.data32[2] == 8 && e->data.data32[3] == 0;
	rig_pointer(rig, x + 40, y + 40);
	s.waits = rig_place(rig, w).width == r.width + 20;
	s.is_in_time = rig_now_ms() - before < PATIENCE_MS;
	xcb_sync_set_counter(rig->x, counter, (xcb_sync_int64_t){0, 8});
	rig_sync(rig);
	rig_sync(rig);
	s.follows = rig_place(rig, w).width == r.width + 40;
	rig_button(rig, 1, false);
	s.stays = rig_place(rig, w).width == r.width + 40;
	rig_close(rig, w);
	xcb_sync_destroy_counter(rig->x, counter);
	return s;
}

static void
syncing(struct rig *rig)
{
	struct synced s = try_syncing(rig);

	for (int i = 1; i < TRIES && !s.is_in_time; i++) {
		s = try_syncing(rig);
	}
	ok_named(s.is_asked, "_NET_WM_SYNC_REQUEST with the counter's next value");
	ok_named(s.waits, "_NET_WM_SYNC_REQUEST: the next size waits for the client");
	ok_named(s.follows, "_NET_WM_SYNC_REQUEST: and comes when it has drawn");
	ok_named(s.stays, "let go: so it stays");
}

static void
pinging(struct rig *rig)
{
	xcb_window_t w;
	xcb_sync_counter_t counter = counting_window(rig, &w);
	const uint32_t protocols[] = {
	    rig_atom(rig, "WM_DELETE_WINDOW"), rig_atom(rig, "_NET_WM_PING")};

	rig_set(rig, w, "WM_PROTOCOLS", "ATOM", protocols, 2);
	rig_forget_events(rig, rig->x);
	rig_ask(rig, w, "_NET_CLOSE_WINDOW", 0, 2, 0, 0, 0);
	const xcb_client_message_event_t *e = protocol_message(rig, "_NET_WM_PING");
	ok_named(e && e->data.data32[2] == w, "_NET_WM_PING goes with a close");
	rig_ask(rig, 0, "WM_PROTOCOLS", protocols[1], 0, w, 0, 0);
	ok_named(rig_is_viewable(rig, w), "_NET_WM_PING is answered");
	rig_close(rig, w);
	xcb_sync_destroy_counter(rig->x, counter);
}

static void
by_buttons(struct rig *rig)
{
	const uint32_t protocols[] = {rig_atom(rig, "WM_DELETE_WINDOW")};
	xcb_window_t w = rig_show(rig, 0, somewhere);
	struct rect r = rig_place(rig, rig_top(rig, w));
	int32_t right = r.x + (int32_t)r.width;

	rig_set(rig, w, "WM_PROTOCOLS", "ATOM", protocols, 1);
	rig_forget_events(rig, rig->x);
	rig_click(rig, right - 12, r.y + 12);
	ok_named(protocol_message(rig, "WM_DELETE_WINDOW"), "closed by its button");
	rig_pointer(rig, right - 12, r.y + 12);
	rig_button(rig, 1, true);
	rig_pointer(rig, right - 100, r.y + 100);
	rig_button(rig, 1, false);
	ok_named(!protocol_message(rig, "WM_DELETE_WINDOW"),
	    "not when the pointer left it before");
	rig_click(rig, right - 60, r.y + 12);
	ok_named(has(rig, w, "_NET_WM_STATE_HIDDEN"), "minimised by its button");
	rig_ask(rig, w, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	rig_click(rig, right - 36, r.y + 12);
	ok_named(has(rig, w, "_NET_WM_STATE_MAXIMIZED_VERT"), "maximised by its button");
	rig_close(rig, w);
}

static void
by_request(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, 0, somewhere);
	struct rect r = rig_place(rig, w);

	rig_pointer(rig, r.x + 50, r.y + 50);
	rig_button(rig, 1, true);
	xcb_ungrab_pointer(rig->x, XCB_CURRENT_TIME);
	rig_ask(rig, w, "_NET_WM_MOVERESIZE", (uint32_t)r.x + 50, (uint32_t)r.y + 50, 8,
	    1, 1);
	rig_pointer(rig, r.x + 90, r.y + 70);
	rig_button(rig, 1, false);
	struct rect after = rig_place(rig, w);
	ok_named(after.x == r.x + 40 && after.y == r.y + 20, "_NET_WM_MOVERESIZE moves");
	rig_ask(rig, w, "_NET_WM_MOVERESIZE", 0, 0, 10, 0, 1);
	rig_key(rig, 0, 0xff53);
	rig_key(rig, 0, 0xff0d);
	ok_named(rig_place(rig, w).x == after.x + 16, "_NET_WM_MOVERESIZE moves by keys");
	rig_ask(rig, w, "_NET_WM_MOVERESIZE", 0, 0, 9, 0, 1);
	rig_key(rig, 0, 0xff53);
	rig_key(rig, 0, 0xff0d);
	ok_named(rig_place(rig, w).width == after.width + 16,
	    "_NET_WM_MOVERESIZE resizes by keys");
	rig_ask(rig, w, "_NET_WM_MOVERESIZE", 0, 0, 10, 0, 1);
	rig_key(rig, 0, 0xff53);
	rig_ask(rig, w, "_NET_WM_MOVERESIZE", 0, 0, 11, 0, 1);
	ok_named(rig_place(rig, w).x == after.x + 16, "_NET_WM_MOVERESIZE is cancelled");
	rig_close(rig, w);
}

static void
by_keys(struct rig *rig)
{
	const uint32_t super = 0xffeb;
	xcb_window_t w = rig_show(rig, 0, somewhere);
	struct rect r = rig_place(rig, w);

	rig_key(rig, super, 0xff51);
	ok_named(rig_place(rig, w).x == (int32_t)RIG_SIDE &&
	        rig_place(rig, w).width == RIG_WIDTH / 2 - 2 * RIG_SIDE,
	    "Super+Left: the left half");
	rig_key(rig, super, 0xff52);
	ok_named(rig_place(rig, w).height == RIG_HEIGHT / 2 - RIG_TOP - RIG_SIDE,
	    "Super+Up: the quarter");
	rig_key(rig, super, 'm');
	ok_named(rig_place(rig, w).width == RIG_WIDTH - 2 * RIG_SIDE, "Super+m: all");
	rig_key(rig, super, 'm');
	rig_key(rig, super, 0xff51);
	rig_key(rig, super, 0xff51);
	ok_named(rect_equals(rig_place(rig, w), r), "and back");
	rig_key(rig, super, 'f');
	ok_named(has(rig, w, "_NET_WM_STATE_FULLSCREEN"), "Super+f: full screen");
	rig_key(rig, super, 'f');
	rig_key(rig, super, 'n');
	ok_named(has(rig, w, "_NET_WM_STATE_HIDDEN"), "Super+n: minimised");
	rig_close(rig, w);
}

static void
alt_tab(struct rig *rig)
{
	xcb_window_t a = rig_show(rig, 0, somewhere);
	xcb_window_t b = rig_show(rig, 0, somewhere);
	xcb_window_t c = rig_show(rig, 0, somewhere);

	rig_key(rig, 0xffe9, 0xff09);
	ok_named(rig_focus(rig) == b, "Alt+Tab: the one before");
	rig_key(rig, 0xffe9, 0xff09);
	ok_named(rig_focus(rig) == c, "and back");
	rig_key_down(rig, 0xffe9, true);
	rig_key(rig, 0, 0xff09);
	rig_key(rig, 0, 0xff09);
	ok_named(rig_focus(rig) != a, "nothing changes while Alt is held");
	rig_key_down(rig, 0xffe9, false);
	ok_named(rig_focus(rig) == a && rig_is_above(rig, a, c), "Alt let go: chosen");
	rig_key_down(rig, 0xffe9, true);
	rig_key(rig, 0, 0xff09);
	rig_key(rig, 0, 0xff1b);
	rig_key_down(rig, 0xffe9, false);
	ok_named(rig_focus(rig) == a, "Escape: as it was");
	rig_key_down(rig, 0xffe9, true);
	rig_key(rig, 0, 0xff09);
	rig_close(rig, c);
	rig_close(rig, b);
	rig_close(rig, a);
	rig_key_down(rig, 0xffe9, false);
	ok_named(rig_word(rig, rig->root, "_NET_ACTIVE_WINDOW", 1) == 0,
	    "all windows close while the list is open");
}

int
main(void)
{
	struct rig *rig = rig_create("[windows]\nsnap = 0\n");

	by_pointer(rig);
	by_a_fast_pointer(rig);
	syncing(rig);
	pinging(rig);
	by_buttons(rig);
	by_request(rig);
	by_keys(rig);
	alt_tab(rig);
	rig_destroy(rig);
	return done_testing();
}
