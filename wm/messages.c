#include "wm/grabs.h"
#include "wm/layout.h"
#include "wm/wm.h"
#include "wm/workspace.h"

#include <stdlib.h>
#include <string.h>

/* EWMH: who says that it asks. */
static enum trust_who
who_asks(uint32_t source)
{
	return source == 2 ? TRUST_PAGER : TRUST_WINDOW;
}

/* --- a window's state -------------------------------------------------------------- */

/* Bits that a request may change at all. */
#define ASKABLE                                                                      \
	(STATE_MODAL | STATE_STICKY | STATE_MAXIMIZED | STATE_SHADED |               \
	    STATE_SKIP_TASKBAR | STATE_SKIP_PAGER | STATE_FULLSCREEN | STATE_ABOVE | \
	    STATE_BELOW | STATE_ATTENTION | STATE_HIDDEN)

static uint32_t
apply(uint32_t states, uint32_t action, uint32_t bits)
{
	enum { REMOVE, ADD, TOGGLE };

	if (action == TOGGLE) {
		return (states & bits) == bits ? states & ~bits : states | bits;
	}
	return action == ADD ? states | bits : action == REMOVE ? states & ~bits : states;
}

static void
take_state(struct wm *wm, struct client *client, const uint32_t *words)
{
	enum trust_who who = who_asks(words[3]);
	uint32_t bits =
	    (ewmh_state_of(wm, words[1]) | ewmh_state_of(wm, words[2])) & ASKABLE;
	uint32_t wanted = apply(client->states, words[0], bits);
	uint32_t add = wanted & ~client->states;
	uint32_t remove = client->states & ~wanted;

	if (add & STATE_FULLSCREEN) {
		add &= ~(uint32_t)STATE_FULLSCREEN;
		admit_fullscreen(wm, client, who);
	}
	/* A domain does not put itself above others, nor on every workspace. */
	if (who == TRUST_WINDOW && client->owner != TRUST_DOM0) {
		add &= ~(uint32_t)(STATE_ABOVE | STATE_STICKY);
	}
	if ((add & STATE_MAXIMIZED) && !client_may_resize(client)) {
		add &= ~(uint32_t)STATE_MAXIMIZED;
	}
	if (add & STATE_ATTENTION) {
		add &= ~(uint32_t)STATE_ATTENTION;
		admit_ask(wm, client);
	}
	if (remove & STATE_HIDDEN) {
		remove &= ~(uint32_t)STATE_HIDDEN;
	}
	client_set_states(wm, client, add, remove);
}

static void
take_active(struct wm *wm, struct client *client, const uint32_t *words)
{
	if (admit_focus(wm, client, who_asks(words[0]))) {
		workspace_activate(wm, client);
	} else {
		admit_ask(wm, client);
	}
}

static void
take_close(struct wm *wm, struct client *client, const uint32_t *words)
{
	if (who_asks(words[1]) == TRUST_PAGER) {
		client_send_away(wm, client);
	}
	icccm_close(wm, client);
}

static void
take_change_state(struct wm *wm, struct client *client, const uint32_t *words)
{
	enum { ICONIC = 3 };

	if (words[0] == ICONIC) {
		client_set_states(wm, client, STATE_HIDDEN, 0);
	}
}

static void
take_desktop(struct wm *wm, struct client *client, const uint32_t *words)
{
	if (who_asks(words[1]) == TRUST_PAGER) {
		client_send_away(wm, client);
	}
	if (client->type != TYPE_DOCK && client->type != TYPE_DESKTOP) {
		client_set_workspace(wm, client, words[0]);
	}
}

/* --- geometry ---------------------------------------------------------------------- */

static void
take_moveresize_window(struct wm *wm, struct client *client, const uint32_t *words)
{
	enum { X = 1u << 8, Y = 1u << 9, WIDTH = 1u << 10, HEIGHT = 1u << 11 };
	uint32_t flags = words[0];
	enum gravity gravity = (enum gravity)(flags & 0xff);
	struct insets in = layout_insets(wm, client);

	if (gravity < GRAVITY_NORTH_WEST || gravity > GRAVITY_STATIC) {
		gravity = client->size.gravity;
	}
	if (!client_may_move(client)) {
		client_touch(client, DIRT_NOTIFY);
		return;
	}
	struct rect r = hints_unplace(client->normal, 0, in, gravity);
	struct rect asked = {
	    flags & X ? (int32_t)words[1] : r.x,
	    flags & Y ? (int32_t)words[2] : r.y,
	    flags & WIDTH ? words[3] : r.width,
	    flags & HEIGHT ? words[4] : r.height,
	};
	hints_fit(&client->size, &asked.width, &asked.height);
	client_set_states(wm, client, 0, STATE_MAXIMIZED);
	client->tile = TILE_NONE;
	client_set_normal(wm, client, hints_place(asked, 0, in, gravity));
}

/* X's mask of buttons and modifiers has five buttons. */
static uint16_t
button_mask(uint32_t button)
{
	static const uint16_t masks[] = {XCB_BUTTON_MASK_1, XCB_BUTTON_MASK_2,
	    XCB_BUTTON_MASK_3, XCB_BUTTON_MASK_4, XCB_BUTTON_MASK_5};

	return button >= 1 && button <= ARRAY_LEN(masks) ? masks[button - 1] : 0;
}

