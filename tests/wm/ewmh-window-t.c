/* EWMH 1.5: what is on windows, and what may be asked of one. */
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"

#include <string.h>

static const struct rect somewhere = {200, 300, 320, 240};

enum { REMOVE, ADD, TOGGLE };

static bool
has(struct rig *rig, xcb_window_t w, const char *state)
{
	return rig_has_atom(rig, w, "_NET_WM_STATE", state);
}

/* --- states ------------------------------------------------------------------------ */

/* Each state that anybody may ask for: added, removed, toggled, and told. */
static void
each_state(struct rig *rig)
{
	static const char *const states[] = {"_NET_WM_STATE_MODAL",
	    "_NET_WM_STATE_STICKY", "_NET_WM_STATE_MAXIMIZED_VERT",
	    "_NET_WM_STATE_MAXIMIZED_HORZ", "_NET_WM_STATE_SHADED",
	    "_NET_WM_STATE_SKIP_TASKBAR", "_NET_WM_STATE_SKIP_PAGER",
	    "_NET_WM_STATE_FULLSCREEN", "_NET_WM_STATE_ABOVE", "_NET_WM_STATE_BELOW"};
	xcb_window_t w = rig_show(rig, 0, somewhere);
	struct rect before = rig_place(rig, w);
	char name[80];

	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		rig_state(rig, w, ADD, states[i], 1);
		snprintf(name, sizeof(name), "%s added", states[i]);
		ok_named(has(rig, w, states[i]), name);
		rig_state(rig, w, REMOVE, states[i], 1);
		snprintf(name, sizeof(name), "%s removed", states[i]);
		ok_named(!has(rig, w, states[i]), name);
		rig_state(rig, w, TOGGLE, states[i], 1);
		bool on = has(rig, w, states[i]);
		rig_state(rig, w, TOGGLE, states[i], 1);
		snprintf(name, sizeof(name), "%s toggled twice", states[i]);
		ok_named(on && !has(rig, w, states[i]), name);
	}
	ok_named(rect_equals(rig_place(rig, w), before), "and it is where it was");
	rig_state(rig, w, ADD, "_NET_WM_STATE_HIDDEN", 2);
	ok_named(!has(rig, w, "_NET_WM_STATE_FOCUSED") || !rig_is_viewable(rig, w),
	    "_NET_WM_STATE_HIDDEN stands for minimised");
	rig_ask(rig, w, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(has(rig, w, "_NET_WM_STATE_FOCUSED") && rig_is_viewable(rig, w),
	    "_NET_WM_STATE_FOCUSED is told");
	rig_state(rig, w, REMOVE, "_NET_WM_STATE_FOCUSED", 2);
	ok_named(has(rig, w, "_NET_WM_STATE_FOCUSED"), "and is not to be asked for");
	rig_close(rig, w);
}

static void
before_mapping(struct rig *rig)
{
	uint32_t atoms[] = {rig_atom(rig, "_NET_WM_STATE_MAXIMIZED_VERT"),
	    rig_atom(rig, "_NET_WM_STATE_MAXIMIZED_HORZ")};
	xcb_window_t w = rig_window(rig, 0, somewhere);

	rig_set(rig, w, "_NET_WM_STATE", "ATOM", atoms, 2);
	rig_map(rig, w);
	ok_named(rig_place(rig, w).width == RIG_WIDTH - 2 * RIG_SIDE,
	    "_NET_WM_STATE before mapping: maximised");
	rig_unmap(rig, w);
	ok_named(!rig_has_property(rig, w, "_NET_WM_STATE"), "gone when withdrawn");
	rig_close(rig, w);
	w = rig_window(rig, 0, somewhere);
	rig_set_atom(rig, w, "_NET_WM_STATE", "_NET_WM_STATE_FULLSCREEN");
	rig_map(rig, w);
	ok_named(
	    rect_equals(rig_place(rig, w), (struct rect){0, 0, RIG_WIDTH, RIG_HEIGHT}),
	    "_NET_WM_STATE before mapping: full screen, of dom0");
	rig_close(rig, w);
}

