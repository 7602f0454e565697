#include "gui-daemon/guest/desktop.h"

#include "common/base/log.h"
#include "gui-daemon/guest/desktop-internal.h"
#include "gui-daemon/guest/tell.h"
#include "gui-daemon/guest/x_events.h"
#include "gui-daemon/guest/x_props.h"

/* --- placement --------------------------------------------------------------------- */

int64_t
desktop_now_ms(const struct desktop *desktop)
{
	return (int64_t)(ev_now(desktop->loop) * 1000.);
}

/* One timer for all windows; it runs only while some window awaits an answer. */
static void
watch_patience(struct desktop *desktop, const struct window *window)
{
	int64_t wait = placement_wait_ms(&window->place, desktop_now_ms(desktop));

	if (wait >= 0 && !ev_is_active(&desktop->patience)) {
		ev_timer_set(&desktop->patience, (double)(wait + 1) / 1000., 0.);
		ev_timer_start(desktop->loop, &desktop->patience);
	}
}

void
desktop_act(struct desktop *desktop, struct window *window, enum placement_action action)
{
	if (action & PLACEMENT_ASK) {
		present_change(&desktop->present, window, CHANGED_PLACE);
	}
	if (action & PLACEMENT_TELL) {
		tell_configure(desktop->link, window);
	}
	watch_patience(desktop, window);
}

static void
on_patience(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct desktop *desktop = timer->data;
	int64_t now_ms = desktop_now_ms(desktop);
	int64_t least = -1;

	(void)events;
	for (struct window *w = desktop->windows->first; w; w = w->next) {
		desktop_act(desktop, w, placement_expire(&w->place, now_ms));
		int64_t wait = placement_wait_ms(&w->place, now_ms);
		if (wait >= 0 && (least < 0 || wait < least)) {
			least = wait;
		}
	}
	ev_timer_stop(loop, timer);
	if (least >= 0) {
		ev_timer_set(timer, (double)(least + 1) / 1000., 0.);
		ev_timer_start(loop, timer);
	}
}

/* --- what X said ------------------------------------------------------------------- */

/* The focus also leaves with a window that goes: looked at in each turn. */
static void
watch_focus(struct desktop *desktop)
{
	guard_focus(&desktop->guard, desktop->input.has_focus, desktop_now_ms(desktop));
	if (!desktop->input.has_focus) {
		desktop->unfocused(desktop->data);
	}
}

static void
watch_pointer(struct desktop *desktop, uint32_t id, const struct x_input_event *e)
{
	/* A grab takes the pointer away from all, and gives it back. */
	if (e->mode != XCB_NOTIFY_MODE_NORMAL) {
		return;
	}
	if (e->kind == X_ENTER) {
		desktop->pointer_in = id;
		desktop->has_pointer = true;
	} else if (e->kind == X_LEAVE && desktop->pointer_in == id) {
		desktop->has_pointer = false;
	}
}

/* A chord's last key is not the guest's, nor is its release (P14). */
static bool
take_chord(
    struct desktop *desktop, const struct window *window, uint8_t code, uint32_t state)
{
	enum chord_kind kind;

	if (!input_out_is_fresh(&desktop->input, window->id, code) ||
	    !chord_keys_find(&desktop->chords, state, code, &kind)) {
		return false;
	}
	input_out_swallow(&desktop->input, code);
	desktop->chord(desktop->data, kind, window->id);
	return true;
}

/* True when the event goes no further (P3, P25). */
static bool
swallow(struct desktop *desktop, struct window *window, const struct x_input_event *e)
{
	int64_t now_ms = desktop_now_ms(desktop);

	if (e->kind == X_KEY_PRESS && desktop->input.has_focus &&
	    !key_token_holds(&desktop->token)) {
		input_out_let_go(&desktop->input);
		input_out_swallow(&desktop->input, e->code);
		return true;
	}
	if (e->kind == X_KEY_PRESS && desktop->input.has_focus &&
	    guard_swallows_key(&desktop->guard, now_ms)) {
		input_out_swallow(&desktop->input, e->code);
		return true;
	}
	if (e->kind == X_KEY_PRESS) {
		return take_chord(desktop, window, e->code, e->state);
	}
	if (e->kind != X_BUTTON_PRESS) {
		return false;
	}
	if (guard_swallows_press(&desktop->guard, &window->guard,
	        window->state.override_redirect, now_ms)) {
		return true; /* its release finds no press */
	}
	guard_pressed(&desktop->guard, now_ms);
	return false;
}

static bool
is_deaf(const struct desktop *desktop)
{
	return desktop->is_paused || desktop->present.is_locked;
}

static bool
is_hidden(const struct window *window)
{
	return !window->view || !window->view->is_mapped || window->view->frame.is_icon ||
	    window->view->visibility == XCB_VISIBILITY_FULLY_OBSCURED;
}