static unsigned int
edges_of(uint32_t direction)
{
	static const uint8_t edges[] = {
	    EDGE_TOP | EDGE_LEFT,
	    EDGE_TOP,
	    EDGE_TOP | EDGE_RIGHT,
	    EDGE_RIGHT,
	    EDGE_BOTTOM | EDGE_RIGHT,
	    EDGE_BOTTOM,
	    EDGE_BOTTOM | EDGE_LEFT,
	    EDGE_LEFT,
	};

	return edges[direction];
}

/*
 * Only where the person has something in hand: the window that has the focus, and the
 * button that is named, which may be up again by now (EWMH, _NET_WM_MOVERESIZE).
 */
static void
take_moveresize(struct wm *wm, struct client *client, const uint32_t *words)
{
	enum { MOVE = 8, SIZE_KEYBOARD = 9, MOVE_KEYBOARD = 10, CANCEL = 11 };
	uint32_t direction = words[2];

	if (direction == CANCEL) {
		drag_cancel(wm);
		return;
	}
	if (direction > CANCEL || wm->drag.client || wm->switcher.is_open ||
	    !admit_focus(wm, client, who_asks(words[4]))) {
		return;
	}
	if (direction == SIZE_KEYBOARD || direction == MOVE_KEYBOARD) {
		drag_start_keys(wm, client, direction == SIZE_KEYBOARD);
	} else {
		drag_start(wm, client, direction == MOVE ? 0 : edges_of(direction),
		    (int32_t)words[0], (int32_t)words[1]);
		if (words[3] && !grabs_are_held(wm, button_mask(words[3]))) {
			drag_cancel(wm);
		}
	}
}

static void
take_restack(struct wm *wm, struct client *client, const uint32_t *words)
{
	if (!admit_focus(wm, client, who_asks(words[0]))) {
		return;
	}
	if (words[2] == XCB_STACK_MODE_BELOW) {
		client_lower(wm, client);
	} else {
		client_raise(wm, client);
	}
}

static void
take_fullscreen_monitors(struct wm *wm, struct client *client, const uint32_t *words)
{
	const struct monitors *m = &wm->monitors;
	struct rect area = {0, 0, 0, 0};

	for (int i = 0; i < 4; i++) {
		if (words[i] >= m->count) {
			return;
		}
		area = rect_bound(area, m->at[words[i]].free);
	}
	if (client->owner != TRUST_DOM0 && who_asks(words[4]) == TRUST_WINDOW) {
		return; /* the person chose one monitor */
	}
	client->has_fullscreen_monitors = true;
	client->fullscreen_area = area;
	client_touch(client, DIRT_PLACE);
}

/* --- the root's messages ----------------------------------------------------------- */

static void
take_current_desktop(struct wm *wm, const xcb_client_message_event_t *e)
{
	workspace_go(wm, e->data.data32[0]);
}

static void
take_number(struct wm *wm, const xcb_client_message_event_t *e)
{
	workspace_set_count(wm, e->data.data32[0]);
}

static void
take_showing(struct wm *wm, const xcb_client_message_event_t *e)
{
	workspace_show_desktop(wm, e->data.data32[0] != 0);
}

/* Before a window is mapped: what would its frame be? */
static void
take_extents(struct wm *wm, const xcb_client_message_event_t *e)
{
	struct client *managed = client_find_own(wm, e->window);
	struct client imagined = {.window = e->window};

	if (managed) {
		ewmh_tell_extents(wm, e->window, layout_insets(wm, managed));
		return;
	}
	owners_catch_up(wm->owners);
	struct owner *owner = owners_find(wm->owners, e->window);
	imagined.owner = owner ? owner->id : TRUST_DOM0;
	icccm_read_look(wm, &imagined);
	ewmh_tell_extents(wm, e->window, layout_insets(wm, &imagined));
}

void
messages_take(struct wm *wm, const xcb_client_message_event_t *e)
{
	const xcb_atom_t *a = wm->atoms;
	const struct {
		xcb_atom_t type;
		void (*window)(struct wm *, struct client *, const uint32_t *);
		void (*root)(struct wm *, const xcb_client_message_event_t *);
	} takers[] = {
	    {a[A_STATE], take_state, NULL},
	    {a[A_ACTIVE_WINDOW], take_active, NULL},
	    {a[A_CLOSE_WINDOW], take_close, NULL},
	    {a[A_WM_CHANGE_STATE], take_change_state, NULL},
	    {a[A_WM_DESKTOP], take_desktop, NULL},
	    {a[A_MOVERESIZE_WINDOW], take_moveresize_window, NULL},
	    {a[A_WM_MOVERESIZE], take_moveresize, NULL},
	    {a[A_RESTACK_WINDOW], take_restack, NULL},
	    {a[A_FULLSCREEN_MONITORS], take_fullscreen_monitors, NULL},
	    {a[A_CURRENT_DESKTOP], NULL, take_current_desktop},
	    {a[A_NUMBER_OF_DESKTOPS], NULL, take_number},
	    {a[A_SHOWING_DESKTOP], NULL, take_showing},
	    {a[A_REQUEST_FRAME_EXTENTS], NULL, take_extents},
	    {a[A_WM_PROTOCOLS], NULL, ping_take},
	};
	struct client *client = client_find_own(wm, e->window);

	for (size_t i = 0; e->format == 32 && i < ARRAY_LEN(takers); i++) {
		if (takers[i].type != e->type) {
			continue;
		}
		if (takers[i].root) {
			takers[i].root(wm, e);
		} else if (client) {
			takers[i].window(wm, client, e->data.data32);
		}
		return;
	}
}
