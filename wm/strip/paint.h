/*
 * What the strip looks like, as pixels: beside the label, a window's title and what a
 * person should know of domains and clipboard (cairo).
 * Draws into memory; knows no X.  Labels, colours and patterns are common/paint's.
 */
#ifndef STRIP_PAINT_H
#define STRIP_PAINT_H

#include "common/desk/desk.h"
#include "common/paint/font.h"
#include "common/paint/mark.h"

#define PAINT_MOST_BADGES 24u
#define PAINT_GROUND 0x20242cu /* 0xRRGGBB, of the strip */

/* A domain of which a person should know something. */
struct paint_badge {
	const char *label; /* borrowed for the call */
	uint32_t colour;   /* 0xRRGGBB */
	uint32_t flags;    /* enum desk_flag */
	bool is_held_off;
};

struct paint_content {
	uint32_t left;       /* px that the label takes */
	uint32_t line;       /* px of the mark along the edge: nothing is put there */
	bool is_line_above;  /* it is the upper edge */
	struct font font;    /* borrowed */
	const char *title;   /* borrowed; "" for none */
	const char *warning; /* borrowed; NULL for none: keys do not flow, and why */
	struct paint_badge badges[PAINT_MOST_BADGES];
	size_t n_badges;
	uint32_t clipboard;          /* enum desk_clipboard_state */
	const char *source, *target; /* labels, borrowed; "" for dom0 or nobody */
	const char *clock;           /* borrowed; NULL for none */
};

/*
 * Everything but the label, width * height px; the low two bits of each channel are
 * clear, as in marks.  False when out of memory.
 */
MUST_USE bool paint_strip(const struct paint_content *content, uint32_t width,
    uint32_t height, struct mark_picture *out);

#endif
