/*
 * The one definition of a trusted mark: a domain's colour, pattern and label, as pixels.
 * Draws into memory with cairo; knows neither X nor guests.
 */
#ifndef PAINT_MARK_H
#define PAINT_MARK_H

#include "common/base/base.h"

#define MARK_FRAME_MIN 2     /* px */
#define MARK_FRAME_MAX 32    /* px */
#define MARK_FRAME_DEFAULT 4 /* px */

/* Patterns differ without any colour. */
enum mark_pattern {
	MARK_SOLID,
	MARK_STRIPES, /* diagonal, falling */
	MARK_HATCH,   /* diagonal, rising */
	MARK_BARS,    /* upright */
	MARK_ROWS,    /* level */
	MARK_DOTS,
	MARK_CHECKS,
	MARK_DIAMONDS,
	MARK_WAVES,
	MARK_N_PATTERNS,
};

/* "stripes" ...; find returns false for a name that no pattern has. */
const char *mark_pattern_name(enum mark_pattern pattern);
MUST_USE bool mark_pattern_find(const char *name, enum mark_pattern *out);

struct mark {
	const char *label; /* borrowed for the call; UTF-8, trusted */
	uint32_t colour;   /* 0xRRGGBB */
	enum mark_pattern pattern;
	const uint8_t *texture; /* borrowed for the call: the session's; NULL: none */
	const char *font; /* family, borrowed for the call; NULL or "": the default */
	uint32_t zoom;    /* how wide each px of its pattern is, px; 0: 1 */
	bool is_airy;     /* smaller letters with more room around them: not in frames */
};

/*
 * A session's secret texture: which five of sixteen diagonal bands, 4 px wide and again
 * after 64 px, have their tones swapped in every tile.  A picture of a frame that was
 * made without it does not match the frames and the strip beside it.
 */
#define MARK_TEXTURE_BYTES 16
#define MARK_TILE_PX 64u /* times zoom: every tile, textured or not, repeats then */

/* False when all are 0, which stands for none. */
bool mark_texture_is_given(const uint8_t texture[MARK_TEXTURE_BYTES]);

/* Rows of width * 4 bytes, B G R x, owned; free with mark_picture_finish(). */
struct mark_picture {
	uint8_t *pixels;
	uint32_t width, height; /* px */
};

void mark_picture_finish(struct mark_picture *picture);

/*
 * A tile in colour, pattern and texture, seamless both ways: a frame's background.
 * False when out of memory.
 */
MUST_USE bool mark_paint_tile(const struct mark *mark, struct mark_picture *out);

/*
 * The label on its colour and pattern, height px high, seamless to the right: a label bar
 * that is wider than the picture repeats it.  The text is never cut.
 */
MUST_USE bool mark_paint_label(
    const struct mark *mark, uint32_t height, struct mark_picture *out);

#define MARK_LABEL_MOST 251u /* bytes, of one that may have to be cut */

/*
 * The same where there is room for most px at most: a longer name ends in an ellipsis,
 * and colour and pattern stay.  Never without a name: false when out of memory.  Where
 * most is less than a pattern and a half takes, the picture is wider.
 */
MUST_USE bool mark_paint_label_within(
    const struct mark *mark, uint32_t height, uint32_t most, struct mark_picture *out);

#endif
