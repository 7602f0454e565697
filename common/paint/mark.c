#include "common/paint/mark.h"
#include "common/paint/measure.h"

#include "common/paint/faces.h"
#include "common/paint/font.h"
#include "common/paint/letters.h"
#include "common/paint/pattern.h"
#include "common/paint/tone.h"

#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* px on both sides of the label's text, and px of pattern before it comes again. */
#define PLATE_PADDING 6u
#define AIRY_PADDING 10u
#define PATTERN_GAP (2 * PATTERN_PERIOD)
#define AIRY_PERCENT 64u /* of the label's height, its letters */

/* Of the texture: bands and their width, px; how many of them are swapped. */
#define TEXTURE_BANDS 16u
#define TEXTURE_BAND (MARK_TILE_PX / TEXTURE_BANDS)
#define TEXTURE_SWAPPED 5u
_Static_assert(2 * TEXTURE_SWAPPED <= MARK_TEXTURE_BYTES, "two bytes for each");
_Static_assert(MARK_TILE_PX % PATTERN_PERIOD == 0, "seamless");

static bool
picture_init(struct mark_picture *picture, uint32_t width, uint32_t height)
{
	*picture = (struct mark_picture){
	    .pixels = calloc((size_t)width * height, 4),
	    .width = width,
	    .height = height,
	};
	return picture->pixels != NULL;
}

void
mark_picture_finish(struct mark_picture *picture)
{
	free(picture->pixels);
	*picture = (struct mark_picture){.pixels = NULL};
}

static uint8_t *
pixel_at(struct mark_picture *picture, uint32_t x, uint32_t y)
{
	return picture->pixels + 4 * ((size_t)y * picture->width + x);
}

static void
put(struct mark_picture *picture, uint32_t x, uint32_t y, uint32_t colour)
{
	uint8_t *pixel = pixel_at(picture, x, y);

	pixel[0] = (uint8_t)(colour & 0xff);
	pixel[1] = (uint8_t)(colour >> 8 & 0xff);
	pixel[2] = (uint8_t)(colour >> 16 & 0xff);
	pixel[3] = 0xff;
}

static uint32_t
zoom_of(const struct mark *mark)
{
	return mark->zoom > 0 ? mark->zoom : 1;
}

/* px on each side of the label's text. */
static uint32_t
padding_of(const struct mark *mark)
{
	return (mark->is_airy ? AIRY_PADDING : PLATE_PADDING) * zoom_of(mark);
}

/* px of pattern behind the label: there is nothing to be seen of a solid one. */
static uint32_t
gap_of(const struct mark *mark)
{
	bool is_plain = mark->is_airy && mark->pattern == MARK_SOLID;

	return is_plain ? 0 : PATTERN_GAP * zoom_of(mark);
}

/* Columns from..width in pattern, those before in the plain colour. */
static void
fill(struct mark_picture *picture, const struct mark *mark, uint32_t from)
{
	uint32_t base = tone_round(mark->colour);
	uint32_t second = tone_second(mark->colour);
	uint32_t zoom = zoom_of(mark);

	for (uint32_t y = 0; y < picture->height; y++) {
		for (uint32_t x = 0; x < picture->width; x++) {
			bool has =
			    x >= from && pattern_has(mark->pattern, x / zoom, y / zoom);
			put(picture, x, y, has ? second : base);
		}
	}
}

bool
mark_texture_is_given(const uint8_t texture[MARK_TEXTURE_BYTES])
{
	for (size_t i = 0; i < MARK_TEXTURE_BYTES; i++) {
		if (texture[i]) {
			return true;
		}
	}
	return false;
}

/* Bit n: band n is swapped.  Bands drawn from the sixteen without putting back. */
static uint32_t
bands_of(const uint8_t texture[MARK_TEXTURE_BYTES])
{
	uint32_t bands = 0;
	uint8_t left[TEXTURE_BANDS];

	for (uint8_t i = 0; i < TEXTURE_BANDS; i++) {
		left[i] = i;
	}
	for (size_t i = 0; i < TEXTURE_SWAPPED; i++) {
		size_t count = TEXTURE_BANDS - i;
		size_t high = texture[2 * i];
		size_t at = (high << 8 | texture[2 * i + 1]) % count;

		bands |= 1u << left[at];
		left[at] = left[count - 1];
	}
	return bands;
}

static void
fill_textured(struct mark_picture *picture, const struct mark *mark, uint32_t bands)
{
	uint32_t base = tone_round(mark->colour);
	uint32_t second = tone_second(mark->colour);
	uint32_t zoom = zoom_of(mark);

	for (uint32_t y = 0; y < picture->height; y++) {
		for (uint32_t x = 0; x < picture->width; x++) {
			uint32_t band =
			    (x / zoom + y / zoom) / TEXTURE_BAND % TEXTURE_BANDS;
			bool has = pattern_has(mark->pattern, x / zoom, y / zoom);
			bool is_swapped = bands >> band & 1;
			put(picture, x, y, has != is_swapped ? second : base);
		}
	}
}

bool
mark_paint_tile(const struct mark *mark, struct mark_picture *out)
{
	bool is_textured = mark->texture && mark_texture_is_given(mark->texture);
	uint32_t side = zoom_of(mark) * (is_textured ? MARK_TILE_PX : PATTERN_PERIOD);

	if (!picture_init(out, side, side)) {
		return false;
	}
	fill_textured(out, mark, is_textured ? bands_of(mark->texture) : 0);
	return true;
}

/* --- text -------------------------------------------------------------------------- */

/* Where the label's text is put on its plate; all in px. */
struct text_place {
	double size;
	double baseline;
	uint32_t width;
};

