#include "wm/strip/plates.h"

#include "common/base/scale.h"
#include "wm/strip/upload.h"

#include <stdlib.h>

#define LARGE_PX 34u
#define SMALL_PX 18u
#define ANY_WIDTH UINT32_MAX

uint32_t
plates_room(const struct plates_measure *measure, uint32_t monitor)
{
	uint32_t least = monitor - monitor / 4;
	uint32_t sign = measure->warning;

	return monitor > least + sign ? monitor - sign : least;
}

void
plates_init(struct plates *plates, struct x *x, const struct plates_measure *measure)
{
	*plates = (struct plates){.x = x, .measure = *measure};
}

void
plates_finish(struct plates *plates)
{
	while (plates->first) {
		plates_drop(plates, plates->first->domain);
	}
}

static void
free_labels(struct x *x, const struct plate_label *labels, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (labels[i].pixmap) {
			xcb_free_pixmap(x->xcb, labels[i].pixmap);
		}
	}
}

static void
destroy(struct x *x, struct plate *plate)
{
	free_labels(x, plate->labels, PLATE_N_SIZES);
	free_labels(x, plate->cuts, PLATES_ROOMS);
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

static bool
draw_labels(const struct plates *plates, const struct mark *mark, struct plate *plate)
{
	const struct plates_measure *m = &plates->measure;
	const uint32_t heights[PLATE_N_SIZES] = {
	    [PLATE_LARGE] = scale_px(LARGE_PX, m->scale),
	    [PLATE_STRIP] = m->strip_height,
	    [PLATE_SMALL] = scale_px(SMALL_PX, m->scale),
	};
	bool good = true;

	for (size_t i = 0; good && i < PLATE_N_SIZES; i++) {
		good =
		    draw_label(plates->x, mark, heights[i], ANY_WIDTH, &plate->labels[i]);
	}
	uint32_t whole = plate->labels[PLATE_STRIP].width;
	for (size_t i = 0; good && i < PLATES_ROOMS && m->rooms[i]; i++) {
		good = whole <= m->rooms[i] ||
		    draw_label(
		        plates->x, mark, m->strip_height, m->rooms[i], &plate->cuts[i]);
	}
	return good;
}

static struct plate *
create(const struct plates *plates, uint32_t domain, const struct mark *mark)
{
	struct plate *plate = calloc(1, sizeof(*plate));
	struct mark zoomed = *mark;

	zoomed.zoom = scale_zoom(plates->measure.scale);
	zoomed.is_airy = true;
	if (plate &&
	    !(draw_tile(plates->x, &zoomed, &plate->tile) &&
	        draw_labels(plates, &zoomed, plate))) {
		destroy(plates->x, plate);
		return NULL;
	}
	if (plate) {
		plate->domain = domain;
	}
	return plate;
}

const struct plate_label *
plates_strip_label(const struct plates *plates, const struct plate *plate, uint32_t room)
{
	const uint32_t *rooms = plates->measure.rooms;
	size_t best = 0;

	for (size_t i = 1; i < PLATES_ROOMS && rooms[i]; i++) {
		if (rooms[i] <= room && (rooms[i] > rooms[best] || rooms[best] > room)) {
			best = i;
		}
	}
	bool is_whole = !plate->cuts[best].pixmap;
	return is_whole ? &plate->labels[PLATE_STRIP] : &plate->cuts[best];
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
