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

/* Its NUL is there.  That no byte is a control of ASCII is what append() asks for. */
/*@ predicate text_is_shown(struct shown_text t) = t.shown[SHOWN_TEXT_BYTES - 1] == 0;
 */

/* Bytes up to the first NUL or the end of the room; what is not allowed becomes '_'. */
/*@ requires guest_text_is_there(in);
    assigns \nothing;
    ensures text_is_shown(\result);
*/
struct shown_text text_admit(struct guest_text in);

/* The same with one '_' for each character that is not of ASCII. */
/*@ requires \valid_read(text) && text_is_shown(*text);
    assigns \nothing;
    ensures text_is_shown(\result);
*/
struct shown_text text_as_ascii(const struct shown_text *text);

#endif
