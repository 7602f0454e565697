/*
 * The other domain: a guest that does nothing wrong, and must not notice that anybody
 * does.  Knows no window of anybody else.
 */
#ifndef HOSTILE_WITNESS_H
#define HOSTILE_WITNESS_H

#include "common/base/base.h"

#define WITNESS "witness" /* its domain, and its window's title */
#define WITNESS_X 900     /* px, of its content */
#define WITNESS_Y 60
#define WITNESS_WIDTH 200
#define WITNESS_HEIGHT 120

struct channel;

struct witness {
	struct channel *channel; /* owned; NULL: there is none */
};

/* Serves at path and shows its window.  False, with diagnostics. */
MUST_USE bool witness_open(struct witness *witness, const char *path);
void witness_close(struct witness *witness);

/* Sends or awaits lines of a capture.  False, with diagnostics. */
MUST_USE bool witness_does(struct witness *witness, const char *lines);

/* Makes and destroys a window; true when that is answered. */
MUST_USE bool witness_answers(struct witness *witness);

/* Takes what is still on its way after its own part in a scenario. */
MUST_USE bool witness_settles(struct witness *witness);

/* Drops what has come; false, with diagnostics, when that is anything. */
bool witness_heard_nothing(struct witness *witness);

#endif
