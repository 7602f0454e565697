/*
 * How large, and in which letters, strip and attention view are drawn.
 * A plain value; nothing here knows where it comes from.
 */
#ifndef STRIP_STYLE_H
#define STRIP_STYLE_H

#include "common/base/family.h"
#include "common/base/scale.h"
#include "common/paint/font.h"

struct strip_style {
	uint32_t scale;            /* percent, SCALE_LEAST..SCALE_MOST */
	char family[FAMILY_BYTES]; /* of letters; "": the default */
	struct faces *faces;       /* borrowed; for titles in any script; NULL: boxes */
};

/* Borrows from the style. */
static inline struct font
style_font(const struct strip_style *style)
{
	return (struct font){style->family, style->faces};
}

/* px on the screen. */
static inline uint32_t
style_px(const struct strip_style *style, uint32_t px)
{
	return scale_px(px, style->scale);
}

#endif
