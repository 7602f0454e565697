#include "protocol/transport/link.h"

#include "protocol/transport/queue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * How much one wake-up reads before others have their turn: this many times the room for
 * incoming bytes.
 */
#define ROUNDS 8

/* So many descriptors wait, and the owner takes them before more is read; or they leave.
 */
#define MANY_FDS (TRANSPORT_MAX_FDS / 2)

struct link {
	struct ev_loop *loop;        /* borrowed */
	struct transport *transport; /* owned */
	struct frames *frames;       /* owned */
	struct link_owner owner;
	struct queue out;
	ev_io io;
	ev_prepare before_wait; /* at EV_MINPRI: after whoever queues in one */
	ev_timer again;         /* at once: there is more to read, or the end to tell */
	ev_timer half;          /* a half message waits for its rest */
	double patience;        /* seconds */
	const char *why;        /* not NULL: closed */
	enum link_fault fault;  /* with why */
	unsigned calling;       /* calls to the owner on the stack */
	bool is_stalled;        /* the owner left messages; no room to read */
	bool was_high;          /* the queue passed LINK_LOW_BYTES */
	bool is_drained;        /* it fell below again; the owner shall hear of it */
	bool took_whole;        /* a message was taken since the last look at half */
	bool wants_write;       /* the transport took less than was queued */
};

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
static void
end(struct link *link, enum link_fault fault, const char *why)
{
	if (link->why) {
		return;
	}
	link->why = why;
	link->fault = fault;
	ev_io_stop(link->loop, &link->io);
	ev_prepare_stop(link->loop, &link->before_wait);
	ev_timer_stop(link->loop, &link->half);
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
	end(link, LINK_FAULT_NONE, why);
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
	if (!queue_flush(&link->out, link->transport)) {
		end(link, LINK_FAULT_NONE, "the other end is gone");
		return;
	}
	link->wants_write = queue_len(&link->out) > 0;
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

/* Room for a whole message, or NULL with the link closed. */
static uint8_t *
reserve(struct link *link, size_t len)
{
	if (link->why) {
		return NULL;
	}
	if (len > LINK_MAX_BYTES || queue_len(&link->out) > LINK_MAX_BYTES - len) {
		end(link, LINK_FAULT_PEER, "the other end does not read");
		return NULL;
	}
	uint8_t *room = queue_reserve(&link->out, len);
	if (!room) {
		end(link, LINK_FAULT_OURS, "out of memory");
	}
	return room;
}

static void
commit(struct link *link, size_t len)
{
	queue_commit(&link->out, len);
	if (queue_len(&link->out) > LINK_LOW_BYTES) {
		link->was_high = true;
	}
}

void
link_send_raw(struct link *link, const void *bytes, size_t len)
{
	uint8_t *room = len > 0 ? reserve(link, len) : NULL;

	if (room) {
		memcpy(room, bytes, len);
		commit(link, len);
	}
}

void
link_send_fd(struct link *link, uint32_t type, uint32_t window, const void *body,
    size_t len, int fd)
{
	if (len > LINK_MAX_BYTES - WIRE_HEADER_BYTES) {
		bug("a body of %zu bytes", len);
	}
	/* Descriptors are scarce: many do not wait for the end of the turn. */
	if (fd >= 0 && link->out.n_fds >= MANY_FDS) {
		link_flush(link);
	}
	uint8_t *room = reserve(link, WIRE_HEADER_BYTES + len);
	if (!room) {
		return;
	}
	if (fd >= 0 && transport_buffers(link->transport) != TRANSPORT_FDS) {
		end(link, LINK_FAULT_OURS, "no descriptor can go this way");
		return;
	}
	if (fd >= 0 && !queue_add_fd(&link->out, fd)) {
		end(link, LINK_FAULT_OURS, "too many descriptors wait");
		return;
	}
	wire_encode_header(room, &(struct wire_header){type, window, (uint32_t)len});
	if (len > 0) {
		memcpy(room + WIRE_HEADER_BYTES, body, len);
	}
	commit(link, WIRE_HEADER_BYTES + len);
}

void
link_send(struct link *link, uint32_t type, uint32_t window, const void *body, size_t len)
{
	link_send_fd(link, type, window, body, len, -1);
}

size_t
link_queued(const struct link *link)
{
	return queue_len(&link->out);
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
			end(link, LINK_FAULT_OURS, "out of memory");
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
		if (transport_waiting_fds(link->transport) >= MANY_FDS) {
			return FILL_FULL;
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
	bool is_half = frames_is_partial(link->frames);

	if (!is_half || link->took_whole) {
		ev_timer_stop(link->loop, &link->half);
	}
	link->took_whole = false;
	if (is_half && !ev_is_active(&link->half)) {
		ev_timer_set(&link->half, link->patience, 0.);
		ev_timer_start(link->loop, &link->half);
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
		end(link, LINK_FAULT_PEER, "more descriptors than may wait");
	} else if (filling == FILL_ENDED || (gone && filling == FILL_EMPTY)) {
		end(link, LINK_FAULT_NONE, "the other end is gone");
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

static void
on_half(struct ev_loop *loop, ev_timer *watcher, int events)
{
	(void)loop;
	(void)events;
	end(watcher->data, LINK_FAULT_PEER, "half a message for too long");
}

const uint8_t *
link_take_raw(struct link *link, size_t len)
{
	return link->why ? NULL : frames_take_raw(link->frames, len);
}

enum frame_status
link_next(struct link *link, struct frame *out)
{
	if (link->why) {
		return FRAME_NONE;
	}
	enum frame_status status = frames_next(link->frames, out);
	if (status == FRAME_BAD) {
		end(link, LINK_FAULT_PEER, frames_why(link->frames));
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
	link->patience = seconds;
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
	ev_init(&link->half, on_half);
	link->half.data = link;
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
	link->patience = LINK_HALF_SECONDS;
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
	ev_timer_stop(link->loop, &link->half);
	queue_finish(&link->out);
	frames_destroy(link->frames);
	transport_destroy(link->transport);
	free(link);
}
