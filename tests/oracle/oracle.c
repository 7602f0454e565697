#include "tests/oracle/oracle.h"

#include "common/paint/measure.h"
#include "tests/oracle/tag.h"

#include <stdlib.h>

#define COLOURS (1u << 24)
#define SETS_MAX 191

/*
 * A colour's class: 0 nobody's; 1..TAG_MAX a guest's pixel with that tag; above, the
 * marks of the set of domains sets[class - TAG_MAX - 1].
 */
typedef uint8_t colour_class;

struct oracle {
	colour_class class_of[COLOURS];
	uint64_t sets[SETS_MAX]; /* bit i: a tone of domains[i] */
	size_t n_sets;
	size_t count;
	struct {
		unsigned tag;
		uint32_t frame_width;
	} domains[ORACLE_DOMAINS_MAX];
};

static bool
is_guest(colour_class class)
{
	return class >= 1 && class <= TAG_MAX;
}

/* Which domains' marks have it. */
static uint64_t
set_of(const struct oracle *oracle, colour_class class)
{
	return class > TAG_MAX ? oracle->sets[class - TAG_MAX - 1] : 0;
}

static colour_class
class_of_set(struct oracle *oracle, uint64_t set)
{
	size_t i = 0;

	while (i < oracle->n_sets && oracle->sets[i] != set) {
		i++;
	}
	if (i == SETS_MAX) {
		bug("more than %d sets of tones", SETS_MAX);
	}
	if (i == oracle->n_sets) {
		oracle->sets[oracle->n_sets++] = set;
	}
	return (colour_class)(TAG_MAX + 1 + i);
}

