/*
 * Guest text made fit to be shown: valid UTF-8, no controls, no bidirectional or
 * invisible formatting, bounded.  What passed is a type of its own, so that a title can
 * be shown but not compared, executed or logged raw. Pure; shapes nothing.
 */
#ifndef WIRE_TEXT_H
#define WIRE_TEXT_H

#include "protocol/wire/guest.h"

#define SHOWN_TEXT_BYTES 256 /* with its NUL */

struct shown_text {
	char shown[SHOWN_TEXT_BYTES]; /* NUL-terminated UTF-8 */
};

/* Bytes up to the first NUL or the end of the room; what is not allowed becomes '_'. */
struct shown_text text_admit(struct guest_text in);

/* The same with one '_' for each character that is not of ASCII. */
struct shown_text text_as_ascii(const struct shown_text *text);

#endif
