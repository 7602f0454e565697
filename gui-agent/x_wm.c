#include "gui-agent/x_wm.h"

#include <stdlib.h>
#include <string.h>
#include <xcb/xcb_icccm.h>

/* The atoms from _NET_SUPPORTED on are what EWMH's property of that name lists. */
#define FIRST_SUPPORTED X__NET_SUPPORTED

static void
set_words(struct x *x, uint32_t window, enum x_atom property, xcb_atom_t type,
    const uint32_t *words, size_t count)
{
	xcb_change_property(x->connection, XCB_PROP_MODE_REPLACE, window,
	    x->atoms[property], type, 32, (uint32_t)count, words);
}

static void
set_cardinals(struct x *x, enum x_atom property, const uint32_t *words, size_t count)
{
	set_words(x, x->root, property, XCB_ATOM_CARDINAL, words, count);
}

/* ICCCM 4.3 and 2.8: one window manager a screen, found by its selection. */
static const char *
take_selection(struct x *x)
{
	xcb_get_selection_owner_reply_t *owner =
	    xcb_get_selection_owner_reply(x->connection,
	        xcb_get_selection_owner(x->connection, x->atoms[X_WM_S0]), NULL);
	bool taken = owner && owner->owner != XCB_NONE;

	free(owner);
	if (taken) {
		return "the X server has a window manager already";
	}
	xcb_set_selection_owner(
	    x->connection, x->check, x->atoms[X_WM_S0], XCB_CURRENT_TIME);
	return NULL;
}

static void
announce(struct x *x)
{
	static const char name[] = "Paravent";
	const uint32_t zeros[2] = {0, 0};
	const uint32_t one = 1;
	const xcb_atom_t *supported = x->atoms + FIRST_SUPPORTED;

	set_words(x, x->root, X__NET_SUPPORTING_WM_CHECK, XCB_ATOM_WINDOW, &x->check, 1);
	set_words(x, x->check, X__NET_SUPPORTING_WM_CHECK, XCB_ATOM_WINDOW, &x->check, 1);
	xcb_change_property(x->connection, XCB_PROP_MODE_REPLACE, x->check,
	    x->atoms[X__NET_WM_NAME], x->atoms[X_UTF8_STRING], 8, sizeof(name) - 1, name);
	set_words(x, x->root, X__NET_SUPPORTED, XCB_ATOM_ATOM, supported,
	    X_ATOMS - FIRST_SUPPORTED);
	set_cardinals(x, X__NET_NUMBER_OF_DESKTOPS, &one, 1);
	set_cardinals(x, X__NET_CURRENT_DESKTOP, zeros, 1);
	set_cardinals(x, X__NET_DESKTOP_VIEWPORT, zeros, 2);
	x_wm_set_active(x, XCB_NONE);
	x_wm_root_resized(x);
	x->clients_changed = true;
}

const char *
x_wm_init(struct x *x)
{
	x->check = xcb_generate_id(x->connection);
	xcb_create_window(x->connection, 0, x->check, x->root, -1, -1, 1, 1, 0,
	    XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, 0, NULL);
	const char *why = take_selection(x);
	if (!why) {
		announce(x);
	}
	return why;
}

void
x_wm_root_resized(struct x *x)
{
	const uint32_t area[] = {0, 0, x->width, x->height};

	set_cardinals(x, X__NET_DESKTOP_GEOMETRY, area + 2, 2);
	set_cardinals(x, X__NET_WORKAREA, area, 4);
}

void
x_wm_set_active(struct x *x, uint32_t window)
{
	set_words(x, x->root, X__NET_ACTIVE_WINDOW, XCB_ATOM_WINDOW, &window, 1);
}

/* ICCCM 4.1.3.1 */
static void
write_wm_state(struct x *x, const struct window *window)
{
	uint32_t state = window->flags & WINDOW_MINIMISED ? XCB_ICCCM_WM_STATE_ICONIC
	                                                  : XCB_ICCCM_WM_STATE_NORMAL;
	const uint32_t words[] = {state, XCB_NONE};

	set_words(x, window->id, X_WM_STATE, x->atoms[X_WM_STATE], words, 2);
}

