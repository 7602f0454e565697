#include "wm/strip/strip.h"

#include "common/base/log.h"
#include "common/paint/faces.h"
#include "wm/strip/strip-internal.h"

#include <stdlib.h>
#include <string.h>

#define RAISE_S 0.05 /* between two raises, at least */

/* --- on top ------------------------------------------------------------------------ */

/* Above a locker the strip has no business, and would never come to an end with it. */
static void
raise_panels(struct strip *strip)
{
	strip->raised_s = ev_now(strip->loop);
	strip_look_at_lock(strip);
	if (strip->is_locked) {
		return;
	}
	view_raise(&strip->view);
	for (size_t i = 0; i < strip->n_panels; i++) {
		panel_raise(strip->x, &strip->panels[i]);
	}
}

static void
on_raise(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	raise_panels(timer->data);
}

/* At once, but not again and again against somebody who does the same. */
static void
raise_soon(struct strip *strip)
{
	double wait = strip->raised_s + RAISE_S - ev_now(strip->loop);

	if (ev_is_active(&strip->raise)) {
		return;
	}
	if (wait <= 0 || wait > RAISE_S) {
		raise_panels(strip);
		return;
	}
	ev_timer_set(&strip->raise, wait, 0.);
	ev_timer_start(strip->loop, &strip->raise);
}

static void
take_visibility(struct strip *strip, const xcb_visibility_notify_event_t *e)
{
	bool is_seen = e->state == XCB_VISIBILITY_UNOBSCURED;

	for (size_t i = 0; i < strip->n_panels; i++) {
		if (e->window == strip->panels[i].label) {
			strip->cover.is_seen[i] = is_seen;
			strip_tell_cover(strip);
			if (strip->is_locked && is_seen) {
				strip_look_at_lock(strip);
			}
		} else if (e->window == strip->panels[i].top && !is_seen) {
			raise_soon(strip);
		}
	}
}

static void
take_property(struct strip *strip, const xcb_property_notify_event_t *e)
{
	if (e->window == strip->x->screen->root &&
	    e->atom == strip->atoms.active_window) {
		strip_ask_focus(strip);
	} else if (e->window == strip->x->screen->root &&
	    e->atom == XCB_ATOM_RESOURCE_MANAGER) {
		strip_restyle(strip);
	} else if (e->window == strip->titled &&
	    (e->atom == strip->x->atoms[ATOM_NET_WM_NAME] ||
	        e->atom == XCB_ATOM_WM_NAME)) {
		strip_ask_title(strip);
	}
}

/* --- attention --------------------------------------------------------------------- */

/* Only while the view is open it concerns us what others put above it. */
static void
watch_root(struct strip *strip)
{
	uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE |
	    XCB_EVENT_MASK_STRUCTURE_NOTIFY |
	    (view_is_open(&strip->view) ? XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY : 0u);

	xcb_change_window_attributes(
	    strip->x->xcb, strip->x->screen->root, XCB_CW_EVENT_MASK, &events);
}

static void
toggle_view(struct strip *strip)
{
	if (view_is_open(&strip->view)) {
		view_close(&strip->view);
	} else {
		view_open(&strip->view);
		raise_panels(strip);
	}
	watch_root(strip);
	strip->is_dirty = true;
}

/* The root's size; the locker's window; another's that came or moved. */
static void
take_window(struct strip *strip, xcb_window_t window)
{
	if (window == strip->x->screen->root) {
		strip_look_at_monitors(strip);
	} else if (strip->is_locked && locker_has(&strip->locker, window)) {
		strip_look_at_lock(strip);
	} else if (view_is_open(&strip->view) && !x_is_own(strip->x, window)) {
		raise_soon(strip);
	}
}

static void
take_gone(struct strip *strip, xcb_window_t window)
{
	if (strip->is_locked && locker_has(&strip->locker, window)) {
		strip_look_at_lock(strip);
	}
}

static void
give_key(struct strip *strip, xcb_keycode_t code)
{
	view_take_key(&strip->view, strip_chord_keysym(strip->x, code));
	watch_root(strip);
	strip->is_dirty = true;
}

/*
 * As our grabs have it: they keep keys from whoever has the focus.  What was pressed, raw
 * events say, but while the chord's grab, which is the root's, hides them.
 */
static void
take_key(struct strip *strip, const xcb_key_press_event_t *e)
{
	raw_take_core(&strip->raw, e->detail, e->response_type == XCB_KEY_PRESS);
	if (e->response_type == XCB_KEY_RELEASE) {
		return;
	}
	if (strip->raw.opcode &&
	    (e->event != strip->x->screen->root || strip_chord_is(&strip->chord, e))) {
		return;
	}
	if (strip_chord_is(&strip->chord, e)) {
		toggle_view(strip);
	} else if (view_is_open(&strip->view)) {
		give_key(strip, e->detail);
	}
}

/* As the keyboard sent it: also while another program has grabbed it (P24). */
static void
take_raw(struct strip *strip, const struct raw_press *press)
{
	if (press->with_super && strip_chord_has(&strip->chord, press->code)) {
		toggle_view(strip);
	} else if (view_is_open(&strip->view)) {
		give_key(strip, press->code);
	}
}

