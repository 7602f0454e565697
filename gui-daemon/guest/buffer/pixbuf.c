#include "gui-daemon/guest/buffer/kind.h"

#include "common/base/fd.h"

#include <stdlib.h>
#include <string.h>

uint32_t
pixbuf_width(const struct pixbuf *pixbuf)
{
	return pixbuf->width;
}

uint32_t
pixbuf_height(const struct pixbuf *pixbuf)
{
	return pixbuf->height;
}

uint64_t
pixbuf_pages(const struct pixbuf *pixbuf)
{
	return pixbuf->pages;
}

int
pixbuf_fd(const struct pixbuf *pixbuf)
{
	return pixbuf->fd;
}

bool
pixbuf_copy(struct pixbuf *pixbuf, struct rect part, uint8_t *out)
{
	struct rect all = {0, 0, pixbuf->width, pixbuf->height};

	if (!rect_equals(rect_intersect(part, all), part)) {
		bug("copy outside a buffer");
	}
	if (!pixbuf->pixels && !(pixbuf->map && pixbuf->map(pixbuf))) {
		return false;
	}
	size_t stride = (size_t)pixbuf->width * 4;
	size_t row = (size_t)part.width * 4;
	const uint8_t *from =
	    pixbuf->pixels + (size_t)part.y * stride + (size_t)part.x * 4;
	if (row == stride) { /* in one piece */
		memcpy(out, from, row * part.height);
		return true;
	}
	for (uint32_t y = 0; y < part.height; y++) {
		memcpy(out + y * row, from + y * stride, row);
	}
	return true;
}

void
pixbuf_destroy(struct pixbuf *pixbuf)
{
	if (!pixbuf) {
		return;
	}
	if (pixbuf->pixels) {
		pixbuf->unmap(pixbuf);
	}
	fd_close(&pixbuf->fd);
	free(pixbuf);
}