static void
learn_picture(struct oracle *oracle, const struct mark_picture *picture, size_t domain)
{
	for (size_t i = 0; i < (size_t)picture->width * picture->height; i++) {
		const uint8_t *p = picture->pixels + 4 * i;
		uint32_t colour = (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
		uint64_t set = set_of(oracle, oracle->class_of[colour]);

		if (tag_of(colour) != 0) {
			bug("tone %06x of a mark carries a tag", colour);
		}
		oracle->class_of[colour] = class_of_set(oracle, set | 1ull << domain);
	}
}

static bool
learn_domain(struct oracle *oracle, const struct oracle_domain *domain, size_t i)
{
	struct mark_picture tile;
	struct mark_picture label;
	bool learned = false;

	if (mark_paint_tile(&domain->mark, &tile)) {
		learn_picture(oracle, &tile, i);
		learned = mark_paint_label(
		    &domain->mark, measure_label_height(domain->frame_width), &label);
		if (learned) {
			learn_picture(oracle, &label, i);
			mark_picture_finish(&label);
		}
		mark_picture_finish(&tile);
	}
	oracle->domains[i].tag = domain->tag;
	oracle->domains[i].frame_width = domain->frame_width;
	return learned;
}

static void
learn_tags(struct oracle *oracle)
{
	bool known[TAG_MAX + 1] = {false};

	for (size_t i = 0; i < oracle->count; i++) {
		known[oracle->domains[i].tag] = true;
	}
	for (uint32_t colour = 0; colour < COLOURS; colour++) {
		unsigned tag = tag_of(colour);

		if (tag != 0 && known[tag]) {
			oracle->class_of[colour] = (colour_class)tag;
		}
	}
}

struct oracle *
oracle_create(const struct oracle_domain *domains, size_t count)
{
	struct oracle *oracle = calloc(1, sizeof(*oracle));

	if (!oracle || count > ORACLE_DOMAINS_MAX) {
		free(oracle);
		return NULL;
	}
	oracle->count = count;
	for (size_t i = 0; i < count; i++) {
		if (!learn_domain(oracle, &domains[i], i)) {
			free(oracle);
			return NULL;
		}
	}
	learn_tags(oracle);
	return oracle;
}

void
oracle_destroy(struct oracle *oracle)
{
	free(oracle);
}

/* Index of the domain with this tag; it must be there. */
static size_t
domain_of(const struct oracle *oracle, unsigned tag)
{
	for (size_t i = 0; i < oracle->count; i++) {
		if (oracle->domains[i].tag == tag) {
			return i;
		}
	}
	bug("no domain has tag %u", tag);
}

/* One picture's judgement under way. */
struct trial {
	const struct oracle *oracle;
	const struct picture *picture;
	const struct oracle_rules *rules;
	struct oracle_violation *out;
	size_t max, count;
};

static bool
is_on(const struct picture *picture, int64_t x, int64_t y)
{
	return x >= 0 && y >= 0 && x < picture->width && y < picture->height;
}

static void
accuse(struct trial *trial, enum oracle_kind kind, unsigned tag, int64_t x, int64_t y)
{
	if (trial->count < trial->max) {
		bool on = is_on(trial->picture, x, y);

		trial->out[trial->count] = (struct oracle_violation){.kind = kind,
		    .tag = tag,
		    .x = (uint32_t)x,
		    .y = (uint32_t)y,
		    .colour =
		        on ? picture_at(trial->picture, (uint32_t)x, (uint32_t)y) : 0};
	}
	trial->count++;
}

static bool
is_trusted(const struct trial *trial, int64_t x, int64_t y)
{
	const struct rect pixel = {(int32_t)x, (int32_t)y, 1, 1};
	uint32_t decoration = trial->rules->decoration;
	uint32_t bare = trial->rules->bare;
	uint32_t colour = picture_at(trial->picture, (uint32_t)x, (uint32_t)y);

	if ((decoration != 0 && colour == decoration) ||
	    (bare != 0 && colour != bare && tag_of(colour) == 0)) {
		return true;
	}
	for (size_t i = 0; i < trial->rules->n_trusted; i++) {
		if (!rect_is_empty(rect_intersect(trial->rules->trusted[i], pixel))) {
			return true;
		}
	}
	return false;
}

static bool
is_fill(const struct trial *trial, int64_t x, int64_t y)
{
	return trial->rules->fill != 0 && is_on(trial->picture, x, y) &&
	    picture_at(trial->picture, (uint32_t)x, (uint32_t)y) == trial->rules->fill;
}

/* A step from a pixel to its neighbour. */
struct step {
	int x, y;
};

/* Moves (x, y) past pixels of the fill; false when there is none. */
static bool
skip_fill(const struct trial *trial, int64_t *x, int64_t *y, struct step step)
{
	bool any = false;

	while (is_fill(trial, *x, *y)) {
		*x += step.x;
		*y += step.y;
		any = true;
	}
	return any;
}

static bool
is_of(const struct trial *trial, int64_t x, int64_t y, unsigned tag)
{
	return is_on(trial->picture, x, y) &&
	    trial->oracle
	        ->class_of[picture_at(trial->picture, (uint32_t)x, (uint32_t)y)] == tag;
}

/* I2: from (x, y), just outside a run of tag's pixels, outwards. */
static void
judge_side(struct trial *trial, unsigned tag, int64_t x, int64_t y, struct step step)
{
	const struct picture *picture = trial->picture;
	size_t domain = domain_of(trial->oracle, tag);
	uint32_t width = trial->oracle->domains[domain].frame_width;

	if (skip_fill(trial, &x, &y, step) && is_of(trial, x, y, tag)) {
		return; /* the same content goes on */
	}
	for (uint32_t n = 0; n < width; n++, x += step.x, y += step.y) {
		if (!is_on(picture, x, y)) {
			if (!trial->rules->edge_cuts) {
				accuse(trial, ORACLE_OFF_SCREEN, tag, x, y);
			}
			return;
		}
		colour_class class =
		    trial->oracle
		        ->class_of[picture_at(picture, (uint32_t)x, (uint32_t)y)];
		uint64_t set = set_of(trial->oracle, class);

		if (set >> domain & 1) {
			continue;
		}
		if (set == 0 && !is_trusted(trial, x, y)) {
			accuse(trial, n == 0 ? ORACLE_UNFRAMED : ORACLE_THIN, tag, x, y);
		}
		return; /* another domain's frame, or dom0, lies over it */
	}
}

/* One row (step {1, 0}) or column (step {0, 1}) of len pixels, from (x, y). */
static void
judge_line(struct trial *trial, int64_t x, int64_t y, uint32_t len, struct step step)
{
	const struct step back = {-step.x, -step.y};
	colour_class before = 0;

	for (uint32_t i = 0; i <= len; i++, x += step.x, y += step.y) {
		colour_class class = i == len
		    ? 0
		    : trial->oracle->class_of[picture_at(
		          trial->picture, (uint32_t)x, (uint32_t)y)];

		if (class == before) {
			continue;
		}
		if (is_guest(before) && is_guest(class)) {
			accuse(trial, ORACLE_TOUCHING, before, x, y);
		} else if (is_guest(before)) {
			judge_side(trial, before, x, y, step);
		} else if (is_guest(class)) {
			judge_side(trial, class, x - step.x, y - step.y, back);
		}
		before = class;
	}
}

size_t
oracle_judge(const struct oracle *oracle, const struct picture *picture,
    const struct oracle_rules *rules, struct oracle_violation *out, size_t max)
{
	struct trial trial = {
	    .oracle = oracle, .picture = picture, .rules = rules, .out = out, .max = max};

	for (uint32_t y = 0; y < picture->height; y++) {
		judge_line(&trial, 0, y, picture->width, (struct step){1, 0});
	}
	for (uint32_t x = 0; x < picture->width; x++) {
		judge_line(&trial, x, 0, picture->height, (struct step){0, 1});
	}
	return trial.count;
}

size_t
oracle_area(const struct picture *picture, unsigned tag)
{
	size_t area = 0;

	for (size_t i = 0; i < (size_t)picture->width * picture->height; i++) {
		area += tag_of(picture->pixels[i] & 0xffffffu) == tag;
	}
	return area;
}

size_t
oracle_judge_reserve(const struct oracle *oracle, const struct picture *picture,
    struct rect area, struct oracle_violation *out, size_t max)
{
	const struct oracle_rules none = {.edge_cuts = true};
	struct trial trial = {
	    .oracle = oracle, .picture = picture, .rules = &none, .out = out, .max = max};

	area = rect_intersect(area, (struct rect){0, 0, picture->width, picture->height});
	for (int64_t y = area.y; y < (int64_t)area.y + area.height; y++) {
		for (int64_t x = area.x; x < (int64_t)area.x + area.width; x++) {
			colour_class class =
			    oracle
			        ->class_of[picture_at(picture, (uint32_t)x, (uint32_t)y)];

			if (is_guest(class)) {
				accuse(&trial, ORACLE_RESERVED, class, x, y);
			}
		}
	}
	return trial.count;
}

size_t
oracle_cover(const struct oracle *oracle, const struct picture *picture, unsigned tag)
{
	uint64_t alone = 1ull << domain_of(oracle, tag);
	size_t count = 0;

	for (size_t i = 0; i < (size_t)picture->width * picture->height; i++) {
		colour_class class = oracle->class_of[picture->pixels[i] & 0xffffffu];

		count += class == tag || set_of(oracle, class) == alone;
	}
	return count;
}

size_t
oracle_bright(const struct picture *picture, unsigned tag, uint8_t most)
{
	size_t count = 0;

	for (size_t i = 0; i < (size_t)picture->width * picture->height; i++) {
		uint32_t colour = picture->pixels[i] & 0xffffffu;
		bool above = (colour >> 16) > most || (colour >> 8 & 0xff) > most ||
		    (colour & 0xff) > most;

		count += above && tag_of(colour) == tag;
	}
	return count;
}

bool
oracle_is_mark(const struct oracle *oracle, uint32_t colour, unsigned tag)
{
	uint64_t set = set_of(oracle, oracle->class_of[colour & 0xffffffu]);

	return set >> domain_of(oracle, tag) & 1;
}

static bool
contains(struct rect r, int64_t x, int64_t y)
{
	return x >= r.x && y >= r.y && x < (int64_t)r.x + r.width &&
	    y < (int64_t)r.y + r.height;
}

bool
oracle_has_ring(const struct oracle *oracle, const struct picture *picture,
    struct rect inner, unsigned tag)
{
	uint32_t width = oracle->domains[domain_of(oracle, tag)].frame_width;
	struct rect outer = {inner.x - (int32_t)width, inner.y - (int32_t)width,
	    inner.width + 2 * width, inner.height + 2 * width};

	outer =
	    rect_intersect(outer, (struct rect){0, 0, picture->width, picture->height});
	for (int64_t y = outer.y; y < (int64_t)outer.y + outer.height; y++) {
		for (int64_t x = outer.x; x < (int64_t)outer.x + outer.width; x++) {
			if (!contains(inner, x, y) &&
			    !oracle_is_mark(oracle,
			        picture_at(picture, (uint32_t)x, (uint32_t)y), tag)) {
				return false;
			}
		}
	}
	return !rect_is_empty(outer);
}

const char *
oracle_kind_name(enum oracle_kind kind)
{
	static const char *const names[] = {
	    [ORACLE_UNFRAMED] = "unframed",
	    [ORACLE_THIN] = "frame too thin",
	    [ORACLE_OFF_SCREEN] = "frame off the screen",
	    [ORACLE_TOUCHING] = "touches another guest",
	    [ORACLE_UNLABELLED] = "no label",
	    [ORACLE_RESERVED] = "in an area of dom0's",
	};

	return names[kind];
}
