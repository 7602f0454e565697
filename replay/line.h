/*
 * One line of text and how far it is read.
 * Knows words, not what they mean.
 */
#ifndef REPLAY_LINE_H
#define REPLAY_LINE_H

#include "common/base/base.h"

struct line {
	const char *start, *at, *end; /* borrowed; the line's end is not part of it */
	char why[192];                /* of the last line_say() */
};

/* Part of the line; borrowed. */
struct word {
	const char *at;
	size_t len;
};

/* Puts words into a complaint about what is at line->at, and returns it. */
PRINTF_LIKE(2, 3) const char *line_say(struct line *line, const char *format, ...);

void line_skip_blanks(struct line *line);
bool line_is_done(struct line *line); /* nothing but blanks is left */

/* Up to the next blank; empty at the line's end. */
struct word line_take_word(struct line *line);

/* NAME of NAME=VALUE with the =; the line is then at VALUE.  False, moving nothing. */
MUST_USE bool line_take_key(struct line *line, struct word *out);

/* Takes what if it is next. */
bool line_take(struct line *line, const char *what);

bool word_is(struct word word, const char *text);

/* For "%.*s": no more than a complaint has room for. */
int word_shown(struct word word);

#endif
