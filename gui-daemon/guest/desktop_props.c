/* What the window manager says of our windows in properties (EWMH). */
#include "common/x/property.h"
#include "gui-daemon/guest/desktop-internal.h"
#include "gui-daemon/guest/tell.h"

#define MOST_STATES 32       /* atoms in _NET_WM_STATE that we read */
#define ATTENTION_REST_S 0.5 /* between two tellings, at least */
#define MOST_EXTENT 256u     /* px: more decoration than that is nonsense */

/* EWMH, _NET_FRAME_EXTENTS: left, right, top, bottom.  False, and none, for nonsense. */
static bool
extents_of(const void *reply, struct insets *out)
{
	uint32_t count = 0;
	const uint32_t *words = property_words(reply, XCB_ATOM_CARDINAL, &count);
	bool is_sane = count == 4;

	for (uint32_t i = 0; i < 4 && is_sane; i++) {
		is_sane = words[i] <= MOST_EXTENT;
	}
	*out = is_sane ? (struct insets){words[0], words[1], words[2], words[3]}
	               : (struct insets){0};
	return is_sane;
}

static void
on_extents(void *data, uint32_t outer, const void *reply)
{
	struct desktop *desktop = data;
	struct window *window = present_find_outer(&desktop->present, outer);
	struct insets extents;

	if (!window || !reply) {
		return;
	}
	struct view *view = window->view;
	bool is_sane = extents_of(reply, &extents);
	view->extent_left = extents.left;
	view->extent_top = extents.top;
	if (is_sane && view->is_mapped && !view->has_extents) {
		present_decorated(&desktop->present, window);
	}
}

static void
on_usual_extents(void *data, uint32_t leader, const void *reply)
{
	struct desktop *desktop = data;

	(void)leader;
	if (reply) {
		extents_of(reply, &desktop->present.desk->decoration);
	}
}

static void
ask_extents(struct desktop *desktop, xcb_window_t window)
{
	x_loop_await(desktop->watch,
	    property_ask_words(desktop->x, window,
	        desktop->x->atoms[ATOM_NET_FRAME_EXTENTS], XCB_ATOM_CARDINAL, 4),
	    window == desktop->present.desk->leader ? on_usual_extents : on_extents,
	    window);
}

static uint32_t
flags_of(const struct desktop *desktop, const xcb_get_property_reply_t *reply)
{
	const xcb_atom_t *atoms = desktop->x->atoms;
	uint32_t count;
	const uint32_t *words = property_words(reply, XCB_ATOM_ATOM, &count);
	uint32_t flags = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (words[i] == atoms[ATOM_NET_WM_STATE_FULLSCREEN]) {
			flags |= WIN_FULLSCREEN;
		} else if (words[i] == atoms[ATOM_NET_WM_STATE_DEMANDS_ATTENTION]) {
			flags |= WIN_ATTENTION;
		} else if (words[i] == atoms[ATOM_NET_WM_STATE_HIDDEN]) {
			flags |= WIN_MINIMISED;
		}
	}
	return flags;
}

/*
 * That a guest took full screen back, and nobody was told yet, is newer than what the
 * manager says.  The other way around its word counts: a guest gets nothing by that.
 */
static uint32_t
taken_back(const struct window *window)
{
	return window->changes & CHANGED_FLAGS ? WIN_FULLSCREEN & ~window->state.flags
	                                       : 0;
}

void
desktop_pay_attention(struct desktop *desktop, struct window *window)
{
	const struct input_out *input = &desktop->input;
	uint32_t flags = window->state.flags & ~(uint32_t)WIN_ATTENTION;

	if (input->has_focus && input->focus == window->id &&
	    winstate_told_flags(&window->state, flags)) {
		present_change(&desktop->present, window, CHANGED_FLAGS);
		tell_flags(desktop->link, window->id, 0, WIN_ATTENTION);
	}
}

static void
on_state(void *data, uint32_t outer, const void *reply)
{
	struct desktop *desktop = data;
	struct window *window = present_find_outer(&desktop->present, outer);

	if (!window || !reply || !window->view->is_mapped ||
	    !window->view->is_reparented || window->state.override_redirect) {
		return;
	}
	uint32_t flags = flags_of(desktop, reply);
	uint32_t changed =
	    winstate_told_flags(&window->state, flags & ~taken_back(window));
	/* That attention was paid is the guest's business; that it is asked for is not.
	 */
	changed &= WIN_FULLSCREEN | WIN_MINIMISED | (~flags & WIN_ATTENTION);
	window->view->state = flags;
	desktop->present.has_new_flags = true;
	if (changed) {
		tell_flags(desktop->link, window->id, flags & changed, ~flags & changed);
	}
	desktop_pay_attention(desktop, window);
}

void
desktop_take_property(struct desktop *desktop, xcb_window_t outer, xcb_atom_t atom)
{
	const xcb_atom_t *atoms = desktop->x->atoms;

	if (!present_find_outer(&desktop->present, outer) &&
	    outer != desktop->present.desk->leader) {
		return;
	}
	if (atom == atoms[ATOM_NET_WM_STATE]) {
		x_loop_await(desktop->watch,
		    property_ask_words(
		        desktop->x, outer, atom, XCB_ATOM_ATOM, MOST_STATES),
		    on_state, outer);
	} else if (atom == atoms[ATOM_NET_FRAME_EXTENTS]) {
		ask_extents(desktop, outer);
	}
}

static bool
asks_for_attention(const struct window *window)
{
	return winstate_is_mapped(&window->state) && window->state.flags & WIN_ATTENTION;
}

/* What the person is shown does not flicker, however fast a guest asks and does not. */
static void
tell_attention(struct desktop *desktop)
{
	bool wants = false;

	for (struct window *w = desktop->windows->first; w && !wants; w = w->next) {
		wants = asks_for_attention(w);
	}
	if (wants != desktop->wants_attention) {
		desktop->wants_attention = wants;
		desktop->attention(desktop->data, wants);
		ev_timer_set(&desktop->rest, ATTENTION_REST_S, 0.);
		ev_timer_start(desktop->loop, &desktop->rest);
	}
}

static void
on_rested(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	tell_attention(timer->data);
}

void
desktop_init_attention(struct desktop *desktop)
{
	ev_init(&desktop->rest, on_rested);
	desktop->rest.data = desktop;
}

void
desktop_watch_attention(struct desktop *desktop)
{
	if (desktop->present.has_new_flags && !ev_is_active(&desktop->rest)) {
		tell_attention(desktop);
	}
	desktop->present.has_new_flags = false;
}
