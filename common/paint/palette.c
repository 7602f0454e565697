#include "common/paint/palette.h"

/*
 * Found by search from eight plain hues, such that the least CIE 1976 difference of any
 * two, over normal vision and the three dichromacies, is as large as it gets without
 * leaving the hue: 28.
 */
const struct palette_mark palette[PALETTE_COUNT] = {
    {"red", 0xb8141c, MARK_HATCH},
    {"orange", 0xe07c08, MARK_BARS},
    {"yellow", 0xf4ec34, MARK_WAVES},
    {"green", 0x409860, MARK_DOTS},
    {"sky", 0x50d4f0, MARK_ROWS},
    {"blue", 0x2048b8, MARK_STRIPES},
    {"purple", 0x846894, MARK_CHECKS},
    {"slate", 0x303438, MARK_DIAMONDS},
};
