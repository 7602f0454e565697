/*
 * What the benchmark and a load program say to each other: lines of text over a socket,
 * or over a vchan when the program runs in another domain.  Knows nothing of what they
 * mean.
 */
#ifndef BENCH_LINE_H
#define BENCH_LINE_H

#include "protocol/transport/transport.h"

#define LINE_MAX_BYTES 128

struct line {
	struct transport *transport; /* owned */
	char text[LINE_MAX_BYTES];   /* what came and was not taken */
	size_t len;
	bool gone; /* nothing more will come */
};

/* Takes the transport, NULL too: then the line is gone from the start. */
void line_init(struct line *line, struct transport *transport);
void line_finish(struct line *line);

/* PRINTF_LIKE, without the newline; waits until it is written. */
PRINTF_LIKE(2, 3) void line_put(struct line *line, const char *format, ...);

/* To be watched for reading; when it fires, ask line_is_there(). */
int line_fd(const struct line *line);

/* Whether a whole line has come (or none will any more); does not wait. */
MUST_USE bool line_is_there(struct line *line);

/* Waits; false at the deadline (clock_ms()), and when none will come any more. */
MUST_USE bool line_get(struct line *line, char out[LINE_MAX_BYTES], int64_t deadline);

#endif
