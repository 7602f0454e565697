#include "common/paint/measure.h"

#include "common/base/scale.h"
#include "common/paint/mark.h"

#define LETTERS_PERCENT 78u /* of the label's height */

uint32_t
measure_label_height(uint32_t frame_width)
{
	return 12 + frame_width;
}

uint32_t
measure_letters(uint32_t height)
{
	return height * LETTERS_PERCENT / 100;
}

static uint32_t
height_for(uint32_t letters)
{
	uint32_t height = letters;

	while (measure_letters(height) < letters) {
		height++;
	}
	return height;
}

struct measure
measure_frame(uint32_t frame_width, uint32_t letters, uint32_t scale)
{
	uint32_t least = MARK_FRAME_MIN;
	uint32_t width = scale_px(frame_width, scale);
	uint32_t label =
	    letters > 0 ? height_for(letters) : measure_label_height(frame_width);

	/* A label is never a thinner side than the others. */
	label = label > frame_width ? label : frame_width;
	return (struct measure){
	    .frame_width = width > least ? width : least,
	    .label_height = scale_px(label, scale),
	    .zoom = scale_zoom(scale),
	};
}
