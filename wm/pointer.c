#include "wm/wm.h"

/* What the person does with the pointer: on frames, and with Super in clients. */

#define SENT 0x80 /* by SendEvent */
#define DOUBLE_CLICK_MS 400

static void
press_bar(struct wm *wm, struct client *client, const xcb_button_press_event_t *e)
{
	bool twice = wm->pressed_bar_of == client->window &&
	    e->time - wm->pressed_bar_at < DOUBLE_CLICK_MS;

	wm->pressed_bar_at = e->time;
	wm->pressed_bar_of = client->window;
	if (e->detail == 1 && twice) {
		wm->pressed_bar_of = XCB_NONE;
		act(wm, ACTION_MAXIMISE, "", client);
	} else if (e->detail == 1) {
		drag_start(wm, client, 0, e->root_x, e->root_y);
	} else if (e->detail == 2) {
		client_lower(wm, client);
	} else if (e->detail == 4 || e->detail == 5) {
		client_set_states(wm, client, e->detail == 4 ? STATE_SHADED : 0,
		    e->detail == 5 ? STATE_SHADED : 0);
	}
}

static void
press_part(struct wm *wm, struct client *client, const xcb_button_press_event_t *e)
{
	int edge = 0;
	enum frame_part part = frame_part_of(&client->frame, e->child, &edge);

	if (e->detail == 1 || e->detail == 3) {
		client_raise(wm, client);
		client_focus(wm, client);
	}
	switch (part) {
	case PART_BAR:
		press_bar(wm, client, e);
		break;
	case PART_EDGE:
		if (e->detail == 1) {
			drag_start(
			    wm, client, frame_edges_of(edge), e->root_x, e->root_y);
		}
		break;
	case PART_CLOSE:
	case PART_MAXIMISE:
	case PART_MINIMISE:
		frame_press(&wm->theme, &client->frame, (int)(part - PART_CLOSE));
		break;
	case PART_NONE:
	case PART_CLIENT:
		break;
	}
}

/* Which edges are nearest: for Super and the right button anywhere in a window. */
static unsigned int
nearest_edges(const struct client *client, int32_t x, int32_t y)
{
	struct rect r = insets_around(client->shown.insets, client->shown.client);
	int32_t third_x = (int32_t)r.width / 3;
	int32_t third_y = (int32_t)r.height / 3;
	unsigned int edges = 0;

	edges |= x - r.x < third_x ? EDGE_LEFT : x - r.x > 2 * third_x ? EDGE_RIGHT : 0;
	edges |= y - r.y < third_y ? EDGE_TOP : y - r.y > 2 * third_y ? EDGE_BOTTOM : 0;
	return edges ? edges : EDGE_RIGHT | EDGE_BOTTOM;
}

/* A press in the client that we have grabbed. */
static void
press_client(struct wm *wm, struct client *client, const xcb_button_press_event_t *e)
{
	bool with_super = (e->state & CHORD_ALL) == CHORD_SUPER;
	bool drags = with_super && (e->detail == 1 || e->detail == 3);

	if (e->detail != 4 && e->detail != 5) {
		client_raise(wm, client);
		client_focus(wm, client);
		present_settle(wm);
	}
	xcb_allow_events(wm->x->xcb,
	    drags ? XCB_ALLOW_ASYNC_POINTER : XCB_ALLOW_REPLAY_POINTER, e->time);
	if (drags) {
		drag_start(wm, client,
		    e->detail == 1 ? 0 : nearest_edges(client, e->root_x, e->root_y),
		    e->root_x, e->root_y);
	}
}

void
pointer_press(struct wm *wm, const void *event)
{
	const xcb_button_press_event_t *e = event;
	struct client *client = client_find(wm, e->event);

	wm->time = e->time;
	if (wm->drag.client) {
		drag_finish(wm);
		return;
	}
	if (wm->switcher.is_open) {
		switcher_close(wm, false);
		return;
	}
	if (!client) {
		xcb_allow_events(wm->x->xcb, XCB_ALLOW_REPLAY_POINTER, e->time);
	} else if (e->event == client->window) {
		press_client(wm, client, e);
	} else {
		press_part(wm, client, e);
	}
}

static void
click_button(struct wm *wm, struct client *client, int button)
{
	static const enum action actions[] = {
	    ACTION_CLOSE, ACTION_MAXIMISE, ACTION_MINIMISE};

	act(wm, actions[button], "", client);
}

void
pointer_release(struct wm *wm, const void *event)
{
	const xcb_button_release_event_t *e = event;
	struct client *client = client_find(wm, e->event);

	wm->time = e->time;
	if (wm->drag.client && !wm->drag.by_keys) {
		/* Motion from before the grab went to nobody. */
		drag_motion(wm, e->root_x, e->root_y);
		drag_finish(wm);
		return;
	}
	if (!client || client->frame.pressed < 0) {
		return;
	}
	int pressed = client->frame.pressed;
	int edge;
	frame_press(&wm->theme, &client->frame, -1);
	if ((int)frame_part_of(&client->frame, e->child, &edge) ==
	    (int)PART_CLOSE + pressed) {
		click_button(wm, client, pressed);
	}
}

void
pointer_motion(struct wm *wm, const void *event)
{
	const xcb_motion_notify_event_t *e = event;

	wm->time = e->time;
	drag_motion(wm, e->root_x, e->root_y);
}

void
pointer_crossing(struct wm *wm, const void *event)
{
	const xcb_enter_notify_event_t *e = event;
	struct client *client = client_find(wm, e->event);
	bool enters = (e->response_type & ~SENT) == XCB_ENTER_NOTIFY;
	int edge;

	/* A press grabs the pointer, which does not move it away. */
	if (!client || e->mode != XCB_NOTIFY_MODE_NORMAL) {
		return;
	}
	enum frame_part part = frame_part_of(&client->frame, e->event, &edge);
	if (part >= PART_CLOSE && part <= PART_MINIMISE && client->frame.look) {
		frame_hover(
		    &wm->theme, &client->frame, enters ? (int)(part - PART_CLOSE) : -1);
	}
}
