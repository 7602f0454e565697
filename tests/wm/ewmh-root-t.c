/* EWMH 1.5: what is on the root, and what pagers may ask of all windows. */
#include "tests/unit/kill_one.h"
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct rect somewhere = {200, 300, 320, 240};

#define ALL 0xffffffffu

static void
supported(struct rig *rig)
{
	static const char *const hints[] = {"_NET_SUPPORTED", "_NET_CLIENT_LIST",
	    "_NET_CLIENT_LIST_STACKING", "_NET_NUMBER_OF_DESKTOPS",
	    "_NET_DESKTOP_GEOMETRY", "_NET_DESKTOP_VIEWPORT", "_NET_CURRENT_DESKTOP",
	    "_NET_DESKTOP_NAMES", "_NET_ACTIVE_WINDOW", "_NET_WORKAREA",
	    "_NET_SUPPORTING_WM_CHECK", "_NET_SHOWING_DESKTOP", "_NET_CLOSE_WINDOW",
	    "_NET_MOVERESIZE_WINDOW", "_NET_WM_MOVERESIZE", "_NET_RESTACK_WINDOW",
	    "_NET_REQUEST_FRAME_EXTENTS", "_NET_WM_NAME", "_NET_WM_DESKTOP",
	    "_NET_WM_WINDOW_TYPE", "_NET_WM_STATE", "_NET_WM_ALLOWED_ACTIONS",
	    "_NET_WM_STRUT", "_NET_WM_STRUT_PARTIAL", "_NET_FRAME_EXTENTS",
	    "_NET_WM_USER_TIME", "_NET_WM_USER_TIME_WINDOW", "_NET_WM_PING",
	    "_NET_WM_SYNC_REQUEST", "_NET_WM_FULLSCREEN_MONITORS",
	    "_NET_WM_STATE_FULLSCREEN", "_NET_WM_STATE_FOCUSED"};
	xcb_get_property_reply_t *reply = xcb_get_property_reply(rig->x,
	    xcb_get_property(rig->x, 0, rig->root, rig_atom(rig, "_NET_SUPPORTED"),
	        XCB_ATOM_ATOM, 0, 1000),
	    NULL);
	const uint32_t *atoms = xcb_get_property_value(reply);
	uint32_t count = (uint32_t)xcb_get_property_value_length(reply) / 4;
	char name[80];

	for (size_t i = 0; i < ARRAY_LEN(hints); i++) {
		bool found = false;
		for (uint32_t j = 0; j < count; j++) {
			found = found || atoms[j] == rig_atom(rig, hints[i]);
		}
		snprintf(name, sizeof(name), "_NET_SUPPORTED has %s", hints[i]);
		ok_named(found, name);
	}
	free(reply);
}

static void
check_window(struct rig *rig)
{
	xcb_window_t check =
	    rig_word(rig, rig->root, "_NET_SUPPORTING_WM_CHECK", XCB_NONE);

	ok_named(check != XCB_NONE, "_NET_SUPPORTING_WM_CHECK is on the root");
	ok_named(rig_word(rig, check, "_NET_SUPPORTING_WM_CHECK", XCB_NONE) == check,
	    "_NET_SUPPORTING_WM_CHECK is on that window too");
	xcb_get_property_reply_t *reply = xcb_get_property_reply(rig->x,
	    xcb_get_property(rig->x, 0, check, rig_atom(rig, "_NET_WM_NAME"),
	        rig_atom(rig, "UTF8_STRING"), 0, 10),
	    NULL);
	ok_named(reply && xcb_get_property_value_length(reply) == 11 &&
	        memcmp(xcb_get_property_value(reply), "paravent-wm", 11) == 0,
	    "_NET_WM_NAME names the window manager");
	free(reply);
}

