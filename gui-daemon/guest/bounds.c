#include "gui-daemon/guest/bounds.h"

static const struct x_desk *
desk_of(const struct session *session)
{
	return session->desktop.present.desk;
}

static void
set(struct window_place *place, struct rect content)
{
	place->was_clamped = place->was_clamped || !rect_equals(content, place->content);
	place->content = content;
}

/* What it covers, or is about to cover, whichever is more. */
static uint64_t
popup_area(const struct x_desk *desk, const struct window *window)
{
	uint64_t asked = policy_popup_area(window->place.asked, desk->popup);
	uint64_t actual = policy_popup_area(window->place.actual, desk->popup);

	return asked > actual ? asked : actual;
}

uint64_t
bounds_popup_room(const struct session *session, const struct window *window)
{
	const struct x_desk *desk = desk_of(session);
	uint64_t taken = 0;

	for (const struct window *w = session->windows.first; w; w = w->next) {
		if (w != window && winstate_is_mapped(&w->state) &&
		    w->state.override_redirect) {
			taken += popup_area(desk, w);
		}
	}
	return policy_popup_room(&session->policy, desk->screen, taken);
}

/* --- off the strip ----------------------------------------------------------------- */

/* With all that is around it. */
static struct insets
around(const struct x_desk *desk, const struct window *window)
{
	struct insets in = window->state.override_redirect ? desk->popup : desk->managed;

	if (!window->state.override_redirect) {
		in.left += desk->decoration.left;
		in.right += desk->decoration.right;
		in.top += desk->decoration.top;
		in.bottom += desk->decoration.bottom;
	}
	return in;
}

/* Full screen is the manager's; what the guest was told of is none of its doing. */
static bool
is_placed_by_guest(const struct window *window, struct rect content)
{
	return window->state.override_redirect ||
	    (!(window->state.flags & WIN_FULLSCREEN) &&
	        !(window->place.is_outstanding &&
	            rect_equals(content, window->place.told)));
}

static struct rect
keep_off(const struct x_desk *desk, const struct window *window, struct rect content)
{
	struct insets in = around(desk, window);
	struct rect outer = insets_around(in, content);

	return reserve_meets(&desk->reserve, outer)
	    ? insets_within(in, reserve_keep_off(&desk->reserve, outer, desk->screen))
	    : content;
}

/* --- what the guest asks for ------------------------------------------------------- */

/* No higher than the desktop has it, lest its title bar and label leave the screen. */
static struct rect
keep_in_reach(const struct x_desk *desk, const struct window *window, struct rect content)
{
	bool is_raised = winstate_is_mapped(&window->state) &&
	    !window->state.override_redirect && content.y < window->place.actual.y;

	return is_raised
	    ? policy_place_managed(content, desk->managed, desk->decoration, desk->screen)
	    : content;
}

void
bounds_fit(const struct session *session, const struct window *window,
    struct window_place *place)
{
	const struct x_desk *desk = desk_of(session);
	bool is_popup = window->state.override_redirect;
	struct rect r = place->content;

	if (is_popup) {
		r = policy_place_popup(r, desk->popup, desk->screen);
	}
	if (is_popup && winstate_is_mapped(&window->state)) {
		r = policy_cut_popup(r, desk->popup, bounds_popup_room(session, window));
	}
	if (is_placed_by_guest(window, r)) {
		r = keep_off(desk, window, keep_in_reach(desk, window, r));
	}
	set(place, r);
}

void
bounds_reach(const struct session *session, const struct window *window,
    struct window_place *place)
{
	const struct window_hints *h = &window->hints;
	const struct x_desk *desk = desk_of(session);

	if (!window->state.override_redirect &&
	    (h->has_position || h->has_user_position)) {
		set(place,
		    policy_place_managed(
		        place->content, desk->managed, desk->decoration, desk->screen));
	}
}

/* --- the desktop changed ----------------------------------------------------------- */

/* Popups with all of their frame on the screen; of their share no more is taken. */
static void
move_away(struct session *session, struct window *window)
{
	const struct x_desk *desk = desk_of(session);
	struct rect content = window->place.actual;

	if (window->state.override_redirect) {
		content = policy_place_popup(content, desk->popup, desk->screen);
	}
	content = keep_off(desk, window, content);
	if (!rect_equals(content, window->place.actual)) {
		desktop_act(&session->desktop, window,
		    placement_overrule(
		        &window->place, content, desktop_now_ms(&session->desktop)));
	}
}

void
bounds_settle(struct session *session)
{
	for (struct window *w = session->windows.first; w; w = w->next) {
		if (winstate_is_mapped(&w->state) &&
		    is_placed_by_guest(w, w->place.actual)) {
			move_away(session, w);
		}
	}
}

void
bounds_reserve(struct session *session, const struct reserve *reserve)
{
	session->desktop.present.desk->reserve = *reserve;
	bounds_settle(session);
}