/*
 * A key into a domain that has just gone out of sight, which nobody means to type into. X
 * tells of that before it passes on a key that was pressed later, so keys stop with a
 * locker's first picture, which may come before its grab.
 */
static bool
is_blind_key(const struct desktop *desktop, const struct window *window,
    const struct x_input_event *e)
{
	if (e->kind != X_KEY_PRESS || !is_hidden(window) ||
	    !guard_swallows_blind_key(&desktop->guard, desktop_now_ms(desktop))) {
		return false;
	}
	for (const struct window *w = desktop->windows->first; w; w = w->next) {
		if (!is_hidden(w)) {
			return false;
		}
	}
	return true;
}

/* What a deaf domain does not get; what ends something, it does. */
static bool
is_new_input(enum x_input_kind kind)
{
	return kind == X_KEY_PRESS || kind == X_BUTTON_PRESS || kind == X_MOTION ||
	    kind == X_ENTER;
}

/* What it does not get now it does not get by a repeat later either. */
static void
swallow_deaf(struct desktop *desktop, const struct x_input_event *e)
{
	if (e->kind == X_KEY_PRESS && desktop->input.has_focus) {
		input_out_swallow(&desktop->input, e->code);
	}
}

static void
on_input(void *data, const struct x_input_event *event)
{
	struct desktop *desktop = data;
	struct x_input_event e = *event;
	struct window *window = present_find_content(&desktop->present, e.window);

	if (e.kind == X_KEYMAP) {
		input_out_keymap(&desktop->input, e.keys);
		return;
	}
	if (!window) {
		window = present_find_outer(&desktop->present, e.window);
		if (!window) {
			return;
		}
		e.x -= (int32_t)window->view->frame.insets.left;
		e.y -= (int32_t)window->view->frame.insets.top;
	}
	watch_pointer(desktop, window->id, &e);
	watch_focus(desktop);
	if (e.kind == X_FOCUS_IN &&
	    !guard_left_lately(&desktop->guard, desktop_now_ms(desktop))) {
		input_out_forget_held(&desktop->input);
	}
	if ((is_deaf(desktop) && is_new_input(e.kind)) ||
	    is_blind_key(desktop, window, &e)) {
		swallow_deaf(desktop, &e);
		return;
	}
	if (!swallow(desktop, window, &e)) {
		input_out_hide_outside(&e, window->view->width, window->view->height);
		input_out_take(&desktop->input, window->id, &e);
	}
	desktop_follow_focus(desktop, window, e.kind);
	watch_focus(desktop);
}

static void
place(struct desktop *desktop, struct window *window, struct rect content)
{
	if (guard_covers_more(window->place.actual, content)) {
		guard_appeared(&window->guard, desktop_now_ms(desktop));
	}
	desktop_act(desktop, window,
	    placement_from_desktop(&window->place, content, desktop_now_ms(desktop)));
}

static void
on_translated(void *data, uint32_t outer, const void *reply)
{
	struct desktop *desktop = data;
	const xcb_translate_coordinates_reply_t *at = reply;
	struct window *window = present_find_outer(&desktop->present, outer);

	if (!window || !at) {
		return;
	}
	struct insets in = window->view->frame.insets;
	place(desktop, window,
	    (struct rect){at->dst_x + (int32_t)in.left, at->dst_y + (int32_t)in.top,
	        window->view->width, window->view->height});
}

static void
on_configured(void *data, xcb_window_t outer, struct rect where, bool at_root)
{
	struct desktop *desktop = data;
	struct window *window = present_find_outer(&desktop->present, outer);

	if (!window) {
		return;
	}
	present_fit(&desktop->present, window, where);
	if (at_root || !window->view->is_reparented) {
		place(desktop, window, insets_within(window->view->frame.insets, where));
		return;
	}
	x_loop_await(desktop->watch,
	    xcb_translate_coordinates(
	        desktop->x->xcb, outer, desktop->x->screen->root, 0, 0)
	        .sequence,
	    on_translated, outer);
}

static void
on_mapped(void *data, xcb_window_t outer)
{
	struct desktop *desktop = data;
	struct window *window = present_find_outer(&desktop->present, outer);

	if (window) {
		guard_appeared(&window->guard, desktop_now_ms(desktop));
	}
	if (window && window->view->frame.is_icon) {
		present_icon_mapped(&desktop->present, window);
	}
}

static void
on_visible(void *data, xcb_window_t content, uint8_t visibility)
{
	struct desktop *desktop = data;
	struct window *window = present_find_content(&desktop->present, content);

	if (!window) {
		return;
	}
	/* X tells changes: the same once more means that it could not be seen between. */
	if (visibility <= window->view->visibility) {
		bool has_pointer =
		    desktop->has_pointer && desktop->pointer_in == window->id;
		guard_uncovered(&desktop->guard, &window->guard, has_pointer,
		    desktop_now_ms(desktop));
	}
	if (visibility == XCB_VISIBILITY_FULLY_OBSCURED) {
		guard_covered(&desktop->guard, desktop_now_ms(desktop));
	}
	window->view->visibility = visibility;
}

