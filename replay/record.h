/*
 * Stands between an agent and a daemon, passes on all that comes, and writes it down.
 * Changes nothing, refuses nothing.
 */
#ifndef REPLAY_RECORD_H
#define REPLAY_RECORD_H

#include "replay/capture_file.h"

struct transport;

struct record_options {
	enum capture_format format;
	bool has_pixels; /* look into the buffers that pass: slower */
	int stop;        /* recording ends when this is readable; -1: none */
	FILE *out;       /* borrowed; its errors are for the caller to ask */
};

/*
 * Takes both, NULL being none.  Returns when one side has ended, or stop; all that came
 * from it has reached the other then, as far as that takes it.  False when out of memory.
 */
MUST_USE bool record(struct transport *agent, struct transport *daemon,
    const struct record_options *options);

#endif
