#include "common/paint/tone.h"
#include "tests/oracle/puppet.h"

#include <stdio.h>
#include <string.h>

#define SHOWN_MAX 5     /* violations told of one picture */
#define BADGES_PX 22    /* of the strip, above the line in its label's colour */
#define BADGE_LEAST 60u /* px in a domain's colour */

static const struct fixture_domain sections[] = {
    {"red", "red", 0xc53030, "hatch"},
    {"blue", "blue", 0x2b6cb0, "stripes"},
    {"green", "green", 0x2f855a, "dots"},
};

static const struct oracle_domain marks[] = {
    {STAGE_RED, {.label = "red", .colour = 0xc53030, .pattern = MARK_HATCH},
        FIXTURE_FRAME},
    {STAGE_BLUE, {.label = "blue", .colour = 0x2b6cb0, .pattern = MARK_STRIPES},
        FIXTURE_FRAME},
    {STAGE_GREEN, {.label = "green", .colour = 0x2f855a, .pattern = MARK_DOTS},
        FIXTURE_FRAME},
};

bool
stage_open(struct stage *stage, const struct fixture_options *options)
{
	struct fixture_options with_domains = *options;

	*stage = (struct stage){.judged = 0};
	with_domains.domains = sections;
	with_domains.n_domains = ARRAY_LEN(sections);
	stage->oracle = oracle_create(marks, ARRAY_LEN(marks));
	return fixture_open(&stage->fixture, &with_domains) && stage->oracle;
}

int
stage_close(struct stage *stage)
{
	bool good = fixture_close(&stage->fixture, &stage->tap);

	tap_ok(&stage->tap, good, "everything ended well and left nothing behind");
	oracle_destroy(stage->oracle);
	return tap_done(&stage->tap);
}

static void
tell_violations(
    struct stage *stage, const struct oracle_violation *violations, size_t count)
{
	for (size_t i = 0; i < count && i < SHOWN_MAX; i++) {
		const struct oracle_violation *v = &violations[i];

		tap_diag("at %u,%u (%06x), tag %u: %s", v->x, v->y, v->colour, v->tag,
		    oracle_kind_name(v->kind));
	}
	tap_diag("%zu violations in screenshot %zu", count, stage->judged);
}

bool
stage_is_clean(struct stage *stage, const struct oracle_rules *rules)
{
	const struct picture *picture = desk_picture(&stage->fixture.desk);
	struct oracle_violation violations[SHOWN_MAX];
	char path[600];
	size_t count;

	stage->judged++;
	if (!picture) {
		tap_diag("no screenshot");
		return false;
	}
	count = oracle_judge(stage->oracle, picture, rules, violations, SHOWN_MAX);
	if (count > 0) {
		tell_violations(stage, violations, count);
		fixture_built(path, sizeof(path), "tests/oracle/violation.png");
		if (picture_save(picture, path)) {
			tap_diag("the picture is in %s", path);
		}
	}
	return count == 0;
}

struct wanted {
	const char *part;
	uint32_t width, height;
	const struct desk_window *found; /* borrowed from the desk */
};

static bool
find_content(struct desk *desk, void *data)
{
	struct wanted *wanted = data;
	const struct desk_window *frame;

	desk_look(desk);
	frame = desk_find(desk, wanted->part);
	wanted->found = NULL;
	for (size_t i = 0; frame && i < desk->count; i++) {
		const struct desk_window *child = &desk->windows[i];

		if (child->parent == frame->id && child->viewable &&
		    child->area.width == wanted->width &&
		    child->area.height == wanted->height) {
			wanted->found = child;
		}
	}
	return wanted->found != NULL;
}

const struct desk_window *
stage_await_content(
    struct stage *stage, const char *part, uint32_t width, uint32_t height)
{
	struct wanted wanted = {.part = part, .width = width, .height = height};

	if (!desk_await(&stage->fixture.desk, fixture_deadline(&stage->fixture),
	        find_content, &wanted)) {
		tap_diag("no window \"%s\" with a content of %ux%u", part, width, height);
		return NULL;
	}
	return wanted.found;
}

bool
stage_has_ring(struct stage *stage, struct rect area, unsigned tag)
{
	const struct picture *picture = desk_picture(&stage->fixture.desk);

	return picture && oracle_has_ring(stage->oracle, picture, area, tag);
}

struct wanted_area {
	unsigned tag;
	size_t least;
};

static bool
covers(struct desk *desk, void *data)
{
	const struct wanted_area *wanted = data;
	const struct picture *picture = desk_picture(desk);

	return picture && oracle_area(picture, wanted->tag) >= wanted->least;
}

bool
stage_await_area(struct stage *stage, unsigned tag, size_t least)
{
	struct wanted_area wanted = {tag, least};

	return desk_await(
	    &stage->fixture.desk, fixture_deadline(&stage->fixture), covers, &wanted);
}

struct badge {
	uint32_t colour;
	bool is_shown;
};

static bool
has_badge(struct desk *desk, void *data)
{
	const struct badge *badge = data;
	const struct picture *picture = desk_picture(desk);
	const struct rect right = picture ? (struct rect){(int32_t)(picture->width / 2),
	                                        0, picture->width / 2, BADGES_PX}
	                                  : (struct rect){0};

	return picture &&
	    (picture_count(picture, right, badge->colour) >= BADGE_LEAST) ==
	    badge->is_shown;
}

bool
stage_await_badge(struct stage *stage, unsigned tag, bool is_shown)
{
	struct badge badge = {.is_shown = is_shown};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		badge.colour =
		    marks[i].tag == tag ? tone_round(marks[i].mark.colour) : badge.colour;
	}
	return desk_await(
	    &stage->fixture.desk, fixture_deadline(&stage->fixture), has_badge, &badge);
}
