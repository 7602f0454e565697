#include "tests/oracle/owners.h"

#include "tests/oracle/tag.h"

#include <stdlib.h>
#include <string.h>

bool
owners_init(struct owners *owners, uint32_t width, uint32_t height)
{
	*owners = (struct owners){.width = width, .height = height};
	owners->map = malloc((size_t)width * height);
	owners->tops = malloc((size_t)width * height);
	owners->pixels = malloc(4 * (size_t)width * height);
	return owners->map && owners->tops && owners->pixels;
}

void
owners_finish(struct owners *owners)
{
	free(owners->map);
	free(owners->tops);
	free(owners->pixels);
	*owners = (struct owners){.map = NULL};
}

/* The client's part of an id is the same in all of its windows. */
static uint32_t
client_of(const struct desk *desk, xcb_window_t window)
{
	return window & ~xcb_get_setup(desk->x)->resource_id_mask;
}

static unsigned
tag_of_window(const struct desk *desk, xcb_window_t window,
    const struct owners_domain *domains, size_t count)
{
	for (size_t i = 0; i < desk->count; i++) {
		const struct desk_window *other = &desk->windows[i];

		if (client_of(desk, other->id) != client_of(desk, window)) {
			continue;
		}
		for (size_t k = 0; k < count; k++) {
			if (strstr(other->class, domains[k].class)) {
				return domains[k].tag;
			}
		}
	}
	return OWNERS_DOM0;
}

/* Who knows the windows' owners. */
struct taking {
	struct owners *owners;
	const struct desk *desk;
	const struct owners_domain *domains;
	size_t count;
};

static void
fill(struct owners *owners, struct rect area, unsigned tag, size_t top)
{
	for (uint32_t y = 0; y < area.height; y++) {
		size_t at =
		    (size_t)((uint32_t)area.y + y) * owners->width + (uint32_t)area.x;

		memset(owners->map + at, (int)tag, area.width);
		memset(owners->tops + at, (int)top, area.width);
	}
}

/* A domain's window in one that is not the domain's: in a window manager's frame. */
static bool
is_in_frame(const struct taking *t, const struct desk_window *window, unsigned tag)
{
	return tag != OWNERS_DOM0 && window->depth > 1 &&
	    tag_of_window(t->desk, window->parent, t->domains, t->count) != tag;
}

/* What lies in parent, bottom first, as far as clip shows it. */
static void
take_below(const struct taking *t, xcb_window_t parent, struct rect clip)
{
	struct owners *owners = t->owners;

	for (size_t i = 0; i < t->desk->count; i++) {
		const struct desk_window *window = &t->desk->windows[i];
		struct rect seen = rect_intersect(window->area, clip);

		if (window->parent != parent || !window->viewable || window->is_unseen ||
		    rect_is_empty(seen)) {
			continue;
		}
		unsigned tag = tag_of_window(t->desk, window->id, t->domains, t->count);

		if (window->depth == 1 && owners->n_tops < OWNERS_TOPS_MAX) {
			owners->held[++owners->n_tops] = OWNERS_DOM0;
		}
		if (is_in_frame(t, window, tag)) {
			owners->held[owners->n_tops] = tag;
		}
		fill(owners, seen, tag, owners->n_tops);
		take_below(t, window->id, seen);
	}
}

void
owners_take(struct owners *owners, const struct desk *desk,
    const struct owners_domain *domains, size_t count)
{
	const struct rect screen = {0, 0, owners->width, owners->height};
	size_t pixels = (size_t)owners->width * owners->height;

	memset(owners->map, OWNERS_DOM0, pixels);
	memset(owners->tops, 0, pixels);
	owners->n_tops = 0;
	owners->tags = 0;
	for (size_t i = 0; i < count; i++) {
		owners->tags |= 1ull << domains[i].tag;
	}
	take_below(
	    &(struct taking){owners, desk, domains, count}, desk->screen->root, screen);
}

static unsigned
owner_at(const struct owners *owners, uint32_t x, uint32_t y)
{
	return owners->map[(size_t)y * owners->width + x];
}

