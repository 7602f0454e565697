#include "common/paint/tone.h"

#include <math.h>

/* Colours at least this luminous get a darker second tone, which keeps the hue best. */
#define DARKEN_FROM 0.17

/* Steps between a colour and black or white; enough for one grey level each. */
#define MIX_STEPS 64u

static uint32_t
channel_of(uint32_t colour, unsigned shift)
{
	return colour >> shift & 0xff;
}

uint32_t
tone_round(uint32_t colour)
{
	return colour & 0xfcfcfcu;
}

static double
to_linear(uint32_t channel)
{
	double v = channel / 255.0;

	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

double
tone_luminance(uint32_t colour)
{
	return 0.2126 * to_linear(channel_of(colour, 16)) +
	    0.7152 * to_linear(channel_of(colour, 8)) +
	    0.0722 * to_linear(channel_of(colour, 0));
}

double
tone_contrast(uint32_t a, uint32_t b)
{
	double la = tone_luminance(a) + 0.05;
	double lb = tone_luminance(b) + 0.05;

	return la > lb ? la / lb : lb / la;
}

/* Parts of MIX_STEPS of target in colour. */
static uint32_t
mix(uint32_t colour, uint32_t target, uint32_t parts)
{
	uint32_t mixed = 0;

	for (unsigned shift = 0; shift <= 16; shift += 8) {
		uint32_t sum = channel_of(colour, shift) * (MIX_STEPS - parts) +
		    channel_of(target, shift) * parts;
		mixed |= (sum / MIX_STEPS) << shift;
	}
	return tone_round(mixed);
}

uint32_t
tone_second(uint32_t colour)
{
	uint32_t base = tone_round(colour);
	bool darken = tone_luminance(base) >= DARKEN_FROM;
	uint32_t target = darken ? TONE_BLACK : TONE_WHITE;
	uint32_t tone = base;

	for (uint32_t parts = 1; parts <= MIX_STEPS; parts++) {
		tone = mix(base, target, parts);
		if (tone_contrast(tone, base) >= TONE_PATTERN_CONTRAST) {
			break;
		}
	}
	return tone;
}

uint32_t
tone_text(uint32_t colour)
{
	uint32_t base = tone_round(colour);

	return tone_contrast(base, TONE_WHITE) >= tone_contrast(base, TONE_BLACK)
	    ? TONE_WHITE
	    : TONE_BLACK;
}
