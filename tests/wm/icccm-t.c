/* ICCCM 2: what a client may count on, with real clients. */
#include "tests/unit/kill_one.h"
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define XYWH 15 /* all four of ConfigureWindow */
#define WH 12

enum { WITHDRAWN = 0, NORMAL = 1, ICONIC = 3 };

static const struct rect somewhere = {200, 300, 320, 240};

static bool
same(struct rect a, struct rect b)
{
	if (!rect_equals(a, b)) {
		printf("# %d,%d %ux%u is not %d,%d %ux%u\n", a.x, a.y, a.width, a.height,
		    b.x, b.y, b.width, b.height);
	}
	return rect_equals(a, b);
}

static void
set_hints(struct rig *rig, xcb_window_t w, uint32_t flags, const uint32_t *from5,
    uint32_t n, uint32_t gravity)
{
	uint32_t words[18] = {flags};

	for (uint32_t i = 0; i < n; i++) {
		words[5 + i] = from5[i];
	}
	words[17] = gravity;
	rig_set(rig, w, "WM_NORMAL_HINTS", "WM_SIZE_HINTS", words, 18);
}

/* A window that says US_POSITION, so that it stays where it was put. */
static xcb_window_t
placed(struct rig *rig, struct rect r, uint32_t gravity)
{
	xcb_window_t w = rig_window(rig, 0, r);

	set_hints(rig, w, 1 | 512, NULL, 0, gravity);
	rig_map(rig, w);
	return w;
}

/* --- states ------------------------------------------------------------------------ */

static void
states(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, 0, somewhere);

	ok_named(rig_is_viewable(rig, w), "4.1.4 mapped: viewable");
	ok_named(rig_top(rig, w) != w, "4.2.1 reparented into a frame");
	ok_named(
	    rig_word(rig, w, "WM_STATE", 99) == NORMAL, "4.1.3.1 WM_STATE is Normal");
	rig_ask(rig, w, "WM_CHANGE_STATE", ICONIC, 0, 0, 0, 0);
	ok_named(!rig_is_viewable(rig, w), "4.1.4 iconified by WM_CHANGE_STATE");
	ok_named(
	    rig_word(rig, w, "WM_STATE", 99) == ICONIC, "4.1.3.1 WM_STATE is Iconic");
	rig_map(rig, w);
	ok_named(rig_is_viewable(rig, w) && rig_word(rig, w, "WM_STATE", 99) == NORMAL,
	    "4.1.4 mapped from Iconic: Normal");
	rig_unmap(rig, w);
	ok_named(rig_top(rig, w) == w, "4.1.4 withdrawn: back on the root");
	ok_named(rig_word(rig, w, "WM_STATE", WITHDRAWN) == WITHDRAWN,
	    "4.1.3.1 withdrawn: no WM_STATE");
	rig_map(rig, w);
	ok_named(
	    rig_is_viewable(rig, w) && rig_top(rig, w) != w, "4.1.4 mapped once more");
	rig_ask(rig, w, "WM_CHANGE_STATE", ICONIC, 0, 0, 0, 0);
	rig_unmap(rig, w);
	ok_named(rig_word(rig, w, "WM_STATE", WITHDRAWN) == WITHDRAWN,
	    "4.1.4 withdrawn from Iconic by the synthetic UnmapNotify");
	rig_close(rig, w);
	ok_named(!rig_has_word(rig, rig->root, "_NET_CLIENT_LIST", w),
	    "a window that is destroyed is forgotten");
}

static void
initial_state(struct rig *rig)
{
	uint32_t hints[9] = {2, 1, ICONIC};
	xcb_window_t w = rig_window(rig, 0, somewhere);

	rig_set(rig, w, "WM_HINTS", "WM_HINTS", hints, 9);
	rig_map(rig, w);
	ok_named(!rig_is_viewable(rig, w) && rig_word(rig, w, "WM_STATE", 99) == ICONIC,
	    "4.1.2.4 initial_state Iconic");
	ok_named(rig_has_word(rig, rig->root, "_NET_CLIENT_LIST", w), "and managed");
	rig_close(rig, w);
}

