#include "wm/strip/plates.h"

#include "common/base/scale.h"
#include "wm/strip/upload.h"

#include <stdlib.h>

#define LARGE_PX 34u
#define SMALL_PX 18u
#define ANY_WIDTH UINT32_MAX

void
plates_init(struct plates *plates, struct x *x, uint32_t scale, uint32_t strip_height,
    uint32_t strip_most)
{
	*plates = (struct plates){
	    .x = x,
	    .scale = scale,
	    .strip_height = strip_height,
	    .strip_most = strip_most,
	};
}

void
plates_finish(struct plates *plates)
{
	while (plates->first) {
		plates_drop(plates, plates->first->domain);
	}
}

static void
destroy(struct x *x, struct plate *plate)
{
	for (size_t i = 0; i < PLATE_N_SIZES; i++) {
		if (plate->labels[i].pixmap) {
			xcb_free_pixmap(x->xcb, plate->labels[i].pixmap);
		}
	}
	if (plate->tile) {
		xcb_free_pixmap(x->xcb, plate->tile);
	}
	free(plate);
}

static bool
draw_label(struct x *x, const struct mark *mark, uint32_t height, uint32_t most,
    struct plate_label *out)
{
	struct mark_picture picture;

	if (!mark_paint_label_within(mark, height, most, &picture)) {
		return false;
	}
	*out = (struct plate_label){upload_new(x, &picture), picture.width, height};
	mark_picture_finish(&picture);
	return true;
}

static bool
draw_tile(struct x *x, const struct mark *mark, xcb_pixmap_t *out)
{
	struct mark_picture picture;

	if (!mark_paint_tile(mark, &picture)) {
		return false;
	}
	*out = upload_new(x, &picture);
	mark_picture_finish(&picture);
	return true;
}

static struct plate *
create(const struct plates *plates, uint32_t domain, const struct mark *mark)
{
	const uint32_t heights[PLATE_N_SIZES] = {
	    [PLATE_LARGE] = scale_px(LARGE_PX, plates->scale),
	    [PLATE_STRIP] = plates->strip_height,
	    [PLATE_SMALL] = scale_px(SMALL_PX, plates->scale),
	};
	struct plate *plate = calloc(1, sizeof(*plate));
	struct mark zoomed = *mark;

	zoomed.zoom = scale_zoom(plates->scale);
	zoomed.is_airy = true;
	bool good = plate && draw_tile(plates->x, &zoomed, &plate->tile);

	for (size_t i = 0; good && i < PLATE_N_SIZES; i++) {
		uint32_t most = i == PLATE_STRIP ? plates->strip_most : ANY_WIDTH;
		good =
		    draw_label(plates->x, &zoomed, heights[i], most, &plate->labels[i]);
	}
	if (plate && !good) {
		destroy(plates->x, plate);
		return NULL;
	}
	if (plate) {
		plate->domain = domain;
	}
	return plate;
}

const struct plate *
plates_find(const struct plates *plates, uint32_t domain)
{
	const struct plate *plate = plates->first;

	while (plate && plate->domain != domain) {
		plate = plate->next;
	}
	return plate;
}

bool
plates_set(struct plates *plates, uint32_t domain, const struct mark *mark)
{
	struct plate *plate = create(plates, domain, mark);

	plates_drop(plates, domain);
	if (plate) {
		plate->next = plates->first;
		plates->first = plate;
	}
	return plate != NULL;
}

void
plates_drop(struct plates *plates, uint32_t domain)
{
	struct plate **at = &plates->first;

	while (*at && (*at)->domain != domain) {
		at = &(*at)->next;
	}
	struct plate *plate = *at;
	if (plate) {
		*at = plate->next;
		destroy(plates->x, plate);
	}
}