static const struct state {
	uint32_t flag;
	enum x_atom atom;
} states[] = {
    {WINDOW_FULLSCREEN, X__NET_WM_STATE_FULLSCREEN},
    {WINDOW_ATTENTION, X__NET_WM_STATE_DEMANDS_ATTENTION},
    {WINDOW_MINIMISED, X__NET_WM_STATE_HIDDEN},
};

static void
write_net_state(struct x *x, const struct window *window)
{
	xcb_atom_t atoms[ARRAY_LEN(states)];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		if (window->flags & states[i].flag) {
			atoms[count++] = x->atoms[states[i].atom];
		}
	}
	set_words(x, window->id, X__NET_WM_STATE, XCB_ATOM_ATOM, atoms, count);
}

void
x_wm_set_flag(struct x *x, struct window *window, uint32_t flag, bool on)
{
	uint32_t flags = on ? window->flags | flag : window->flags & ~flag;

	if (flags == window->flags || window->override_redirect) {
		return;
	}
	window->flags = flags;
	windows_mark_dirty(&x->windows, window);
	if (window->mapped) {
		write_net_state(x, window);
	}
	if (window->mapped && flag == WINDOW_MINIMISED) {
		write_wm_state(x, window);
	}
}

static void
write_frame_extents(struct x *x, uint32_t window)
{
	const uint32_t none[4] = {0, 0, 0, 0};

	set_words(x, window, X__NET_FRAME_EXTENTS, XCB_ATOM_CARDINAL, none, 4);
}

void
x_wm_mapped(struct x *x, struct window *window)
{
	const uint32_t desktop = 0;

	if (window->override_redirect) {
		return;
	}
	window->withdrawing = false;
	write_wm_state(x, window);
	write_frame_extents(x, window->id);
	set_words(x, window->id, X__NET_WM_DESKTOP, XCB_ATOM_CARDINAL, &desktop, 1);
	x->clients_changed = true;
}

/* Most windows that are withdrawn end at once: their properties need not be told of. */
void
x_wm_withdrawn(struct x *x, struct window *window)
{
	if (window->override_redirect) {
		return;
	}
	window->flags = 0;
	window->withdrawing = true;
	x->clients_changed = true;
}

/* EWMH: the window manager removes its properties when a window is withdrawn. */
static void
withdraw(struct x *x, struct window *window)
{
	const uint32_t words[] = {XCB_ICCCM_WM_STATE_WITHDRAWN, XCB_NONE};

	window->withdrawing = false;
	set_words(x, window->id, X_WM_STATE, x->atoms[X_WM_STATE], words, 2);
	xcb_delete_property(x->connection, window->id, x->atoms[X__NET_WM_STATE]);
	xcb_delete_property(x->connection, window->id, x->atoms[X__NET_WM_DESKTOP]);
}

void
x_wm_gone(struct x *x, const struct window *window)
{
	if (window->mapped && !window->override_redirect) {
		x->clients_changed = true;
	}
}

static void
send_client_message(
    struct x *x, uint32_t window, enum x_atom type, const uint32_t *words, size_t count)
{
	xcb_client_message_event_t event = {
	    .response_type = XCB_CLIENT_MESSAGE,
	    .format = 32,
	    .window = window,
	    .type = x->atoms[type],
	};

	memcpy(event.data.data32, words, count * sizeof(*words));
	xcb_send_event(
	    x->connection, 0, window, XCB_EVENT_MASK_NO_EVENT, (const char *)&event);
}

void
x_wm_send_protocol(struct x *x, const struct window *window, enum x_atom protocol)
{
	const uint32_t words[] = {x->atoms[protocol], XCB_CURRENT_TIME};

	send_client_message(x, window->id, X_WM_PROTOCOLS, words, 2);
}

