/*
 * Captures in files, as text or as bytes; "-" is standard input.
 * Looks at the content, not at the name.
 */
#ifndef REPLAY_CAPTURE_FILE_H
#define REPLAY_CAPTURE_FILE_H

#include "replay/capture.h"

#include <stdio.h>

/* False, having said on `errors` what is wrong, where and what to do. */
MUST_USE bool capture_load(const char *path, struct capture *out, FILE *errors);

enum capture_format {
	CAPTURE_TEXT,
	CAPTURE_BINARY,
};

/* Whether it was written is for fflush() to tell. */
void capture_write(FILE *out, const struct capture *capture, enum capture_format format);

#endif
