#include "gui-daemon/guest/requests.h"

#include "common/base/fd.h"
#include "common/base/log.h"
#include "common/base/region.h"
#include "config.h"
#include "gui-daemon/guest/buffer/pixbuf.h"
#include "gui-daemon/guest/tell.h"

#include <stdlib.h>

#define MALFORMED "malformed message"
#define MOST_REFUSALS 20 /* logged in one session */

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

/* A popup's whole frame stays on the screen (P10); a managed window is the manager's. */
static void
keep_on_screen(const struct request *r, bool is_popup, struct window_place *place)
{
	if (!is_popup) {
		return;
	}
	const struct x_desk *desk = present_of(r)->desk;
	struct rect wanted = place->content;

	place->content = policy_place_popup(wanted, desk->popup, desk->screen);
	place->was_clamped = place->was_clamped || !rect_equals(wanted, place->content);
}

/* --- life -------------------------------------------------------------------------- */

/* The person is told once; the guest cannot be, and nothing else breaks. */
static void
refuse(const struct request *r, struct window *window)
{
	struct session *session = r->session;

	windows_refuse(&session->windows, window);
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
	input_out_forget(&session->desktop.input, r->id);
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

	keep_on_screen(r, r->window->state.override_redirect, &place);
	placement_shown(p, place.content);
	p->asked = place.content;
	change(r, CHANGED_MAPPED | CHANGED_PLACE | CHANGED_PIXELS);
	desktop_act(desktop, r->window,
	    placement_from_desktop(p, place.content, desktop_now_ms(desktop)));
	region_add(
	    r->window->damage, (struct rect){0, 0, REGION_SIDE_MAX, REGION_SIDE_MAX});
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
	input_out_forget(&r->session->desktop.input, r->id);
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

	/* Taken note of; there is no tray yet to show it in. */
	return take(r, WIN_DOCK, &changed);
}

/* --- geometry ---------------------------------------------------------------------- */

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
	keep_on_screen(r, r->window->state.override_redirect, &place);
	desktop_act(desktop, r->window,
	    placement_from_guest(&r->window->place, place.content, place.was_clamped,
	        desktop_now_ms(desktop)));
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

/* Else the guest would draw for a screen that it has not got. */
static void
tell_refused_flags(const struct request *r, uint32_t refused)
{
	if (refused & WIN_FULLSCREEN & ~r->window->state.flags) {
		tell_flags(r->session->link, r->id, 0, WIN_FULLSCREEN);
	}
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
	why = winstate_set_flags(&r->window->state, set, flags.unset & ~set);
	if (!why) {
		change(r, CHANGED_FLAGS);
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
		change(r, CHANGED_CURSOR);
	}
	return why;
}

/* --- pixels ------------------------------------------------------------------------ */

/* Damage to the whole screen is damage to each window that shows a part of it. */
static void
damage_borrowers(const struct request *r, struct rect damage)
{
	for (struct window *w = r->session->windows.first; w; w = w->next) {
		if (!w->buffer && winstate_is_mapped(&w->state)) {
			present_damage(present_of(r), w,
			    rect_move(damage, -w->place.told.x, -w->place.told.y));
		}
	}
}

static void
damage(const struct request *r, struct rect where)
{
	present_damage(present_of(r), r->window, where);
	if (r->id == 0) {
		damage_borrowers(r, where);
	}
}

const char *
request_damage(const struct request *r)
{
	struct guest_shmimage in;

	if (!wire_decode_guest_shmimage(r->body, r->len, &in)) {
		return MALFORMED;
	}
	if (winstate_is_mapped(&r->window->state) || r->id == 0) {
		damage(r, admit_damage(&in));
	}
	return NULL;
}

static struct pixbuf *
pixbuf_from_fd(
    const struct request *r, const struct buffer_dump *dump, int fd, const char **refused)
{
	return pixbuf_from_memfd(
	    fd, dump->width, dump->height, r->session->policy.pages, refused);
}

