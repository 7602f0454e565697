/* Marks: seamless, both tones, different without colour, the same every time. */
#include "common/paint/mark.h"
#include "common/paint/measure.h"
#include "common/paint/tone.h"
#include "tests/scenario/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint32_t colours[] = {0x000000, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff,
    0x777777, 0xcc0000, 0x3464a4, 0xecd400, 0x2c3034};

static uint32_t
pixel(const struct mark_picture *picture, uint32_t x, uint32_t y)
{
	const uint8_t *at = picture->pixels + 4 * (y * picture->width + x);

	return (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];
}

static struct mark_picture
tile_of(uint32_t colour, enum mark_pattern pattern)
{
	struct mark mark = {.label = "x", .colour = colour, .pattern = pattern};
	struct mark_picture tile;

	if (!mark_paint_tile(&mark, &tile)) {
		printf("Bail out! no tile\n");
		exit(1);
	}
	return tile;
}

static size_t
count(const struct mark_picture *picture, uint32_t colour)
{
	size_t n = 0;

	for (uint32_t y = 0; y < picture->height; y++) {
		for (uint32_t x = 0; x < picture->width; x++) {
			n += pixel(picture, x, y) == colour;
		}
	}
	return n;
}

/* --- tones ------------------------------------------------------------------------- */

static void
test_tones(struct tap *tap)
{
	tap_ok(tap, tone_contrast(0, 0xffffff) > 20.9, "black on white: 21");
	for (size_t i = 0; i < ARRAY_LEN(colours); i++) {
		uint32_t base = tone_round(colours[i]);
		uint32_t second = tone_second(colours[i]);
		double pattern = tone_contrast(base, second);
		double text = tone_contrast(base, tone_text(colours[i]));
		tap_ok(tap, pattern >= 3.0 && pattern < 4.5 && (second & 0x030303) == 0,
		    "#%06x: the pattern shows (%.2f)", colours[i], pattern);
		tap_ok(
		    tap, text >= 4.4, "#%06x: text is readable (%.2f)", colours[i], text);
	}
}

/* --- tiles ------------------------------------------------------------------------- */

/* Both tones and no other; at least half of it, the domain's. */
static void
test_tile_tones(struct tap *tap)
{
	for (unsigned p = 0; p < MARK_N_PATTERNS; p++) {
		struct mark_picture tile = tile_of(0x3464a4, (enum mark_pattern)p);
		size_t all = (size_t)tile.width * tile.height;
		size_t base = count(&tile, 0x3464a4);
		size_t second = count(&tile, tone_second(0x3464a4));
		bool good = base + second == all && base >= all / 2 &&
		    (p == MARK_SOLID ? second == 0 : second >= all / 8);
		tap_ok(tap, good, "%s: two tones, %zu:%zu",
		    mark_pattern_name((enum mark_pattern)p), base, second);
		mark_picture_finish(&tile);
	}
}

/* True when both tones are in every cut of 4 px along this side, at any phase. */
static bool
shows_in_cut(const struct mark_picture *tile, uint32_t phase, bool level)
{
	uint32_t first = level ? pixel(tile, 0, phase) : pixel(tile, phase, 0);

	for (uint32_t along = 0; along < tile->width; along++) {
		for (uint32_t across = 0; across < 4; across++) {
			uint32_t at = (phase + across) % tile->height;
			if ((level ? pixel(tile, along, at) : pixel(tile, at, along)) !=
			    first) {
				return true;
			}
		}
	}
	return false;
}

static void
test_narrow(struct tap *tap)
{
	for (unsigned p = MARK_SOLID + 1; p < MARK_N_PATTERNS; p++) {
		struct mark_picture tile = tile_of(0xcc0000, (enum mark_pattern)p);
		bool good = tile.width == tile.height;
		for (uint32_t phase = 0; good && phase < tile.height; phase++) {
			good = shows_in_cut(&tile, phase, true) &&
			    shows_in_cut(&tile, phase, false);
		}
		tap_ok(tap, good, "%s: seen in every cut of 4 px",
		    mark_pattern_name((enum mark_pattern)p));
		mark_picture_finish(&tile);
	}
}

/*
 * Seamless: where the tile meets itself nothing is longer than inside it.  A run of one
 * tone across the seam may not exceed the longest run inside, unless the line is of one
 * tone altogether.
 */
