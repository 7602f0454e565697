#include "protocol/transport/link-internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * How much one wake-up reads before others have their turn: this many times the room for
 * incoming bytes.
 */
#define ROUNDS 8

/* --- ending ------------------------------------------------------------------------ */

static void
run_again(struct link *link)
{
	if (!ev_is_active(&link->again)) {
		ev_timer_set(&link->again, 0., 0.);
		ev_timer_start(link->loop, &link->again);
	}
}

/* Nothing is read or written any more; the owner hears of it from the loop. */
void
link_end(struct link *link, enum link_fault fault, const char *why)
{
	if (link->why) {
		return;
	}
	link->why = why;
	link->fault = fault;
	ev_io_stop(link->loop, &link->io);
	ev_prepare_stop(link->loop, &link->before_wait);
	deadline_stop(&link->half);
	deadline_stop(&link->unread);
	run_again(link);
}

static void
tell_end(struct link *link)
{
	link->calling++;
	link->owner.ended(link->owner.data, link->why);
	link->calling--;
}

void
link_close(struct link *link, const char *why)
{
	if (!link->why && !queue_flush(&link->out, link->transport)) {
		queue_finish(&link->out); /* it is over either way */
	}
	link_end(link, LINK_FAULT_NONE, why);
}

/* --- writing ----------------------------------------------------------------------- */

/* Watches for what can make a difference now. */
static void
watch(struct link *link)
{
	int events = transport_events(link->transport, link->wants_write);

	if (link->is_stalled && (events & EV_WRITE)) {
		events &= ~EV_READ;
	}
	bool idle = link->is_stalled && !link->wants_write;
	int current =
	    ev_is_active(&link->io) ? link->io.events & (EV_READ | EV_WRITE) : 0;
	int wanted = idle ? 0 : events;
	if (link->why || current == wanted) {
		return;
	}
	ev_io_stop(link->loop, &link->io);
	if (wanted) {
		ev_io_set(&link->io, transport_fd(link->transport), wanted);
		ev_io_start(link->loop, &link->io);
	}
}

/* The owner hears from the loop, since it will queue more. */
static void
note_drained(struct link *link)
{
	if (link->was_high && queue_len(&link->out) < LINK_LOW_BYTES) {
		link->was_high = false;
		link->is_drained = true;
		run_again(link);
	}
}

static void
tell_drained(struct link *link)
{
	link->is_drained = false;
	if (link->owner.drained) {
		link->calling++;
		link->owner.drained(link->owner.data);
		link->calling--;
	}
}

void
link_flush(struct link *link)
{
	if (link->why || (queue_len(&link->out) == 0 && !link->wants_write)) {
		return;
	}
	size_t before = queue_len(&link->out);
	if (!queue_flush(&link->out, link->transport)) {
		link_end(link, LINK_FAULT_NONE, "the other end is gone");
		return;
	}
	link->wants_write = queue_len(&link->out) > 0;
	if (queue_len(&link->out) < before) {
		deadline_stop(&link->unread);
	}
	if (link->wants_write) {
		deadline_start(&link->unread);
	}
	watch(link);
	note_drained(link);
}

static void
on_before_wait(struct ev_loop *loop, ev_prepare *watcher, int events)
{
	struct link *link = watcher->data;

	(void)loop;
	(void)events;
	if (!link->wants_write) { /* else the transport says when there is room */
		link_flush(link);
	}
}

/* --- reading ----------------------------------------------------------------------- */

enum filling {
	FILL_EMPTY, /* the transport has no more for now */
	FILL_FULL,  /* no more room, or many descriptors: the owner shall take */
	FILL_ENDED,
	FILL_TOO_MANY_FDS,
};

/* Reads as much as there is, or as there is room for; counts it in *got. */
static enum filling
fill(struct link *link, size_t *got)
{
	*got = 0;
	for (;;) {
		size_t room;
		void *space = frames_space(link->frames, &room);

		if (!space) {
			link_end(link, LINK_FAULT_OURS, "out of memory");
			return FILL_ENDED;
		}
		if (room == 0) {
			return FILL_FULL;
		}
		errno = 0;
		ssize_t len = transport_read(link->transport, space, room);
		if (len < 0) {
			return errno == EMSGSIZE ? FILL_TOO_MANY_FDS : FILL_ENDED;
		}
		if (len == 0) {
			return FILL_EMPTY;
		}
		frames_filled(link->frames, (size_t)len);
		*got += (size_t)len;
		if (transport_waiting_fds(link->transport) >= LINK_MANY_FDS) {
			return FILL_FULL;
		}
		if ((size_t)len < room) {
			return FILL_EMPTY; /* if not, the loop says so at once */
		}
	}
}

static void
tell_readable(struct link *link)
{
	link->calling++;
	link->owner.readable(link->owner.data);
	link->calling--;
}

/* The deadline runs from a message's first bytes to its last, whatever trickles in. */
static void
watch_half(struct link *link)
{
	bool is_half = !link->is_held && frames_is_partial(link->frames);
	bool is_same = is_half && !link->took_whole;

	if (link->is_overdue && is_same) {
		link_end(link, LINK_FAULT_PEER, "half a message for too long");
		return;
	}
	if (!is_same) {
		deadline_stop(&link->half);
	}
	link->is_overdue = false;
	link->took_whole = false;
	if (is_half) {
		deadline_start(&link->half);
	}
}

/* Reads in rounds; what is left after the last is read when others had their turn. */
static enum filling
read_rounds(struct link *link)
{
	enum filling filling = FILL_FULL;

	for (int i = 0; i < ROUNDS && filling == FILL_FULL && !link->why; i++) {
		size_t got;

		filling = fill(link, &got);
		if (got > 0 && !link->why) {
			tell_readable(link);
		} else if (filling == FILL_FULL) {
			link->is_stalled = true; /* until link_next() finds nothing */
			break;
		}
	}
	return filling;
}

