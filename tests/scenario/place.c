#include "tests/scenario/place.h"

bool
place_find(struct desk *desk, const char *title, struct place *out)
{
	const struct desk_window *frame;

	desk_look(desk);
	frame = desk_find(desk, title);
	if (!frame || frame->depth < 2) {
		return false;
	}
	out->frame = frame->area;
	out->top = desk_top_of(desk, frame)->id;
	out->outer = desk_top_of(desk, frame)->area;
	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_window *child = &desk->windows[i];

		/* The label bar is as wide as any window may become. */
		if (child->parent == frame->id && child->area.width < frame->area.width) {
			out->content = child->area;
			return child->viewable;
		}
	}
	return false;
}