static void
not_ours(struct rig *rig)
{
	uint32_t yes = 1;
	xcb_window_t w = rig_window(rig, 0, somewhere);

	xcb_change_window_attributes(rig->x, w, XCB_CW_OVERRIDE_REDIRECT, &yes);
	xcb_map_window(rig->x, w);
	rig_sync(rig);
	ok_named(rig_top(rig, w) == w && same(rig_place(rig, w), somewhere),
	    "4.1.10 override-redirect: left alone");
	rig_close(rig, w);
	w = rig_window(rig, 0, somewhere);
	rig_configure(rig, w, XYWH, (struct rect){11, 22, 133, 144});
	ok_named(same(rig_place(rig, w), (struct rect){11, 22, 133, 144}),
	    "4.1.5 an unmapped window's ConfigureRequest passes");
	rig_close(rig, w);
}

/* --- geometry ---------------------------------------------------------------------- */

static void
gravities(struct rig *rig)
{
	/* Where the client is when its window asked for 300,200 of 200x100: the frame's
	 * point that gravity names is where the window's was. */
	const struct {
		const char *name;
		int32_t x, y;
	} table[] = {
	    {"NorthWest", 300 + 4, 200 + 25},
	    {"North", 300, 200 + 25},
	    {"NorthEast", 300 - 4, 200 + 25},
	    {"West", 300 + 4, 200 + (25 - 4) / 2},
	    {"Center", 300, 200 + (25 - 4) / 2},
	    {"East", 300 - 4, 200 + (25 - 4) / 2},
	    {"SouthWest", 300 + 4, 200 - 4},
	    {"South", 300, 200 - 4},
	    {"SouthEast", 300 - 4, 200 - 4},
	    {"Static", 300, 200},
	};
	char name[64];

	for (uint32_t i = 0; i < ARRAY_LEN(table); i++) {
		xcb_window_t w = placed(rig, (struct rect){300, 200, 200, 100}, i + 1);
		struct rect wanted = {table[i].x, table[i].y, 200, 100};

		snprintf(name, sizeof(name), "4.1.2.3 win_gravity %s", table[i].name);
		ok_named(same(rig_place(rig, w), wanted), name);
		rig_unmap(rig, w);
		snprintf(name, sizeof(name), "4.1.4 withdrawn: where it was, %s",
		    table[i].name);
		ok_named(
		    same(rig_place(rig, w), (struct rect){300, 200, 200, 100}), name);
		rig_close(rig, w);
	}
}

static void
resized_keeps_gravity(struct rig *rig)
{
	const struct {
		const char *name;
		uint32_t gravity;
		int32_t dx, dy;
	} table[] = {
	    {"NorthWest", 1, 0, 0},
	    {"NorthEast", 3, -100, 0},
	    {"SouthWest", 7, 0, -50},
	    {"SouthEast", 9, -100, -50},
	    {"Center", 5, -50, -25},
	    {"Static", 10, 0, 0},
	};
	char name[64];

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		xcb_window_t w =
		    placed(rig, (struct rect){400, 300, 200, 100}, table[i].gravity);
		struct rect before = rig_place(rig, w);
		rig_configure(rig, w, WH, (struct rect){0, 0, 300, 150});
		struct rect wanted = {
		    before.x + table[i].dx, before.y + table[i].dy, 300, 150};
		snprintf(
		    name, sizeof(name), "4.1.5 resized by itself, %s", table[i].name);
		ok_named(same(rig_place(rig, w), wanted), name);
		rig_close(rig, w);
	}
}

static void
size_hints(struct rig *rig)
{
	const struct {
		const char *name;
		uint32_t flags;
		uint32_t from5[12]; /* min, max, inc, aspects, base */
		uint32_t asked_w, asked_h, w, h;
	} table[] = {
	    {"min_size", 16, {100, 80}, 10, 10, 100, 80},
	    {"max_size", 32, {0, 0, 300, 200}, 900, 700, 300, 200},
	    {"increments from base", 64 | 256, {0, 0, 0, 0, 10, 20, 0, 0, 0, 0, 5, 6},
	        238, 238, 235, 226},
	    {"increments from min", 16 | 64, {30, 40, 0, 0, 10, 20}, 238, 238, 230, 220},
	    {"aspect", 128, {0, 0, 0, 0, 0, 0, 2, 1, 2, 1}, 300, 300, 300, 150},
	    {"most below least", 16 | 32, {200, 200, 100, 100}, 50, 50, 200, 200},
	    {"zero increments", 64, {0, 0, 0, 0, 0, 0}, 123, 124, 123, 124},
	    {"zero aspect", 128, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 123, 124, 123, 124},
	};
	char name[64];

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		xcb_window_t w = rig_window(rig, 0, somewhere);
		set_hints(rig, w, table[i].flags, table[i].from5, 12, 1);
		rig_map(rig, w);
		rig_configure(
		    rig, w, WH, (struct rect){0, 0, table[i].asked_w, table[i].asked_h});
		struct rect r = rig_place(rig, w);
		snprintf(name, sizeof(name), "4.1.2.3 %s", table[i].name);
		if (!ok_named(r.width == table[i].w && r.height == table[i].h, name)) {
			printf("# %ux%u\n", r.width, r.height);
		}
		rig_close(rig, w);
	}
}