static void
on_reparented(void *data, xcb_window_t outer, bool at_root)
{
	struct desktop *desktop = data;
	struct window *window = present_find_outer(&desktop->present, outer);

	if (window) {
		window->view->is_reparented = !at_root;
	}
	if (window && window->view->frame.is_icon) {
		desktop_icon_reparented(desktop, window, at_root);
	}
}

static void
on_property(void *data, xcb_window_t outer, xcb_atom_t atom)
{
	desktop_take_property(data, outer, atom);
}

static void
on_asked_to_close(void *data, xcb_window_t outer)
{
	struct desktop *desktop = data;
	struct window *window = present_find_outer(&desktop->present, outer);

	if (window) {
		tell_close(desktop->link, window->id);
	}
}

static void
on_exposed(void *data, xcb_window_t content, struct rect part, uint32_t sequence)
{
	struct desktop *desktop = data;
	struct window *window = present_find_content(&desktop->present, content);

	if (window) {
		pixels_expose(&desktop->present, window, part, sequence);
	}
}

static void
on_shown(void *data, xcb_window_t content, uint32_t segment)
{
	struct desktop *desktop = data;

	present_shown(&desktop->present, content, segment);
}

static void
on_screen_resized(void *data, struct rect screen)
{
	struct desktop *desktop = data;

	(void)screen;
	desktop->resized(desktop->data);
}

static void
on_keyboard_changed(void *data)
{
	desktop_look_at_keyboard(data);
}

static void
on_gone(void *data, xcb_window_t window)
{
	desktop_window_gone(data, window);
}

static void
on_tray_news(void *data)
{
	desktop_look_for_tray(data);
}

/* --- the connection ---------------------------------------------------------------- */

static void
on_event(void *data, const xcb_generic_event_t *event)
{
	struct desktop *desktop = data;
	const struct x_events_owner owner = {
	    .input = on_input,
	    .configured = on_configured,
	    .mapped = on_mapped,
	    .visible = on_visible,
	    .reparented = on_reparented,
	    .gone = on_gone,
	    .tray_news = on_tray_news,
	    .property = on_property,
	    .asked_to_close = on_asked_to_close,
	    .exposed = on_exposed,
	    .shown = on_shown,
	    .screen_resized = on_screen_resized,
	    .keyboard_changed = on_keyboard_changed,
	    .data = desktop,
	};

	x_events_take(
	    desktop->present.desk, desktop->present.shm.first_event, &owner, event);
}

static bool
on_error(void *data, const xcb_generic_error_t *error)
{
	struct desktop *desktop = data;

	return present_take_error(&desktop->present, error);
}

/* --- turns ----------------------------------------------------------------------- */

static void
on_settle(void *data)
{
	struct desktop *desktop = data;

	watch_focus(desktop);
	desktop_want_keys(desktop);
	input_out_settle(&desktop->input);
	present_focus(&desktop->present, desktop->input.has_focus);
	if (!present_settle(&desktop->present)) {
		desktop->ended(desktop->data, "out of memory");
	}
	desktop_watch_attention(desktop);
}

static void
on_ended(void *data, const char *why)
{
	struct desktop *desktop = data;

	desktop->ended(desktop->data, why);
}

bool
desktop_init(struct desktop *desktop, const struct mark *mark,
    const struct measure *frame, const struct domain_policy *policy, const char **why)
{
	const struct x_loop_owner owner = {
	    .event = on_event,
	    .error = on_error,
	    .settle = on_settle,
	    .ended = on_ended,
	    .data = desktop,
	};

	ev_timer_init(&desktop->patience, on_patience, 0., 0.);
	desktop->patience.data = desktop;
	desktop_init_attention(desktop);
	desktop->guard = guard_new(policy->guard_ms);
	input_out_init(&desktop->input, desktop->link, policy);
	if (!present_init(
	        &desktop->present, desktop->x, desktop->windows, mark, frame, why)) {
		return false;
	}
	present_set_dim(&desktop->present, dim_new(policy->unfocused, mark->colour));
	desktop->watch = x_loop_create(desktop->loop, desktop->x, &owner);
	if (!desktop->watch) {
		*why = "out of memory";
		present_finish(&desktop->present);
		return false;
	}
	desktop->present.desk->xkb_event = x_input_init(desktop->x);
	x_props_ask_extents(desktop->present.desk);
	desktop_look_at_keyboard(desktop);
	desktop_look_for_tray(desktop);
	return true;
}

void
desktop_finish(struct desktop *desktop)
{
	ev_timer_stop(desktop->loop, &desktop->patience);
	ev_timer_stop(desktop->loop, &desktop->rest);
	x_loop_destroy(desktop->watch);
	present_finish(&desktop->present);
}
