#include "common/paint/pattern.h"

#include <string.h>

/*
 * A frame may be as narrow as 4 px and starts at any phase of the pattern, so a cut of
 * 4 px anywhere, level or upright, must still show what pattern it is: fine periods, two
 * of them bold (stripes) and thin (hatch) so that they differ by more than a mirror.
 */

/* Rows of one period, '#' for the second tone; each divides PATTERN_PERIOD. */
struct drawing {
	const char *name;
	uint32_t side; /* px */
	const char *rows[8];
};

/* clang-format off */
static const struct drawing drawings[MARK_N_PATTERNS] = {
    [MARK_SOLID] = {"solid", 1, {
	"."}},
    [MARK_STRIPES] = {"stripes", 8, {
	"###.....",
	".###....",
	"..###...",
	"...###..",
	"....###.",
	".....###",
	"#.....##",
	"##.....#"}},
    [MARK_HATCH] = {"hatch", 4, {
	"...#",
	"..#.",
	".#..",
	"#..."}},
    [MARK_BARS] = {"bars", 4, {
	".##.",
	".##.",
	".##.",
	".##."}},
    [MARK_ROWS] = {"rows", 4, {
	"....",
	"####",
	"####",
	"...."}},
    [MARK_DOTS] = {"dots", 8, {
	"........",
	".##.....",
	".##.....",
	"........",
	"........",
	".....##.",
	".....##.",
	"........"}},
    [MARK_CHECKS] = {"checks", 8, {
	"####....",
	"####....",
	"####....",
	"####....",
	"....####",
	"....####",
	"....####",
	"....####"}},
    [MARK_DIAMONDS] = {"diamonds", 8, {
	"...##...",
	"..####..",
	".######.",
	"########",
	".######.",
	"..####..",
	"...##...",
	"........"}},
    [MARK_WAVES] = {"waves", 8, {
	".##.....",
	"####....",
	"#..##..#",
	"....####",
	".##..##.",
	"####....",
	"#..##..#",
	"....####"}},
};
/* clang-format on */

const char *
mark_pattern_name(enum mark_pattern pattern)
{
	if ((unsigned)pattern >= MARK_N_PATTERNS) {
		bug("no pattern has number %u", (unsigned)pattern);
	}
	return drawings[pattern].name;
}

bool
mark_pattern_find(const char *name, enum mark_pattern *out)
{
	for (unsigned i = 0; i < MARK_N_PATTERNS; i++) {
		if (strcmp(drawings[i].name, name) == 0) {
			*out = (enum mark_pattern)i;
			return true;
		}
	}
	return false;
}

bool
pattern_has(enum mark_pattern pattern, uint32_t x, uint32_t y)
{
	if ((unsigned)pattern >= MARK_N_PATTERNS) {
		bug("no pattern has number %u", (unsigned)pattern);
	}
	const struct drawing *drawing = &drawings[pattern];

	return drawing->rows[y % drawing->side][x % drawing->side] == '#';
}
