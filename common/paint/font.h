/*
 * The letters of marks, titles and the strip: how they are drawn, so that the same text
 * is the same pixels on every desktop. Sets cairo up; measures and draws nothing
 * (common/paint/letters.h does).
 */
#ifndef PAINT_FONT_H
#define PAINT_FONT_H

#include "common/base/family.h"

struct _cairo; /* cairo_t */
struct faces;

#define FONT_DEFAULT "DejaVu Sans"

/* The name of a font, as a plain value. */
struct font {
	const char *family; /* borrowed; NULL or "": the default */
	struct faces
	    *faces; /* borrowed: for any script; NULL: boxes where the family lacks one */
};

/*
 * Letters of this font and size, px.  Its faces are borrowed as long as there is cr, and
 * rest when that is destroyed: cr has the same ones each time.
 */
void font_select(struct _cairo *cr, const struct font *font, double size, bool is_bold);

/* Those of the font that was selected last; NULL for none. */
struct faces *font_faces(struct _cairo *cr);

#endif