static size_t
longest_run(const struct mark_picture *tile, uint32_t line, bool level, uint32_t laps)
{
	size_t longest = 0;
	size_t run = 0;
	uint32_t last = 0;

	for (uint32_t i = 0; i < tile->width * laps; i++) {
		uint32_t at = i % tile->width;
		uint32_t now = level ? pixel(tile, at, line) : pixel(tile, line, at);
		run = i > 0 && now == last ? run + 1 : 1;
		longest = run > longest ? run : longest;
		last = now;
	}
	return longest;
}

static bool
is_seamless(const struct mark_picture *tile, bool level)
{
	for (uint32_t line = 0; line < tile->width; line++) {
		size_t inside = longest_run(tile, line, level, 1);
		size_t across = longest_run(tile, line, level, 3);
		if (inside < tile->width && across > inside) {
			return false;
		}
	}
	return true;
}

static void
test_seams(struct tap *tap)
{
	for (unsigned p = 0; p < MARK_N_PATTERNS; p++) {
		struct mark_picture tile = tile_of(0xcc0000, (enum mark_pattern)p);
		tap_ok(tap, is_seamless(&tile, true) && is_seamless(&tile, false),
		    "%s: seamless", mark_pattern_name((enum mark_pattern)p));
		mark_picture_finish(&tile);
	}
}

/* --- patterns differ --------------------------------------------------------------- */

/* The least part of pixels that differ in lightness, over all shifts of b. */
static double
difference(const struct mark_picture *a, const struct mark_picture *b)
{
	size_t least = SIZE_MAX;
	uint32_t side = a->width;

	for (uint32_t shift = 0; shift < side * side; shift++) {
		size_t differ = 0;
		for (uint32_t i = 0; i < side * side; i++) {
			uint32_t x = i % side;
			uint32_t y = i / side;
			uint32_t other = pixel(
			    b, (x + shift % side) % side, (y + shift / side) % side);
			differ += tone_contrast(pixel(a, x, y), other) >= 3.0;
		}
		least = differ < least ? differ : least;
	}
	return (double)least / (side * side);
}

static void
test_patterns_differ(struct tap *tap)
{
	for (unsigned a = 0; a < MARK_N_PATTERNS; a++) {
		for (unsigned b = 0; b < a; b++) {
			struct mark_picture one = tile_of(0xcc0000, (enum mark_pattern)a);
			struct mark_picture two = tile_of(0xcc0000, (enum mark_pattern)b);
			double part = difference(&one, &two);
			tap_ok(tap, part >= 0.12,
			    "P26-no-colour: %s and %s differ in %.0f%% of pixels",
			    mark_pattern_name((enum mark_pattern)a),
			    mark_pattern_name((enum mark_pattern)b), part * 100);
			mark_picture_finish(&one);
			mark_picture_finish(&two);
		}
	}
}

static void
test_names(struct tap *tap)
{
	enum mark_pattern found = MARK_SOLID;
	bool good = true;

	for (unsigned p = 0; p < MARK_N_PATTERNS; p++) {
		good = good &&
		    mark_pattern_find(mark_pattern_name((enum mark_pattern)p), &found) &&
		    (unsigned)found == p;
	}
	tap_ok(tap, good, "every pattern is found by its name");
	tap_ok(tap, !mark_pattern_find("", &found) && !mark_pattern_find("Dots", &found),
	    "and by no other");
}

/* --- labels ------------------------------------------------------------------------ */

#define NINE_W "WWWWWWWWW"

static const char *const labels[] = {"x", "I", "work", "Straße – ünïcode", "日本",
    "q|_ÅÇ", NINE_W NINE_W NINE_W NINE_W NINE_W NINE_W NINE_W};

static bool
is_rounded(const struct mark_picture *picture)
{
	for (size_t i = 0; i < (size_t)picture->width * picture->height; i++) {
		const uint8_t *at = picture->pixels + 4 * i;
		if ((at[0] | at[1] | at[2]) & 3) {
			return false;
		}
	}
	return true;
}

/* No text in the first and last column of the plate: nothing is cut at its sides. */
static bool
has_margin(const struct mark_picture *picture, uint32_t text)
{
	for (uint32_t y = 0; y < picture->height; y++) {
		for (uint32_t x = 0; x < 2; x++) {
			if (pixel(picture, x, y) == text) {
				return false;
			}
		}
	}
	return true;
}