static void
lists(struct rig *rig)
{
	uint32_t words[64];

	ok_named(rig_has_property(rig, rig->root, "_NET_CLIENT_LIST") &&
	        rig_get(rig, rig->root, "_NET_CLIENT_LIST", words) == 0,
	    "_NET_CLIENT_LIST is empty at first");
	xcb_window_t a = rig_show(rig, 0, somewhere);
	xcb_window_t b = rig_show(rig, 0, somewhere);
	xcb_window_t c = rig_show(rig, 0, somewhere);
	ok_named(rig_get(rig, rig->root, "_NET_CLIENT_LIST", words) == 3 &&
	        words[0] == a && words[1] == b && words[2] == c,
	    "_NET_CLIENT_LIST is in the order of mapping");
	rig_ask(rig, a, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(rig_get(rig, rig->root, "_NET_CLIENT_LIST_STACKING", words) == 3 &&
	        words[0] == b && words[1] == c && words[2] == a,
	    "_NET_CLIENT_LIST_STACKING is bottom to top");
	ok_named(rig_get(rig, rig->root, "_NET_CLIENT_LIST", words) == 3 && words[0] == a,
	    "_NET_CLIENT_LIST does not change with it");
	ok_named(rig_word(rig, rig->root, "_NET_ACTIVE_WINDOW", 0) == a,
	    "_NET_ACTIVE_WINDOW follows");
	rig_close(rig, a);
	ok_named(rig_word(rig, rig->root, "_NET_ACTIVE_WINDOW", 0) == c,
	    "_NET_ACTIVE_WINDOW when the active one closes");
	rig_close(rig, b);
	rig_close(rig, c);
	ok_named(rig_word(rig, rig->root, "_NET_ACTIVE_WINDOW", 1) == XCB_NONE,
	    "_NET_ACTIVE_WINDOW is None when there is none");
}

static void
desktops(struct rig *rig)
{
	uint32_t words[64];

	ok_named(rig_word(rig, rig->root, "_NET_NUMBER_OF_DESKTOPS", 0) == 4,
	    "_NET_NUMBER_OF_DESKTOPS");
	ok_named(rig_word(rig, rig->root, "_NET_CURRENT_DESKTOP", 9) == 0,
	    "_NET_CURRENT_DESKTOP");
	ok_named(rig_get(rig, rig->root, "_NET_DESKTOP_GEOMETRY", words) == 2 &&
	        words[0] == RIG_WIDTH && words[1] == RIG_HEIGHT,
	    "_NET_DESKTOP_GEOMETRY");
	ok_named(rig_get(rig, rig->root, "_NET_DESKTOP_VIEWPORT", words) == 8 &&
	        words[0] == 0 && words[1] == 0,
	    "_NET_DESKTOP_VIEWPORT");
	xcb_window_t a = rig_show(rig, 0, somewhere);
	xcb_window_t b = rig_show(rig, 0, somewhere);
	ok_named(rig_word(rig, a, "_NET_WM_DESKTOP", 9) == 0, "_NET_WM_DESKTOP is set");
	rig_ask(rig, b, "_NET_WM_DESKTOP", 1, 2, 0, 0, 0);
	ok_named(!rig_is_viewable(rig, b) && rig_word(rig, b, "_NET_WM_DESKTOP", 9) == 1,
	    "_NET_WM_DESKTOP sends a window away");
	ok_named(!rig_has_atom(rig, b, "_NET_WM_STATE", "_NET_WM_STATE_HIDDEN"),
	    "and it is not HIDDEN there");
	rig_ask(rig, 0, "_NET_CURRENT_DESKTOP", 1, 0, 0, 0, 0);
	ok_named(rig_is_viewable(rig, b) && !rig_is_viewable(rig, a),
	    "_NET_CURRENT_DESKTOP switches");
	ok_named(rig_word(rig, rig->root, "_NET_CURRENT_DESKTOP", 9) == 1 &&
	        rig_focus(rig) == b,
	    "the focus goes along");
	rig_ask(rig, a, "_NET_WM_DESKTOP", ALL, 2, 0, 0, 0);
	ok_named(rig_is_viewable(rig, a), "_NET_WM_DESKTOP of all: on every one");
	rig_ask(rig, 0, "_NET_CURRENT_DESKTOP", 77, 0, 0, 0, 0);
	ok_named(rig_word(rig, rig->root, "_NET_CURRENT_DESKTOP", 9) == 1,
	    "_NET_CURRENT_DESKTOP beyond the last: refused");
	rig_ask(rig, b, "_NET_WM_DESKTOP", 77, 2, 0, 0, 0);
	ok_named(rig_word(rig, b, "_NET_WM_DESKTOP", 9) == 3,
	    "_NET_WM_DESKTOP beyond the last: the last");
	rig_ask(rig, 0, "_NET_NUMBER_OF_DESKTOPS", 2, 0, 0, 0, 0);
	ok_named(rig_word(rig, rig->root, "_NET_NUMBER_OF_DESKTOPS", 0) == 2 &&
	        rig_word(rig, b, "_NET_WM_DESKTOP", 9) == 1,
	    "_NET_NUMBER_OF_DESKTOPS: fewer, and windows move in");
	rig_ask(rig, 0, "_NET_NUMBER_OF_DESKTOPS", 0, 0, 0, 0, 0);
	ok_named(rig_word(rig, rig->root, "_NET_NUMBER_OF_DESKTOPS", 0) == 2,
	    "_NET_NUMBER_OF_DESKTOPS of 0: refused");
	rig_ask(rig, 0, "_NET_NUMBER_OF_DESKTOPS", 4, 0, 0, 0, 0);
	rig_ask(rig, 0, "_NET_CURRENT_DESKTOP", 3, 0, 0, 0, 0);
	rig_ask(rig, b, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(rig_word(rig, rig->root, "_NET_CURRENT_DESKTOP", 9) == 1 &&
	        rig_focus(rig) == b,
	    "_NET_ACTIVE_WINDOW goes to the window's desktop");
	rig_ask(rig, 0, "_NET_CURRENT_DESKTOP", 0, 0, 0, 0, 0);
	rig_close(rig, a);
	rig_close(rig, b);
}

static void
by_keys(struct rig *rig)
{
	xcb_window_t a = rig_show(rig, 0, somewhere);

	rig_key(rig, 0xffeb, '2');
	ok_named(
	    rig_word(rig, rig->root, "_NET_CURRENT_DESKTOP", 9) == 1, "Super+2 switches");
	rig_key(rig, 0xffeb, '1');
	rig_key_down(rig, 0xffe1, true);
	rig_key(rig, 0xffeb, '3');
	rig_key_down(rig, 0xffe1, false);
	ok_named(rig_word(rig, a, "_NET_WM_DESKTOP", 9) == 2, "Super+Shift+3 sends");
	rig_close(rig, a);
}

static void
initial_desktop(struct rig *rig)
{
	uint32_t two = 2;
	uint32_t all = ALL;
	xcb_window_t a = rig_window(rig, 0, somewhere);

	rig_set(rig, a, "_NET_WM_DESKTOP", "CARDINAL", &two, 1);
	rig_map(rig, a);
	ok_named(rig_word(rig, a, "_NET_WM_DESKTOP", 9) == 2 && !rig_is_viewable(rig, a),
	    "_NET_WM_DESKTOP before mapping");
	rig_unmap(rig, a);
	ok_named(!rig_has_property(rig, a, "_NET_WM_DESKTOP"),
	    "_NET_WM_DESKTOP goes when it is withdrawn");
	rig_set(rig, a, "_NET_WM_DESKTOP", "CARDINAL", &all, 1);
	rig_map(rig, a);
	ok_named(rig_word(rig, a, "_NET_WM_DESKTOP", 9) == ALL && rig_is_viewable(rig, a),
	    "_NET_WM_DESKTOP of all before mapping");
	rig_close(rig, a);
}

static void
showing(struct rig *rig)
{
	xcb_window_t a = rig_show(rig, 0, somewhere);

	ok_named(rig_word(rig, rig->root, "_NET_SHOWING_DESKTOP", 9) == 0,
	    "_NET_SHOWING_DESKTOP is 0");
	rig_ask(rig, 0, "_NET_SHOWING_DESKTOP", 1, 0, 0, 0, 0);
	ok_named(rig_word(rig, rig->root, "_NET_SHOWING_DESKTOP", 9) == 1 &&
	        !rig_is_viewable(rig, a),
	    "_NET_SHOWING_DESKTOP hides windows");
	rig_ask(rig, 0, "_NET_SHOWING_DESKTOP", 0, 0, 0, 0, 0);
	ok_named(rig_is_viewable(rig, a) && rig_focus(rig) == a,
	    "and shows them again, with the focus");
	rig_ask(rig, 0, "_NET_SHOWING_DESKTOP", 1, 0, 0, 0, 0);
	rig_ask(rig, a, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(rig_word(rig, rig->root, "_NET_SHOWING_DESKTOP", 9) == 0 &&
	        rig_is_viewable(rig, a),
	    "_NET_ACTIVE_WINDOW ends it");
	rig_close(rig, a);
}

static xcb_window_t
panel(struct rig *rig, struct rect r, const uint32_t *strut, uint32_t count)
{
	xcb_window_t w = rig_window(rig, 0, r);

	rig_set_atom(rig, w, "_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_DOCK");
	rig_set(rig, w, count == 4 ? "_NET_WM_STRUT" : "_NET_WM_STRUT_PARTIAL",
	    "CARDINAL", strut, count);
	rig_map(rig, w);
	return w;
}

static bool
work_is(struct rig *rig, uint32_t x, uint32_t y, uint32_t width, uint32_t height)
{
	uint32_t w[64];
	uint32_t n = rig_get(rig, rig->root, "_NET_WORKAREA", w);
	bool is = n == 16 && w[0] == x && w[1] == y && w[2] == width && w[3] == height &&
	    w[12] == x && w[15] == height;

	if (!is) {
		printf("# %u words: %u,%u %ux%u\n", n, w[0], w[1], w[2], w[3]);
	}
	return is;
}

static void
struts(struct rig *rig)
{
	const uint32_t top[12] = {0, 0, 30, 0, 0, 0, 0, 0, 0, RIG_WIDTH - 1, 0, 0};
	const uint32_t left[4] = {50, 0, 0, 0};
	const uint32_t elsewhere[12] = {0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 5000, 6000};
	const uint32_t greedy[12] = {0, 0, 700, 0, 0, 0, 0, 0, 0, RIG_WIDTH - 1, 0, 0};

	ok_named(work_is(rig, 0, 0, RIG_WIDTH, RIG_HEIGHT), "_NET_WORKAREA is all");
	xcb_window_t a = panel(rig, (struct rect){0, 0, RIG_WIDTH, 30}, top, 12);
	ok_named(work_is(rig, 0, 30, RIG_WIDTH, RIG_HEIGHT - 30),
	    "_NET_WM_STRUT_PARTIAL at the top");
	xcb_window_t b = panel(rig, (struct rect){0, 0, 50, RIG_HEIGHT}, left, 4);
	ok_named(work_is(rig, 50, 30, RIG_WIDTH - 50, RIG_HEIGHT - 30),
	    "_NET_WM_STRUT at the left");
	rig_set(rig, b, "_NET_WM_STRUT_PARTIAL", "CARDINAL", elsewhere, 12);
	ok_named(work_is(rig, 0, 30, RIG_WIDTH, RIG_HEIGHT - 30),
	    "a strut that spans nothing of the monitor takes nothing; PARTIAL wins");
	rig_set(rig, b, "_NET_WM_STRUT_PARTIAL", "CARDINAL", greedy, 12);
	ok_named(work_is(rig, 0, 30, RIG_WIDTH, RIG_HEIGHT - 30),
	    "a strut of more than half takes nothing");
	rig_close(rig, b);
	xcb_window_t w = rig_show(rig, 0, somewhere);
	rig_key(rig, 0xffeb, 'm');
	struct rect r = rig_place(rig, w);
	ok_named(r.x == RIG_SIDE && r.y == 30 + RIG_TOP && r.width == RIG_WIDTH - 8,
	    "maximised: within what panels leave");
	rig_close(rig, a);
	r = rig_place(rig, w);
	ok_named(r.y == RIG_TOP && work_is(rig, 0, 0, RIG_WIDTH, RIG_HEIGHT),
	    "the panel closes: it follows");
	rig_close(rig, w);
}

static void
extents(struct rig *rig)
{
	uint32_t words[64];
	xcb_window_t w = rig_window(rig, 0, somewhere);

	rig_ask(rig, w, "_NET_REQUEST_FRAME_EXTENTS", 0, 0, 0, 0, 0);
	ok_named(rig_get(rig, w, "_NET_FRAME_EXTENTS", words) == 4 &&
	        words[0] == RIG_SIDE && words[1] == RIG_SIDE && words[2] == RIG_TOP &&
	        words[3] == RIG_SIDE,
	    "_NET_REQUEST_FRAME_EXTENTS before mapping");
	rig_map(rig, w);
	struct rect in = rig_place(rig, w);
	struct rect out = rig_place(rig, rig_top(rig, w));
	ok_named(rig_get(rig, w, "_NET_FRAME_EXTENTS", words) == 4 &&
	        in.x - out.x == (int32_t)words[0] && in.y - out.y == (int32_t)words[2] &&
	        out.width == in.width + words[0] + words[1] &&
	        out.height == in.height + words[2] + words[3],
	    "_NET_FRAME_EXTENTS is how it is");
	rig_state(rig, w, 1, "_NET_WM_STATE_FULLSCREEN", 2);
	ok_named(rig_get(rig, w, "_NET_FRAME_EXTENTS", words) == 4 && words[2] == 0,
	    "_NET_FRAME_EXTENTS in full screen: none");
	rig_close(rig, w);
}

static void
restarted(struct rig *rig)
{
	const struct rect edge = {0, 0, RIG_WIDTH, 30};
	xcb_window_t strip = rig_show_strip(rig, 30);
	xcb_window_t a = rig_show(rig, 0, somewhere);
	xcb_window_t b = rig_show(rig, 0, (struct rect){0, 0, 200, 150});
	xcb_window_t c = rig_show(rig, 0, (struct rect){0, 0, 210, 160});
	struct rect before = rig_place(rig, a);

	rig_state(rig, b, 1, "_NET_WM_STATE_MAXIMIZED_VERT", 2);
	rig_ask(rig, c, "_NET_WM_DESKTOP", 2, 2, 0, 0, 0);
	rig_ask(rig, a, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	struct rect tall = rig_place(rig, b);
	kill_one(rig->manager, SIGUSR1);
	rig_desk_again(rig);
	rig_sync(rig);
	ok_named(rect_equals(rig_place(rig, a), before) && rig_focus(rig) == a,
	    "SIGUSR1: restarted, windows in their places, the focus too");
	ok_named(rect_equals(rig_place(rig, b), tall) &&
	        rig_has_atom(rig, b, "_NET_WM_STATE", "_NET_WM_STATE_MAXIMIZED_VERT"),
	    "states too");
	rig_state(rig, b, 0, "_NET_WM_STATE_MAXIMIZED_VERT", 2);
	ok_named(rig_place(rig, b).height == 150, "and what they go back to");
	ok_named(!rig_is_viewable(rig, c) && rig_word(rig, c, "_NET_WM_DESKTOP", 9) == 2,
	    "workspaces too");
	ok_named(rig_is_above(rig, a, b), "and the stack");
	ok_named(rect_equals(rig_place(rig, strip), edge) &&
	        work_is(rig, 0, 30, RIG_WIDTH, RIG_HEIGHT - 30),
	    "the strip is at its edge, which it keeps free itself");
	rig_close(rig, strip);
	rig_close(rig, a);
	rig_close(rig, b);
	rig_close(rig, c);
}

int
main(void)
{
	struct rig *rig = rig_create(NULL);

	supported(rig);
	check_window(rig);
	lists(rig);
	desktops(rig);
	by_keys(rig);
	initial_desktop(rig);
	showing(rig);
	struts(rig);
	extents(rig);
	restarted(rig);
	rig_destroy(rig);
	return done_testing();
}
