/*
 * The record on a line: NAME FIELD=VALUE..., to an event's bytes.
 * Does not know which kind of line it stands on, but for what omitted fields mean.
 */
#ifndef REPLAY_PARSE_RECORD_H
#define REPLAY_PARSE_RECORD_H

#include "replay/event.h"
#include "replay/line.h"

/*
 * Sets event's piece, bytes, any and fd from the rest of the line.  event->kind is set
 * already: in a pattern an omitted field may be any, elsewhere it is 0 or empty.
 * NULL, or what is wrong at line->at.
 */
MUST_USE const char *parse_record(struct line *line, struct event *event);

#endif
