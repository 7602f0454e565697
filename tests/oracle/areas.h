/*
 * The connected areas of guests' pixels on a picture.  Pure.
 */
#ifndef ORACLE_AREAS_H
#define ORACLE_AREAS_H

#include "tests/scenario/picture.h"

struct area {
	unsigned tag;
	struct rect bounds; /* px */
	size_t pixels;      /* of it; fewer than its bounds when something lies over it */
};

/*
 * Areas of pixels with the same tag, which is one of the n_tags, that touch along their
 * sides.  Stores the first max; returns how many there are, SIZE_MAX when out of memory.
 */
size_t areas_find(const struct picture *picture, const unsigned *tags, size_t n_tags,
    struct area *out, size_t max);

#endif
