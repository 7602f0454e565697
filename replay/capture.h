/*
 * A capture: events in the order in which they happened, or shall.
 * A list and no more; capture_file.h brings it in and out.
 */
#ifndef REPLAY_CAPTURE_H
#define REPLAY_CAPTURE_H

#include "replay/event.h"

/* Zeroed is empty. */
struct capture {
	struct event *events; /* owned */
	size_t count, room;
};

void capture_finish(struct capture *capture); /* leaves it empty */

/* Takes the event's buffers, also on failure: false when out of memory. */
MUST_USE bool capture_add(struct capture *capture, struct event *event);

/* Room for one event before event i, empty.  False when out of memory. */
MUST_USE bool capture_insert(struct capture *capture, size_t i);
void capture_remove(struct capture *capture, size_t i);

MUST_USE bool capture_copy(struct capture *out, const struct capture *in);

/* The EVENT_FD of that name; NULL: none. */
const struct event *capture_find_fd(const struct capture *capture, const char *name);

/* Each event's line in the text that is printed of it: one line each, after the first. */
void capture_number(struct capture *capture);

#endif
