#include "common/x/loop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xcb/xcbext.h>

#define FEW_AWAITED 256u
#define MOST_AWAITED (FEW_AWAITED << 8)

struct awaited {
	unsigned int sequence;
	uint32_t key;
	void (*taken)(void *data, uint32_t key, const void *reply);
};

struct x_loop {
	struct ev_loop *loop; /* borrowed */
	struct x *x;          /* borrowed */
	struct x_loop_owner owner;
	ev_io io;
	ev_prepare prepare;
	struct awaited few[FEW_AWAITED];
	struct awaited *awaited; /* few, or owned: a ring of room, oldest at first */
	size_t room, first, n_awaited;
	bool has_ended;
	char why[128];
};

static void
end(struct x_loop *watch, const char *why)
{
	if (watch->has_ended) {
		return;
	}
	watch->has_ended = true;
	ev_io_stop(watch->loop, &watch->io);
	ev_prepare_stop(watch->loop, &watch->prepare);
	watch->owner.ended(watch->owner.data, why);
}

static void
take_error(struct x_loop *watch, const xcb_generic_error_t *error)
{
	if (x_take_expected(watch->x, error) ||
	    watch->owner.error(watch->owner.data, error)) {
		return;
	}
	snprintf(watch->why, sizeof(watch->why), "X error %u of request %u.%u on 0x%x",
	    error->error_code, error->major_code, error->minor_code, error->resource_id);
	end(watch, watch->why);
}

static void
take_event(struct x_loop *watch, xcb_generic_event_t *event)
{
	if (event->response_type == 0) {
		take_error(watch, (const xcb_generic_error_t *)event);
	} else {
		watch->owner.event(watch->owner.data, event);
	}
	free(event);
}

/* --- replies ----------------------------------------------------------------------- */

static struct awaited *
awaited_at(const struct x_loop *watch, size_t i)
{
	return &watch->awaited[(watch->first + i) % watch->room];
}

/* What was asked counts, however long the server is busy: a lost answer is no answer. */
static bool
make_room(struct x_loop *watch)
{
	size_t room = watch->room * 2;

	if (watch->n_awaited < watch->room) {
		return true;
	}
	struct awaited *more = room <= MOST_AWAITED ? calloc(room, sizeof(*more)) : NULL;
	if (!more) {
		return false;
	}
	for (size_t i = 0; i < watch->n_awaited; i++) {
		more[i] = *awaited_at(watch, i);
	}
	if (watch->awaited != watch->few) {
		free(watch->awaited);
	}
	watch->awaited = more;
	watch->room = room;
	watch->first = 0;
	return true;
}

/* The oldest reply that is awaited has come: hands it over, and frees both. */
static void
take_reply(struct x_loop *watch, void *reply, xcb_generic_error_t *error)
{
	struct awaited a = *awaited_at(watch, 0);

	watch->n_awaited--;
	watch->first = (watch->first + 1) % watch->room;
	a.taken(watch->owner.data, a.key, reply);
	free(reply);
	free(error);
}

/*
 * libxcb keeps replies apart from events.  An event carries the number of the last
 * request that the server had processed (X11 protocol, "Event Format"), so replies to
 * requests up to that one came before it: questions cause no events themselves.
 */
static bool
is_before(const struct awaited *a, const xcb_generic_event_t *event)
{
	return (int32_t)(a->sequence - event->full_sequence) <= 0;
}

static void
take_in_order(struct x_loop *watch, xcb_generic_event_t *event)
{
	xcb_generic_error_t *error = NULL;
	void *reply = NULL;

	while (!watch->has_ended && watch->n_awaited > 0 &&
	    is_before(awaited_at(watch, 0), event) &&
	    xcb_poll_for_reply(
	        watch->x->xcb, awaited_at(watch, 0)->sequence, &reply, &error)) {
		take_reply(watch, reply, error);
		reply = NULL;
		error = NULL;
	}
	take_event(watch, event);
}

/* All events that libxcb has read; true when there were any. */
static bool
take_events(struct x_loop *watch)
{
	xcb_generic_event_t *event;
	bool any = false;

	while (!watch->has_ended && (event = xcb_poll_for_queued_event(watch->x->xcb))) {
		take_in_order(watch, event);
		any = true;
	}
	return any;
}

