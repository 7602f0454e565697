#include "gui-daemon/guest/requests.h"

#include "common/base/log.h"
#include "common/base/region.h"
#include "gui-daemon/guest/bounds.h"
#include "gui-daemon/guest/tell.h"

#define MALFORMED "malformed message"

static struct present *
present_of(const struct request *r)
{
	return &r->session->desktop.present;
}

static void
change(const struct request *r, uint32_t changes)
{
	present_change(present_of(r), r->window, changes);
}

static const char *
take(const struct request *r, enum win_event event, bool *changed)
{
	enum win_state before = r->window->state.state;
	const char *why = winstate_take(&r->window->state, event, changed);

	if (!why && *changed) {
		log_debug("window 0x%x: %s -> %s", r->id, winstate_name(before),
		    winstate_name(r->window->state.state));
	}
	return why;
}

/* --- life -------------------------------------------------------------------------- */

/* The person is told once; the guest cannot be, and nothing else breaks. */
static void
refuse(const struct request *r, struct window *window)
{
	struct session *session = r->session;

	windows_refuse(&session->windows, window);
	session_tell_limit(session);
	if (!session->has_refused_window) {
		log_warn("more than %u windows: the others are not shown",
		    session->policy.windows);
		session->has_refused_window = true;
	}
}

const char *
request_create(const struct request *r)
{
	struct session *session = r->session;
	struct guest_create in;
	struct window_place place;

	if (!wire_decode_guest_create(r->body, r->len, &in)) {
		return MALFORMED;
	}
	const char *why = admit_create(&in, &place);
	if (why) {
		return why;
	}
	if (session->windows.refused >= POLICY_MOST_REFUSED) {
		return "too many windows";
	}
	bool may = policy_may_create(
	    &session->policy, session->windows.count - session->windows.refused);
	struct window *window = windows_add(&session->windows, r->id, &place);
	if (!window) {
		session_end(session, WORKER_FAILED, "out of memory");
	} else if (!may) {
		refuse(r, window);
	}
	return NULL;
}

const char *
request_destroy(const struct request *r)
{
	struct session *session = r->session;
	bool changed;

	const char *why = take(r, WIN_DESTROY, &changed);
	if (why) {
		return why;
	}
	/* Every buffer is let go of before the acknowledgement, which frees the id. */
	desktop_forget(&session->desktop, r->id);
	present_remove(present_of(r), r->window);
	windows_remove(&session->windows, r->window);
	tell_destroyed(session->link, r->id, session->minor);
	return NULL;
}

static void
show(const struct request *r)
{
	struct desktop *desktop = &r->session->desktop;
	struct placement *p = &r->window->place;
	struct window_place place = {.content = p->asked, .was_clamped = p->is_stale};

	bounds_fit(r->session, r->window, &place);
	bounds_reach(r->session, r->window, &place);
	placement_shown(p, place.content);
	p->asked = place.content;
	change(r, CHANGED_MAPPED | CHANGED_PLACE | CHANGED_PIXELS);
	desktop_act(desktop, r->window,
	    placement_from_desktop(p, place.content, desktop_now_ms(desktop)));
	region_add(
	    r->window->damage, (struct rect){0, 0, REGION_SIDE_MAX, REGION_SIDE_MAX});
}

/* One that there is no room for stays unmapped; mapped again, it may show. */
static bool
may_map(const struct request *r, bool is_popup)
{
	struct session *session = r->session;
	uint64_t least =
	    policy_popup_area((struct rect){0, 0, 1, 1}, present_of(r)->desk->popup);

	if (!is_popup || winstate_is_mapped(&r->window->state) ||
	    bounds_popup_room(session, r->window) >= least) {
		return true;
	}
	session_tell_limit(session);
	if (!session->has_refused_popup) {
		log_warn("popups beyond the domain's share of the screen are not shown");
		session->has_refused_popup = true;
	}
	return false;
}

const char *
request_map(const struct request *r)
{
	struct guest_map in;
	struct window_map map;
	bool changed;

	if (!wire_decode_guest_map(r->body, r->len, &in)) {
		return MALFORMED;
	}
	const char *why = admit_map(&in, &map);
	if (!why && !may_map(r, map.override_redirect)) {
		return NULL;
	}
	if (!why) {
		why = winstate_map(&r->window->state, map.override_redirect, &changed);
	}
	if (why || !changed) {
		return why;
	}
	log_debug("window 0x%x: -> %s", r->id, winstate_name(r->window->state.state));
	r->window->transient_for = map.transient_for;
	show(r);
	return NULL;
}

const char *
request_unmap(const struct request *r)
{
	bool changed;

	const char *why = take(r, WIN_UNMAP, &changed);
	if (why || !changed) {
		return why;
	}
	desktop_forget(&r->session->desktop, r->id);
	placement_hidden(&r->window->place);
	if (r->id != 0) { /* the screen's buffer still serves others */
		present_set_buffer(present_of(r), r->window, NULL);
	}
	change(r, CHANGED_MAPPED);
	return NULL;
}

const char *
request_dock(const struct request *r)
{
	bool changed;

	const char *why = take(r, WIN_DOCK, &changed);
	if (why || !changed) {
		return why;
	}
	placement_shown(&r->window->place, r->window->place.asked);
	change(r, CHANGED_MAPPED | CHANGED_PIXELS);
	region_add(
	    r->window->damage, (struct rect){0, 0, REGION_SIDE_MAX, REGION_SIDE_MAX});
	return NULL;
}

