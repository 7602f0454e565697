#include "tests/hostile/witness.h"

#include "replay/channel.h"
#include "replay/endpoint.h"
#include "replay/parse.h"
#include "replay/print.h"
#include "tests/hostile/stand.h"
#include "tests/scenario/tap.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FIRST_LINE "paravent-replay 1\n"

static const char *const greeting =
    "fd pixels memfd size=96000 colour=0x2b6c00\n"
    "A->D version protocol=1.8\n"
    "expect version protocol=1.8\n"
    "expect xconf\n"
    "A->D CREATE window=1 x=900 y=60 width=200 height=120\n"
    "A->D WINDOW_DUMP window=1 type=1 width=200 height=120 bpp=24 refs=[0] fd=pixels\n"
    "A->D WMNAME window=1 title=\"witness\"\n"
    "A->D MAP window=1\n"
    "expect WINDOW_DUMP_ACK window=1\n";

static int64_t
deadline_us(void)
{
	return endpoint_now_us() + stand_patience_us();
}

static bool
send_event(struct witness *w, const struct capture *capture, const struct event *e)
{
	const struct event *made = e->fd[0] ? capture_find_fd(capture, e->fd) : NULL;
	int fd = made ? memfile_make(&made->file) : -1;
	bool sent =
	    channel_send(w->channel, &e->bytes, fd, deadline_us()) == CHANNEL_SENT;

	if (fd >= 0) {
		close(fd);
	}
	return sent;
}

/* Passes over others when it waits for this one. */
static bool
await_event(struct witness *w, const struct event *e)
{
	int64_t until = deadline_us();

	for (;;) {
		channel_wait(w->channel, -1, until);
		struct arrived *a = channel_front(w->channel);
		if (!a) {
			return false;
		}
		bool matches = event_matches(e, a->piece, a->bytes.at, a->bytes.len);
		bool is_end = a->piece == PIECE_END;
		if (!is_end && (matches || e->kind == EVENT_WAIT)) {
			channel_drop(w->channel);
		}
		if (matches || is_end || e->kind != EVENT_WAIT) {
			return matches;
		}
	}
}

static bool
run(struct witness *w, const struct capture *capture)
{
	for (size_t i = 0; i < capture->count; i++) {
		const struct event *e = &capture->events[i];
		bool good = true;

		if (e->kind == EVENT_TRAFFIC) {
			good = send_event(w, capture, e);
		} else if (e->kind == EVENT_EXPECT || e->kind == EVENT_WAIT) {
			good = await_event(w, e);
		}
		if (!good) {
			fputs("# the other domain, in vain: ", stdout);
			print_event(stdout, e);
			return false;
		}
	}
	return true;
}

bool
witness_does(struct witness *witness, const char *lines)
{
	struct capture capture = {NULL, 0, 0};
	struct complaint c;
	char text[2048];
	int len = snprintf(text, sizeof(text), FIRST_LINE "%s\n", lines);

	if (!witness->channel || len >= (int)sizeof(text) ||
	    !parse_text(text, (size_t)len, &capture, &c)) {
		tap_diag("the other domain cannot do: %s", lines);
		return false;
	}
	bool good = run(witness, &capture);
	capture_finish(&capture);
	return good;
}

bool
witness_open(struct witness *witness, const char *path)
{
	const char *why;
	struct transport *t = endpoint_serve(path, deadline_us(), -1, &why);

	witness->channel = t ? channel_create(t, SIDE_AGENT) : NULL;
	if (!witness->channel) {
		tap_diag("no worker for the other domain: %s", t ? "out of memory" : why);
		return false;
	}
	return witness_does(witness, greeting);
}

void
witness_close(struct witness *witness)
{
	channel_destroy(witness->channel);
	witness->channel = NULL;
}

bool
witness_answers(struct witness *witness)
{
	return witness_does(witness,
	    "A->D CREATE window=2 width=1 height=1\n"
	    "A->D DESTROY window=2\n"
	    "wait DESTROY window=2");
}

static size_t
drop_all(struct witness *witness)
{
	struct arrived *a;
	size_t count = 0;

	channel_wait(witness->channel, -1, 0);
	while ((a = channel_front(witness->channel)) && a->piece != PIECE_END) {
		count++;
		channel_drop(witness->channel);
	}
	return count;
}

/* With the second answer comes all that X told the worker before the first question. */
bool
witness_settles(struct witness *witness)
{
	if (!witness_answers(witness) || !witness_answers(witness)) {
		return false;
	}
	drop_all(witness);
	return true;
}

bool
witness_heard_nothing(struct witness *witness)
{
	bool nothing = witness->channel && drop_all(witness) == 0;

	if (!nothing) {
		tap_diag("the other domain was sent something");
	}
	return nothing;
}