static struct text_place
place_text(
    cairo_t *cr, const struct font *letters, const struct mark *mark, uint32_t height)
{
	cairo_font_extents_t font;
	double size =
	    mark->is_airy ? height * AIRY_PERCENT / 100 : measure_letters(height);

	font_select(cr, letters, size, true);
	cairo_font_extents(cr, &font);
	if (font.ascent + font.descent > height) {
		size = size * height / (font.ascent + font.descent);
		cairo_set_font_size(cr, size);
		cairo_font_extents(cr, &font);
	}
	return (struct text_place){
	    .size = size,
	    .baseline = letters_baseline(cr, height),
	    .width = mark->label[0]
	        ? (uint32_t)fmin(letters_width(cr, mark->label), 16384)
	        : 1,
	};
}

/* Measures the label on a surface of no size.  False when it cannot be measured. */
static bool
measure(const struct font *letters, const struct mark *mark, uint32_t height,
    struct text_place *out)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
	cairo_t *cr = cairo_create(surface);

	*out = place_text(cr, letters, mark, height);
	/* Out of memory a text has no width: no label is better than one without a name.
	 */
	bool ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS && out->width > 0;
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	return ok;
}

static uint8_t
blend(uint32_t under, uint32_t over, uint8_t cover)
{
	uint32_t mixed = (under * (255u - cover) + over * cover + 127) / 255;

	return (uint8_t)tone_round(mixed);
}

/* Puts colour where the mask, as wide and high as the picture, covers it. */
static void
put_mask(struct mark_picture *picture, cairo_surface_t *mask, uint32_t colour)
{
	const uint8_t *rows = cairo_image_surface_get_data(mask);
	size_t stride = (size_t)cairo_image_surface_get_stride(mask);

	for (uint32_t y = 0; y < picture->height; y++) {
		for (uint32_t x = 0; x < picture->width; x++) {
			uint8_t cover = rows[y * stride + x];
			uint8_t *pixel = pixel_at(picture, x, y);
			for (unsigned c = 0; cover > 0 && c < 3; c++) {
				pixel[c] =
				    blend(pixel[c], colour >> (8 * c) & 0xff, cover);
			}
		}
	}
}

/* False when cairo cannot. */
static bool
put_text(struct mark_picture *picture, const struct font *letters,
    const struct mark *mark, const struct text_place *place)
{
	cairo_surface_t *mask = cairo_image_surface_create(
	    CAIRO_FORMAT_A8, (int)picture->width, (int)picture->height);
	cairo_t *cr = cairo_create(mask);

	font_select(cr, letters, place->size, true);
	bool ok = letters_put(cr, padding_of(mark), place->baseline, mark->label);
	ok = ok && cairo_status(cr) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cr);
	cairo_surface_flush(mask);
	if (ok) {
		put_mask(picture, mask, tone_text(mark->colour));
	}
	cairo_surface_destroy(mask);
	return ok;
}

static bool
paint_label(const struct font *letters, const struct mark *mark, uint32_t height,
    struct mark_picture *out)
{
	struct text_place place;

	*out = (struct mark_picture){.pixels = NULL};
	if (!measure(letters, mark, height, &place)) {
		return false;
	}
	/* Whole periods, so that the pattern runs on where the label comes again. */
	uint32_t period = PATTERN_PERIOD * zoom_of(mark);
	uint32_t plate = place.width + 2 * padding_of(mark);
	uint32_t periods = (plate + gap_of(mark) + period - 1) / period;
	if (!picture_init(out, periods * period, height)) {
		return false;
	}
	fill(out, mark, plate);
	if (!put_text(out, letters, mark, &place)) {
		mark_picture_finish(out);
		return false;
	}
	return true;
}

bool
mark_paint_label(const struct mark *mark, uint32_t height, struct mark_picture *out)
{
	struct font letters = {.family = mark->font, .faces = faces_create(mark->font)};
	bool ok = paint_label(&letters, mark, height, out);

	faces_destroy(letters.faces);
	return ok;
}

/* px that a label's text has where a picture is to be no wider than most. */
static uint32_t
room_within(const struct mark *mark, uint32_t most)
{
	uint32_t period = PATTERN_PERIOD * zoom_of(mark);
	uint32_t besides = 2 * padding_of(mark) + gap_of(mark);

	most -= most % period;
	return most > besides ? most - besides : 0;
}

/*
 * Cuts label, MARK_LABEL_MOST + 1 bytes, to the room that there is; where there is none
 * something says at least that there is a name.  False when out of memory: what would
 * remain names nobody.
 */
static bool
cut_label(const struct font *letters, const struct mark *mark, uint32_t height,
    uint32_t room, char *label)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
	cairo_t *cr = cairo_create(surface);

	place_text(cr, letters, mark, height); /* sets the font */
	double dots = letters_width(cr, LETTERS_ELLIPSIS);
	letters_fit(cr, label, MARK_LABEL_MOST + 1, room);
	if (!label[0] && mark->label[0] && dots > room) {
		snprintf(label, MARK_LABEL_MOST + 1, "%s", LETTERS_ELLIPSIS);
	}
	bool ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS && dots > 0 &&
	    (label[0] || !mark->label[0]);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	return ok;
}

bool
mark_paint_label_within(
    const struct mark *mark, uint32_t height, uint32_t most, struct mark_picture *out)
{
	struct font letters = {.family = mark->font, .faces = faces_create(mark->font)};
	char label[MARK_LABEL_MOST + 1];
	struct mark shown = *mark;

	*out = (struct mark_picture){.pixels = NULL};
	snprintf(label, sizeof(label), "%s", mark->label);
	shown.label = label;
	bool ok = cut_label(&letters, mark, height, room_within(mark, most), label) &&
	    paint_label(&letters, &shown, height, out);

	faces_destroy(letters.faces);
	return ok;
}
