/*
 * P26: marks work without colour vision.  The palette's colours are looked at as people
 * with each of the three dichromacies see them, by the matrices that G. M. Machado, M. M.
 * Oliveira and L. A. F. Fernandes give for severity 1.0 in "A Physiologically-based Model
 * for Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and
 * Computer Graphics 15 (6), 2009; they apply to linear RGB.  Differences are those of
 * CIE 1976 L*a*b* (D65).
 */
#include "common/paint/palette.h"
#include "common/paint/pattern.h"
#include "tests/scenario/tap.h"

#include <math.h>
#include <string.h>

#define LEAST_DIFFERENCE 20.0 /* of colours: about eight times what is just noticed */
#define LEAST_PIXELS 64u      /* of 16 by 16, in which two patterns differ */

struct vision {
	const char *name;
	double matrix[3][3];
};

/* clang-format off */
static const struct vision visions[] = {
    {"normal vision", {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {"protanopia", {
	{0.152286, 1.052583, -0.204868},
	{0.114503, 0.786281, 0.099216},
	{-0.003882, -0.048116, 1.051998}}},
    {"deuteranopia", {
	{0.367322, 0.860646, -0.227968},
	{0.280085, 0.672501, 0.047413},
	{-0.011820, 0.042940, 0.968881}}},
    {"tritanopia", {
	{1.255528, -0.076749, -0.178779},
	{-0.078411, 0.930809, 0.147602},
	{0.004733, 0.691367, 0.303900}}},
};
/* clang-format on */

/* IEC 61966-2-1. */
static double
to_linear(uint32_t channel)
{
	double v = channel / 255.0;

	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double
lab_part(double t)
{
	return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116;
}

/* A colour as it is seen: L*, a*, b*. */
static void
see(const struct vision *vision, uint32_t colour, double out[3])
{
	double rgb[3];

	for (unsigned i = 0; i < 3; i++) {
		rgb[i] = 0;
		for (unsigned j = 0; j < 3; j++) {
			rgb[i] += vision->matrix[i][j] *
			    to_linear(colour >> (16 - 8 * j) & 0xff);
		}
		rgb[i] = fmin(fmax(rgb[i], 0), 1);
	}
	double x =
	    lab_part((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
	double y = lab_part(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
	double z =
	    lab_part((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
	out[0] = 116 * y - 16;
	out[1] = 500 * (x - y);
	out[2] = 200 * (y - z);
}

static double
difference(const struct vision *vision, uint32_t a, uint32_t b)
{
	double p[3];
	double q[3];

	see(vision, a, p);
	see(vision, b, q);
	return sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
	    (p[2] - q[2]) * (p[2] - q[2]));
}

static void
test_colours(struct tap *tap, const struct vision *vision)
{
	double least = INFINITY;
	size_t first = 0;
	size_t second = 0;

	for (size_t a = 0; a < PALETTE_COUNT; a++) {
		for (size_t b = 0; b < a; b++) {
			double d =
			    difference(vision, palette[a].colour, palette[b].colour);
			if (d < least) {
				least = d;
				first = a;
				second = b;
			}
		}
	}
	tap_ok(tap, least >= LEAST_DIFFERENCE,
	    "P26: %s tells all eight colours apart (least: %.1f, %s and %s)",
	    vision->name, least, palette[first].name, palette[second].name);
}

static unsigned
pixels_apart(enum mark_pattern a, enum mark_pattern b)
{
	unsigned count = 0;

	for (uint32_t y = 0; y < PATTERN_PERIOD; y++) {
		for (uint32_t x = 0; x < PATTERN_PERIOD; x++) {
			count += pattern_has(a, x, y) != pattern_has(b, x, y);
		}
	}
	return count;
}

static void
test_patterns(struct tap *tap)
{
	unsigned least = PATTERN_PERIOD * PATTERN_PERIOD;

	for (size_t a = 0; a < PALETTE_COUNT; a++) {
		for (size_t b = 0; b < a; b++) {
			unsigned apart =
			    pixels_apart(palette[a].pattern, palette[b].pattern);
			least = apart < least ? apart : least;
		}
	}
	tap_ok(tap, least >= LEAST_PIXELS,
	    "P26: all eight patterns differ without any colour (least: %u of 256 pixels)",
	    least);
}

/* The measure itself: red and green of one lightness are far apart to most alone. */
static void
test_measure(struct tap *tap)
{
	double normal = difference(&visions[0], 0xb85820, 0x788020);
	double deutan = difference(&visions[2], 0xb85820, 0x788020);

	tap_ok(tap, normal > 40 && deutan < 15,
	    "the simulation confuses what people confuse (%.1f, %.1f)", normal, deutan);
}

int
main(void)
{
	struct tap tap = {.count = 0};

	for (size_t i = 0; i < ARRAY_LEN(visions); i++) {
		test_colours(&tap, &visions[i]);
	}
	test_patterns(&tap);
	test_measure(&tap);
	return tap_done(&tap);
}
