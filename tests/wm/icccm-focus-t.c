/* ICCCM 2: protocols, focus, dialogs, urgency, WM_S0, with real clients. */
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"

#include <string.h>

static const struct rect somewhere = {200, 300, 320, 240};

/* --- protocols --------------------------------------------------------------------- */

static void
set_protocols(struct rig *rig, xcb_window_t w, const char *a, const char *b)
{
	uint32_t atoms[] = {rig_atom(rig, a), b ? rig_atom(rig, b) : 0};

	rig_set(rig, w, "WM_PROTOCOLS", "ATOM", atoms, b ? 2 : 1);
}

static bool
heard(struct rig *rig, const char *protocol)
{
	const xcb_client_message_event_t *e;
	bool found = false;

	while ((e = rig_event(rig, rig->x, XCB_CLIENT_MESSAGE))) {
		found = found ||
		    (e->type == rig_atom(rig, "WM_PROTOCOLS") &&
		        e->data.data32[0] == rig_atom(rig, protocol));
	}
	return found;
}

static void
closing(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, 0, somewhere);

	set_protocols(rig, w, "WM_DELETE_WINDOW", NULL);
	rig_ask(rig, w, "_NET_CLOSE_WINDOW", 0, 2, 0, 0, 0);
	ok_named(heard(rig, "WM_DELETE_WINDOW"), "4.2.8.1 WM_DELETE_WINDOW is sent");
	ok_named(rig_is_viewable(rig, w), "and the window is the client's to close");
	rig_key(rig, 0xffe9, 0xffc1); /* Alt+F4 */
	ok_named(heard(rig, "WM_DELETE_WINDOW"), "by Alt+F4 too");
	rig_close(rig, w);

	xcb_connection_t *other = xcb_connect(rig->display, NULL);
	xcb_window_t doomed = xcb_generate_id(other);
	xcb_create_window(other, XCB_COPY_FROM_PARENT, doomed, rig->root, 0, 0, 100, 100,
	    0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, 0, NULL);
	xcb_map_window(other, doomed);
	rig_sync_after(rig, other);
	rig_ask(rig, doomed, "_NET_CLOSE_WINDOW", 0, 2, 0, 0, 0);
	ok_named(!rig_has_word(rig, rig->root, "_NET_CLIENT_LIST", doomed),
	    "4.2.8.1 a client without it is disconnected");
	xcb_disconnect(other);
}

/* ICCCM 4.1.7's four models of input. */
static void
focus_models(struct rig *rig)
{
	const struct {
		const char *name;
		bool input, takes, given, told;
	} table[] = {
	    {"No Input", false, false, false, false},
	    {"Passive", true, false, true, false},
	    {"Locally Active", true, true, true, true},
	    {"Globally Active", false, true, false, true},
	};
	char name[64];

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		uint32_t hints[9] = {1, table[i].input};
		xcb_window_t w = rig_window(rig, 0, somewhere);
		rig_set(rig, w, "WM_HINTS", "WM_HINTS", hints, 9);
		if (table[i].takes) {
			set_protocols(rig, w, "WM_TAKE_FOCUS", NULL);
		}
		rig_forget_events(rig, rig->x);
		rig_map(rig, w);
		snprintf(name, sizeof(name), "4.1.7 %s: %s the focus", table[i].name,
		    table[i].given ? "given" : "not given");
		ok_named((rig_focus(rig) == w) == table[i].given, name);
		snprintf(name, sizeof(name), "4.1.7 %s: %s WM_TAKE_FOCUS", table[i].name,
		    table[i].told ? "told" : "not told");
		ok_named(heard(rig, "WM_TAKE_FOCUS") == table[i].told, name);
		rig_close(rig, w);
	}
}

static void
focus_after(struct rig *rig)
{
	xcb_window_t a = rig_show(rig, 0, somewhere);
	xcb_window_t b = rig_show(rig, 0, somewhere);

	ok_named(rig_focus(rig) == b, "a new window of dom0 has the focus");
	rig_close(rig, b);
	ok_named(rig_focus(rig) == a, "it falls back to the one before");
	rig_close(rig, a);
	ok_named(
	    rig_focus(rig) > 1 && !rig_has_word(rig, rig->root, "_NET_CLIENT_LIST", a),
	    "nobody left: not the root, and not what is under the pointer");
}

/* --- dialogs, urgency -------------------------------------------------------------- */

