/*
 * From damage to puts: one frame in flight for each window, the latest wins.
 */
#include "common/base/region.h"
#include "gui-daemon/guest/buffer/pixbuf.h"
#include "gui-daemon/guest/buffer/stage.h"
#include "gui-daemon/guest/present.h"

#include <stdlib.h>
#include <string.h>

#define SCREEN_WINDOW 0 /* its buffer serves windows that have none of their own */

/* Where a window's pixels lie: in owner's buffer, at shift. */
struct source {
	struct window *owner;
	int32_t x, y; /* px */
};

static bool
find_source(struct present *present, struct window *window, struct source *out)
{
	*out = (struct source){.owner = window};
	if (!window->buffer) {
		out->owner = windows_find(present->windows, SCREEN_WINDOW);
		out->x = window->place.told.x;
		out->y = window->place.told.y;
	}
	return out->owner && out->owner->buffer;
}

/* What of the content the buffer covers. */
static struct rect
covered(const struct view *view, const struct source *source)
{
	struct rect content = {0, 0, view->width, view->height};
	struct rect buffer = {0, 0, pixbuf_width(source->owner->buffer),
	    pixbuf_height(source->owner->buffer)};

	return rect_intersect(content, rect_move(buffer, -source->x, -source->y));
}

static bool
attach(struct present *present, struct window *owner)
{
	if (!owner->segment && !owner->is_copied) {
		owner->segment =
		    x_shm_attach(present->desk, &present->shm, pixbuf_fd(owner->buffer));
		owner->is_copied = owner->segment == 0;
	}
	return owner->segment != 0;
}

/* Icons are too small to pass for a window, and never have the focus. */
static bool
is_dimmed(const struct present *present, const struct window *window)
{
	return present->is_dimmed && !window->view->frame.is_icon;
}

/*
 * Copies part of the content as it is to look: whatever is put darker is never on the
 * screen otherwise.  False when the pixels cannot be mapped.
 */
static bool
copy(struct present *present, struct window *window, const struct source *source,
    struct rect part, uint8_t *out)
{
	if (!pixbuf_copy(
	        source->owner->buffer, rect_move(part, source->x, source->y), out)) {
		return false;
	}
	if (is_dimmed(present, window)) {
		dim_pixels(&present->dim, out, (size_t)part.width * part.height * 4);
	}
	return true;
}

/* NULL when out of memory. */
static uint8_t *
room_for(struct present *present, size_t size)
{
	if (present->rows_size < size) {
		free(present->rows);
		present->rows = malloc(size);
		present->rows_size = present->rows ? size : 0;
	}
	return present->rows;
}

static void
copy_part(struct present *present, struct window *window, const struct source *source,
    struct rect part)
{
	uint32_t step = x_desk_rows(present->desk, part.width);

	for (uint32_t y = 0; y < part.height; y += step) {
		uint32_t rows = part.height - y < step ? part.height - y : step;
		struct rect piece = {part.x, part.y + (int32_t)y, part.width, rows};
		uint8_t *pixels = room_for(present, (size_t)rows * part.width * 4);

		present->has_run_out = present->has_run_out || !pixels;
		if (!pixels || !copy(present, window, source, piece, pixels)) {
			return;
		}
		x_desk_put(present->desk, window->view->frame.content, piece, pixels);
	}
}

/* A piece that lies on the stage and is not yet put: the last one carries the sign. */
struct staged {
	struct rect piece;
	uint32_t offset;
	bool is_any;
	unsigned int first; /* number of the first put; 0 for none */
};

static void
put_staged(
    struct present *present, struct window *window, struct staged *staged, bool is_last)
{
	if (staged->is_any) {
		unsigned int sequence =
		    x_shm_put_rows(present->desk, present->stage_segment, staged->offset,
		        window->view->frame.content, staged->piece, is_last);

		staged->first = staged->first ? staged->first : sequence;
	}
}