static void
maximised(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, 0, somewhere);
	struct rect before = rig_place(rig, w);

	rig_ask(rig, w, "_NET_WM_STATE", ADD,
	    rig_atom(rig, "_NET_WM_STATE_MAXIMIZED_VERT"),
	    rig_atom(rig, "_NET_WM_STATE_MAXIMIZED_HORZ"), 1, 0);
	struct rect r = rig_place(rig, w);
	ok_named(r.x == RIG_SIDE && r.y == RIG_TOP &&
	        r.width == RIG_WIDTH - 2 * RIG_SIDE &&
	        r.height == RIG_HEIGHT - RIG_TOP - RIG_SIDE,
	    "both at once: fills the work area");
	rig_state(rig, w, REMOVE, "_NET_WM_STATE_MAXIMIZED_HORZ", 1);
	r = rig_place(rig, w);
	ok_named(r.x == before.x && r.width == before.width &&
	        r.height == RIG_HEIGHT - RIG_TOP - RIG_SIDE,
	    "upright alone");
	rig_state(rig, w, ADD, "_NET_WM_STATE_FULLSCREEN", 1);
	rig_state(rig, w, REMOVE, "_NET_WM_STATE_FULLSCREEN", 1);
	ok_named(rect_equals(rig_place(rig, w), r), "full screen and back");
	rig_state(rig, w, REMOVE, "_NET_WM_STATE_MAXIMIZED_VERT", 1);
	ok_named(rect_equals(rig_place(rig, w), before), "back to its own place");
	rig_close(rig, w);
}