static void
transients(struct rig *rig)
{
	xcb_window_t a = rig_show(rig, 0, somewhere);
	xcb_window_t d = rig_window(rig, 0, (struct rect){0, 0, 100, 80});

	rig_set(rig, d, "WM_TRANSIENT_FOR", "WINDOW", &a, 1);
	rig_map(rig, d);
	struct rect pa = rig_place(rig, a);
	struct rect pd = rig_place(rig, d);
	ok_named(pd.x > pa.x && pd.y > pa.y && pd.x + 100 < pa.x + 320 &&
	        pd.y + 80 < pa.y + 240,
	    "4.1.2.6 a dialog comes over its window");
	ok_named(rig_is_above(rig, d, a), "above it");
	rig_ask(rig, a, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(rig_is_above(rig, d, a), "and stays so when that is raised");
	rig_close(rig, d);
	ok_named(rig_focus(rig) == a, "closed: the focus is its window's");
	rig_set(rig, a, "WM_TRANSIENT_FOR", "WINDOW", &a, 1);
	xcb_window_t b = rig_window(rig, 0, somewhere);
	rig_set(rig, b, "WM_TRANSIENT_FOR", "WINDOW", &a, 1);
	rig_map(rig, b);
	rig_set(rig, a, "WM_TRANSIENT_FOR", "WINDOW", &b, 1);
	rig_ask(rig, a, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	ok_named(rig_is_viewable(rig, a) && rig_is_viewable(rig, b),
	    "a circle of dialogs stops nobody");
	rig_close(rig, a);
	rig_close(rig, b);
}

static void
urgency(struct rig *rig)
{
	uint32_t hints[9] = {256};
	xcb_window_t a = rig_show(rig, 0, somewhere);
	xcb_window_t b = rig_show(rig, 0, somewhere);

	rig_set(rig, a, "WM_HINTS", "WM_HINTS", hints, 9);
	ok_named(rig_has_atom(rig, a, "_NET_WM_STATE", "_NET_WM_STATE_DEMANDS_ATTENTION"),
	    "4.1.2.4 urgency asks for attention");
	ok_named(rig_focus(rig) == b, "and takes nothing");
	rig_key(rig, 0xffeb, 'u');
	ok_named(rig_focus(rig) == a &&
	        !rig_has_atom(rig, a, "_NET_WM_STATE", "_NET_WM_STATE_DEMANDS_ATTENTION"),
	    "Super+u goes there");
	rig_close(rig, a);
	rig_close(rig, b);
}

/* --- the manager's selection ------------------------------------------------------- */

/* The property that it answers with; None when it refuses or says nothing. */
static xcb_atom_t
convert(struct rig *rig, xcb_window_t w, const char *target)
{
	xcb_convert_selection(rig->x, w, rig_atom(rig, "WM_S0"), rig_atom(rig, target),
	    rig_atom(rig, "ANSWER"), XCB_CURRENT_TIME);
	rig_sync_after(rig, rig->x);
	const xcb_selection_notify_event_t *e =
	    rig_event(rig, rig->x, XCB_SELECTION_NOTIFY);

	return e ? e->property : (xcb_atom_t)XCB_NONE;
}

static void
selection(struct rig *rig)
{
	uint32_t words[64] = {0};
	uint32_t pairs[] = {rig_atom(rig, "VERSION"), rig_atom(rig, "FIRST"),
	    rig_atom(rig, "STRING"), rig_atom(rig, "SECOND"), rig_atom(rig, "VERSION"),
	    0x1fffffff};
	xcb_window_t w = rig_window(rig, 0, somewhere);

	ok_named(convert(rig, w, "VERSION") != XCB_NONE &&
	        rig_get(rig, w, "ANSWER", words) == 2 && words[0] == 2 && words[1] == 0,
	    "4.3 WM_S0, VERSION: 2.0");
	ok_named(convert(rig, w, "TIMESTAMP") != XCB_NONE &&
	        rig_word(rig, w, "ANSWER", 0) != 0,
	    "2.6.2 TIMESTAMP: since when");
	ok_named(convert(rig, w, "TARGETS") != XCB_NONE &&
	        rig_has_word(rig, w, "ANSWER", rig_atom(rig, "VERSION")),
	    "2.6.2 TARGETS: what there is");
	ok_named(convert(rig, w, "STRING") == XCB_NONE, "2.2 anything else is refused");
	rig_set(rig, w, "ANSWER", "ATOM_PAIR", pairs, 6);
	ok_named(convert(rig, w, "MULTIPLE") != XCB_NONE &&
	        rig_get(rig, w, "FIRST", words) == 2 &&
	        rig_get(rig, w, "ANSWER", words) == 6 && words[3] == XCB_NONE,
	    "2.6.2 MULTIPLE: each by itself, also to an atom that is none");
	rig_close(rig, w);
}

int
main(void)
{
	struct rig *rig = rig_create(NULL);

	closing(rig);
	focus_models(rig);
	focus_after(rig);
	transients(rig);
	urgency(rig);
	selection(rig);
	rig_destroy(rig);
	return done_testing();
}
