/*
 * The order in which windows had the focus, the latest first: what Alt-Tab walks, and
 * where the focus goes when a window does.
 * Pure: ids only.
 */
#ifndef WM_FOCUS_H
#define WM_FOCUS_H

#include "common/base/base.h"

struct focus_history {
	uint32_t *ids; /* owned, latest first */
	size_t count, room;
};

void focus_history_finish(struct focus_history *history);

/* Puts id first; new ids too.  False, and nothing changed, when out of memory. */
MUST_USE bool focus_history_touch(struct focus_history *history, uint32_t id);

/* Puts a new id last, for a window that has never had the focus. */
MUST_USE bool focus_history_append(struct focus_history *history, uint32_t id);

void focus_history_forget(struct focus_history *history, uint32_t id);

/* Its place, or count. */
size_t focus_history_find(const struct focus_history *history, uint32_t id);

#endif
