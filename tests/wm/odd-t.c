/* Programs that do odd things, by mistake or in a moment of their end: the manager goes
 * on as if nothing had been. */
#include "tests/scenario/hands.h"
#include "tests/unit/kill_one.h"
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include <xcb/sync.h>

enum { DOM0, WORK, PERSONAL };

static const struct rect somewhere = {200, 300, 320, 240};

/* --- sizes ------------------------------------------------------------------------- */

static xcb_sync_counter_t
create_counter(struct rig *rig, xcb_sync_int64_t value)
{
	xcb_sync_counter_t counter = xcb_generate_id(rig->x);

	free(xcb_sync_initialize_reply(rig->x, xcb_sync_initialize(rig->x, 3, 1), NULL));
	xcb_sync_create_counter(rig->x, counter, value);
	return counter;
}

static void
lost_counter(struct rig *rig)
{
	const xcb_sync_int64_t most = {INT32_MAX, UINT32_MAX};
	const uint32_t atom = rig_atom(rig, "_NET_WM_SYNC_REQUEST");
	const uint32_t counter = create_counter(rig, most);
	xcb_window_t w = rig_window(rig, DOM0, somewhere);

	rig_set(rig, w, "WM_PROTOCOLS", "ATOM", &atom, 1);
	rig_set(rig, w, "_NET_WM_SYNC_REQUEST_COUNTER", "CARDINAL", &counter, 1);
	rig_map(rig, w);
	struct rect r = rig_place(rig, w);
	int32_t right = r.x + (int32_t)r.width + 1;
	rig_pointer(rig, right, r.y + 100);
	rig_button(rig, 1, true);
	rig_pointer(rig, right + 10, r.y + 100);
	xcb_sync_destroy_counter(rig->x, counter);
	rig_sync_after(rig, rig->x);
	rig_pointer(rig, right + 20, r.y + 100);
	rig_pointer(rig, right + 30, r.y + 100);
	rig_button(rig, 1, false);
	ok_named(rig_place(rig, w).width == r.width + 30,
	    "_NET_WM_SYNC_REQUEST: a counter goes while it is waited for");
	rig_close(rig, w);
}

static void
struts_of_all(struct rig *rig)
{
	const uint32_t strut[4] = {500, 500, 400, 400};
	uint32_t words[64] = {0};
	xcb_window_t p = rig_window(rig, DOM0, (struct rect){0, 0, 10, 800});

	rig_set(rig, p, "_NET_WM_STRUT", "CARDINAL", strut, 4);
	rig_set_atom(rig, p, "_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_DOCK");
	rig_map(rig, p);
	rig_get(rig, rig->root, "_NET_WORKAREA", words);
	ok_named(words[2] > 0 && words[3] > 0,
	    "_NET_WM_STRUT: a panel that wants all leaves something");
	rig_close(rig, p);
}

/* What a window that is not mapped yet will have around it. */
static uint32_t
extent_above(struct rig *rig, xcb_window_t w)
{
	uint32_t words[64] = {0};

	rig_ask(rig, w, "_NET_REQUEST_FRAME_EXTENTS", 0, 0, 0, 0, 0);
	rig_get(rig, w, "_NET_FRAME_EXTENTS", words);
	return words[2];
}

static void
extents_foretold(struct rig *rig)
{
	const uint32_t no_decorations[5] = {2};
	xcb_window_t w = rig_window(rig, DOM0, somewhere);

	ok_named(extent_above(rig, w) == RIG_TOP, "_NET_REQUEST_FRAME_EXTENTS: a bar");
	rig_set(rig, w, "_MOTIF_WM_HINTS", "_MOTIF_WM_HINTS", no_decorations, 5);
	ok_named(extent_above(rig, w) == 0, "none for who wants none");
	rig_map(rig, w);
	ok_named(rig_place(rig, rig_top(rig, w)).y == rig_place(rig, w).y,
	    "and so it is, mapped");
	rig_close(rig, w);
	w = rig_window(rig, DOM0, somewhere);
	rig_set_atom(rig, w, "_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_DOCK");
	ok_named(extent_above(rig, w) == 0, "none for a panel");
	rig_close(rig, w);
}

