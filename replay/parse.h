/*
 * Text, as a person or print.h wrote it, to a capture.
 * Reads no files and opens none.
 */
#ifndef REPLAY_PARSE_H
#define REPLAY_PARSE_H

#include "replay/capture.h"

/* What is wrong, where, and what to do. */
struct complaint {
	size_t line, column; /* from 1; 0 where the input is no text */
	char text[192];
};

/*
 * Fills out, which must be empty; false, with out empty and the complaint made, for
 * anything that is not a capture's text from its first line on.
 */
MUST_USE bool parse_text(
    const char *text, size_t len, struct capture *out, struct complaint *complaint);

#endif
