#include "gui-agent/tell.h"

#include "common/base/log.h"
#include "common/base/region.h"
#include "gui-agent/x_buffer.h"
#include "gui-agent/x_props.h"
#include "protocol/transport/link.h"

#include <stdlib.h>
#include <string.h>

#define SMALL_BODY 256 /* bytes: more than any message but WINDOW_DUMP needs */

/* Where WINDOW_DUMP's kinds of reference are told apart. */
enum dump_type {
	DUMP_GRANTS = 0,
	DUMP_DESCRIPTOR = 1,
};

/*
 * Buffers told of and not acknowledged, of all windows: each may be a descriptor that
 * waits somewhere on its way, and a channel bears TRANSPORT_MAX_FDS.
 */
#define UNACKED_MAX (TRANSPORT_MAX_FDS / 2)

#define SEND(tell, NAME, name, window, ...)                                 \
	do {                                                                \
		uint8_t body[SMALL_BODY];                                   \
		size_t len = wire_encode_##name(                            \
		    body, sizeof(body), &(struct msg_##name){__VA_ARGS__}); \
		link_send((tell)->link, MSG_##NAME, (window), body, len);   \
	} while (0)

/*
 * While the daemon does not read, nothing more is queued: what changes meanwhile is told
 * once, as it is then.
 */
static bool
has_room(const struct tell *tell)
{
	return link_queued(tell->link) < LINK_LOW_BYTES;
}

static void
tell_create(struct tell *tell, struct window *w)
{
	SEND(tell, CREATE, create, w->id, .x = w->area.x, .y = w->area.y,
	    .width = w->area.width, .height = w->area.height,
	    .override_redirect = w->override_redirect && !w->docked);
	w->told = true;
	w->told_area = w->area;
}

static void
tell_configure(struct tell *tell, struct window *w)
{
	bool is_news = w->answer == ANSWER_NOW || !rect_equals(w->area, w->told_area);

	/* An area from before X did as asked would be taken for the answer. */
	if (!is_news || w->answer == ANSWER_AFTER_X) {
		return;
	}
	SEND(tell, CONFIGURE, configure, w->id, .x = w->area.x, .y = w->area.y,
	    .width = w->area.width, .height = w->area.height,
	    .override_redirect = w->override_redirect && !w->docked);
	w->told_area = w->area;
	w->answer = ANSWER_NONE;
}

static void
tell_unmap(struct tell *tell, struct window *w)
{
	if (w->told_mapped && (!w->mapped || w->remapped)) {
		link_send(tell->link, MSG_UNMAP, w->id, NULL, 0);
		w->told_mapped = false;
	}
	w->remapped = false;
}

/* A transient's leader must be known before; the daemon shows the buffer at MAP. */
static bool
is_ready_to_map(const struct window *w)
{
	return w->mapped && !w->told_mapped && !w->buffer_pending && w->fresh.id == 0 &&
	    !(w->props_pending & X_PROPS_TRANSIENT);
}

static void
tell_map(struct tell *tell, struct window *w)
{
	if (!is_ready_to_map(w)) {
		return;
	}
	w->told_mapped = true;
	if (w->docked) {
		link_send(tell->link, MSG_DOCK, w->id, NULL, 0);
		return;
	}
	SEND(tell, MAP, map, w->id, .transient_for = w->transient_for,
	    .override_redirect = w->override_redirect && !w->docked);
}

static void
tell_class(struct tell *tell, struct window *w)
{
	struct msg_wmclass m = {.res_class = {0}};

	if (w->changed & CHANGED_CLASS) {
		memcpy(m.res_class, w->res_class, sizeof(m.res_class));
		memcpy(m.res_name, w->res_name, sizeof(m.res_name));
		uint8_t body[SMALL_BODY];
		size_t len = wire_encode_wmclass(body, sizeof(body), &m);
		link_send(tell->link, MSG_WMCLASS, w->id, body, len);
		w->changed &= ~(uint32_t)CHANGED_CLASS;
	}
}

static void
tell_hints(struct tell *tell, struct window *w)
{
	const struct window_hints *h = &w->hints;
	/* Else the next desktop would place anew what the last one has placed. */
	uint32_t placed = w->placed ? WINDOW_HINT_USER_POSITION : 0;

	if (w->changed & CHANGED_HINTS) {
		SEND(tell, WINDOW_HINTS, window_hints, w->id, .flags = h->flags | placed,
		    .min_width = h->min_width, .min_height = h->min_height,
		    .max_width = h->max_width, .max_height = h->max_height,
		    .width_inc = h->width_inc, .height_inc = h->height_inc,
		    .base_width = h->base_width, .base_height = h->base_height);
		w->changed &= ~(uint32_t)CHANGED_HINTS;
	}
}

static void
tell_title(struct tell *tell, struct window *w)
{
	struct msg_wmname m = {.title = {0}};

	if (w->changed & CHANGED_TITLE) {
		memcpy(m.title, w->title, sizeof(m.title));
		uint8_t body[SMALL_BODY];
		size_t len = wire_encode_wmname(body, sizeof(body), &m);
		link_send(tell->link, MSG_WMNAME, w->id, body, len);
		w->changed &= ~(uint32_t)CHANGED_TITLE;
	}
}

static void
tell_flags(struct tell *tell, struct window *w)
{
	uint32_t set = w->flags & ~w->told_flags;
	uint32_t unset = w->told_flags & ~w->flags;

	if (set || unset) {
		SEND(tell, WINDOW_FLAGS, window_flags, w->id, .set = set, .unset = unset);
		w->told_flags = w->flags;
	}
}

/* --- buffers ----------------------------------------------------------------------- */

static bool
fits_wire(const struct buffer *b)
{
	return b->width <= WIRE_MAX_WIDTH && b->height <= WIRE_MAX_HEIGHT &&
	    b->refs_count <= WIRE_MAX_REFS;
}

static void
send_dump(struct tell *tell, struct window *w)
{
	static const uint32_t no_ref = 0;
	const struct buffer *b = &w->fresh;
	bool is_fd = b->fd >= 0;
	const struct msg_window_dump m = {
	    .type = is_fd ? DUMP_DESCRIPTOR : DUMP_GRANTS,
	    .width = b->width,
	    .height = b->height,
	    .bpp = 24,
	    .refs = is_fd ? &no_ref : b->refs,
	    .refs_count = is_fd ? 1 : b->refs_count,
	};
	size_t size = SMALL_BODY + m.refs_count * sizeof(*m.refs);
	uint8_t *body = malloc(size);

	if (!body) {
		link_close(tell->link, "out of memory");
		return;
	}
	size_t len = wire_encode_window_dump(body, size, &m);
	link_send_fd(tell->link, MSG_WINDOW_DUMP, w->id, body, len, b->fd);
	free(body);
}

/* A daemon that acknowledges nothing has read the one before the last by now. */
static bool
has_room_to_dump(struct tell *tell, struct window *w)
{
	if (!tell->acks_dumps && !holds_has_room(&w->holds)) {
		x_buffer_release(tell->x, holds_take(&w->holds));
	}
	return holds_has_room(&w->holds) && tell->unacked < UNACKED_MAX;
}

/* The fresh buffer becomes the one that is told of, wholly damaged. */
static void
tell_buffer(struct tell *tell, struct window *w)
{
	if (w->fresh.id == 0 || !has_room_to_dump(tell, w)) {
		return;
	}
	if (!fits_wire(&w->fresh)) {
		log_warn("window=%#x is too large to be shown: %ux%u", w->id,
		    w->fresh.width, w->fresh.height);
		x_buffer_drop_fresh(tell->x, w);
		return;
	}
	send_dump(tell, w);
	holds_add(&w->holds, w->fresh.id);
	tell->unacked += tell->acks_dumps;
	struct rect all = {0, 0, w->fresh.width, w->fresh.height};
	uint32_t id = w->fresh.id;
	buffer_finish(&w->fresh);
	w->told_buffer =
	    (struct buffer){.id = id, .width = all.width, .height = all.height, .fd = -1};
	windows_mark_damaged(&tell->x->windows, w, all);
}

/* --- damage ------------------------------------------------------------------------ */

static void
tell_damage(struct tell *tell, struct window *w)
{
	struct rect rects[REGION_MAX];

	region_clip(
	    w->damage, (struct rect){0, 0, w->told_buffer.width, w->told_buffer.height});
	size_t count = region_rects(w->damage, rects);
	for (size_t i = 0; i < count; i++) {
		SEND(tell, SHMIMAGE, shmimage, w->id, .x = rects[i].x, .y = rects[i].y,
		    .width = rects[i].width, .height = rects[i].height);
	}
}

/* Once a turn each window's damage is told, merged. */
static void
tell_all_damage(struct tell *tell)
{
	struct windows *windows = &tell->x->windows;
	struct window *w, *next;

	for (w = TAILQ_FIRST(&windows->damaged); w && has_room(tell); w = next) {
		next = TAILQ_NEXT(w, in_damaged);
		if (!w->told_mapped) {
			continue;
		}
		if (w->told_buffer.id != 0) {
			tell_damage(tell, w);
		}
		windows_clear_damage(windows, w);
	}
}

/* --- all --------------------------------------------------------------------------- */

/* The first time: its kind is known, and so is that its id is free on the other side. */
static bool
may_create(const struct tell *tell, const struct window *w)
{
	return w->kind == WINDOW_SEEN && !windows_find_ghost(&tell->x->windows, w->id);
}

/* False when a part has to wait for the daemon; what waits for X becomes dirty by X. */
static bool
tell_window(struct tell *tell, struct window *w)
{
	if (!w->told && !may_create(tell, w)) {
		return true;
	}
	if (!w->told) {
		tell_create(tell, w);
	}
	tell_unmap(tell, w);
	tell_configure(tell, w);
	if (w->mapped) {
		tell_buffer(tell, w);
	}
	tell_class(tell, w);
	tell_hints(tell, w);
	tell_map(tell, w);
	if (w->mapped == w->told_mapped) { /* they follow MAP */
		tell_title(tell, w);
		tell_flags(tell, w);
	}
	return w->fresh.id == 0;
}

/* Each dirty window once. */
static void
tell_dirty(struct tell *tell)
{
	struct windows *windows = &tell->x->windows;
	const struct window *last = TAILQ_LAST(&windows->dirty, window_list);
	const struct window *w = NULL;

	while (w != last && has_room(tell)) {
		struct window *first = TAILQ_FIRST(&windows->dirty);

		windows_clear_dirty(windows, first);
		if (!tell_window(tell, first)) {
			windows_mark_dirty(windows, first);
		}
		w = first;
	}
}

/* Gone windows come first: a new one may have the id of an old one. */
static void
tell_gone(struct tell *tell)
{
	struct windows *windows = &tell->x->windows;
	struct window *w;

	while ((w = TAILQ_FIRST(&windows->gone)) && has_room(tell)) {
		link_send(tell->link, MSG_DESTROY, w->id, NULL, 0);
		windows_to_ghost(windows, w);
		if (!tell->acks_destroys) {
			tell_destroy_acknowledged(tell, w->id);
		}
	}
}

static void
tell_cursor(struct tell *tell)
{
	const struct window *w =
	    windows_find(&tell->x->windows, tell->x->attention.pointer);

	if (!w || !w->told ||
	    (w->id == tell->cursor_window &&
	        tell->x->cursor.shape == tell->cursor_shape)) {
		return;
	}
	tell->cursor_window = w->id;
	tell->cursor_shape = tell->x->cursor.shape;
	SEND(tell, CURSOR, cursor, w->id, .cursor = tell->cursor_shape);
}

_Static_assert(X_COPY_MOST == WIRE_MAX_CLIPBOARD, "what is copied can be told");

/* From 1.8 on one byte too many says that there was more than fits. */
static void
tell_copy(struct tell *tell)
{
	static const uint8_t too_much[WIRE_MAX_CLIPBOARD + 1];
	const struct x_copy *copy = &tell->x->copy;
	size_t most = tell->takes_large_copies ? WIRE_MAX_CLIPBOARD : WIRE_OLD_CLIPBOARD;

	if (copy->state != X_COPY_DONE) {
		return;
	}
	if (!copy->is_too_big && copy->len <= most) {
		link_send(tell->link, MSG_CLIPBOARD_DATA, 0, copy->bytes, copy->len);
	} else if (tell->takes_large_copies) {
		link_send(tell->link, MSG_CLIPBOARD_DATA, 0, too_much, sizeof(too_much));
	} else {
		link_send(tell->link, MSG_CLIPBOARD_DATA, 0, NULL, 0);
	}
	x_copy_finish(tell->x);
}

void
tell_all(struct tell *tell)
{
	if (!tell->link) {
		return;
	}
	tell_gone(tell);
	tell_dirty(tell);
	tell_all_damage(tell);
	tell_cursor(tell);
	tell_copy(tell);
}

void
tell_dump_acknowledged(struct tell *tell, uint32_t id)
{
	struct windows *windows = &tell->x->windows;
	struct window *ghost = windows_find_ghost(windows, id);
	struct window *w = ghost ? ghost : windows_find(windows, id);

	if (!w || !tell->acks_dumps) {
		return;
	}
	tell->unacked -= w->holds.unacked > 0;
	x_buffer_release(tell->x, holds_acknowledge(&w->holds));
}

void
tell_destroy_acknowledged(struct tell *tell, uint32_t id)
{
	struct windows *windows = &tell->x->windows;
	struct window *ghost = windows_find_ghost(windows, id);

	if (!ghost) {
		return;
	}
	tell->unacked -= tell->acks_dumps ? ghost->holds.unacked : 0;
	x_buffer_release_all(tell->x, ghost);
	windows_bury(windows, ghost);
	struct window *heir = windows_find(windows, id);
	if (heir) {
		windows_mark_dirty(windows, heir);
	}
}

static void
release_list(struct x *x, struct window_list *list)
{
	struct window *w;

	TAILQ_FOREACH(w, list, in_order)
	{
		x_buffer_release_all(x, w);
	}
}

void
tell_stop(struct tell *tell)
{
	struct x *x = tell->x;

	if (!tell->link) {
		return;
	}
	tell->link = NULL;
	x->wants_buffers = false;
	x_copy_finish(x);
	release_list(x, &x->windows.all);
	release_list(x, &x->windows.gone);
	release_list(x, &x->windows.ghosts);
	windows_forget_told(&x->windows);
}

void
tell_start(struct tell *tell, struct link *link, uint32_t minor)
{
	struct x *x = tell->x;
	struct window *w;

	*tell = (struct tell){
	    .x = x,
	    .link = link,
	    .acks_dumps = minor >= 7,
	    .acks_destroys = minor >= 5,
	    .takes_large_copies = minor >= 8,
	};
	x->wants_buffers = true;
	windows_forget_told(&x->windows);
	TAILQ_FOREACH(w, &x->windows.all, in_order)
	{
		x_buffer_ask(x, w);
	}
}
