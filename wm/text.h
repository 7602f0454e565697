/*
 * Titles as they may be drawn: valid UTF-8 without controls and without characters that
 * hide or turn others (P23).
 * Pure.
 */
#ifndef WM_TEXT_H
#define WM_TEXT_H

#include "common/base/base.h"

#define TEXT_BYTES 256 /* with NUL: longer titles are cut */

/* ICCCM 2.7.1 */
enum text_encoding {
	TEXT_UTF8,
	TEXT_LATIN1,   /* STRING */
	TEXT_COMPOUND, /* COMPOUND_TEXT: of its sets ASCII, Latin-1 and UTF-8 */
};

/*
 * Copies len bytes to out.  What may not be shown becomes '_', line ends and tabs a
 * blank.  No tables of other sets are read here: dom0's programs that are without
 * _NET_WM_NAME and of such a set are few, and those tables have had their own faults.
 */
void text_clean(
    char out[TEXT_BYTES], const void *bytes, size_t len, enum text_encoding encoding);

/* A worker writes "[label] title": the title; text itself when it does not start so. */
const char *text_without_label(const char *text, const char *label);

#endif
