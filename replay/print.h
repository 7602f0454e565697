/*
 * A capture as text.
 * Does not read it back: parse.h does.
 */
#ifndef REPLAY_PRINT_H
#define REPLAY_PRINT_H

#include "replay/capture.h"
#include "replay/form.h"

#include <stdio.h>

#define PRINT_FIRST_LINE "paravent-replay 1"

/* The form that the event's bytes have, and how many of them stand before its fields. */
struct form event_form(const struct event *event, size_t *skipped);

/* The first line and all events. */
void print_capture(FILE *out, const struct capture *capture);

/* One event with its line end. */
void print_event(FILE *out, const struct event *event);

/* What came, as it would stand in a capture; without a line end. */
void print_piece(FILE *out, enum piece_kind piece, const uint8_t *bytes, size_t len);

#endif
