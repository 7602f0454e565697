/*
 * Titles as they may be drawn: valid UTF-8 without controls and without characters that
 * hide or turn others (P23).
 * Pure.
 */
#ifndef WM_TEXT_H
#define WM_TEXT_H

#include "common/base/base.h"

#define TEXT_BYTES 256 /* with NUL: longer titles are cut */

/*
 * Copies len bytes of UTF-8, or of Latin-1 if is_latin1, to out.  What may not be shown
 * becomes '_', line ends and tabs a blank.
 */
void text_clean(char out[TEXT_BYTES], const void *bytes, size_t len, bool is_latin1);

/* A worker writes "[label] title": the title; text itself when it does not start so. */
const char *text_without_label(const char *text, const char *label);

#endif
