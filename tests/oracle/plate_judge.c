#include "tests/oracle/plate_judge.h"

#include "tests/oracle/areas.h"
#include "tests/oracle/tag.h"
#include "wm/paint.h"

#include <stdlib.h>
#include <string.h>

#define AREAS_MAX 2048
#define LINE_PX 1 /* around paravent-wm's frames */

/* The lines around frames: idle, active, and of a window nobody knows. */
#define N_OUTLINES 4u

struct plate_judge {
	const struct oracle *oracle; /* borrowed */
	unsigned tag;
	uint32_t ring; /* px: of the worker's frame */
	uint32_t fill, bare;
	uint32_t outlines[N_OUTLINES];
	struct mark_picture name; /* owned */
};

static struct paint_look
look_of(const struct oracle_domain *domain, bool has_mark, bool is_active)
{
	return (struct paint_look){
	    .mark = domain->mark,
	    .has_mark = has_mark,
	    .is_active = is_active,
	    .height = PAINT_BAR,
	    .ring = domain->frame_width,
	};
}

struct plate_judge *
plate_judge_create(const struct oracle *oracle, const struct oracle_domain *domain,
    uint32_t fill, uint32_t bare)
{
	struct plate_judge *judge = calloc(1, sizeof(*judge));
	struct paint_look look = look_of(domain, true, true);
	bool is_cut;

	/* Without a title the plate is the name alone. */
	if (!judge || !paint_plate(&look, "", UINT16_MAX, &judge->name, &is_cut)) {
		free(judge);
		return NULL;
	}
	judge->oracle = oracle;
	judge->tag = domain->tag;
	judge->ring = domain->frame_width;
	judge->fill = fill;
	judge->bare = bare;
	for (uint32_t i = 0; i < N_OUTLINES; i++) {
		look = look_of(domain, i & 1, i & 2);
		judge->outlines[i] = paint_outline(&look);
	}
	return judge;
}

void
plate_judge_destroy(struct plate_judge *judge)
{
	if (judge) {
		mark_picture_finish(&judge->name);
		free(judge);
	}
}

static bool
is_outline(const struct plate_judge *judge, uint32_t colour)
{
	for (size_t i = 0; i < N_OUTLINES; i++) {
		if (judge->outlines[i] == colour) {
			return true;
		}
	}
	return false;
}

