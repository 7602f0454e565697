#include "replay/play.h"

#include "common/base/fd.h"
#include "protocol/wire/reader.h"
#include "replay/channel.h"
#include "replay/differ.h"
#include "replay/endpoint.h"
#include "replay/form.h"
#include "replay/granted.h"
#include "replay/print.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_IGNORED 64 /* types; there are fewer messages */
#define NOTE_BYTES 512  /* of a comment, with NUL; the rest is cut */

struct player {
	const struct capture *capture;      /* borrowed */
	const struct play_options *options; /* borrowed */
	FILE *out;                          /* borrowed */
	struct channel *channel;            /* owned */
	int *fds;                           /* owned; by event, -1: not open */
	uint32_t ignored[MOST_IGNORED];
	size_t n_ignored;
	int64_t due_us;             /* when the last event was due */
	const struct event *unsent; /* the first that the end of the stream kept back */
	bool saw_end;               /* the end was expected, and came */
};

static const char *
name_of(const struct player *p)
{
	return p->options->name;
}

static int64_t
deadline_of(const struct player *p)
{
	return endpoint_now_us() + p->options->patience_us;
}

/* --- what comes -------------------------------------------------------------------- */

static bool
is_ignored(const struct player *p, const struct arrived *a)
{
	if (a->piece != PIECE_MESSAGE) {
		return false;
	}
	struct wire_reader r = wire_reader_init(a->bytes.at, a->bytes.len);
	uint32_t type = guest_u32_for_log(wire_take_u32(&r));
	for (size_t i = 0; i < p->n_ignored; i++) {
		if (p->ignored[i] == type) {
			return true;
		}
	}
	return false;
}

/* The oldest that came and is not ignored, waiting until the deadline; NULL: none. */
static struct arrived *
next_arrived(struct player *p, int64_t deadline_us)
{
	for (;;) {
		channel_wait(p->channel, -1, deadline_us);
		struct arrived *a = channel_front(p->channel);
		if (!a || !is_ignored(p, a)) {
			return a;
		}
		channel_drop(p->channel);
	}
}

/* NULL when the descriptor that came is the one that is described. */
static const char *
judge_fd(const struct player *p, const struct event *e, const struct arrived *a)
{
	struct memfile came;

	if (!e->fd[0]) {
		return NULL;
	}
	if (a->fd < 0) {
		return "no descriptor came with it";
	}
	if (!memfile_look(a->fd, true, &came)) {
		return "its descriptor cannot be read";
	}
	return memfile_differs(&capture_find_fd(p->capture, e->fd)->file, &came);
}

static enum play_result
differs(const struct player *p, const struct event *e, const struct arrived *a,
    const char *why)
{
	static const struct bytes none = {NULL, 0, 0};

	differ_print(p->out, name_of(p), e, a ? a->piece : PIECE_NOTHING,
	    a ? &a->bytes : &none, why);
	return PLAY_DIFFERS;
}

static enum play_result
expect_nothing(struct player *p, const struct event *e)
{
	const struct arrived *a = next_arrived(p, 0);

	return a ? differs(p, e, a, "nothing was expected") : PLAY_DONE;
}

/* Takes it from the channel when it is what was expected. */
static enum play_result
accept_arrived(struct player *p, const struct event *e, const struct arrived *a)
{
	const char *why = judge_fd(p, e, a);

	if (why) {
		return differs(p, e, a, why);
	}
	if (a->piece == PIECE_END) {
		p->saw_end = true; /* and stays, for whoever expects it again */
	} else {
		channel_drop(p->channel);
	}
	return PLAY_DONE;
}

static enum play_result
expect_one(struct player *p, const struct event *e)
{
	if (e->piece == PIECE_NOTHING) {
		return expect_nothing(p, e);
	}
	const struct arrived *a = next_arrived(p, deadline_of(p));
	if (!a) {
		return differs(p, e, a, "nothing came in time");
	}
	if (!event_matches(e, a->piece, a->bytes.at, a->bytes.len)) {
		char why[80];

		snprintf(
		    why, sizeof(why), "%s differs", differ_where(e, a->piece, &a->bytes));
		return differs(p, e, a, why);
	}
	return accept_arrived(p, e, a);
}