/* Several that come before the manager has shown one of them: none covers another. */
static void
together(struct rig *rig)
{
	enum { COUNT = 6 };
	xcb_window_t windows[COUNT];
	uint64_t shared = 0;

	for (size_t i = 0; i < COUNT; i++) {
		windows[i] = rig_window(rig, DOM0, (struct rect){0, 0, 200, 150});
	}
	kill_one(rig->manager, SIGSTOP);
	for (size_t i = 0; i < COUNT; i++) {
		xcb_map_window(rig->x, windows[i]);
	}
	free(xcb_get_input_focus_reply(rig->x, xcb_get_input_focus(rig->x), NULL));
	kill_one(rig->manager, SIGCONT);
	rig_sync(rig);
	for (size_t i = 0; i < COUNT; i++) {
		for (size_t j = 0; j < i; j++) {
			struct rect both =
			    rect_intersect(rig_place(rig, rig_top(rig, windows[i])),
			        rig_place(rig, rig_top(rig, windows[j])));
			shared += both.width * both.height;
		}
	}
	ok_named(shared == 0, "windows that come together stand side by side");
	for (size_t i = 0; i < COUNT; i++) {
		rig_close(rig, windows[i]);
	}
}

/* --- hands ------------------------------------------------------------------------- */

enum { MOVE = 8, MOVE_KEYBOARD = 10 };
enum { ALT = 0xffe9, SUPER = 0xffeb, TAB = 0xff09 };

/* _NET_WM_MOVERESIZE comes when the button that it names is up again. */
static void
late_to_drag(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, DOM0, somewhere);
	struct rect r = rig_place(rig, w);

	rig_pointer(rig, r.x + 10, r.y + 10);
	rig_ask(rig, w, "_NET_WM_MOVERESIZE", (uint32_t)r.x + 10, (uint32_t)r.y + 10,
	    MOVE, 1, 1);
	rig_pointer(rig, r.x + 200, r.y + 200);
	ok_named(rect_equals(rig_place(rig, w), r),
	    "_NET_WM_MOVERESIZE: no window sticks to a pointer without a button");
	rig_close(rig, w);
}

/* It would take the keyboard from under it, and give it back too early. */
static void
drag_in_switcher(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, DOM0, somewhere);
	struct rect r = rig_place(rig, w);

	rig_key_down(rig, ALT, true);
	rig_key_down(rig, TAB, true);
	rig_key_down(rig, TAB, false);
	rig_ask(rig, w, "_NET_WM_MOVERESIZE", (uint32_t)r.x, (uint32_t)r.y, MOVE_KEYBOARD,
	    0, 1);
	rig_key_down(rig, ALT, false);
	rig_key(rig, SUPER, '2');
	ok_named(rig_word(rig, rig->root, "_NET_CURRENT_DESKTOP", 99) == 1,
	    "_NET_WM_MOVERESIZE: none while Alt-Tab is open");
	rig_key(rig, SUPER, '1');
	rig_close(rig, w);
}

