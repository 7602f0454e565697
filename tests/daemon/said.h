/*
 * A configuration that a test has read, and what the reader said of it.
 */
#ifndef TEST_DAEMON_SAID_H
#define TEST_DAEMON_SAID_H

#include "gui-daemon/config.h"
#include "tests/scenario/tap.h"

#define SAID_BYTES 16384

/* What a load said, one line each: E, W or I before the text, FILE for the path. */
struct said {
	const char *path; /* borrowed */
	char text[SAID_BYTES];
	size_t len;
};

/* A config_listener's say(), with a struct said. */
void said_say(void *data, enum log_level level, const char *text);

/* Writes bytes to the file path and reads it.  NULL when the reader refused. */
MUST_USE struct config *said_load(
    const char *path, const void *bytes, size_t len, struct said *said);

/* One test, with the path of a file that it may write. */
typedef void said_test(struct tap *tap, const char *path);

/* Runs them all; main()'s exit status. */
int said_run(said_test *const tests[], size_t count);

#endif