#ifdef WITH_XEN
static struct pixbuf *
pixbuf_from_refs(const struct request *r, const struct guest_window_dump *in,
    const struct buffer_dump *dump, const char **refused)
{
	uint32_t *refs = calloc(dump->pages, sizeof(*refs));

	if (!refs) {
		*refused = "out of memory";
		return NULL;
	}
	admit_refs(in, dump->pages, refs);
	struct pixbuf *pixbuf = pixbuf_from_grants(
	    r->session->grants, refs, dump->pages, dump->width, dump->height, refused);
	free(refs);
	return pixbuf;
}
#else
static struct pixbuf *
pixbuf_from_refs(const struct request *r, const struct guest_window_dump *in,
    const struct buffer_dump *dump, const char **refused)
{
	(void)r;
	(void)in;
	(void)dump;
	*refused = "built without Xen";
	return NULL;
}
#endif

/* A guest that has buffers refused on purpose does not fill the log. */
static void
log_refusal(const struct request *r, const char *refused)
{
	uint32_t count = ++r->session->refusals;

	if (count <= MOST_REFUSALS) {
		log_warn("window 0x%x: buffer refused: %s", r->id, refused);
	}
	if (count == MOST_REFUSALS) {
		log_warn("further refusals are not logged");
	}
}

/* A buffer that cannot be shown is the guest's loss, not the session's end. */
static void
replace_buffer(const struct request *r, const struct guest_window_dump *in,
    const struct buffer_dump *dump, int fd)
{
	struct session *session = r->session;
	const char *refused = NULL;
	struct pixbuf *pixbuf;

	/* The one before goes first: both need not fit the domain's account. */
	present_set_buffer(present_of(r), r->window, NULL);
	pixbuf = dump->has_fd ? pixbuf_from_fd(r, dump, fd, &refused)
	                      : pixbuf_from_refs(r, in, dump, &refused);
	if (pixbuf &&
	    !policy_may_hold(
	        &session->policy, session->windows.pages, pixbuf_pages(pixbuf))) {
		pixbuf_destroy(pixbuf);
		pixbuf = NULL;
		refused = "the domain's pages are used up";
	}
	if (!pixbuf) {
		log_refusal(r, refused);
		return;
	}
	present_set_buffer(present_of(r), r->window, pixbuf);
	damage(r, (struct rect){0, 0, dump->width, dump->height});
}

const char *
request_dump(const struct request *r)
{
	struct session *session = r->session;
	bool fds = link_buffers(session->link) == TRANSPORT_FDS;
	struct guest_window_dump in;
	struct buffer_dump dump;
	int fd = -1;

	if (!wire_decode_guest_window_dump(r->body, r->len, &in)) {
		return MALFORMED;
	}
	const char *why = admit_dump(&in, fds, &dump);
	if (why) {
		return why;
	}
	if (dump.has_fd && (fd = link_take_fd(session->link)) < 0) {
		return "dump without its descriptor";
	}
	replace_buffer(r, &in, &dump, fd);
	tell_dump_done(session->link, r->id, session->minor);
	return NULL;
}

/* The guest must have its answer, or it would wait; the descriptor must go. */
const char *
request_refused_dump(const struct request *r)
{
	struct session *session = r->session;
	bool fds = link_buffers(session->link) == TRANSPORT_FDS;
	struct guest_window_dump in;
	struct buffer_dump dump;

	if (!wire_decode_guest_window_dump(r->body, r->len, &in)) {
		return MALFORMED;
	}
	const char *why = admit_dump(&in, fds, &dump);
	if (why) {
		return why;
	}
	if (dump.has_fd) {
		int fd = link_take_fd(session->link);
		if (fd < 0) {
			return "dump without its descriptor";
		}
		fd_close(&fd);
	}
	tell_dump_done(session->link, r->id, session->minor);
	return NULL;
}

/* --- clipboard --------------------------------------------------------------------- */

const char *
request_clipboard(const struct request *r)
{
	(void)r;
	return "clipboard that nobody asked for";
}
