/*
 * Colours that carry a domain's number: the low two bits of red, green and blue.
 * Trusted marks have these bits clear (common/paint/tone.h), so that every pixel of a
 * screenshot tells whether a guest drew it, and which.
 */
#ifndef ORACLE_TAG_H
#define ORACLE_TAG_H

#include "common/base/base.h"

#define TAG_MAX 63u /* 0 is no tag */

static inline unsigned
tag_of(uint32_t colour)
{
	return (colour >> 16 & 3u) << 4 | (colour >> 8 & 3u) << 2 | (colour & 3u);
}

/* The colour (0xRRGGBB) nearest below that carries this tag. */
static inline uint32_t
tag_put(uint32_t colour, unsigned tag)
{
	return (colour & 0xfcfcfcu) | (tag >> 4 & 3u) << 16 | (tag >> 2 & 3u) << 8 |
	    (tag & 3u);
}

#endif