static void
nonsense_hints(struct rig *rig)
{
	uint32_t words[18];
	xcb_window_t w = rig_window(rig, 0, somewhere);

	memset(words, 0xff, sizeof(words));
	rig_set(rig, w, "WM_NORMAL_HINTS", "WM_SIZE_HINTS", words, 18);
	rig_set(rig, w, "WM_HINTS", "WM_HINTS", words, 9);
	rig_set(rig, w, "WM_TRANSIENT_FOR", "WINDOW", words, 1);
	rig_set(rig, w, "WM_PROTOCOLS", "ATOM", words, 18);
	rig_set(rig, w, "_NET_WM_STRUT_PARTIAL", "CARDINAL", words, 12);
	rig_set(rig, w, "_NET_WM_DESKTOP", "CARDINAL", words, 1);
	rig_set(rig, w, "_MOTIF_WM_HINTS", "_MOTIF_WM_HINTS", words, 5);
	rig_map(rig, w);
	ok_named(rig_has_word(rig, rig->root, "_NET_CLIENT_LIST", w),
	    "hints of all ones: managed all the same");
	for (uint32_t n = 0; n < 18; n++) {
		rig_set(rig, w, "WM_NORMAL_HINTS", "WM_SIZE_HINTS", words, n);
	}
	rig_set_text(rig, w, "WM_NORMAL_HINTS", "text");
	rig_set_text(rig, w, "WM_HINTS", "text");
	rig_set_text(rig, w, "WM_TRANSIENT_FOR", "text");
	ok_named(rig_has_word(rig, rig->root, "_NET_CLIENT_LIST", w),
	    "cut hints, and of other types");
	rig_close(rig, w);
}

/* ICCCM 4.1.5: every request is answered, and with the root's coordinates. */
static void
notified(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, 0, somewhere);
	struct rect at = rig_place(rig, w);

	rig_forget_events(rig, rig->x);
	rig_configure(rig, w, XYWH, (struct rect){50, 60, 320, 240});
	const xcb_configure_notify_event_t *e = NULL;
	const xcb_configure_notify_event_t *next;
	struct rect told = {0, 0, 0, 0};
	bool was_sent = false;
	while ((next = rig_event(rig, rig->x, XCB_CONFIGURE_NOTIFY))) {
		e = next;
		if (e->window == w) {
			told = (struct rect){e->x, e->y, e->width, e->height};
			was_sent = e->response_type & 0x80;
		}
	}
	ok_named(was_sent && same(told, rig_place(rig, w)),
	    "4.1.5 moved: a synthetic ConfigureNotify with the root's coordinates");
	ok_named(told.x == 50 + 4 && told.y == 60 + 25, "where it asked to be");
	rig_forget_events(rig, rig->x);
	rig_configure(rig, w, XYWH, (struct rect){50, 60, 320, 240});
	e = rig_event(rig, rig->x, XCB_CONFIGURE_NOTIFY);
	ok_named(
	    e && (e->response_type & 0x80), "4.1.5 nothing to change: told all the same");
	rig_configure(rig, w, WH, (struct rect){0, 0, 400, 300});
	rig_forget_events(rig, rig->x);
	rig_state(rig, w, 1, "_NET_WM_STATE_FULLSCREEN", 1);
	rig_forget_events(rig, rig->x);
	rig_configure(rig, w, XYWH, (struct rect){5, 6, 77, 88});
	e = rig_event(rig, rig->x, XCB_CONFIGURE_NOTIFY);
	ok_named(e && (e->response_type & 0x80) && e->width == RIG_WIDTH,
	    "4.1.5 refused: told how it is");
	(void)at;
	rig_close(rig, w);
}