/* A domain with more windows than Alt-Tab lists does not keep others from it. */
static void
many_in_switcher(struct rig *rig)
{
	enum { MANY = 70, SHIFT = 0xffe1 };
	xcb_window_t many[MANY];
	xcb_window_t d = rig_show(rig, DOM0, somewhere);
	xcb_window_t w = rig_show(rig, WORK, somewhere);

	for (size_t i = 0; i < MANY; i++) {
		many[i] = rig_window(rig, PERSONAL, somewhere);
		xcb_map_window(rig->of[PERSONAL], many[i]);
	}
	rig_sync_after(rig, rig->of[PERSONAL]);
	rig_ask(rig, many[0], "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(rig_focus(rig) == many[0], "one of very many has the focus");
	rig_key_down(rig, ALT, true);
	rig_key_down(rig, SHIFT, true);
	rig_key_down(rig, TAB, true);
	rig_key_down(rig, TAB, false);
	rig_key_down(rig, SHIFT, false);
	rig_key_down(rig, ALT, false);
	ok_named(rig_focus(rig) == w, "P19: Alt-Tab goes to other domains all the same");
	for (size_t i = 0; i < MANY; i++) {
		xcb_destroy_window(rig->of[PERSONAL], many[i]);
	}
	rig_sync_after(rig, rig->of[PERSONAL]);
	rig_close(rig, w);
	rig_close(rig, d);
}

/* The key of one keysym bears others from now on, as on a French keyboard. */
static uint8_t
remap(struct rig *rig, uint32_t from, const uint32_t to[2])
{
	const xcb_setup_t *setup = xcb_get_setup(rig->x);
	xcb_get_keyboard_mapping_reply_t *map = xcb_get_keyboard_mapping_reply(rig->x,
	    xcb_get_keyboard_mapping(rig->x, setup->min_keycode,
	        (uint8_t)(setup->max_keycode - setup->min_keycode + 1)),
	    NULL);
	const xcb_keysym_t *keysyms = xcb_get_keyboard_mapping_keysyms(map);
	uint8_t code = setup->min_keycode;

	while (keysyms[(code - setup->min_keycode) * map->keysyms_per_keycode] != from) {
		code++;
	}
	free(map);
	xcb_change_keyboard_mapping(rig->x, 1, code, 2, to);
	rig_sync_after(rig, rig->x);
	return code;
}

static void
french_digits(struct rig *rig)
{
	const uint32_t french[2] = {0xe9, '2'};
	const uint32_t english[2] = {'2', '@'};
	uint8_t code = remap(rig, '2', french);

	rig_key_down(rig, SUPER, true);
	hands_key(rig->x, code, true);
	hands_key(rig->x, code, false);
	rig_key_down(rig, SUPER, false);
	rig_sync(rig);
	ok_named(rig_word(rig, rig->root, "_NET_CURRENT_DESKTOP", 99) == 1,
	    "Super+2, where digits are with Shift");
	remap(rig, french[0], english);
	rig_key(rig, SUPER, '1');
	ok_named(rig_word(rig, rig->root, "_NET_CURRENT_DESKTOP", 99) == 0,
	    "and the keyboard is changed while it runs");
}

/* --- focus ------------------------------------------------------------------------- */

static void
set_focus(struct rig *rig, xcb_window_t to, xcb_timestamp_t time)
{
	xcb_set_input_focus(rig->x, XCB_INPUT_FOCUS_PARENT, to, time);
	rig_sync_after(rig, rig->x);
}

static void
focus_thrown_away(struct rig *rig)
{
	const xcb_window_t pointer[] = {XCB_INPUT_FOCUS_POINTER_ROOT, rig->root};
	xcb_window_t w = rig_show(rig, DOM0, somewhere);

	for (size_t i = 0; i < ARRAY_LEN(pointer); i++) {
		set_focus(rig, pointer[i], XCB_CURRENT_TIME);
		ok_named(rig_focus(rig) == w,
		    "P6: the focus is not left to what is under the pointer");
	}
	rig_close(rig, w);
	set_focus(rig, XCB_INPUT_FOCUS_POINTER_ROOT, XCB_CURRENT_TIME);
	ok_named(rig_focus(rig) > 1 && rig_focus(rig) != rig->root,
	    "P6: nor when nobody is to have it");
}

/* Whatever WM_TAKE_FOCUS says is a time that the server takes, ours being earlier. */
static xcb_timestamp_t
told_time(struct rig *rig)
{
	const xcb_client_message_event_t *e;
	xcb_timestamp_t time = XCB_CURRENT_TIME;

	while ((e = rig_event(rig, rig->x, XCB_CLIENT_MESSAGE))) {
		if (e->data.data32[0] == rig_atom(rig, "WM_TAKE_FOCUS")) {
			time = e->data.data32[1];
		}
	}
	return time;
}

static void
focus_within(struct rig *rig, bool wants_input, const char *name)
{
	const uint32_t hints[9] = {1, wants_input};
	const uint32_t atom = rig_atom(rig, "WM_TAKE_FOCUS");
	xcb_window_t w = rig_window(rig, DOM0, somewhere);
	xcb_window_t inner = xcb_generate_id(rig->x);

	xcb_create_window(rig->x, XCB_COPY_FROM_PARENT, inner, w, 0, 0, 50, 50, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, 0, NULL);
	xcb_map_window(rig->x, inner);
	rig_set(rig, w, "WM_HINTS", "WM_HINTS", hints, 9);
	rig_set(rig, w, "WM_PROTOCOLS", "ATOM", &atom, 1);
	rig_map(rig, w);
	xcb_window_t other = rig_show(rig, DOM0, somewhere);
	rig_forget_events(rig, rig->x);
	rig_close(rig, other); /* without an event of the person's, that had a time */
	xcb_timestamp_t time = told_time(rig);
	set_focus(rig, inner, time);
	ok_named(time != XCB_CURRENT_TIME && rig_focus(rig) == inner, name);
	rig_close(rig, w);
}

static void
focus_models(struct rig *rig)
{
	focus_within(rig, true, "4.1.7 Locally Active: what it takes it has");
	focus_within(rig, false, "4.1.7 Globally Active: what it takes it has");
}

/* --- whose it is ------------------------------------------------------------------- */

static void
claim_all(struct rig *rig, xcb_window_t w)
{
	const uint32_t strut[4] = {0, 0, 300, 0};

	rig_set(rig, w, "_NET_WM_STRUT", "CARDINAL", strut, 4);
	rig_set_atom(rig, w, "_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_DOCK");
	rig_set_atom(rig, w, "_NET_WM_STATE", "_NET_WM_STATE_ABOVE");
	rig_set_text(rig, w, "WM_CLASS", "paravent-strip");
}

static uint32_t
work_top(struct rig *rig)
{
	uint32_t words[64] = {0};

	rig_get(rig, rig->root, "_NET_WORKAREA", words);
	return words[1];
}

/* Taken for dom0's first; then the daemon says that it is a domain's. */
static void
known_late(struct rig *rig)
{
	xcb_connection_t *x = xcb_connect(rig->display, NULL);
	const xcb_setup_t *setup = xcb_get_setup(x);
	struct desk_record record =
	    fake_desk_domain(9, "late", setup->resource_id_base, setup->resource_id_mask);
	xcb_window_t w = xcb_generate_id(x);
	uint32_t words[64] = {0};

	xcb_create_window(x, XCB_COPY_FROM_PARENT, w, rig->root, 200, 300, 320, 240, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, 0, NULL);
	free(xcb_get_input_focus_reply(x, xcb_get_input_focus(x), NULL));
	claim_all(rig, w);
	xcb_map_window(x, w);
	rig_sync_after(rig, x);
	ok_named(work_top(rig) == 300, "a panel, as far as anybody knows");
	ok_named(fake_desk_send(&rig->desk, &record), "which is a domain's");
	xcb_window_t d = rig_show(rig, DOM0, somewhere); /* has it hear of that */
	ok_named(work_top(rig) == 0, "P9: then it takes nothing off the work area");
	rig_get(rig, w, "_NET_FRAME_EXTENTS", words);
	ok_named(words[2] > 0, "P4: and has a title bar");
	ok_named(!rig_has_atom(rig, w, "_NET_WM_STATE", "_NET_WM_STATE_ABOVE"),
	    "P9: and is not above others");
	rig_close(rig, d);
	xcb_disconnect(x);
	rig_sync(rig);
}

/* The daemon goes, and a worker has not gone yet. */
static void
nobody_knows(struct rig *rig)
{
	xcb_window_t d = rig_show(rig, DOM0, somewhere);
	xcb_window_t w = rig_window(rig, WORK, somewhere);

	claim_all(rig, w);
	rig_map(rig, w);
	close(rig->desk.program);
	rig->desk.program = -1;
	rig_sync(rig);
	rig_ask(rig, w, "_NET_ACTIVE_WINDOW", 1, 0, 0, 0, 0);
	ok_named(rig_focus(rig) == d, "P6: without a daemon a domain's is not dom0's");
	rig_state(rig, w, 1, "_NET_WM_STATE_FULLSCREEN", 1);
	ok_named(!rig_has_atom(rig, w, "_NET_WM_STATE", "_NET_WM_STATE_FULLSCREEN"),
	    "P9: nor fills it the screen");
	ok_named(work_top(rig) == 0, "P9: nor is it a panel");
	rig_desk_again(rig);
	rig_close(rig, w);
	rig_close(rig, d);
}

int
main(void)
{
	struct rig *rig = rig_create(NULL);

	lost_counter(rig);
	struts_of_all(rig);
	extents_foretold(rig);
	together(rig);
	late_to_drag(rig);
	drag_in_switcher(rig);
	many_in_switcher(rig);
	french_digits(rig);
	focus_thrown_away(rig);
	focus_models(rig);
	known_late(rig);
	nobody_knows(rig);
	rig_destroy(rig);
	return done_testing();
}
