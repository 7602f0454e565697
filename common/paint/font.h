/*
 * The letters of marks, titles and the strip: how they are drawn, so that the same text
 * is the same pixels on every desktop. Sets cairo up; measures and draws nothing.
 */
#ifndef PAINT_FONT_H
#define PAINT_FONT_H

#include "common/base/family.h"

struct _cairo; /* cairo_t */

#define FONT_DEFAULT "DejaVu Sans"

/* Letters of this family (NULL or "": the default) and size, px. */
void font_select(struct _cairo *cr, const char *family, double size, bool is_bold);

#endif
