/*
 * A sheet of all marks as frames show them, for a person to look at.
 * Needs no X server.
 */
#ifndef WM_PREVIEW_H
#define WM_PREVIEW_H

#include "common/base/base.h"

/* Writes a PNG.  False, after a line in the log. */
MUST_USE bool preview_write(const char *path);

#endif
