/*
 * What the files that stand in for the worker's X share.  For tests/fuzz/record_*.c and
 * x_record.c alone.
 */
#ifndef FUZZ_RECORD_INTERNAL_H
#define FUZZ_RECORD_INTERNAL_H

#include "tests/fuzz/x_record.h"

/* Aborts where it does not hold. */
void record_require(bool holds);

/* A number that nothing else has. */
uint32_t record_new_id(void);

/* Aborts for a window that is not there. */
struct record_frame *record_frame_of(xcb_window_t outer);

/* Pixels only ever go into a content window, and stay inside it: aborts otherwise. */
struct record_frame *record_target(xcb_window_t content, struct rect part);

#endif
