#include "gui-daemon/guest/dim.h"

#include <string.h>

#define LOW_BITS 0x030303u
#define HALF 0x7c7c7cu    /* what half of a channel may have, without the low bits */
#define QUARTER 0x3c3c3cu /* likewise */

struct dim
dim_new(uint32_t unfocused, uint32_t colour)
{
	return (struct dim){
	    .add = unfocused == UNFOCUSED_TINT ? colour >> 2 & QUARTER : 0,
	    .is_on = unfocused != UNFOCUSED_PLAIN,
	};
}

/* Channels stay apart: half and a quarter of one are less than all of it. */
void
dim_pixels(const struct dim *dim, uint8_t *pixels, size_t bytes)
{
	for (size_t i = 0; i + 4 <= bytes; i += 4) {
		uint32_t pixel;

		memcpy(&pixel, pixels + i, sizeof(pixel));
		pixel = ((pixel >> 1 & HALF) + dim->add) | (pixel & LOW_BITS);
		memcpy(pixels + i, &pixel, sizeof(pixel));
	}
}
