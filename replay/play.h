/*
 * Plays one side of a capture against the other.
 * Never blocks for ever: each wait has a deadline.  Prints only what differs or failed.
 */
#ifndef REPLAY_PLAY_H
#define REPLAY_PLAY_H

#include "replay/capture.h"

#include <stdio.h>

struct granted;
struct transport;

struct play_options {
	enum side self;
	bool is_fast;        /* no delays but those before `expect nothing` */
	bool is_stepped;     /* each line that is sent waits for one on standard input */
	bool expects;        /* the other side's lines must come */
	int64_t patience_us; /* for one wait */
	const char *name;    /* of the capture, for messages; borrowed */
	/*
	 * Called as the play comes to a comment, whose text (with its #) ends with NUL;
	 * what was sent before may still be on its way.  False ends the play:
	 * PLAY_DIFFERS.  NULL: comments mean nothing.
	 */
	bool (*note)(void *data, const char *text);
	void *data; /* for note; borrowed */
	/* Borrowed: what goes where no descriptor can; NULL: nothing. */
	struct granted *granted;
};

/* These are the program's exit statuses. */
enum play_result {
	PLAY_DONE = 0,
	PLAY_DIFFERS = 1, /* something else came, or nothing */
	PLAY_FAILED = 3,  /* it could not be sent */
};

/* Takes the transport.  What was wrong is said on `out`. */
enum play_result play(const struct capture *capture, struct transport *transport,
    const struct play_options *options, FILE *out);

#endif