/*
 * Looking for a reply, libxcb may read events from before and from after it.  Those from
 * before are taken first; an event from after it ends that.
 */
static void
take_what_came_before(struct x_loop *watch, void *reply, xcb_generic_error_t *error)
{
	xcb_generic_event_t *event;

	while (!watch->has_ended && (event = xcb_poll_for_queued_event(watch->x->xcb))) {
		if (is_before(awaited_at(watch, 0), event)) {
			take_reply(watch, reply, error);
			take_in_order(watch, event);
			return;
		}
		take_event(watch, event);
	}
	take_reply(watch, reply, error);
}

/* Replies arrive in order, so the first that is missing ends the search. */
static bool
take_replies(struct x_loop *watch)
{
	xcb_generic_error_t *error = NULL;
	void *reply = NULL;
	bool any = false;

	while (!watch->has_ended && watch->n_awaited > 0 &&
	    xcb_poll_for_reply(
	        watch->x->xcb, awaited_at(watch, 0)->sequence, &reply, &error)) {
		take_what_came_before(watch, reply, error);
		reply = NULL;
		error = NULL;
		any = true;
	}
	return any;
}

/* True when there was anything to take of what libxcb has read. */
static bool
drain(struct x_loop *watch)
{
	bool any = take_events(watch);

	return take_replies(watch) || any;
}

static void
check_alive(struct x_loop *watch)
{
	if (xcb_connection_has_error(watch->x->xcb)) {
		end(watch, "the X server has gone");
	}
}

static void
on_readable(struct ev_loop *loop, ev_io *io, int events)
{
	struct x_loop *watch = io->data;

	(void)loop;
	(void)events;
	/* Reads once, as much as libxcb has room for; if that is not all it fires again.
	 */
	xcb_generic_event_t *event = xcb_poll_for_event(watch->x->xcb);
	if (event) {
		take_in_order(watch, event);
	}
	drain(watch);
	check_alive(watch);
}

/*
 * While libxcb writes it may also read; what it read then would wait in its queue for a
 * wake-up that never comes, so look there before every wait.
 */
static void
on_prepare(struct ev_loop *loop, ev_prepare *prepare, int events)
{
	struct x_loop *watch = prepare->data;

	(void)loop;
	(void)events;
	do {
		watch->owner.settle(watch->owner.data);
		xcb_flush(watch->x->xcb);
	} while (!watch->has_ended && drain(watch));
	check_alive(watch);
}

struct x_loop *
x_loop_create(struct ev_loop *loop, struct x *x, const struct x_loop_owner *owner)
{
	struct x_loop *watch = calloc(1, sizeof(*watch));

	if (!watch) {
		return NULL;
	}
	watch->loop = loop;
	watch->x = x;
	watch->owner = *owner;
	watch->awaited = watch->few;
	watch->room = FEW_AWAITED;
	ev_io_init(&watch->io, on_readable, xcb_get_file_descriptor(x->xcb), EV_READ);
	watch->io.data = watch;
	ev_io_start(loop, &watch->io);
	ev_prepare_init(&watch->prepare, on_prepare);
	watch->prepare.data = watch;
	/* Before others that prepare: what they send may follow from what came here. */
	ev_set_priority(&watch->prepare, EV_MAXPRI);
	ev_prepare_start(loop, &watch->prepare);
	return watch;
}

void
x_loop_destroy(struct x_loop *watch)
{
	if (watch) {
		ev_io_stop(watch->loop, &watch->io);
		ev_prepare_stop(watch->loop, &watch->prepare);
		if (watch->awaited != watch->few) {
			free(watch->awaited);
		}
		free(watch);
	}
}

bool
x_loop_await(struct x_loop *watch, unsigned int sequence,
    void (*taken)(void *data, uint32_t key, const void *reply), uint32_t key)
{
	if (!make_room(watch)) {
		xcb_discard_reply(watch->x->xcb, sequence);
		return false;
	}
	watch->n_awaited++;
	*awaited_at(watch, watch->n_awaited - 1) = (struct awaited){sequence, key, taken};
	return true;
}