static void
border(struct rig *rig)
{
	xcb_window_t w = rig_window(rig, 0, (struct rect){300, 200, 200, 100});
	uint32_t px = 7;

	xcb_configure_window(rig->x, w, XCB_CONFIG_WINDOW_BORDER_WIDTH, &px);
	set_hints(rig, w, 1 | 512, NULL, 0, 10);
	rig_map(rig, w);
	xcb_get_geometry_reply_t *g =
	    xcb_get_geometry_reply(rig->x, xcb_get_geometry(rig->x, w), NULL);
	ok_named(g && g->border_width == 0, "4.1.2.3 a managed window has no border");
	free(g);
	ok_named(same(rig_place(rig, w), (struct rect){307, 207, 200, 100}),
	    "4.1.2.3 StaticGravity counts the border");
	rig_unmap(rig, w);
	g = xcb_get_geometry_reply(rig->x, xcb_get_geometry(rig->x, w), NULL);
	ok_named(g && g->border_width == 7 && g->x == 300 && g->y == 200,
	    "4.1.4 withdrawn: it has its border back");
	free(g);
	rig_close(rig, w);
}

/* --- managers ---------------------------------------------------------------------- */

static xcb_window_t
selection_owner(struct rig *rig)
{
	xcb_get_selection_owner_reply_t *r = xcb_get_selection_owner_reply(
	    rig->x, xcb_get_selection_owner(rig->x, rig_atom(rig, "WM_S0")), NULL);
	xcb_window_t owner = r ? r->owner : (xcb_window_t)XCB_NONE;

	free(r);
	return owner;
}

static void
replaced(struct rig *rig)
{
	uint32_t events = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
	xcb_window_t a = placed(rig, somewhere, 1);
	xcb_window_t b = rig_show(rig, 0, (struct rect){0, 0, 99, 99});
	struct rect before = rig_place(rig, a);
	xcb_window_t old = selection_owner(rig);

	rig_ask(rig, b, "WM_CHANGE_STATE", ICONIC, 0, 0, 0, 0);
	xcb_change_window_attributes(rig->x, rig->root, XCB_CW_EVENT_MASK, &events);
	rig_forget_events(rig, rig->x);
	ok_named(old != XCB_NONE, "2.8 WM_S0 has an owner");
	pid_t second = rig_start_manager(rig, "--replace");
	ok_named(
	    rig_await_end(&rig->manager) == 0, "2.8 the one replaced ends by itself");
	rig->manager = second;
	rig_sync(rig);
	ok_named(selection_owner(rig) != old && selection_owner(rig) != XCB_NONE,
	    "2.8 WM_S0 has another owner");
	const xcb_client_message_event_t *e;
	bool announced = false;
	while ((e = rig_event(rig, rig->x, XCB_CLIENT_MESSAGE))) {
		announced = announced || e->type == rig_atom(rig, "MANAGER");
	}
	ok_named(announced, "2.8 a MANAGER message says so");
	ok_named(rig_is_viewable(rig, a) && same(rig_place(rig, a), before),
	    "windows are taken over in their places");
	ok_named(!rig_is_viewable(rig, b) && rig_word(rig, b, "WM_STATE", 99) == ICONIC,
	    "minimised ones too");
	rig_ask(rig, b, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(rig_is_viewable(rig, b), "and they come back");
	rig_close(rig, a);
	rig_close(rig, b);
}

static void
killed(struct rig *rig)
{
	xcb_window_t a = placed(rig, somewhere, 1);

	kill_one(rig->manager, SIGKILL);
	rig_await_end(&rig->manager);
	ok_named(rig_is_viewable(rig, a) && rig_top(rig, a) == a,
	    "kill -9: the save-set gives windows back, mapped");
	rig->manager = rig_start_manager(rig, NULL);
	rig_sync(rig);
	ok_named(
	    rig_is_viewable(rig, a) && rig_top(rig, a) != a, "the next one adopts them");
	rig_close(rig, a);
}

int
main(void)
{
	struct rig *rig = rig_create(NULL);

	states(rig);
	initial_state(rig);
	not_ours(rig);
	gravities(rig);
	resized_keeps_gravity(rig);
	size_hints(rig);
	nonsense_hints(rig);
	notified(rig);
	border(rig);
	replaced(rig);
	killed(rig);
	rig_destroy(rig);
	return done_testing();
}
