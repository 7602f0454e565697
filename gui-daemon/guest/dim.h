/*
 * How a domain's pixels look while the domain does not have the focus: darker, or tinted
 * with its colour, so that a picture of another domain's window does not pass for one
 * that is typed into (P22).
 * Pure; knows no window and no focus.
 */
#ifndef GUEST_DIM_H
#define GUEST_DIM_H

#include "gui-daemon/domain_policy.h"

struct dim {
	uint32_t add; /* to the half of each channel */
	bool is_on;
};

/* unfocused: enum policy_unfocused; colour: 0xRRGGBB. */
struct dim dim_new(uint32_t unfocused, uint32_t colour);

/*
 * Changes pixels, rows of B G R x, in place; bytes is a multiple of 4.  The low two bits
 * of each channel, of which nobody sees anything, stay: tests tell by them whose a pixel
 * is (tests/oracle).
 */
void dim_pixels(const struct dim *dim, uint8_t *pixels, size_t bytes);

#define DIM_MOST 0x7f /* that a channel can be afterwards, without a tint */

#endif
