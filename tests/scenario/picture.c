#include "tests/scenario/picture.h"

#include <cairo.h>

static struct rect
inside(const struct picture *p, struct rect r)
{
	return rect_intersect(r, (struct rect){0, 0, p->width, p->height});
}

size_t
picture_count(const struct picture *p, struct rect r, uint32_t colour)
{
	size_t count = 0;

	r = inside(p, r);
	for (uint32_t y = 0; y < r.height; y++) {
		for (uint32_t x = 0; x < r.width; x++) {
			count +=
			    picture_at(p, (uint32_t)r.x + x, (uint32_t)r.y + y) == colour;
		}
	}
	return count;
}

static bool
is_among(const uint32_t *colours, size_t count, uint32_t colour)
{
	for (size_t i = count; i-- > 0;) {
		if (colours[i] == colour) {
			return true;
		}
	}
	return false;
}

size_t
picture_colours(const struct picture *p, struct rect r, size_t most)
{
	uint32_t seen[256];
	size_t count = 0;

	r = inside(p, r);
	for (uint32_t y = 0; y < r.height; y++) {
		for (uint32_t x = 0; x < r.width && count < most; x++) {
			uint32_t c = picture_at(p, (uint32_t)r.x + x, (uint32_t)r.y + y);

			if (!is_among(seen, count, c)) {
				seen[count++] = c;
			}
		}
	}
	return count;
}

uint64_t
picture_hash(const struct picture *p, struct rect r)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */

	r = inside(p, r);
	for (uint32_t y = 0; y < r.height; y++) {
		for (uint32_t x = 0; x < r.width; x++) {
			hash ^= picture_at(p, (uint32_t)r.x + x, (uint32_t)r.y + y);
			hash *= 1099511628211u;
		}
	}
	return hash;
}

bool
picture_save(const struct picture *p, const char *path)
{
	cairo_surface_t *surface =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)p->width, (int)p->height);
	unsigned char *to = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	bool saved = false;

	if (to) {
		for (uint32_t y = 0; y < p->height; y++) {
			uint32_t *row = (uint32_t *)(void *)(to + y * stride);

			for (uint32_t x = 0; x < p->width; x++) {
				row[x] = picture_at(p, x, y);
			}
		}
		cairo_surface_mark_dirty(surface);
		saved = cairo_surface_write_to_png(surface, path) == CAIRO_STATUS_SUCCESS;
	}
	cairo_surface_destroy(surface);
	return saved;
}