static void
take_button(struct strip *strip, const xcb_button_press_event_t *e)
{
	if (view_is_open(&strip->view) && e->event == strip->view.veil) {
		view_take_button(&strip->view, e->root_x, e->root_y);
		watch_root(strip);
		strip->is_dirty = true;
	}
}

static void
take_mapping(struct strip *strip, const xcb_mapping_notify_event_t *e)
{
	if (e->request != XCB_MAPPING_POINTER) {
		strip_chord_grab(strip->x, strip->options->attention_key, &strip->chord);
		raw_look_at_keyboard(strip->x, &strip->raw);
	}
}

static void
take_input(struct strip *strip, const xcb_generic_event_t *event)
{
	/* Not what SendEvent made: nobody types for the person (P15). */
	switch (event->response_type) {
	case XCB_KEY_PRESS:
	case XCB_KEY_RELEASE:
		take_key(strip, (const void *)event);
		break;
	case XCB_BUTTON_PRESS:
		take_button(strip, (const void *)event);
		break;
	case XCB_MAPPING_NOTIFY:
		take_mapping(strip, (const void *)event);
		break;
	default:
		break;
	}
}

/* --- all events -------------------------------------------------------------------- */

static void
on_event(void *data, const xcb_generic_event_t *event)
{
	struct strip *strip = data;
	uint8_t type = event->response_type & 0x7f;
	struct raw_press press;
	bool is_randr = strip->randr_event && type >= strip->randr_event &&
	    type <= strip->randr_event + 1;

	if (type == XCB_VISIBILITY_NOTIFY) {
		take_visibility(strip, (const void *)event);
	} else if (type == XCB_PROPERTY_NOTIFY) {
		take_property(strip, (const void *)event);
	} else if (type == XCB_CONFIGURE_NOTIFY) {
		take_window(strip, ((const xcb_configure_notify_event_t *)event)->window);
	} else if (type == XCB_MAP_NOTIFY) {
		take_window(strip, ((const xcb_map_notify_event_t *)event)->window);
	} else if (type == XCB_UNMAP_NOTIFY) {
		take_gone(strip, ((const xcb_unmap_notify_event_t *)event)->window);
	} else if (type == XCB_DESTROY_NOTIFY) {
		take_gone(strip, ((const xcb_destroy_notify_event_t *)event)->window);
	} else if (is_randr) {
		strip_look_at_monitors(strip);
	} else if (raw_take(&strip->raw, event, &press)) {
		take_raw(strip, &press);
	} else {
		take_input(strip, event);
	}
}

static bool
on_error(void *data, const xcb_generic_error_t *error)
{
	(void)data;
	/* Another client's window may go at any time: nothing of ours depends on it. */
	log_debug("X error %u of request %u", error->error_code, error->major_code);
	return true;
}

static void
on_settle(void *data)
{
	strip_paint_soon(data);
}

static void
on_ended(void *data, const char *why)
{
	struct strip *strip = data;

	strip->ended(strip->data, why);
}

/* --- life -------------------------------------------------------------------------- */

static void
prepare_root(struct strip *strip)
{
	watch_root(strip);
	strip->randr_event = monitors_watch(strip->x);
}

static void
start_timers(struct strip *strip)
{
	ev_init(&strip->raise, on_raise);
	strip->raise.data = strip;
	strip_init_painting(strip);
}

static bool
connect_both(struct strip *strip)
{
	struct x_loop_owner owner = {
	    .event = on_event,
	    .error = on_error,
	    .settle = on_settle,
	    .ended = on_ended,
	    .data = strip,
	};

	strip->watch = x_loop_create(strip->loop, strip->x, &owner);
	return strip->watch && strip_connect_desk(strip);
}

bool
strip_init(struct strip *strip, struct ev_loop *loop, struct x *x,
    const struct strip_options *options, const char **why)
{
	strip->loop = loop;
	strip->x = x;
	strip->options = options;
	if (x->screen->root_depth != 24) {
		*why = "the display has no 24-bit root window";
		return false;
	}
	if (!strip_atoms_find(x, &strip->atoms)) {
		*why = "the X server went away";
		return false;
	}
	start_timers(strip);
	prepare_root(strip);
	monitors_ask(x, &strip->monitors);
	strip_init_style(strip);
	if (!strip_add_nobody(strip) || !connect_both(strip)) {
		*why = "out of memory, or the path of the daemon's socket is too long";
		strip_finish(strip);
		return false;
	}
	view_init(&strip->view, x,
	    &(struct view_sources){
	        .atoms = &strip->atoms,
	        .desk = strip->desk,
	        .plates = &strip->plates,
	        .monitors = &strip->monitors,
	        .style = &strip->style,
	    });
	raw_watch(x, &strip->raw);
	strip_chord_grab(x, options->attention_key, &strip->chord);
	strip_create_panels(strip);
	strip_ask_focus(strip);
	return true;
}

void
strip_finish(struct strip *strip)
{
	ev_timer_stop(strip->loop, &strip->repaint);
	ev_timer_stop(strip->loop, &strip->raise);
	ev_periodic_stop(strip->loop, &strip->clock);
	desk_client_destroy(strip->desk);
	x_loop_destroy(strip->watch);
	plates_finish(&strip->plates);
	faces_destroy(strip->faces);
	/* What is on the server goes with the connection. */
}