static void
test_label(struct tap *tap, const char *text, uint32_t height)
{
	struct mark mark = {.label = text, .colour = 0x3464a4, .pattern = MARK_CHECKS};
	struct mark_picture label;
	struct mark_picture again;

	if (!mark_paint_label(&mark, height, &label) ||
	    !mark_paint_label(&mark, height, &again)) {
		tap_ok(tap, false, "%s at %u px is painted", text, height);
		return;
	}
	size_t size = (size_t)label.width * label.height * 4;
	size_t colour = count(&label, 0x3464a4);
	size_t second = count(&label, tone_second(0x3464a4));
	tap_ok(tap,
	    label.height == height && label.width % 16 == 0 && colour > 0 && second > 0 &&
	        colour + second < size / 4,
	    "%s at %u px: colour, second tone, text", text, height);
	tap_ok(tap, is_rounded(&label) && has_margin(&label, TONE_WHITE),
	    "%s at %u px: rounded, not cut", text, height);
	tap_ok(tap,
	    again.width == label.width && memcmp(again.pixels, label.pixels, size) == 0,
	    "%s at %u px: the same again", text, height);
	mark_picture_finish(&label);
	mark_picture_finish(&again);
}

/* How many px of the label are not of its colour. */
static size_t
count_inked(const struct mark_picture *label)
{
	size_t count = 0;

	for (size_t i = 0; i < (size_t)label->width * label->height; i++) {
		count += memcmp(label->pixels + 4 * i, label->pixels, 3) != 0;
	}
	return count;
}

static void
test_no_room(struct tap *tap)
{
	const struct mark mark = {.label = "personal", .colour = 0xb8141c};
	struct mark_picture label = {.pixels = NULL};
	bool painted = mark_paint_label_within(&mark, 16, 1, &label);

	tap_ok(tap, painted && count_inked(&label) > 3,
	    "a room for no letter at all: something says that there is a name");
	mark_picture_finish(&label);
}

static void
test_labels(struct tap *tap)
{
	tap_ok(tap, measure_label_height(4) == 16, "a frame of 4 px: a label of 16");
	for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
		test_label(tap, labels[i], measure_label_height(MARK_FRAME_MIN));
		test_label(tap, labels[i], measure_label_height(MARK_FRAME_DEFAULT));
		test_label(tap, labels[i], measure_label_height(MARK_FRAME_MAX));
	}
	struct mark bad = {.label = "\xff", .colour = 0, .pattern = MARK_SOLID};
	struct mark_picture label;
	tap_ok(tap, !mark_paint_label(&bad, 16, &label) && !label.pixels,
	    "what is not UTF-8 is refused");
	tap_ok(tap, !mark_paint_label_within(&bad, 16, 300, &label) && !label.pixels,
	    "where it might be cut, too: no label is without its name");
	test_no_room(tap);
}

static void
test_texture(struct tap *tap)
{
	static const uint8_t none[MARK_TEXTURE_BYTES];
	uint8_t one[MARK_TEXTURE_BYTES] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	uint8_t two[MARK_TEXTURE_BYTES] = {9, 1, 8, 2, 7, 3, 6, 4, 5, 5};
	struct mark mark = {.label = "x", .colour = 0x3464a4, .pattern = MARK_DOTS};
	struct mark_picture plain;
	struct mark_picture a;
	struct mark_picture b;
	size_t swapped = 0;
	size_t differ = 0;

	mark.texture = none;
	bool good = mark_paint_tile(&mark, &plain);
	mark.texture = one;
	good = good && mark_paint_tile(&mark, &a);
	mark.texture = two;
	good = good && mark_paint_tile(&mark, &b) && plain.width == 16 && a.width == 64;
	for (size_t i = 0; i < 64 * 64 && good; i++) {
		size_t at = i / 64 % 16 * 16 + i % 16;
		swapped += memcmp(a.pixels + 4 * i, plain.pixels + 4 * at, 4) != 0;
		differ += memcmp(a.pixels + 4 * i, b.pixels + 4 * i, 4) != 0;
	}
	tap_ok(tap, good && swapped == 64 * 64 / 16 * 5,
	    "a texture swaps five of sixteen bands (%zu pixels)", swapped);
	tap_ok(tap, differ > 64 * 64 / 16, "another one swaps others (%zu)", differ);
	mark_picture_finish(&plain);
	mark_picture_finish(&a);
	mark_picture_finish(&b);
}

int
main(void)
{
	struct tap tap = {.count = 0};

	test_tones(&tap);
	test_tile_tones(&tap);
	test_narrow(&tap);
	test_seams(&tap);
	test_patterns_differ(&tap);
	test_names(&tap);
	test_labels(&tap);
	test_texture(&tap);
	return tap_done(&tap);
}
