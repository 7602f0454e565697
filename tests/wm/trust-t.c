/* Windows of domains, as paravent-daemon names them, among each other and dom0's. */
#include "common/paint/palette.h"
#include "tests/scenario/hands.h"
#include "tests/unit/kill_one.h"
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"
#include "wm/paint.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DOM0, WORK, PERSONAL };

#define ATTENTION "_NET_WM_STATE_DEMANDS_ATTENTION"
#define LABEL_HEIGHT (12u + RIG_FRAME)

static const struct rect somewhere = {200, 300, 320, 240};

static bool
has(struct rig *rig, xcb_window_t w, const char *state)
{
	return rig_has_atom(rig, w, "_NET_WM_STATE", state);
}

static uint32_t
pixel(struct rig *rig, int32_t x, int32_t y)
{
	xcb_get_image_reply_t *image = xcb_get_image_reply(rig->x,
	    xcb_get_image(rig->x, XCB_IMAGE_FORMAT_Z_PIXMAP, rig->root, (int16_t)x,
	        (int16_t)y, 1, 1, ~0u),
	    NULL);
	uint32_t value = 0;

	if (image) {
		memcpy(&value, xcb_get_image_data(image), 4);
	}
	free(image);
	return value & 0xffffff;
}

/* The bar's first px below its top left corner: the label's plate, in the mark's colour.
 */
static uint32_t
mark_of(struct rig *rig, xcb_window_t w)
{
	struct rect top = rig_place(rig, rig_top(rig, w));

	return pixel(rig, top.x + 3, top.y + 3);
}

static uint32_t
viewable_parts(struct rig *rig, xcb_window_t w)
{
	xcb_query_tree_reply_t *tree =
	    xcb_query_tree_reply(rig->x, xcb_query_tree(rig->x, rig_top(rig, w)), NULL);
	uint32_t count = 0;

	for (int i = 0; tree && i < xcb_query_tree_children_length(tree); i++) {
		count += rig_is_viewable(rig, xcb_query_tree_children(tree)[i]);
	}
	free(tree);
	return count;
}

static void
marks(struct rig *rig)
{
	uint32_t words[64];
	xcb_window_t w = rig_show(rig, WORK, somewhere);
	xcb_window_t p = rig_show(rig, PERSONAL, somewhere);
	xcb_window_t d = rig_show(rig, DOM0, somewhere);

	ok_named(mark_of(rig, w) == 0x286cb0, "P4: a domain's title bar has its colour");
	ok_named(mark_of(rig, p) == 0x2c8458, "P4: another's has another");
	ok_named(mark_of(rig, d) == PALETTE_DOM0, "P4: dom0's has its own");
	rig_get(rig, w, "_NET_FRAME_EXTENTS", words);
	ok_named(words[2] == RIG_TOP + RIG_FRAME - LABEL_HEIGHT && words[0] == 1 &&
	        words[3] == 1,
	    "the title bar lies over the worker's label, and its frame is the border");
	rig_state(rig, w, 1, "_NET_WM_STATE_FULLSCREEN", 2);
	rig_get(rig, w, "_NET_FRAME_EXTENTS", words);
	ok_named(words[2] == 0, "without a title bar the worker's label shows");
	rig_close(rig, w);
	rig_close(rig, p);
	rig_close(rig, d);
}

/* How many px of an active title bar, where only the bar shows, are not the mark's. */
static size_t
unlike(struct rig *rig, xcb_window_t w, const struct mark *mark)
{
	enum { FIRST = 120, END = 200, ROW = 5 }; /* right of the name, left of buttons */
	const struct paint_look look = {
	    .mark = *mark, .has_mark = true, .is_active = true, .height = PAINT_BAR};
	struct mark_picture tile;
	struct rect top = rig_place(rig, rig_top(rig, w));
	size_t count = 0;

	if (!paint_bar(&look, &tile)) {
		return END;
	}
	for (uint32_t x = FIRST; x < END; x++) {
		size_t at = (size_t)ROW * tile.width + x % tile.width;
		uint32_t wanted;
		memcpy(&wanted, tile.pixels + 4 * at, 4);
		count += (wanted & 0xffffff) !=
		    pixel(rig, top.x + 1 + (int32_t)x, top.y + 1 + ROW);
	}
	mark_picture_finish(&tile);
	return count;
}

