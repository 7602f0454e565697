/*
 * How large a frame is on the screen.
 * Pure; draws nothing, and needs nothing that does: programs that never draw use it, too.
 */
#ifndef PAINT_MEASURE_H
#define PAINT_MEASURE_H

#include "common/base/base.h"

#define MEASURE_LETTERS_MIN 8u  /* px */
#define MEASURE_LETTERS_MAX 32u /* px */

/* px on the screen. */
struct measure {
	uint32_t frame_width;
	uint32_t label_height;
	uint32_t zoom; /* of the pattern, as in struct mark */
};

/*
 * frame_width and the label's letters (0: as the frame is wide), px at 100 %; scale: as
 * in common/base/scale.h, not AUTO.
 */
struct measure measure_frame(uint32_t frame_width, uint32_t letters, uint32_t scale);

/* Of a label bar whose frame is frame_width px wide, unless its letters are told. */
uint32_t measure_label_height(uint32_t frame_width);

/* px of the letters on a label of that height; fewer where a family has long ones. */
uint32_t measure_letters(uint32_t height);

#endif
