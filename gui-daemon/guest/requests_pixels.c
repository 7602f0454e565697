#include "gui-daemon/guest/requests.h"

#include "common/base/fd.h"
#include "common/base/log.h"
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
	if (winstate_is_mapped(&r->window->state) ||
	    winstate_is_docked(&r->window->state) || r->id == 0) {
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

	session_tell_limit(r->session);
	if (count <= MOST_REFUSALS) {
		log_warn("window 0x%x: buffer refused: %s", r->id, refused);
	}
	if (count == MOST_REFUSALS) {
		log_warn("further refusals are not logged");
	}
}

static bool
may_hold(const struct request *r, uint64_t pages, const char **refused)
{
	const struct session *session = r->session;

	if (policy_may_hold(&session->policy, session->windows.pages, pages)) {
		return true;
	}
	*refused = "the domain's pages are used up";
	return false;
}

/* What is too much is not even mapped; a memory file may be larger than its picture. */
static struct pixbuf *
take_buffer(const struct request *r, const struct guest_window_dump *in,
    const struct buffer_dump *dump, int fd, const char **refused)
{
	if (!may_hold(r, dump->pages, refused)) {
		fd_close(&fd);
		return NULL;
	}
	struct pixbuf *pixbuf = dump->has_fd ? pixbuf_from_fd(r, dump, fd, refused)
	                                     : pixbuf_from_refs(r, in, dump, refused);
	if (pixbuf && !may_hold(r, pixbuf_pages(pixbuf), refused)) {
		pixbuf_destroy(pixbuf);
		return NULL;
	}
	return pixbuf;
}

/* A buffer that cannot be shown is the guest's loss, not the session's end. */
static void
replace_buffer(const struct request *r, const struct guest_window_dump *in,
    const struct buffer_dump *dump, int fd)
{
	const char *refused = NULL;

	/* The one before goes first: both need not fit the domain's account. */
	present_set_buffer(present_of(r), r->window, NULL);
	struct pixbuf *pixbuf = take_buffer(r, in, dump, fd, &refused);
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
