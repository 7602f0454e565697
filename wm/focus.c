#include "wm/focus.h"

#include <stdlib.h>
#include <string.h>

void
focus_history_finish(struct focus_history *history)
{
	free(history->ids);
	*history = (struct focus_history){.ids = NULL};
}

size_t
focus_history_find(const struct focus_history *history, uint32_t id)
{
	size_t i = 0;

	while (i < history->count && history->ids[i] != id) {
		i++;
	}
	return i;
}

static bool
make_room(struct focus_history *history)
{
	if (history->count < history->room) {
		return true;
	}
	size_t room = history->room ? history->room * 2 : 16;
	uint32_t *grown = reallocarray(history->ids, room, sizeof(*grown));
	if (!grown) {
		return false;
	}
	history->ids = grown;
	history->room = room;
	return true;
}

bool
focus_history_append(struct focus_history *history, uint32_t id)
{
	if (focus_history_find(history, id) < history->count) {
		return true;
	}
	if (!make_room(history)) {
		return false;
	}
	history->ids[history->count++] = id;
	return true;
}

bool
focus_history_touch(struct focus_history *history, uint32_t id)
{
	if (!focus_history_append(history, id)) {
		return false;
	}
	size_t at = focus_history_find(history, id);
	memmove(history->ids + 1, history->ids, at * sizeof(*history->ids));
	history->ids[0] = id;
	return true;
}

void
focus_history_forget(struct focus_history *history, uint32_t id)
{
	size_t at = focus_history_find(history, id);

	if (at < history->count) {
		history->count--;
		memmove(history->ids + at, history->ids + at + 1,
		    (history->count - at) * sizeof(*history->ids));
	}
}
