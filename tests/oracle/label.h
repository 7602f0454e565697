/*
 * Reads trusted labels off a picture: I4 and I6 of the oracle.
 * A function of pixels and of marks; knows neither windows nor a strip's layout, only
 * the rectangles that it is given.
 */
#ifndef ORACLE_LABEL_H
#define ORACLE_LABEL_H

#include "common/paint/mark.h"
#include "tests/scenario/picture.h"

/* A domain's label as its bar shows it. */
struct label {
	unsigned tag;           /* of the domain */
	uint32_t width, height; /* px */
	uint32_t *pixels;       /* owned; rows of width, 0x00RRGGBB */
};

/* Paints the label for a bar height px high.  False when out of memory. */
MUST_USE bool label_init(
    struct label *label, unsigned tag, const struct mark *mark, uint32_t height);
void label_finish(struct label *label);

/*
 * Whether the whole label stands somewhere inside the part of within that is on the
 * picture; its place goes to where (NULL: nobody asks).
 */
MUST_USE bool label_find(const struct label *label, const struct picture *picture,
    struct rect within, struct rect *where);

#define LABEL_NONE 0u
#define LABEL_SEVERAL UINT32_MAX

/* I6: the tag whose label stands there; LABEL_NONE, or LABEL_SEVERAL when more do. */
unsigned label_read(const struct label *labels, size_t count,
    const struct picture *picture, struct rect within);

#endif
