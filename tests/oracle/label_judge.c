#include "tests/oracle/label_judge.h"

#include "common/paint/measure.h"
#include "common/paint/tone.h"
#include "tests/oracle/areas.h"
#include "tests/oracle/label.h"

#include <stdlib.h>

#define AREAS_MAX 2048

/* A domain's marks, as far as labels concern them. */
struct reader {
	struct label label;
	uint32_t frame_width;
	uint32_t base, second; /* the tile's tones */
};

struct label_judge {
	const struct oracle *oracle; /* borrowed */
	size_t count;
	unsigned tags[ORACLE_DOMAINS_MAX];
	struct reader readers[ORACLE_DOMAINS_MAX];
};

struct label_judge *
label_judge_create(
    const struct oracle *oracle, const struct oracle_domain *domains, size_t count)
{
	struct label_judge *judge = calloc(1, sizeof(*judge));

	if (!judge || count > ORACLE_DOMAINS_MAX) {
		free(judge);
		return NULL;
	}
	judge->oracle = oracle;
	for (; judge->count < count; judge->count++) {
		const struct oracle_domain *domain = &domains[judge->count];
		struct reader *reader = &judge->readers[judge->count];

		judge->tags[judge->count] = domain->tag;
		reader->frame_width = domain->frame_width;
		reader->base = tone_round(domain->mark.colour);
		reader->second = tone_second(domain->mark.colour);
		if (!label_init(&reader->label, domain->tag, &domain->mark,
		        measure_label_height(domain->frame_width))) {
			label_judge_destroy(judge);
			return NULL;
		}
	}
	return judge;
}

void
label_judge_destroy(struct label_judge *judge)
{
	for (size_t i = 0; judge && i < judge->count; i++) {
		label_finish(&judge->readers[i].label);
	}
	free(judge);
}

static const struct reader *
reader_of(const struct label_judge *judge, unsigned tag)
{
	size_t i = 0;

	while (judge->tags[i] != tag) { /* areas have no others */
		i++;
	}
	return &judge->readers[i];
}

enum place {
	PLACE_CUT,     /* by the edge of the screen */
	PLACE_HIDDEN,  /* something lies over all of it, or pixels not yet drawn do */
	PLACE_UNKNOWN, /* something lies over a part of it */
	PLACE_BARE,    /* the tile alone */
	PLACE_TEXT,    /* some text, but not the label */
	PLACE_LABEL,
};

/* One row of a strip: whether it is all of the domain's marks; *has_text is only set. */
static bool
is_row_marked(const struct label_judge *judge, const struct picture *picture,
    const struct reader *reader, struct rect row, bool *has_text)
{
	for (uint32_t x = 0; x < row.width; x++) {
		uint32_t colour =
		    picture_at(picture, (uint32_t)row.x + x, (uint32_t)row.y);

		if (!oracle_is_mark(judge->oracle, colour, reader->label.tag)) {
			return false;
		}
		*has_text =
		    *has_text || (colour != reader->base && colour != reader->second);
	}
	return true;
}

/*
 * What stands between a row beside an area and where its frame ends, going up (step -1)
 * or down: a frame that has just grown has its label farther away than its content.
 */
static enum place
look(const struct label_judge *judge, const struct picture *picture,
    const struct reader *reader, struct rect row, int32_t step)
{
	const struct rect screen = {0, 0, picture->width, picture->height};
	bool has_text = false;
	struct rect strip = {row.x, row.y, row.width, 0};

	while (rect_equals(rect_intersect(row, screen), row) &&
	    is_row_marked(judge, picture, reader, row, &has_text)) {
		strip = rect_bound(strip, row);
		row = rect_move(row, 0, step);
	}
	if (label_find(&reader->label, picture, strip, NULL)) {
		return PLACE_LABEL;
	}
	if (!rect_equals(rect_intersect(row, screen), row)) {
		return PLACE_CUT;
	}
	if (strip.height < reader->label.height) {
		return strip.height > 0 ? PLACE_UNKNOWN : PLACE_HIDDEN;
	}
	return has_text ? PLACE_TEXT : PLACE_BARE;
}

static bool
is_unseen(enum place place)
{
	return place == PLACE_HIDDEN || place == PLACE_UNKNOWN;
}

static bool
is_overlapped(const struct area *area)
{
	return area->pixels < (size_t)area->bounds.width * area->bounds.height;
}

static bool
is_labelled(const struct label_judge *judge, const struct picture *picture,
    const struct area *area, bool whole)
{
	const struct reader *reader = reader_of(judge, area->tag);
	struct rect above = {area->bounds.x - (int32_t)reader->frame_width,
	    area->bounds.y - 1, area->bounds.width + 2 * reader->frame_width, 1};
	struct rect below = rect_move(above, 0, (int32_t)area->bounds.height + 1);

	if (area->bounds.width < reader->label.width) {
		return true;
	}
	enum place up = look(judge, picture, reader, above, -1);
	enum place down = look(judge, picture, reader, below, 1);
	if (up == PLACE_LABEL || down == PLACE_LABEL) {
		return true;
	}
	if (up == PLACE_CUT || down == PLACE_CUT) {
		return true;
	}
	/* A frame that has just grown is bare below until its content has, too; what
	 * lies over an area, or between it and its label, may lie over the label. */
	if (!whole &&
	    (up == PLACE_TEXT || down == PLACE_TEXT || is_overlapped(area) ||
	        (up == PLACE_HIDDEN && down == PLACE_BARE))) {
		return true;
	}
	return is_unseen(up) && is_unseen(down);
}

size_t
label_judge_picture(const struct label_judge *judge, const struct picture *picture,
    bool whole, struct oracle_violation *out, size_t max)
{
	static struct area areas[AREAS_MAX];
	size_t found = areas_find(picture, judge->tags, judge->count, areas, AREAS_MAX);
	size_t count = 0;

	if (found == SIZE_MAX) {
		bug("out of memory for areas");
	}
	for (size_t i = 0; i < found && i < AREAS_MAX; i++) {
		const struct area *area = &areas[i];

		if (is_labelled(judge, picture, area, whole)) {
			continue;
		}
		if (count < max) {
			out[count] = (struct oracle_violation){.kind = ORACLE_UNLABELLED,
			    .tag = area->tag,
			    .x = (uint32_t)area->bounds.x,
			    .y = (uint32_t)area->bounds.y,
			    .colour = picture_at(picture, (uint32_t)area->bounds.x,
			        (uint32_t)area->bounds.y)};
		}
		count++;
	}
	return count;
}
