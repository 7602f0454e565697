#include "gui-daemon/guest/x_events.h"

#include "gui-daemon/guest/x_tray.h"

#include <string.h>
#include <xcb/shm.h>

#define SENT 0x80 /* by SendEvent */

struct taker {
	struct x_desk *desk;
	const struct x_events_owner *to;
	bool was_sent;
};

static void
take_configure(const struct taker *t, const void *event)
{
	const xcb_configure_notify_event_t *e = event;
	struct rect r = {e->x, e->y, e->width, e->height};

	if (e->window == t->desk->root) {
		t->desk->screen = (struct rect){0, 0, e->width, e->height};
		t->to->screen_resized(t->to->data, t->desk->screen);
		return;
	}
	/* One that a window manager sent has the root's coordinates (ICCCM 4.1.5). */
	t->to->configured(t->to->data, e->window, r, t->was_sent);
}

static void
take_reparent(const struct taker *t, const void *event)
{
	const xcb_reparent_notify_event_t *e = event;

	t->to->reparented(t->to->data, e->window, e->parent == t->desk->root);
}

static void
take_destroy(const struct taker *t, const void *event)
{
	const xcb_destroy_notify_event_t *e = event;

	t->to->gone(t->to->data, e->window);
}

static void
take_map(const struct taker *t, const void *event)
{
	const xcb_map_notify_event_t *e = event;

	t->to->mapped(t->to->data, e->window);
}

static void
take_visibility(const struct taker *t, const void *event)
{
	const xcb_visibility_notify_event_t *e = event;

	t->to->visible(t->to->data, e->window, e->state);
}

static void
take_property(const struct taker *t, const void *event)
{
	const xcb_property_notify_event_t *e = event;

	if (e->atom == t->desk->x->atoms[ATOM_PARAVENT_FENCE]) {
		t->to->shown(t->to->data, e->window, 0);
	} else {
		t->to->property(t->to->data, e->window, e->atom);
	}
}

/* EWMH: sent back as it came, to the root. */
static void
answer_ping(const struct taker *t, const xcb_client_message_event_t *e)
{
	xcb_client_message_event_t answer = *e;

	answer.response_type = XCB_CLIENT_MESSAGE;
	answer.window = t->desk->root;
	xcb_send_event(t->desk->x->xcb, 0, t->desk->root,
	    XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY,
	    (const char *)&answer);
}

static void
take_message(const struct taker *t, const void *event)
{
	const xcb_client_message_event_t *e = event;
	const xcb_atom_t *atoms = t->desk->x->atoms;

	if (x_tray_is_news(t->desk, e)) {
		t->to->tray_news(t->to->data);
		return;
	}
	if (e->type != atoms[ATOM_WM_PROTOCOLS] || e->format != 32) {
		return;
	}
	if (e->data.data32[0] == atoms[ATOM_WM_DELETE_WINDOW]) {
		t->to->asked_to_close(t->to->data, e->window);
	} else if (e->data.data32[0] == atoms[ATOM_NET_WM_PING]) {
		answer_ping(t, e);
	}
}

static void
take_expose(const struct taker *t, const void *event)
{
	const xcb_expose_event_t *e = event;

	/* libxcb adds the whole number behind the event. */
	t->to->exposed(t->to->data, e->window,
	    (struct rect){e->x, e->y, e->width, e->height},
	    ((const xcb_generic_event_t *)event)->full_sequence);
}

static void
take_mapping(const struct taker *t, const void *event)
{
	const xcb_mapping_notify_event_t *e = event;

	if (e->request != XCB_MAPPING_POINTER) {
		t->to->keyboard_changed(t->to->data);
	}
}

static void (*const takers[])(const struct taker *, const void *) = {
    [XCB_EXPOSE] = take_expose,
    [XCB_CONFIGURE_NOTIFY] = take_configure,
    [XCB_DESTROY_NOTIFY] = take_destroy,
    [XCB_MAP_NOTIFY] = take_map,
    [XCB_VISIBILITY_NOTIFY] = take_visibility,
    [XCB_REPARENT_NOTIFY] = take_reparent,
    [XCB_PROPERTY_NOTIFY] = take_property,
    [XCB_CLIENT_MESSAGE] = take_message,
    [XCB_MAPPING_NOTIFY] = take_mapping,
};

void
x_events_take(struct x_desk *desk, uint8_t shm_completion,
    const struct x_events_owner *owner, const xcb_generic_event_t *event)
{
	struct taker t = {desk, owner, event->response_type & SENT};
	unsigned int type = event->response_type & ~(unsigned int)SENT;
	struct x_input_event input;

	if (x_input_decode(event, &input)) {
		owner->input(owner->data, &input);
	} else if (shm_completion && event->response_type == shm_completion) {
		const xcb_shm_completion_event_t *e = (const void *)event;

		owner->shown(owner->data, e->drawable, e->shmseg);
	} else if (desk->xkb_event && event->response_type == desk->xkb_event) {
		if (x_input_is_new_keymap(event)) {
			owner->keyboard_changed(owner->data);
		}
	} else if (type < ARRAY_LEN(takers) && takers[type]) {
		takers[type](&t, event);
	}
}