/* What is judged, and who is accused. */
struct trial {
	const struct owners *owners;
	const struct oracle *oracle;
	const struct picture *picture;
	uint32_t fill;
	struct oracle_violation *out;
	size_t max, count;
};

static void
accuse(struct trial *trial, enum oracle_kind kind, uint32_t x, uint32_t y)
{
	if (trial->count < trial->max) {
		trial->out[trial->count] = (struct oracle_violation){.kind = kind,
		    .tag = owner_at(trial->owners, x, y),
		    .x = x,
		    .y = y,
		    .colour = picture_at(trial->picture, x, y)};
	}
	trial->count++;
}

static void
judge_domain(struct trial *trial, unsigned owner, uint32_t x, uint32_t y)
{
	uint32_t colour = picture_at(trial->picture, x, y);
	unsigned tag = tag_of(colour);

	if (tag != 0 && tag != owner) {
		accuse(trial, ORACLE_TOUCHING, x, y);
	} else if (tag == 0 && colour != trial->fill &&
	    !oracle_is_mark(trial->oracle, colour, owner)) {
		accuse(trial, ORACLE_UNFRAMED, x, y);
	}
}

/* A guest's pixel in what is dom0's? */
static bool
is_stray(const struct trial *trial, uint32_t x, uint32_t y)
{
	const struct owners *owners = trial->owners;

	return owner_at(owners, x, y) == OWNERS_DOM0 &&
	    (owners->tags >> tag_of(picture_at(trial->picture, x, y)) & 1);
}

/* A row's pixels so far that a guest drew, in what is dom0's. */
struct stray {
	uint32_t count;
	uint32_t last;
	bool differ;
};

static void
judge_stray(struct trial *trial, struct stray *stray, uint32_t x, uint32_t y)
{
	uint32_t colour = picture_at(trial->picture, x, y);

	if (!is_stray(trial, x, y)) {
		*stray = (struct stray){.count = 0};
		return;
	}
	stray->differ = stray->differ || (stray->count > 0 && colour != stray->last);
	stray->last = colour;
	if (++stray->count >= OWNERS_CHANCE && stray->differ) {
		accuse(trial, ORACLE_RESERVED, x, y);
		*stray = (struct stray){.count = 0};
	}
}

size_t
owners_judge(const struct owners *owners, const struct oracle *oracle,
    const struct picture *picture, uint32_t fill, struct oracle_violation *out,
    size_t max)
{
	struct trial trial = {owners, oracle, picture, fill, out, max, 0};

	for (uint32_t y = 0; y < owners->height; y++) {
		struct stray stray = {.count = 0};

		for (uint32_t x = 0; x < owners->width; x++) {
			unsigned owner = owner_at(owners, x, y);

			if (owner != OWNERS_DOM0) {
				judge_domain(&trial, owner, x, y);
			}
			judge_stray(&trial, &stray, x, y);
		}
	}
	return trial.count;
}

static const struct picture *
covered(struct owners *owners)
{
	owners->covered = (struct picture){
	    .pixels = owners->pixels, .width = owners->width, .height = owners->height};
	return &owners->covered;
}

const struct picture *
owners_without_dom0(struct owners *owners, const struct picture *picture)
{
	for (size_t i = 0; i < (size_t)owners->width * owners->height; i++) {
		owners->pixels[i] =
		    owners->map[i] != OWNERS_DOM0 ? picture->pixels[i] : OWNERS_COVER;
	}
	return covered(owners);
}

const struct picture *
owners_top_alone(struct owners *owners, const struct picture *picture, size_t top)
{
	for (size_t i = 0; i < (size_t)owners->width * owners->height; i++) {
		owners->pixels[i] =
		    owners->tops[i] == top ? picture->pixels[i] : OWNERS_STRANGER;
	}
	return covered(owners);
}

size_t
owners_area(const struct owners *owners, unsigned tag)
{
	size_t area = 0;

	for (size_t i = 0; i < (size_t)owners->width * owners->height; i++) {
		area += owners->map[i] == tag;
	}
	return area;
}