static uint32_t
wanted_at(const struct plate_judge *judge, uint32_t x, uint32_t y)
{
	const uint8_t *p = judge->name.pixels + 4 * ((size_t)y * judge->name.width + x);

	return (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

/* What differs from the name in its place, and whether something shows there that a frame
 * cannot show: another window, or the desktop. */
struct unlike {
	struct rect bounds; /* within the place; empty: nothing */
	bool is_covered;
};

static struct unlike
compare(const struct plate_judge *judge, const struct picture *picture, struct rect place)
{
	struct unlike unlike = {.is_covered = false};

	for (uint32_t y = 0; y < place.height; y++) {
		for (uint32_t x = 0; x < place.width; x++) {
			uint32_t colour = picture_at(
			    picture, (uint32_t)place.x + x, (uint32_t)place.y + y);

			if (colour == wanted_at(judge, x, y)) {
				continue;
			}
			unlike.bounds = rect_bound(
			    unlike.bounds, (struct rect){(int32_t)x, (int32_t)y, 1, 1});
			unlike.is_covered = unlike.is_covered || tag_of(colour) != 0 ||
			    colour == judge->fill || colour == judge->bare ||
			    is_outline(judge, colour);
		}
	}
	return unlike;
}

static bool
is_ground(const struct plate_judge *judge, struct rect bounds, int32_t y)
{
	for (uint32_t x = 0; x < bounds.width; x++) {
		if (wanted_at(judge, (uint32_t)bounds.x + x, (uint32_t)y) !=
		    wanted_at(judge, 0, 0)) {
			return false;
		}
	}
	return true;
}

/* Whether some of the name is in the columns that differ, differ it or not. */
static bool
has_letters(const struct plate_judge *judge, struct rect bounds)
{
	for (int32_t y = 0; y < (int32_t)PAINT_BAR; y++) {
		if (!is_ground(judge, bounds, y)) {
			return true;
		}
	}
	return false;
}

/* What lies over the name may reach farther than is seen: a label has the same ground. */
static struct rect
stretch(const struct plate_judge *judge, struct rect bounds, struct rect place)
{
	while (bounds.y > 0 && is_ground(judge, bounds, bounds.y - 1)) {
		bounds.y--;
		bounds.height++;
	}
	while ((uint32_t)bounds.y + bounds.height < place.height &&
	    is_ground(judge, bounds, bounds.y + (int32_t)bounds.height)) {
		bounds.height++;
	}
	return bounds;
}

/* A popup's edge, which has neither: it reaches in from one side only. */
static bool
is_edge(const struct plate_judge *judge, struct rect bounds, struct rect place)
{
	bool top = bounds.y == 0;
	bool bottom = (uint32_t)bounds.y + bounds.height == place.height;
	bool side = bounds.x == 0 || (uint32_t)bounds.x + bounds.width == place.width;

	return top != bottom || (side && bounds.width <= judge->ring);
}

/* Whether r, one pixel wide, is a side of a frame, not its upper line nor its ground. */
static bool
is_side(const struct plate_judge *judge, const struct picture *picture, struct rect r)
{
	uint32_t x = (uint32_t)r.x;

	for (uint32_t y = (uint32_t)r.y; y < (uint32_t)r.y + r.height; y++) {
		if (!is_outline(judge, picture_at(picture, x, y)) ||
		    (x > 0 && is_outline(judge, picture_at(picture, x - 1, y)))) {
			return false;
		}
	}
	return true;
}

static bool
is_line(const struct plate_judge *judge, const struct picture *picture, struct rect r)
{
	for (uint32_t x = (uint32_t)r.x; x < (uint32_t)r.x + r.width; x++) {
		if (!is_outline(judge, picture_at(picture, x, (uint32_t)r.y))) {
			return false;
		}
	}
	return true;
}

/*
 * The manager's frame begins at the left of the area and ends below it, and the worker's
 * lies above it.  A popup that just was a window lies over the frame it had, with a label
 * of its own below.
 */
static bool
is_framed_here(
    const struct plate_judge *judge, const struct picture *picture, struct rect r)
{
	int32_t ring = (int32_t)judge->ring;
	struct rect screen = {0, 0, picture->width, picture->height};
	struct rect corner = {r.x - ring - LINE_PX, r.y - ring - (int32_t)PAINT_BAR,
	    judge->name.width + LINE_PX, PAINT_BAR + judge->ring};
	struct rect beside = {corner.x, r.y - ring, LINE_PX, judge->ring + r.height};
	struct rect under = {r.x - ring, r.y + (int32_t)r.height + ring,
	    r.width + 2 * judge->ring, LINE_PX};

	if (!rect_equals(rect_intersect(corner, screen), corner) ||
	    !rect_equals(rect_intersect(under, screen), under) ||
	    !is_side(judge, picture, beside) || !is_line(judge, picture, under)) {
		return false;
	}
	for (int32_t y = r.y - ring; y < r.y; y++) {
		if (!oracle_is_mark(judge->oracle,
		        picture_at(picture, (uint32_t)r.x, (uint32_t)y), judge->tag)) {
			return false;
		}
	}
	return true;
}

static bool
is_named(
    const struct plate_judge *judge, const struct picture *picture, struct rect content)
{
	struct rect place = {content.x - (int32_t)judge->ring,
	    content.y - (int32_t)(judge->ring + PAINT_BAR), judge->name.width, PAINT_BAR};

	if (content.width < judge->name.width ||
	    !is_framed_here(judge, picture, content)) {
		return true;
	}
	struct unlike unlike = compare(judge, picture, place);
	return rect_is_empty(unlike.bounds) || unlike.is_covered ||
	    !has_letters(judge, unlike.bounds) ||
	    is_edge(judge, stretch(judge, unlike.bounds, place), place);
}

size_t
plate_judge_picture(const struct plate_judge *judge, const struct picture *picture,
    struct oracle_violation *out, size_t max)
{
	static struct area areas[AREAS_MAX];
	size_t found = areas_find(picture, &judge->tag, 1, areas, AREAS_MAX);
	size_t count = 0;

	if (found == SIZE_MAX) {
		bug("out of memory for areas");
	}
	for (size_t i = 0; i < found && i < AREAS_MAX; i++) {
		struct rect r = areas[i].bounds;

		if (is_named(judge, picture, r)) {
			continue;
		}
		if (count++ < max) {
			out[count - 1] = (struct oracle_violation){
			    .kind = ORACLE_UNLABELLED,
			    .tag = judge->tag,
			    .x = (uint32_t)r.x,
			    .y = (uint32_t)r.y,
			    .colour = picture_at(picture, (uint32_t)r.x, (uint32_t)r.y)};
		}
	}
	return count;
}
