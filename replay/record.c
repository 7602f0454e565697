#include "replay/record.h"

#include "common/base/fd.h"
#include "protocol/transport/queue.h"
#include "protocol/transport/transport.h"
#include "replay/binary.h"
#include "replay/endpoint.h"
#include "replay/print.h"
#include "replay/split.h"

#include <stdlib.h>
#include <string.h>

#define MOST_QUEUED (1u << 20) /* bytes; then the side that sends has to wait */
#define CHUNK 65536u
#define ROUNDS 16             /* chunks of one side before the other has its turn */
#define LAST_WORDS_US 1000000 /* for what is queued when one side has ended */
#define FOREVER_US (INT64_MAX / 2)

struct lane {
	struct transport *from, *to; /* borrowed from the recorder */
	struct queue out;
	bool has_more; /* the last turn may not have read all */
	bool has_ended;
};

struct recorder {
	const struct record_options *options; /* borrowed */
	struct transport *sides[2];           /* owned; by side */
	struct lane lanes[2];                 /* by the side that sends */
	struct split split;
	struct memfile files[TRANSPORT_MAX_FDS]; /* came, and no dump took it yet */
	size_t first_file, n_files;
	unsigned long long fds_named;
	int64_t last_us; /* of the last event */
	bool is_out_of_memory;
};

/* --- writing it down --------------------------------------------------------------- */

static void
write_event(struct recorder *r, struct event *event)
{
	int64_t now = endpoint_now_us();

	if (event->kind == EVENT_TRAFFIC) {
		uint64_t delay_us = (uint64_t)(now - r->last_us);

		event->delay_us =
		    delay_us < EVENT_MOST_DELAY_US ? delay_us : EVENT_MOST_DELAY_US;
		r->last_us = now;
	}
	if (r->options->format == CAPTURE_TEXT) {
		print_event(r->options->out, event);
	} else {
		binary_write_event(r->options->out, event);
	}
}

/* Says what the descriptor is on a line of its own, and gives it a name. */
static void
write_fd(struct recorder *r, struct event *traffic)
{
	struct event event = {.kind = EVENT_FD, .file = r->files[r->first_file]};

	r->first_file = (r->first_file + 1) % TRANSPORT_MAX_FDS;
	r->n_files--;
	snprintf(event.fd, sizeof(event.fd), "fd%llu", ++r->fds_named);
	memcpy(traffic->fd, event.fd, sizeof(traffic->fd));
	write_event(r, &event);
}

static void
write_piece(struct recorder *r, enum side from, const struct piece *piece)
{
	struct event event = {.kind = EVENT_TRAFFIC, .piece = piece->kind, .from = from};

	if (!bytes_copy(&event.bytes, piece->at, piece->len)) {
		r->is_out_of_memory = true;
		return;
	}
	if (from == SIDE_AGENT && piece_takes_fd(piece) && r->n_files > 0) {
		write_fd(r, &event);
	}
	write_event(r, &event);
	event_finish(&event);
}

static void
write_pieces(struct recorder *r)
{
	struct piece piece;

	/* The agent's first: the daemon's begin depends on its version. */
	for (enum side from = SIDE_AGENT; from <= SIDE_DAEMON; from++) {
		while (split_next(&r->split, from, &piece)) {
			write_piece(r, from, &piece);
		}
	}
}

static void
write_rest(struct recorder *r)
{
	struct piece piece;

	for (enum side from = SIDE_AGENT; from <= SIDE_DAEMON; from++) {
		while (split_rest(&r->split, from, &piece)) {
			write_piece(r, from, &piece);
		}
	}
}

/* --- passing it on ----------------------------------------------------------------- */

static void
note_file(struct recorder *r, int fd)
{
	size_t last = (r->first_file + r->n_files) % TRANSPORT_MAX_FDS;

	if (r->n_files < TRANSPORT_MAX_FDS &&
	    memfile_look(fd, r->options->has_pixels, &r->files[last])) {
		r->n_files++;
	}
}

/* Descriptors go beside the first bytes of what they came with: never later. */
static bool
pass_fds(struct recorder *r, struct lane *lane, size_t len)
{
	size_t count = transport_waiting_fds(lane->from);

	for (size_t i = 0; i < count; i++) {
		int fd = transport_take_fd(lane->from);

		note_file(r, fd);
		bool is_queued = i >= len || queue_add_fd(&lane->out, fd);
		fd_close(&fd);
		if (!is_queued) {
			return false;
		}
		queue_commit(&lane->out, i < len ? 1 : 0);
	}
	queue_commit(&lane->out, count < len ? len - count : 0);
	return true;
}

