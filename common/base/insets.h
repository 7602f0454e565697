/*
 * What a frame adds around its content.  A plain value; nothing else.
 */
#ifndef BASE_INSETS_H
#define BASE_INSETS_H

#include "common/base/rect.h"

struct insets {
	uint32_t left, right, top, bottom; /* px */
};

/* The outer rectangle around content, and back. */
static inline struct rect
insets_around(struct insets in, struct rect content)
{
	struct rect outer = rect_move(content, -(int32_t)in.left, -(int32_t)in.top);

	outer.width += in.left + in.right;
	outer.height += in.top + in.bottom;
	return outer;
}

static inline struct rect
insets_within(struct insets in, struct rect outer)
{
	struct rect content = rect_move(outer, (int32_t)in.left, (int32_t)in.top);
	uint32_t across = in.left + in.right;
	uint32_t down = in.top + in.bottom;

	content.width = outer.width > across ? outer.width - across : 1;
	content.height = outer.height > down ? outer.height - down : 1;
	return content;
}

#endif