/* As many rows of the part's top as there is room for; what is left in *part. */
static bool
stage_part(struct present *present, struct window *window, const struct source *source,
    struct rect *part, struct staged *staged)
{
	size_t row = (size_t)part->width * 4;
	size_t rows = stage_room(present->stage) / row;
	struct rect piece = *part;

	piece.height = rows < part->height ? (uint32_t)rows : part->height;
	if (piece.height == 0) {
		return false;
	}
	put_staged(present, window, staged, false);
	staged->piece = piece;
	staged->is_any = true;
	uint8_t *pixels = stage_take(present->stage, piece.height * row, &staged->offset);
	part->y += (int32_t)piece.height;
	part->height -= piece.height;
	if (!copy(present, window, source, piece, pixels)) {
		memset(pixels, 0, piece.height * row); /* what was there is old */
	}
	return true;
}

/*
 * What finds no room stays damaged until this has been shown.  The number of the first
 * request; 0 when nothing found room.
 */
static unsigned int
put_on_stage(struct present *present, struct window *window, const struct source *source,
    const struct rect *parts, size_t count)
{
	struct staged staged = {.is_any = false};

	for (size_t i = 0; present->stage && i < count; i++) {
		struct rect rest = parts[i];

		while (rest.height > 0 &&
		    stage_part(present, window, source, &rest, &staged)) {
		}
		if (rest.height > 0 && staged.is_any) {
			region_add(window->damage, rest);
		}
	}
	if (staged.is_any) {
		put_staged(present, window, &staged, true);
		stage_ship(present->stage);
	}
	return staged.first;
}

/* The number of the first request; 0 when it is of no use. */
static unsigned int
put(struct present *present, struct window *window, const struct source *source,
    const struct rect *parts, size_t count)
{
	xcb_window_t content = window->view->frame.content;

	if (!is_dimmed(present, window) && attach(present, source->owner)) {
		struct x_source from = {
		    .segment = source->owner->segment,
		    .width = pixbuf_width(source->owner->buffer),
		    .height = pixbuf_height(source->owner->buffer),
		};
		return x_shm_put(
		    present->desk, &from, content, parts, count, source->x, source->y);
	}
	/* An icon may go with its tray, and the word that it was shown with it. */
	unsigned int first = window->view->frame.is_icon
	    ? 0
	    : put_on_stage(present, window, source, parts, count);
	if (first) {
		return first;
	}
	for (size_t i = 0; i < count; i++) {
		copy_part(present, window, source, parts[i]);
	}
	x_fence(present->desk, content);
	return 0;
}

void
pixels_push(struct present *present, struct window *window)
{
	struct view *view = window->view;
	struct rect parts[REGION_MAX];
	struct source source;

	if (!view->is_mapped || view->is_in_flight || region_is_empty(window->damage)) {
		return;
	}
	if (!find_source(present, window, &source)) {
		region_clear(window->damage);
		return;
	}
	region_clip(window->damage, covered(view, &source));
	size_t count = region_rects(window->damage, parts);
	region_clear(window->damage);
	if (count > 0) {
		view->put_sequence = put(present, window, &source, parts, count);
		bool is_whole =
		    view->put_sequence && count == 1 && region_is_empty(window->damage);
		view->put = is_whole ? parts[0] : (struct rect){0, 0, 0, 0};
		view->is_in_flight = true;
	}
}

void
pixels_expose(
    struct present *present, struct window *window, struct rect part, uint32_t sequence)
{
	const struct view *view = window->view;
	/* Numbers wrap around; none is half of them behind. */
	bool is_before = (int32_t)(sequence - view->put_sequence) < 0;

	if (!is_before || !rect_equals(rect_intersect(part, view->put), part)) {
		present_damage(present, window, part);
	}
}

void
pixels_drop(struct present *present, struct window *window)
{
	if (window->segment) {
		x_shm_detach(present->desk, window->segment);
	}
	window->segment = 0;
	window->is_copied = false;
}