static bool
pass(struct recorder *r, enum side from, const uint8_t *chunk, size_t len)
{
	struct lane *lane = &r->lanes[from];
	uint8_t *room = queue_reserve(&lane->out, len);

	if (!room) {
		return false;
	}
	memcpy(room, chunk, len);
	return pass_fds(r, lane, len) && split_feed(&r->split, from, chunk, len);
}

static void
read_lane(struct recorder *r, enum side from)
{
	struct lane *lane = &r->lanes[from];
	uint8_t chunk[CHUNK];

	lane->has_more = !lane->has_ended;
	for (int i = 0; i < ROUNDS && lane->has_more; i++) {
		ssize_t len = queue_len(&lane->out) < MOST_QUEUED
		    ? transport_read(lane->from, chunk, sizeof(chunk))
		    : 0;

		lane->has_more = len > 0;
		lane->has_ended = len < 0;
		if (len > 0 && !pass(r, from, chunk, (size_t)len)) {
			r->is_out_of_memory = true;
			return;
		}
		/* Passed on before it is written down. */
		if (!queue_flush(&lane->out, lane->to)) {
			lane->has_ended = true;
			lane->has_more = false;
		}
		write_pieces(r);
	}
}

static bool
flush_lane(struct lane *lane)
{
	return queue_len(&lane->out) == 0 || queue_flush(&lane->out, lane->to);
}

/* Side i is read as its own lane has room, and written as the other one's has bytes. */
static bool
wait_for_more(struct recorder *r, int64_t deadline_us)
{
	struct endpoint_watch watches[2];

	for (size_t i = 0; i < 2; i++) {
		watches[i] = (struct endpoint_watch){
		    .transport = r->sides[i],
		    .read = !r->lanes[i].has_ended &&
		        queue_len(&r->lanes[i].out) < MOST_QUEUED,
		    .write = queue_len(&r->lanes[1 - i].out) > 0,
		};
	}
	fflush(r->options->out);
	bool has_more = r->lanes[0].has_more || r->lanes[1].has_more;
	return endpoint_wait(watches, 2, r->options->stop, has_more ? 0 : deadline_us);
}

static void
run(struct recorder *r)
{
	bool is_over = false;

	while (!is_over && !r->is_out_of_memory) {
		read_lane(r, SIDE_AGENT);
		read_lane(r, SIDE_DAEMON);
		is_over = r->lanes[0].has_ended || r->lanes[1].has_ended;
		if (!is_over) {
			is_over = wait_for_more(r, endpoint_now_us() + FOREVER_US);
		}
		is_over =
		    is_over || !flush_lane(&r->lanes[0]) || !flush_lane(&r->lanes[1]);
	}
}

/* What was said before the end still reaches who listens. */
static void
say_last_words(struct recorder *r)
{
	int64_t deadline_us = endpoint_now_us() + LAST_WORDS_US;
	bool goes_on = true;

	while (goes_on && endpoint_now_us() < deadline_us) {
		goes_on = false;
		for (size_t i = 0; i < 2; i++) {
			bool is_alive = flush_lane(&r->lanes[i]);

			r->lanes[i].has_ended = true;
			r->lanes[i].has_more = false;
			goes_on =
			    goes_on || (is_alive && queue_len(&r->lanes[i].out) > 0);
		}
		goes_on = goes_on && !wait_for_more(r, deadline_us);
	}
}

bool
record(struct transport *agent, struct transport *daemon,
    const struct record_options *options)
{
	struct recorder *r = calloc(1, sizeof(*r));
	bool is_good = r && agent && daemon;

	if (is_good) {
		r->options = options;
		r->sides[SIDE_AGENT] = r->lanes[SIDE_AGENT].from =
		    r->lanes[SIDE_DAEMON].to = agent;
		r->sides[SIDE_DAEMON] = r->lanes[SIDE_DAEMON].from =
		    r->lanes[SIDE_AGENT].to = daemon;
		r->last_us = endpoint_now_us();
		run(r);
		write_rest(r);
		say_last_words(r);
		is_good = !r->is_out_of_memory;
		queue_finish(&r->lanes[0].out);
		queue_finish(&r->lanes[1].out);
		split_finish(&r->split);
	}
	transport_destroy(agent);
	transport_destroy(daemon);
	free(r);
	return is_good;
}
