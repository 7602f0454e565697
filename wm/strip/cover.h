/*
 * Can the person see every label?  From what X says of each label window's visibility.
 * Pure.
 */
#ifndef STRIP_COVER_H
#define STRIP_COVER_H

#include "wm/strip/monitors.h"

struct cover {
	bool is_seen[MONITORS_MOST]; /* that monitor's label, all of it */
	size_t count;                /* of monitors with a label */
};

/* Monitors change: no label is seen until X says so. */
void cover_reset(struct cover *cover, size_t count);

/* True when any label is covered, or not yet known to be seen. */
bool cover_is_covered(const struct cover *cover);

#endif
