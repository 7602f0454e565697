#include "xorg-dummy-driver/buffer.h"

#include <stdlib.h>

struct buffer *
buffer_create(struct pool *pool, uint16_t width, uint16_t height, uint8_t depth)
{
	struct buffer *buffer = calloc(1, sizeof(*buffer));

	if (!buffer) {
		return NULL;
	}
	buffer->slab = pool_take(pool, (size_t)width * height * 4);
	if (!buffer->slab) {
		free(buffer);
		return NULL;
	}
	buffer->pool = pool;
	buffer->count = 1;
	buffer->width = width;
	buffer->height = height;
	buffer->depth = depth;
	return buffer;
}

void
buffer_ref(struct buffer *buffer)
{
	buffer->count++;
}

void
buffer_unref(struct buffer *buffer)
{
	if (--buffer->count == 0) {
		pool_give(buffer->pool, buffer->slab);
		free(buffer);
	}
}