/* --- geometry ---------------------------------------------------------------------- */

/* MAP and CONFIGURE in one turn: the desktop knows neither yet, and hears of one. */
static bool
is_map_pending(const struct request *r)
{
	return winstate_is_mapped(&r->window->state) &&
	    (r->window->changes & CHANGED_MAPPED);
}

const char *
request_configure(const struct request *r)
{
	struct desktop *desktop = &r->session->desktop;
	struct guest_configure in;
	struct window_place place;

	if (!wire_decode_guest_configure(r->body, r->len, &in)) {
		return MALFORMED;
	}
	const char *why = admit_configure(&in, &place);
	if (why) {
		return why;
	}
	if (winstate_is_docked(&r->window->state)) {
		desktop_act(desktop, r->window,
		    placement_refuse(
		        &r->window->place, place.content, desktop_now_ms(desktop)));
		return NULL;
	}
	bounds_fit(r->session, r->window, &place);
	bool is_about_to_show = is_map_pending(r) && !r->window->place.is_outstanding;
	if (is_about_to_show) {
		placement_hidden(&r->window->place);
	}
	desktop_act(desktop, r->window,
	    placement_from_guest(&r->window->place, place.content, place.was_clamped,
	        desktop_now_ms(desktop)));
	if (is_about_to_show) {
		show(r);
	}
	return NULL;
}

/* --- looks ------------------------------------------------------------------------- */

const char *
request_title(const struct request *r)
{
	struct guest_wmname in;

	if (!wire_decode_guest_wmname(r->body, r->len, &in)) {
		return MALFORMED;
	}
	admit_title(&in, r->session->policy.titles == TITLES_ASCII, &r->window->title);
	change(r, CHANGED_TITLE);
	return NULL;
}

const char *
request_class(const struct request *r)
{
	struct guest_wmclass in;

	if (!wire_decode_guest_wmclass(r->body, r->len, &in)) {
		return MALFORMED;
	}
	if (!winstate_is_mapped(&r->window->state)) {
		admit_class(
		    &in, r->session->policy.titles == TITLES_ASCII, &r->window->class);
	}
	return NULL;
}

const char *
request_hints(const struct request *r)
{
	struct guest_window_hints in;

	if (!wire_decode_guest_window_hints(r->body, r->len, &in)) {
		return MALFORMED;
	}
	const char *why = admit_hints(&in, &r->window->hints);
	if (!why) {
		change(r, CHANGED_HINTS);
	}
	return why;
}

static void
log_refused_flags(struct session *session, uint32_t refused)
{
	uint32_t news = refused & ~session->refused_flags;

	session->refused_flags |= refused;
	if (news & WIN_FULLSCREEN) {
		log_warn("full screen is not granted: it is the person's to choose");
	}
	if (news & WIN_ATTENTION) {
		log_warn("requests for attention are not granted");
	}
}

/* Else the guest would draw for a screen, or wait for a person, that it has not got. */
static void
tell_refused_flags(const struct request *r, uint32_t refused)
{
	refused &= ~r->window->state.flags;
	if (refused) {
		tell_flags(r->session->link, r->id, 0, refused);
	}
}

/* Nobody is led to where they are: the request is over before a manager hears of it. */
static uint32_t
without_vain_attention(const struct request *r, uint32_t flags)
{
	const struct input_out *input = &r->session->desktop.input;
	bool is_there = input->has_focus && input->focus == r->id;

	return is_there ? flags & ~(uint32_t)WIN_ATTENTION : flags;
}

const char *
request_flags(const struct request *r)
{
	struct guest_window_flags in;
	struct window_flags flags;

	if (!wire_decode_guest_window_flags(r->body, r->len, &in)) {
		return MALFORMED;
	}
	const char *why = admit_flags(&in, &flags);
	if (why) {
		return why;
	}
	if (flags.set & flags.unset) {
		return "flags both set and unset";
	}
	uint32_t set = policy_flags(&r->session->policy, flags.set);
	uint32_t refused = flags.set & ~set;
	set = without_vain_attention(r, set);
	why = winstate_set_flags(&r->window->state, set, flags.unset & ~set);
	if (!why) {
		change(r, CHANGED_FLAGS);
		log_refused_flags(r->session, refused & ~r->window->state.flags);
		tell_refused_flags(r, flags.set & ~set);
	}
	return why;
}

const char *
request_cursor(const struct request *r)
{
	struct guest_cursor in;

	if (!wire_decode_guest_cursor(r->body, r->len, &in)) {
		return MALFORMED;
	}
	const char *why = admit_cursor(&in, &r->window->glyph);
	if (!why) {
		_Static_assert(POLICY_NO_GLYPH == ADMIT_NO_GLYPH, "one default");
		r->window->glyph = policy_cursor(&r->session->policy, r->window->glyph);
		change(r, CHANGED_CURSOR);
	}
	return why;
}

/* --- clipboard --------------------------------------------------------------------- */

const char *
request_clipboard(const struct request *r)
{
	struct guest_clipboard_data in;

	return wire_decode_guest_clipboard_data(r->body, r->len, &in)
	    ? clipboard_answered(&r->session->clipboard, &in)
	    : MALFORMED;
}