/* Passes over all that is not like it; at the end of the stream nothing more comes. */
static enum play_result
wait_for(struct player *p, const struct event *e)
{
	int64_t deadline_us = deadline_of(p);
	struct arrived *a;

	while ((a = next_arrived(p, deadline_us))) {
		if (event_matches(e, a->piece, a->bytes.at, a->bytes.len)) {
			return accept_arrived(p, e, a);
		}
		if (a->piece == PIECE_END) {
			return differs(p, e, a, "the stream ended before it came");
		}
		channel_drop(p->channel);
	}
	return differs(p, e, NULL, "it did not come in time");
}

/* --- what goes --------------------------------------------------------------------- */

static enum play_result
failed(const struct player *p, const struct event *e, const char *why)
{
	fprintf(p->out, "%s:%zu: %s\n", name_of(p), e->line, why);
	fprintf(p->out, "%s:%zu: ! ", name_of(p), e->line);
	print_event(p->out, e);
	return PLAY_FAILED;
}

/* Made when it is first sent, and closed when it was last: recordings hold many. */
static int *
find_fd(const struct player *p, const struct event *e)
{
	const struct event *made = capture_find_fd(p->capture, e->fd);

	return &p->fds[made - p->capture->events];
}

static bool
open_fd(const struct player *p, const struct event *e)
{
	int *fd = find_fd(p, e);

	if (*fd < 0) {
		*fd = memfile_make(&capture_find_fd(p->capture, e->fd)->file);
	}
	return *fd >= 0;
}

static void
close_fd_after_last(const struct player *p, const struct event *e)
{
	const struct event *end = p->capture->events + p->capture->count;

	for (const struct event *later = e + 1; later < end; later++) {
		if (later->kind == EVENT_TRAFFIC && strcmp(later->fd, e->fd) == 0) {
			return;
		}
	}
	fd_close(find_fd(p, e));
}

static enum play_result
send_bytes(struct player *p, const struct event *e, const struct bytes *bytes, int fd)
{
	switch (channel_send(p->channel, bytes, fd, deadline_of(p))) {
	case CHANNEL_SENT:
		return PLAY_DONE;
	case CHANNEL_ENDED:
		/* A later line may expect that. */
		p->unsent = p->unsent ? p->unsent : e;
		return PLAY_DONE;
	case CHANNEL_TOO_LATE:
		return failed(p, e, "the other side did not take it in time");
	case CHANNEL_NO_FD:
		break;
	}
	return failed(p, e, "no descriptor can go this way: use a UNIX socket");
}

static enum play_result
send_granted(struct player *p, const struct event *e, int fd)
{
	struct bytes bytes = {NULL, 0, 0};
	const char *why = granted_dump(p->options->granted, &e->bytes, fd, &bytes);

	enum play_result result = why ? failed(p, e, why) : send_bytes(p, e, &bytes, -1);
	bytes_finish(&bytes);
	return result;
}

static enum play_result
send_event(struct player *p, const struct event *e)
{
	if (!e->fd[0]) {
		return send_bytes(p, e, &e->bytes, -1);
	}
	if (!open_fd(p, e)) {
		return failed(p, e, strerror(errno));
	}
	int fd = *find_fd(p, e);
	enum play_result result = p->options->granted ? send_granted(p, e, fd)
	                                              : send_bytes(p, e, &e->bytes, fd);
	close_fd_after_last(p, e);
	return result;
}

/* --- time -------------------------------------------------------------------------- */

/* Delays count from when the event before was due, or had come if that was later. */
static void
wait_until_due(struct player *p, const struct event *e)
{
	bool counts = !p->options->is_fast ||
	    (e->kind == EVENT_EXPECT && e->piece == PIECE_NOTHING);

	p->due_us += counts ? (int64_t)e->delay_us : 0;
	if (p->due_us > endpoint_now_us()) {
		channel_idle(p->channel, -1, p->due_us);
	}
}

static void
note_time(struct player *p)
{
	int64_t now = endpoint_now_us();

	p->due_us = p->due_us < now ? now : p->due_us;
}

