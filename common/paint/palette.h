/*
 * Eight marks to begin with: colours that stay apart for people who see two primaries
 * only (P26), each with a pattern of its own.
 * Constant.
 */
#ifndef PAINT_PALETTE_H
#define PAINT_PALETTE_H

#include "common/paint/mark.h"

#define PALETTE_COUNT 8u
#define PALETTE_DOM0 0x505c6cu /* dom0's own, unless the desktop is told another */

struct palette_mark {
	const char *name;
	uint32_t colour; /* 0xRRGGBB */
	enum mark_pattern pattern;
};

extern const struct palette_mark palette[PALETTE_COUNT];

#endif
