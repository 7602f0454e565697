#include "tests/oracle/label.h"

#include <stdlib.h>

bool
label_init(struct label *label, unsigned tag, const struct mark *mark, uint32_t height)
{
	struct mark_picture painted;

	*label = (struct label){.tag = tag};
	if (!mark_paint_label(mark, height, &painted)) {
		return false;
	}
	size_t count = (size_t)painted.width * painted.height;
	label->pixels = calloc(count, sizeof(*label->pixels));
	for (size_t i = 0; label->pixels && i < count; i++) {
		const uint8_t *p = painted.pixels + 4 * i;

		label->pixels[i] = (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
	}
	label->width = painted.width;
	label->height = painted.height;
	mark_picture_finish(&painted);
	return label->pixels != NULL;
}

void
label_finish(struct label *label)
{
	free(label->pixels);
	label->pixels = NULL;
}

static bool
stands_at(
    const struct label *label, const struct picture *picture, uint32_t left, uint32_t top)
{
	for (uint32_t y = 0; y < label->height; y++) {
		const uint32_t *row = label->pixels + (size_t)y * label->width;

		for (uint32_t x = 0; x < label->width; x++) {
			if (picture_at(picture, left + x, top + y) != row[x]) {
				return false;
			}
		}
	}
	return true;
}

bool
label_find(const struct label *label, const struct picture *picture, struct rect within,
    struct rect *where)
{
	struct rect on =
	    rect_intersect(within, (struct rect){0, 0, picture->width, picture->height});

	for (uint32_t y = 0; y + label->height <= on.height; y++) {
		for (uint32_t x = 0; x + label->width <= on.width; x++) {
			uint32_t left = (uint32_t)on.x + x;
			uint32_t top = (uint32_t)on.y + y;

			if (!stands_at(label, picture, left, top)) {
				continue;
			}
			if (where) {
				*where = (struct rect){(int32_t)left, (int32_t)top,
				    label->width, label->height};
			}
			return true;
		}
	}
	return false;
}

unsigned
label_read(const struct label *labels, size_t count, const struct picture *picture,
    struct rect within)
{
	unsigned tag = LABEL_NONE;

	for (size_t i = 0; i < count; i++) {
		if (label_find(&labels[i], picture, within, NULL)) {
			tag = tag == LABEL_NONE ? labels[i].tag : LABEL_SEVERAL;
		}
	}
	return tag;
}