static void
texture(struct rig *rig)
{
	struct mark mark = {.label = "work",
	    .colour = 0x2b6cb0,
	    .pattern = MARK_STRIPES,
	    .texture = (const uint8_t *)FAKE_DESK_TEXTURE};
	struct mark own = {
	    .label = "dom0", .colour = PALETTE_DOM0, .texture = mark.texture};
	xcb_window_t w = rig_show(rig, WORK, somewhere);

	rig_ask(rig, w, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(unlike(rig, w, &mark) == 0, "P22: a title bar bears the secret texture");
	mark.texture = NULL;
	ok_named(unlike(rig, w, &mark) > 20, "P22: which another session would not");
	xcb_window_t d = rig_show(rig, DOM0, somewhere);
	rig_ask(rig, d, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(unlike(rig, d, &own) == 0, "P22: dom0's does, too");
	rig_close(rig, d);
	rig_close(rig, w);
}

/* Buttons give way to the name, and come back. */
static void
narrow(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, WORK, somewhere);
	struct rect wide = rig_place(rig, rig_top(rig, w));
	const struct rect to[] = {{300, 300, 50, 100}, {300, 300, 90, 100}};
	const uint32_t buttons[] = {0, 1};
	uint32_t all = viewable_parts(rig, w);

	for (size_t i = 0; i < ARRAY_LEN(to); i++) {
		rig_configure(rig, w, 4 | 8, to[i]);
		struct rect top = rig_place(rig, rig_top(rig, w));
		ok_named(viewable_parts(rig, w) == all - 3 + buttons[i],
		    "P4: a narrow one keeps its name whole, and fewer buttons");
		ok_named(pixel(rig, top.x + 40, top.y + 3) == 0x286cb0,
		    "P4: the name's ground goes on to its end");
	}
	rig_configure(rig, w, 4 | 8, wide);
	ok_named(viewable_parts(rig, w) == all, "wide again, it has all");
	rig_close(rig, w);
}

static void
lies(struct rig *rig)
{
	const uint32_t none[5] = {2, 0, 0, 0, 0};
	const uint32_t strut[4] = {0, 0, 300, 0};
	const uint32_t all = 0xffffffff;
	uint32_t words[64];
	xcb_window_t w = rig_window(rig, WORK, somewhere);

	rig_set(rig, w, "_MOTIF_WM_HINTS", "_MOTIF_WM_HINTS", none, 5);
	rig_set(rig, w, "_NET_WM_STRUT", "CARDINAL", strut, 4);
	rig_set_atom(rig, w, "_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_DOCK");
	rig_set_atom(rig, w, "_NET_WM_STATE", "_NET_WM_STATE_ABOVE");
	rig_set_text(rig, w, "WM_CLASS", "paravent-strip");
	rig_map(rig, w);
	ok_named(
	    mark_of(rig, w) == 0x286cb0, "P4: no hint takes a domain's title bar away");
	rig_get(rig, rig->root, "_NET_WORKAREA", words);
	ok_named(words[1] == 0 && words[3] == RIG_HEIGHT,
	    "P9: a domain takes nothing off the work area");
	ok_named(!has(rig, w, "_NET_WM_STATE_ABOVE"), "P9: nor puts itself above");
	rig_state(rig, w, 1, "_NET_WM_STATE_ABOVE", 1);
	ok_named(!has(rig, w, "_NET_WM_STATE_ABOVE"), "P9: nor later");
	rig_state(rig, w, 1, "_NET_WM_STATE_STICKY", 1);
	ok_named(!has(rig, w, "_NET_WM_STATE_STICKY"), "nor on every workspace");
	rig_set(rig, w, "_NET_WM_STRUT_PARTIAL", "CARDINAL", &all, 1);
	rig_state(rig, w, 1, "_NET_WM_STATE_ABOVE", 2);
	ok_named(has(rig, w, "_NET_WM_STATE_ABOVE"), "the person may, through a panel");
	rig_close(rig, w);
	xcb_window_t d = rig_show(rig, DOM0, somewhere);
	w = rig_window(rig, WORK, somewhere);
	rig_set(rig, w, "WM_TRANSIENT_FOR", "WINDOW", &d, 1);
	rig_map(rig, w);
	ok_named(rig_focus(rig) == d && rig_is_above(rig, d, w),
	    "P12: a domain's window is no dialog of dom0's");
	rig_close(rig, w);
	rig_close(rig, d);
}

static void
focus(struct rig *rig)
{
	xcb_window_t d = rig_show(rig, DOM0, somewhere);
	xcb_window_t w = rig_show(rig, WORK, somewhere);

	ok_named(rig_focus(rig) == d, "P6: mapped, it does not take the focus");
	ok_named(has(rig, w, ATTENTION), "it asks for attention");
	ok_named(rig_is_above(rig, d, w), "and does not lie above");
	rig_ask(rig, w, "_NET_ACTIVE_WINDOW", 1, 0, 0, 0, 0);
	ok_named(rig_focus(rig) == d, "P6: asking does not take it either");
	rig_configure(rig, w, 1 | 2 | 4 | 8, (struct rect){300, 300, 400, 300});
	uint32_t above = XCB_STACK_MODE_ABOVE;
	xcb_configure_window(rig->of[WORK], w, XCB_CONFIG_WINDOW_STACK_MODE, &above);
	rig_sync_after(rig, rig->of[WORK]);
	ok_named(rig_is_above(rig, d, w), "P6: nor does raising raise");
	xcb_set_input_focus(rig->of[WORK], XCB_INPUT_FOCUS_PARENT, w, XCB_CURRENT_TIME);
	rig_sync_after(rig, rig->of[WORK]);
	ok_named(rig_focus(rig) == d, "P6: taken with SetInputFocus, it is taken back");
	rig_key(rig, 0xffeb, 'u');
	ok_named(rig_focus(rig) == w && !has(rig, w, ATTENTION), "Super+u goes there");
	xcb_window_t w2 = rig_show(rig, WORK, somewhere);
	ok_named(rig_focus(rig) == w2, "within the domain a new window may have it");
	xcb_window_t p = rig_show(rig, PERSONAL, somewhere);
	ok_named(rig_focus(rig) == w2, "P6: another domain's may not");
	xcb_window_t d2 = rig_show(rig, DOM0, somewhere);
	ok_named(rig_focus(rig) == w2, "P6: and dom0 does not interrupt typing either");
	rig_close(rig, w2);
	ok_named(rig_focus(rig) == w, "closed: it stays in the domain");
	rig_close(rig, w);
	xcb_window_t after = rig_focus(rig);
	ok_named(after != d && after != d2 && after != p && after > 1,
	    "P6: the domain went by itself: what is still typed goes to nobody");
	rig_close(rig, d);
	rig_close(rig, d2);
	ok_named(rig_focus(rig) != p && rig_focus(rig) > 1,
	    "P6: dom0 is gone too: nobody has it");
	struct rect r = rig_place(rig, p);
	rig_click(rig, r.x + 50, r.y + 50);
	ok_named(rig_focus(rig) == p, "a click gives it");
	rig_close(rig, p);
}

/* Whom the keyboard goes to depends on who sent a domain's window away (P6). */
static void
sent_away(struct rig *rig)
{
	enum { ICONIC = 3 };
	xcb_window_t d = rig_show(rig, DOM0, somewhere);
	xcb_window_t w = rig_show(rig, WORK, somewhere);

	rig_ask(rig, w, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	rig_ask(rig, w, "WM_CHANGE_STATE", ICONIC, 0, 0, 0, 0);
	ok_named(rig_focus(rig) != w && rig_focus(rig) != d,
	    "P6: a domain that minimises its window gives the keyboard to nobody");
	rig_ask(rig, w, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	rig_key(rig, 0xffeb, 'n');
	ok_named(rig_focus(rig) == d, "P6: the person who does so, to dom0");
	rig_ask(rig, w, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	rig_ask(rig, w, "_NET_WM_DESKTOP", 1, 1, 0, 0, 0);
	ok_named(rig_focus(rig) != w && rig_focus(rig) != d,
	    "P6: nor does one that leaves the workspace");
	xcb_window_t never = rig_show(rig, WORK, somewhere);
	rig_ask(rig, never, "_NET_WM_DESKTOP", 2, 2, 0, 0, 0);
	rig_key(rig, 0xffeb, '3');
	ok_named(rig_focus(rig) != never,
	    "P6: a domain's window that never had it does not get it with a workspace");
	rig_key(rig, 0xffeb, '2');
	ok_named(rig_focus(rig) == w, "one that had it does");
	rig_key(rig, 0xffeb, '1');
	rig_ask(rig, w, "_NET_WM_DESKTOP", 0, 2, 0, 0, 0);
	rig_ask(rig, w, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	rig_ask(rig, w, "_NET_CLOSE_WINDOW", 0, 2, 0, 0, 0);
	ok_named(rig_is_viewable(rig, w),
	    "asked to close, not killed: that would be all of its domain's windows");
	rig_close(rig, w);
	ok_named(rig_focus(rig) == d, "P6: closed as the person asked, to dom0");
	rig_close(rig, never);
	rig_close(rig, d);
}

static void
places(struct rig *rig)
{
	xcb_window_t d = rig_show(rig, DOM0, (struct rect){0, 0, 300, 200});
	struct rect r = rig_place(rig, d);

	rig_pointer(rig, r.x + 100, r.y + 100);
	for (int i = 0; i < 5; i++) {
		xcb_window_t w = rig_show(rig, WORK, (struct rect){r.x, r.y, 250, 150});
		struct rect at = rig_place(rig, rig_top(rig, w));
		ok_named(rect_equals(rect_intersect(at, r), (struct rect){0, 0, 0, 0}),
		    "P25: a domain's window does not come over the focused one");
		rig_close(rig, w);
	}
	xcb_window_t w = rig_window(rig, WORK, (struct rect){r.x, r.y, 250, 150});
	const uint32_t hints[18] = {1, [17] = 1};
	rig_set(rig, w, "WM_NORMAL_HINTS", "WM_SIZE_HINTS", hints, 18);
	rig_map(rig, w);
	struct rect at = rig_place(rig, rig_top(rig, w));
	ok_named(at.x > r.x + 100 || at.y > r.y + 100 ||
	        at.x + (int32_t)at.width < r.x + 100 ||
	        at.y + (int32_t)at.height < r.y + 100,
	    "P25: nor where it says, under the pointer");
	rig_close(rig, w);
	rig_close(rig, d);
}

static void
fullscreen(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, WORK, somewhere);
	struct rect before = rig_place(rig, w);

	rig_state(rig, w, 1, "_NET_WM_STATE_FULLSCREEN", 1);
	ok_named(rect_equals(rig_place(rig, w), before) &&
	        !has(rig, w, "_NET_WM_STATE_FULLSCREEN"),
	    "P9: a domain does not fill the screen by itself");
	ok_named(has(rig, w, ATTENTION), "it asks");
	rig_ask(rig, w, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	rig_key(rig, 0xffeb, 'f');
	ok_named(has(rig, w, "_NET_WM_STATE_FULLSCREEN"), "P9: the person does it");
	rig_key(rig, 0xffeb, 'f');
	ok_named(rect_equals(rig_place(rig, w), before), "P9: and leaves it");
	rig_close(rig, w);
	w = rig_window(rig, WORK, somewhere);
	rig_set_atom(rig, w, "_NET_WM_STATE", "_NET_WM_STATE_FULLSCREEN");
	rig_map(rig, w);
	ok_named(rig_place(rig, w).width == 320, "P9: nor with its first mapping");
	rig_close(rig, w);
}

/* It shows itself in a popup over its dock; it has others, too, which come and go. */
static void
strip_top(struct rig *rig, xcb_window_t dock, xcb_window_t popup)
{
	const uint32_t yes = 1;
	const uint32_t above = XCB_STACK_MODE_ABOVE;
	xcb_window_t top = rig_window(rig, DOM0, (struct rect){0, 0, RIG_WIDTH, 24});
	xcb_change_window_attributes(rig->x, top, XCB_CW_OVERRIDE_REDIRECT, &yes);
	xcb_map_window(rig->x, top);
	xcb_window_t view =
	    rig_window(rig, DOM0, (struct rect){0, 0, RIG_WIDTH, RIG_HEIGHT});
	xcb_change_window_attributes(rig->x, view, XCB_CW_OVERRIDE_REDIRECT, &yes);
	xcb_map_window(rig->x, view);
	rig_sync_after(rig, rig->x);
	rig_close(rig, view);
	xcb_configure_window(rig->of[WORK], popup, XCB_CONFIG_WINDOW_STACK_MODE, &above);
	rig_sync_after(rig, rig->of[WORK]);
	ok_named(rig_is_above(rig, top, popup) && rig_is_above(rig, top, dock),
	    "P2: nor over what the strip shows itself in, which nothing covers");
	rig_close(rig, top);
}

/* A strip of dom0's, by its class; a domain with that class was refused above. */
static void
strip(struct rig *rig)
{
	const uint32_t yes = 1;
	xcb_window_t s = rig_show_strip(rig, 24);
	xcb_window_t w = rig_show(rig, WORK, somewhere);
	rig_ask(rig, w, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	rig_state(rig, w, 1, "_NET_WM_STATE_FULLSCREEN", 2);
	ok_named(rig_place(rig, w).y == 24 && rig_place(rig, w).height == RIG_HEIGHT - 24,
	    "P2: full screen leaves the strip free");
	ok_named(rig_is_above(rig, s, w), "P2: which lies above");
	xcb_window_t d = rig_show(rig, DOM0, somewhere);
	rig_ask(rig, d, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	rig_state(rig, d, 1, "_NET_WM_STATE_ABOVE", 2);
	rig_ask(rig, d, "_NET_MOVERESIZE_WINDOW", 1 | 1 << 8 | 1 << 9, 0, 0, 0, 0);
	ok_named(rig_place(rig, rig_top(rig, d)).y >= 24 && rig_is_above(rig, s, d),
	    "P2: no title bar goes under it");
	xcb_window_t o = rig_window(rig, WORK, (struct rect){0, 0, 300, 100});
	xcb_change_window_attributes(rig->of[WORK], o, XCB_CW_OVERRIDE_REDIRECT, &yes);
	xcb_map_window(rig->of[WORK], o);
	rig_sync_after(rig, rig->of[WORK]);
	ok_named(rig_is_above(rig, s, o), "P2: a popup over it is under it at once");
	uint32_t above = XCB_STACK_MODE_ABOVE;
	xcb_configure_window(rig->of[WORK], o, XCB_CONFIG_WINDOW_STACK_MODE, &above);
	rig_sync_after(rig, rig->of[WORK]);
	ok_named(rig_is_above(rig, s, o), "P2: raised, too");
	strip_top(rig, s, o);
	xcb_connection_t *other = xcb_connect(rig->display, NULL); /* not the strip's */
	xcb_window_t locker = xcb_generate_id(other);
	xcb_create_window(other, XCB_COPY_FROM_PARENT, locker, rig->root, 0, 0, RIG_WIDTH,
	    RIG_HEIGHT, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_OVERRIDE_REDIRECT, &yes);
	xcb_map_window(other, locker);
	rig_sync_after(rig, other);
	ok_named(rig_is_above(rig, locker, s),
	    "P29: what dom0 has over it, as lockers, is the strip's to judge");
	xcb_disconnect(other);
	rig_close(rig, o);
	rig_close(rig, d);
	rig_close(rig, w);
	rig_close(rig, s);
}

/* Told of a domain and asked to map its first window, both while it did not look. */
static void
first_window(struct rig *rig)
{
	const uint32_t events = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
	xcb_connection_t *x = xcb_connect(rig->display, NULL);
	const xcb_setup_t *setup = xcb_get_setup(x);
	struct desk_record record =
	    fake_desk_domain(9, "late", setup->resource_id_base, setup->resource_id_mask);
	xcb_window_t w = xcb_generate_id(x);

	xcb_create_window(x, XCB_COPY_FROM_PARENT, w, rig->root, 200, 300, 320, 240, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, XCB_CW_EVENT_MASK,
	    &events);
	kill_one(rig->manager, SIGSTOP);
	ok_named(fake_desk_send(&rig->desk, &record), "a domain comes, and its window");
	xcb_map_window(x, w);
	free(xcb_get_input_focus_reply(x, xcb_get_input_focus(x), NULL));
	kill_one(rig->manager, SIGCONT);
	rig_sync_after(rig, x);
	const xcb_reparent_notify_event_t *e = rig_event(rig, x, XCB_REPARENT_NOTIFY);
	ok_named(e && e->x == 1, "P4: it is never dressed as dom0's");
	xcb_disconnect(x);
	rig_sync(rig);
}

/* Frames are dressed anew, as a domain has changed; a button of one is pressed before. */
static void
pressed_undressed(struct rig *rig)
{
	struct desk_record record = fake_desk_domain(9, "some", 0x1000000, 0xfffff);
	xcb_window_t w = rig_show(rig, DOM0, somewhere);
	xcb_window_t next = rig_window(rig, DOM0, somewhere);
	struct rect r = rig_place(rig, rig_top(rig, w));

	rig_pointer(rig, r.x + (int32_t)r.width - 12, r.y + 12);
	kill_one(rig->manager, SIGSTOP);
	ok_named(fake_desk_send(&rig->desk, &record), "a domain comes");
	xcb_map_window(rig->x, next); /* has it hear of the domain */
	hands_button(rig->x, 1, true);
	hands_move(rig->x, r.x + 20, r.y + 100);
	hands_button(rig->x, 1, false);
	free(xcb_get_input_focus_reply(rig->x, xcb_get_input_focus(rig->x), NULL));
	kill_one(rig->manager, SIGCONT);
	rig_sync(rig);
	ok_named(rig_is_viewable(rig, w), "a button of a frame that is to be dressed");
	rig_close(rig, next);
	rig_close(rig, w);
}

int
main(void)
{
	struct rig *rig = rig_create(NULL);

	marks(rig);
	texture(rig);
	narrow(rig);
	lies(rig);
	focus(rig);
	sent_away(rig);
	places(rig);
	fullscreen(rig);
	strip(rig);
	first_window(rig);
	pressed_undressed(rig);
	rig_destroy(rig);
	return done_testing();
}