static void
layers(struct rig *rig)
{
	xcb_window_t a = rig_show(rig, 0, somewhere);
	xcb_window_t b = rig_show(rig, 0, somewhere);
	xcb_window_t dock = rig_window(rig, 0, (struct rect){0, 0, 100, 20});

	rig_set_atom(rig, dock, "_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_DOCK");
	rig_map(rig, dock);
	ok_named(rig_is_above(rig, dock, b), "a dock lies above windows");
	rig_state(rig, a, ADD, "_NET_WM_STATE_ABOVE", 1);
	ok_named(rig_is_above(rig, a, b), "ABOVE lies above");
	rig_ask(rig, b, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(rig_is_above(rig, a, b), "also of the active one");
	rig_state(rig, a, REMOVE, "_NET_WM_STATE_ABOVE", 1);
	rig_state(rig, b, ADD, "_NET_WM_STATE_BELOW", 1);
	ok_named(rig_is_above(rig, a, b), "BELOW lies below");
	rig_state(rig, b, REMOVE, "_NET_WM_STATE_BELOW", 1);
	rig_ask(rig, b, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	rig_state(rig, b, ADD, "_NET_WM_STATE_FULLSCREEN", 1);
	ok_named(rig_is_above(rig, b, dock), "full screen lies above docks");
	rig_ask(rig, a, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(rig_is_above(rig, dock, b) && rig_is_above(rig, a, b),
	    "but only while it is the active one");
	rig_close(rig, a);
	rig_close(rig, b);
	rig_close(rig, dock);
}

/* --- types ------------------------------------------------------------------------- */

static void
types(struct rig *rig)
{
	const struct {
		const char *type;
		bool has_frame, is_focused;
	} table[] = {
	    {"_NET_WM_WINDOW_TYPE_NORMAL", true, true},
	    {"_NET_WM_WINDOW_TYPE_DIALOG", true, true},
	    {"_NET_WM_WINDOW_TYPE_UTILITY", true, true},
	    {"_NET_WM_WINDOW_TYPE_TOOLBAR", true, true},
	    {"_NET_WM_WINDOW_TYPE_MENU", true, true},
	    {"_NET_WM_WINDOW_TYPE_SPLASH", false, false},
	    {"_NET_WM_WINDOW_TYPE_DOCK", false, false},
	    {"_NET_WM_WINDOW_TYPE_DESKTOP", false, false},
	};
	char name[80];

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		uint32_t words[64];
		xcb_window_t w = rig_window(rig, 0, somewhere);
		rig_set_atom(rig, w, "_NET_WM_WINDOW_TYPE", table[i].type);
		rig_map(rig, w);
		rig_get(rig, w, "_NET_FRAME_EXTENTS", words);
		snprintf(name, sizeof(name), "%s: %s title bar", table[i].type,
		    table[i].has_frame ? "a" : "no");
		ok_named((words[2] == RIG_TOP) == table[i].has_frame, name);
		snprintf(name, sizeof(name), "%s: %s the focus", table[i].type,
		    table[i].is_focused ? "gets" : "does not get");
		ok_named((rig_focus(rig) == w) == table[i].is_focused, name);
		rig_close(rig, w);
	}
}

static void
desktop_window(struct rig *rig)
{
	xcb_window_t a = rig_show(rig, 0, somewhere);
	xcb_window_t d = rig_window(rig, 0, (struct rect){0, 0, RIG_WIDTH, RIG_HEIGHT});

	rig_set_atom(rig, d, "_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_DESKTOP");
	rig_map(rig, d);
	ok_named(rig_is_above(rig, a, d) && rig_focus(rig) == a,
	    "a desktop window lies below all");
	ok_named(
	    rect_equals(rig_place(rig, d), (struct rect){0, 0, RIG_WIDTH, RIG_HEIGHT}),
	    "where it asked to be");
	ok_named(
	    rig_word(rig, d, "_NET_WM_DESKTOP", 0) == 0xffffffff, "on all workspaces");
	rig_ask(rig, 0, "_NET_SHOWING_DESKTOP", 1, 0, 0, 0, 0);
	ok_named(rig_is_viewable(rig, d), "and shows when the desktop is shown");
	rig_ask(rig, 0, "_NET_SHOWING_DESKTOP", 0, 0, 0, 0, 0);
	rig_close(rig, d);
	rig_close(rig, a);
}

static void
motif(struct rig *rig)
{
	const uint32_t none[5] = {2, 0, 0, 0, 0};
	uint32_t words[64];
	xcb_window_t w = rig_window(rig, 0, somewhere);

	rig_set(rig, w, "_MOTIF_WM_HINTS", "_MOTIF_WM_HINTS", none, 5);
	rig_map(rig, w);
	ok_named(rig_get(rig, w, "_NET_FRAME_EXTENTS", words) == 4 && words[2] == 0,
	    "dom0's window without decorations has none");
	rig_close(rig, w);
}

/* --- actions ----------------------------------------------------------------------- */

static void
actions(struct rig *rig)
{
	static const char *const all[] = {"MOVE", "RESIZE", "MINIMIZE", "SHADE", "STICK",
	    "MAXIMIZE_HORZ", "MAXIMIZE_VERT", "FULLSCREEN", "CHANGE_DESKTOP", "CLOSE",
	    "ABOVE", "BELOW"};
	uint32_t fixed[18] = {16 | 32, 0, 0, 0, 0, 200, 100, 200, 100};
	xcb_window_t w = rig_show(rig, 0, somewhere);
	char name[80];

	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		snprintf(name, sizeof(name), "_NET_WM_ACTION_%s", all[i]);
		ok_named(rig_has_atom(rig, w, "_NET_WM_ALLOWED_ACTIONS", name), name);
	}
	rig_set(rig, w, "WM_NORMAL_HINTS", "WM_SIZE_HINTS", fixed, 18);
	ok_named(
	    !rig_has_atom(rig, w, "_NET_WM_ALLOWED_ACTIONS", "_NET_WM_ACTION_RESIZE"),
	    "one of fixed size: no RESIZE");
	rig_state(rig, w, ADD, "_NET_WM_STATE_MAXIMIZED_VERT", 1);
	ok_named(!has(rig, w, "_NET_WM_STATE_MAXIMIZED_VERT"), "and it is not maximised");
	rig_close(rig, w);
}

static void
moveresize_window(struct rig *rig)
{
	enum { X = 1 << 8, Y = 1 << 9, W = 1 << 10, H = 1 << 11 };
	xcb_window_t w = rig_show(rig, 0, somewhere);
	struct rect r;

	rig_ask(rig, w, "_NET_MOVERESIZE_WINDOW", 10 | X | Y | W | H, 111, 122, 333, 244);
	ok_named(rect_equals(rig_place(rig, w), (struct rect){111, 122, 333, 244}),
	    "_NET_MOVERESIZE_WINDOW with StaticGravity");
	rig_ask(rig, w, "_NET_MOVERESIZE_WINDOW", 1 | X | Y, 100, 100, 0, 0);
	r = rig_place(rig, w);
	ok_named(r.x == 100 + (int32_t)RIG_SIDE && r.y == 100 + (int32_t)RIG_TOP &&
	        r.width == 333,
	    "_NET_MOVERESIZE_WINDOW with NorthWest, place alone");
	rig_ask(rig, w, "_NET_MOVERESIZE_WINDOW", 0 | W, 0, 0, 400, 0);
	struct rect after = rig_place(rig, w);
	ok_named(after.width == 400 && after.height == 244 && after.x == r.x,
	    "_NET_MOVERESIZE_WINDOW with its own gravity, width alone");
	rig_ask(rig, w, "_NET_MOVERESIZE_WINDOW", 1 | X | Y, 5000, 5000, 0, 0);
	after = rig_place(rig, rig_top(rig, w));
	ok_named(after.x < (int32_t)RIG_WIDTH && after.y < (int32_t)RIG_HEIGHT,
	    "never out of reach");
	rig_ask(rig, w, "_NET_MOVERESIZE_WINDOW", 1 | X | Y | W | H, 0x80000000,
	    0x7fffffff, 0xffffffff, 0);
	after = rig_place(rig, w);
	ok_named(after.width >= 1 && after.width <= 32767 && after.height >= 1,
	    "nonsense becomes something possible");
	rig_close(rig, w);
}

static void
restack(struct rig *rig)
{
	xcb_window_t a = rig_show(rig, 0, somewhere);
	xcb_window_t b = rig_show(rig, 0, somewhere);

	rig_ask(rig, a, "_NET_RESTACK_WINDOW", 2, 0, XCB_STACK_MODE_ABOVE, 0, 0);
	ok_named(rig_is_above(rig, a, b) && rig_focus(rig) == b,
	    "_NET_RESTACK_WINDOW raises, and gives no focus");
	rig_ask(rig, a, "_NET_RESTACK_WINDOW", 2, 0, XCB_STACK_MODE_BELOW, 0, 0);
	ok_named(rig_is_above(rig, b, a), "_NET_RESTACK_WINDOW lowers");
	rig_close(rig, a);
	rig_close(rig, b);
}

static void
user_time(struct rig *rig)
{
	const uint32_t zero = 0;
	xcb_window_t a = rig_show(rig, 0, somewhere);
	xcb_window_t b = rig_window(rig, 0, somewhere);

	rig_set(rig, b, "_NET_WM_USER_TIME", "CARDINAL", &zero, 1);
	rig_map(rig, b);
	ok_named(rig_focus(rig) == a, "_NET_WM_USER_TIME 0: no focus when it is mapped");
	rig_close(rig, b);
	b = rig_window(rig, 0, somewhere);
	xcb_window_t t = rig_window(rig, 0, somewhere);
	rig_set(rig, t, "_NET_WM_USER_TIME", "CARDINAL", &zero, 1);
	rig_set(rig, b, "_NET_WM_USER_TIME_WINDOW", "WINDOW", &t, 1);
	rig_map(rig, b);
	ok_named(rig_focus(rig) == a, "_NET_WM_USER_TIME_WINDOW likewise");
	rig_close(rig, b);
	rig_close(rig, t);
	rig_close(rig, a);
}

static void
modal(struct rig *rig)
{
	xcb_window_t a = rig_show(rig, 0, somewhere);
	xcb_window_t d = rig_window(rig, 0, (struct rect){0, 0, 100, 80});

	rig_set(rig, d, "WM_TRANSIENT_FOR", "WINDOW", &a, 1);
	rig_set_atom(rig, d, "_NET_WM_STATE", "_NET_WM_STATE_MODAL");
	rig_map(rig, d);
	rig_ask(rig, a, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(
	    rig_focus(rig) == d, "a modal dialog has the focus in place of its window");
	rig_close(rig, d);
	rig_close(rig, a);
}

int
main(void)
{
	struct rig *rig = rig_create("[windows]\nsnap = 0\n");

	each_state(rig);
	before_mapping(rig);
	maximised(rig);
	layers(rig);
	types(rig);
	desktop_window(rig);
	motif(rig);
	actions(rig);
	moveresize_window(rig);
	restack(rig);
	user_time(rig);
	modal(rig);
	rig_destroy(rig);
	return done_testing();
}