/* Shows the line and waits for one on standard input; its end ends the stepping. */
static void
step(struct player *p, const struct event *e)
{
	char byte = 0;

	print_event(p->out, e);
	fflush(p->out);
	while (byte != '\n') {
		/* In turns, so that the other side's bytes are taken meanwhile. */
		if (!channel_idle(p->channel, STDIN_FILENO, endpoint_now_us() + 100000)) {
			continue;
		}
		ssize_t got = read(STDIN_FILENO, &byte, 1);
		if (got == 0 || (got < 0 && errno != EINTR)) {
			return;
		}
	}
	p->due_us = endpoint_now_us();
}

/* --- all --------------------------------------------------------------------------- */

static void
ignore(struct player *p, const struct event *e)
{
	struct wire_reader r = wire_reader_init(e->bytes.at, e->bytes.len);
	uint32_t type = guest_u32_for_log(wire_take_u32(&r));

	if (p->n_ignored < MOST_IGNORED) {
		p->ignored[p->n_ignored++] = type;
	}
}

static enum play_result
run_traffic(struct player *p, const struct event *e)
{
	enum play_result result = PLAY_DONE;

	wait_until_due(p, e);
	if (e->kind == EVENT_TRAFFIC && e->from == p->options->self) {
		if (p->options->is_stepped) {
			step(p, e);
		}
		return send_event(p, e);
	}
	if (e->kind == EVENT_WAIT) {
		result = wait_for(p, e);
	} else if (p->options->expects) {
		result = expect_one(p, e);
	}
	note_time(p);
	return result;
}

static enum play_result
run_note(struct player *p, const struct event *e)
{
	char text[NOTE_BYTES];

	if (!p->options->note || e->bytes.len == 0) {
		return PLAY_DONE;
	}
	snprintf(
	    text, sizeof(text), "%.*s", (int)e->bytes.len, (const char *)e->bytes.at);
	bool good = p->options->note(p->options->data, text);
	note_time(p);
	if (!good) {
		fprintf(p->out, "%s:%zu: %s\n", name_of(p), e->line, text);
	}
	return good ? PLAY_DONE : PLAY_DIFFERS;
}

static enum play_result
run(struct player *p, const struct event *e)
{
	switch (e->kind) {
	case EVENT_TRAFFIC:
	case EVENT_EXPECT:
	case EVENT_WAIT:
		return run_traffic(p, e);
	case EVENT_IGNORE:
		ignore(p, e);
		break;
	case EVENT_NOTE:
		return run_note(p, e);
	case EVENT_FD:
	case EVENT_N_KINDS:
		break;
	}
	return PLAY_DONE;
}

/* What cannot be sent is found before anything is. */
static enum play_result
check(const struct player *p)
{
	for (size_t i = 0; i < p->capture->count; i++) {
		const struct event *e = &p->capture->events[i];

		if (e->kind == EVENT_TRAFFIC && e->from == p->options->self &&
		    event_has_any(e)) {
			return failed(p, e, "* cannot be sent: give a value");
		}
	}
	return PLAY_DONE;
}

static bool
init_fds(struct player *p)
{
	size_t count = p->capture->count;

	p->fds = reallocarray(NULL, count > 0 ? count : 1, sizeof(*p->fds));
	for (size_t i = 0; p->fds && i < count; i++) {
		p->fds[i] = -1;
	}
	return p->fds;
}

static void
finish(struct player *p)
{
	for (size_t i = 0; p->fds && i < p->capture->count; i++) {
		fd_close(&p->fds[i]);
	}
	free(p->fds);
	channel_destroy(p->channel);
}

static enum play_result
run_all(struct player *p)
{
	enum play_result result = check(p);

	p->due_us = endpoint_now_us();
	for (size_t i = 0; result == PLAY_DONE && i < p->capture->count; i++) {
		result = run(p, &p->capture->events[i]);
	}
	if (result == PLAY_DONE && p->unsent && !p->saw_end) {
		result =
		    failed(p, p->unsent, "the other side ended the stream before this");
	}
	return result;
}

enum play_result
play(const struct capture *capture, struct transport *transport,
    const struct play_options *options, FILE *out)
{
	struct player player = {.capture = capture, .options = options, .out = out};

	enum play_result result = PLAY_FAILED;
	player.channel = channel_create(transport, options->self);
	if (player.channel && init_fds(&player)) {
		result = run_all(&player);
	} else {
		fprintf(out, "%s: out of memory\n", options->name);
	}
	finish(&player);
	return result;
}