static void
read_all(struct link *link, bool gone)
{
	enum filling filling = read_rounds(link);

	if (filling == FILL_TOO_MANY_FDS) {
		link_end(link, LINK_FAULT_PEER, "more descriptors than may wait");
	} else if (filling == FILL_ENDED || (gone && filling == FILL_EMPTY)) {
		link_end(link, LINK_FAULT_NONE, "the other end is gone");
	}
	if (link->why) {
		return;
	}
	if (filling == FILL_FULL && !link->is_stalled) {
		run_again(link);
	}
	watch_half(link);
	watch(link);
}

static void
on_ready(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct link *link = watcher->data;
	bool gone = !transport_woken(link->transport);

	(void)loop;
	(void)events;
	if (link->wants_write) {
		link_flush(link);
	}
	if (!link->why && !link->is_stalled) {
		read_all(link, gone);
	}
}

static void
on_again(struct ev_loop *loop, ev_timer *watcher, int events)
{
	struct link *link = watcher->data;

	(void)loop;
	(void)events;
	if (!link->why && link->is_drained) {
		tell_drained(link);
	}
	if (!link->why && !link->is_stalled) {
		read_all(link, false);
	}
	if (link->why && !ev_is_active(&link->again)) {
		tell_end(link);
	}
}

/* Who was stopped itself may find that the rest has long come. */
static void
on_half(struct ev_loop *loop, ev_timer *watcher, int events)
{
	struct link *link = watcher->data;

	(void)loop;
	(void)events;
	link->is_overdue = true;
	if (link->is_stalled) {
		watch_half(link);
	} else {
		read_all(link, false);
	}
}

/* Who was stopped itself may find that there has long been room. */
static void
on_unread(struct ev_loop *loop, ev_timer *watcher, int events)
{
	struct link *link = watcher->data;
	size_t before = queue_len(&link->out);

	(void)loop;
	(void)events;
	link_flush(link);
	if (queue_len(&link->out) == before) {
		link_end(
		    link, LINK_FAULT_PEER, "the other end does not read for too long");
	}
}

const uint8_t *
link_take_raw(struct link *link, size_t len)
{
	const uint8_t *raw = link->why ? NULL : frames_take_raw(link->frames, len);

	if (!raw && !link->why && link->calling == 0) {
		watch_half(link); /* as in link_next() */
	}
	return raw;
}

enum frame_status
link_next(struct link *link, struct frame *out)
{
	if (link->why) {
		return FRAME_NONE;
	}
	enum frame_status status = frames_next(link->frames, out);
	if (status == FRAME_BAD) {
		link_end(link, LINK_FAULT_PEER, frames_why(link->frames));
	} else if (status == FRAME_READY) {
		link->took_whole = true;
	} else if (link->is_stalled) {
		link->is_stalled = false;
		watch(link);
		run_again(link);
	} else if (link->calling == 0) {
		watch_half(link); /* what was left untaken hid a half message */
	}
	return status;
}

const char *
link_why(const struct link *link)
{
	return link->why ? link->why : "nothing wrong";
}

enum link_fault
link_fault(const struct link *link)
{
	return link->fault;
}

int
link_take_fd(struct link *link)
{
	return transport_take_fd(link->transport);
}

enum transport_buffers
link_buffers(const struct link *link)
{
	return transport_buffers(link->transport);
}

/* --- life -------------------------------------------------------------------------- */

void
link_set_patience(struct link *link, double seconds)
{
	link->half.seconds = seconds;
}

void
link_hold(struct link *link, bool is_held)
{
	link->is_held = is_held;
	if (is_held) {
		deadline_stop(&link->half);
	}
}

void
link_set_unread_patience(struct link *link, double seconds)
{
	link->unread.seconds = seconds;
}

static void
start(struct link *link)
{
	ev_init(&link->io, on_ready);
	link->io.data = link;
	ev_prepare_init(&link->before_wait, on_before_wait);
	link->before_wait.data = link;
	ev_set_priority(&link->before_wait, EV_MINPRI);
	ev_prepare_start(link->loop, &link->before_wait);
	ev_init(&link->again, on_again);
	link->again.data = link;
	deadline_init(&link->half, link->loop, LINK_HALF_SECONDS, on_half, link);
	deadline_init(&link->unread, link->loop, 0., on_unread, link);
	watch(link);
	run_again(link); /* for what came before anybody watched */
}

struct link *
link_create(struct ev_loop *loop, struct transport *transport, enum frame_side side,
    const struct link_owner *owner)
{
	struct link *link = calloc(1, sizeof(*link));
	struct frames *frames = frames_create(side);

	if (!link || !frames) {
		frames_destroy(frames);
		transport_destroy(transport);
		free(link);
		return NULL;
	}
	link->loop = loop;
	link->transport = transport;
	link->frames = frames;
	link->owner = *owner;
	start(link);
	return link;
}

void
link_destroy(struct link *link)
{
	if (!link) {
		return;
	}
	if (link->calling > 0) {
		bug("a link destroyed from inside one of its calls");
	}
	ev_io_stop(link->loop, &link->io);
	ev_prepare_stop(link->loop, &link->before_wait);
	ev_timer_stop(link->loop, &link->again);
	deadline_stop(&link->half);
	deadline_stop(&link->unread);
	queue_finish(&link->out);
	frames_destroy(link->frames);
	transport_destroy(link->transport);
	free(link);
}