/* EWMH _NET_WM_STATE: action (0 remove, 1 add, 2 toggle), two states. */
static void
ask_state(struct x *x, struct window *window, const uint32_t words[5])
{
	for (size_t i = 0; i < ARRAY_LEN(states) - 1; i++) { /* HIDDEN is not theirs */
		xcb_atom_t atom = x->atoms[states[i].atom];
		bool is_on = window->flags & states[i].flag;
		bool on = words[0] == 1 || (words[0] == 2 && !is_on);

		if (words[1] == atom || words[2] == atom) {
			x_wm_set_flag(x, window, states[i].flag, on);
		}
	}
}

/* ICCCM 4.1.4: to the iconic state. */
static void
ask_change(struct x *x, struct window *window, const uint32_t words[5])
{
	if (words[0] == XCB_ICCCM_WM_STATE_ICONIC) {
		x_wm_set_flag(x, window, WINDOW_MINIMISED, true);
	}
}

/* Only a person's act moves the focus: asking for it asks for attention. */
static void
ask_active(struct x *x, struct window *window, const uint32_t words[5])
{
	(void)words;
	if (x->attention.focus != window->id) {
		x_wm_set_flag(x, window, WINDOW_ATTENTION, true);
	}
}

void
x_wm_close(struct x *x, const struct window *window)
{
	if (window->docked) {
		return; /* its client is this agent */
	}
	if (window->deletes) {
		x_wm_send_protocol(x, window, X_WM_DELETE_WINDOW);
	} else {
		xcb_kill_client(x->connection, window->id);
	}
}

static void
ask_close(struct x *x, struct window *window, const uint32_t words[5])
{
	(void)words;
	x_wm_close(x, window);
}

/* EWMH: bits 8 to 11 of the first word say which of x, y, width, height follow. */
static void
ask_moveresize(struct x *x, struct window *window, const uint32_t words[5])
{
	uint32_t values[4];
	size_t count = 0;

	for (size_t i = 0; i < 4; i++) {
		if (words[0] & 1u << (8 + i)) {
			values[count++] = words[1 + i];
		}
	}
	xcb_configure_window(
	    x->connection, window->id, (uint16_t)(words[0] >> 8 & 15u), values);
}

static void
ask_extents(struct x *x, struct window *window, const uint32_t words[5])
{
	(void)words;
	write_frame_extents(x, window->id);
}

static const struct {
	enum x_atom type;
	void (*run)(struct x *, struct window *, const uint32_t words[5]);
} messages[] = {
    {X__NET_WM_STATE, ask_state},
    {X_WM_CHANGE_STATE, ask_change},
    {X__NET_ACTIVE_WINDOW, ask_active},
    {X__NET_CLOSE_WINDOW, ask_close},
    {X__NET_MOVERESIZE_WINDOW, ask_moveresize},
    {X__NET_REQUEST_FRAME_EXTENTS, ask_extents},
};

void
x_wm_message(struct x *x, const xcb_client_message_event_t *e)
{
	struct window *window = windows_find(&x->windows, e->window);

	for (size_t i = 0; window && e->format == 32 && i < ARRAY_LEN(messages); i++) {
		if (x->atoms[messages[i].type] == e->type) {
			messages[i].run(x, window, e->data.data32);
		}
	}
}

static bool
is_client(const struct window *window)
{
	return window->mapped && !window->override_redirect &&
	    window->kind == WINDOW_SEEN;
}

void
x_wm_settle(struct x *x)
{
	struct window *window;
	size_t count = 0;

	if (!x->clients_changed) {
		return;
	}
	x->clients_changed = false;
	TAILQ_FOREACH(window, &x->windows.all, in_order)
	{
		count += is_client(window);
		if (window->withdrawing) {
			withdraw(x, window);
		}
	}
	uint32_t *ids = calloc(count + 1, sizeof(*ids));
	if (!ids) {
		return;
	}
	count = 0;
	TAILQ_FOREACH(window, &x->windows.all, in_order)
	{
		if (is_client(window)) {
			ids[count++] = window->id;
		}
	}
	set_words(x, x->root, X__NET_CLIENT_LIST, XCB_ATOM_WINDOW, ids, count);
	set_words(x, x->root, X__NET_CLIENT_LIST_STACKING, XCB_ATOM_WINDOW, ids, count);
	free(ids);
}
