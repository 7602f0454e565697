/*
 * Pictures of characters from the first font of this desktop that has them: a family of
 * letters, then others in fontconfig's order.  Which character is a guest's choice; which
 * files there are is the desktop's.  Bounded: so many fonts are looked through, so many
 * opened at once and for one text, and no picture is kept.
 * Shapes nothing and turns no direction (docs/TRUST.md); draws onto nothing.
 */
#ifndef PAINT_FACES_H
#define PAINT_FACES_H

#include "common/base/base.h"

#define FACES_LISTED 256u  /* fonts that are looked through for a character */
#define FACES_OPEN 6u      /* at once, and at most for one text */
#define FACES_PX_MOST 256u /* of letters */

struct faces;

/*
 * family: copied; NULL or "": the default.  Nothing is looked up before the first
 * character is asked for.  NULL when out of memory; free with faces_destroy(), which
 * takes NULL.
 */
struct faces *faces_create(const char *family);
void faces_destroy(struct faces *faces);

/* Another text begins: FACES_OPEN fonts may be opened for it. */
void faces_begin_text(struct faces *faces);

/* Closes all fonts: their pages are memory, and titles change seldom. */
void faces_rest(struct faces *faces);

struct faces_glyph {
	int32_t left, top; /* px from the pen on the baseline to its corner; top: up */
	uint32_t width, height; /* px of its picture; 0: blank */
	const uint8_t *cover;   /* rows of stride bytes, 0..255; borrowed till the next */
	size_t stride;
};

/*
 * How far to the right a character's successor begins, and how far it reaches, px, with
 * letters of so many px.  False where no font has it, where that font cannot be read or
 * is one too many for this text, or where its picture would not stay near its place.
 */
MUST_USE bool faces_measure(struct faces *faces, uint32_t character, uint32_t px,
    bool is_bold, uint32_t *advance, uint32_t *reach);

/* Its picture.  False likewise, and when out of memory. */
MUST_USE bool faces_draw(struct faces *faces, uint32_t character, uint32_t px,
    bool is_bold, struct faces_glyph *out);

/* How many fonts are open: never more than FACES_OPEN. */
size_t faces_open_count(const struct faces *faces);

#endif
