#include "tests/oracle/areas.h"

#include "tests/oracle/tag.h"

#include <stdlib.h>

/* One search under way. */
struct search {
	const struct picture *picture;
	uint8_t *tag;   /* owned; of each pixel: 0 for none or already counted */
	uint32_t *todo; /* owned stack of pixels, each at most once */
	size_t n_todo;
};

static bool
search_init(struct search *search, const struct picture *picture)
{
	size_t pixels = (size_t)picture->width * picture->height;

	*search = (struct search){.picture = picture,
	    .tag = calloc(pixels, 1),
	    .todo = calloc(pixels, sizeof(*search->todo))};
	return search->tag && search->todo;
}

static void
search_finish(struct search *search)
{
	free(search->tag);
	free(search->todo);
}

static void
note_tags(struct search *search, const unsigned *tags, size_t n_tags)
{
	size_t pixels = (size_t)search->picture->width * search->picture->height;
	bool known[TAG_MAX + 1] = {false};

	for (size_t i = 0; i < n_tags; i++) {
		known[tags[i]] = true;
	}
	for (size_t i = 0; i < pixels; i++) {
		unsigned tag = tag_of(search->picture->pixels[i] & 0xffffffu);

		search->tag[i] = known[tag] ? (uint8_t)tag : 0;
	}
}

static void
push(struct search *search, uint32_t x, uint32_t y, unsigned tag)
{
	size_t at = (size_t)y * search->picture->width + x;

	if (search->tag[at] == tag) {
		search->tag[at] = 0;
		search->todo[search->n_todo++] = (uint32_t)at;
	}
}

/* The whole area that the pixel belongs to. */
static struct area
walk(struct search *search, uint32_t first_x, uint32_t first_y, unsigned tag)
{
	const struct picture *p = search->picture;
	struct area area = {.tag = tag};

	push(search, first_x, first_y, tag);
	while (search->n_todo > 0) {
		uint32_t at = search->todo[--search->n_todo];
		uint32_t x = at % p->width;
		uint32_t y = at / p->width;
		const struct rect pixel = {(int32_t)x, (int32_t)y, 1, 1};

		area.bounds = rect_bound(area.bounds, pixel);
		area.pixels++;
		if (x > 0) {
			push(search, x - 1, y, tag);
		}
		if (y > 0) {
			push(search, x, y - 1, tag);
		}
		if (x + 1 < p->width) {
			push(search, x + 1, y, tag);
		}
		if (y + 1 < p->height) {
			push(search, x, y + 1, tag);
		}
	}
	return area;
}

size_t
areas_find(const struct picture *picture, const unsigned *tags, size_t n_tags,
    struct area *out, size_t max)
{
	struct search search;
	size_t count = 0;

	if (!search_init(&search, picture)) {
		search_finish(&search);
		return SIZE_MAX;
	}
	note_tags(&search, tags, n_tags);
	for (uint32_t y = 0; y < picture->height; y++) {
		for (uint32_t x = 0; x < picture->width; x++) {
			unsigned tag = search.tag[(size_t)y * picture->width + x];

			if (tag == 0) {
				continue;
			}
			struct area area = walk(&search, x, y, tag);
			if (count < max) {
				out[count] = area;
			}
			count++;
		}
	}
	search_finish(&search);
	return count;
}
