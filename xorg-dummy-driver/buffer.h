/*
 * A window's picture in a slab of shareable pages, counted: one count for the pixmap, one
 * for each client that holds it.  The slab goes back to the pool with the last count, so
 * pages are never used anew while anybody looks at them.  Knows no X types.
 */
#ifndef DRIVER_BUFFER_H
#define DRIVER_BUFFER_H

#include "xorg-dummy-driver/pool.h"

struct buffer {
	struct pool *pool; /* borrowed, outlives every buffer */
	struct slab *slab; /* owned */
	uint32_t id;       /* 0 until a client asks */
	uint32_t count;
	uint16_t width;  /* px; rows are width * 4 bytes */
	uint16_t height; /* px */
	uint8_t depth;   /* bits */
};

/* Count 1.  NULL: pages or memory ran out.  width and height are not 0. */
MUST_USE struct buffer *buffer_create(
    struct pool *pool, uint16_t width, uint16_t height, uint8_t depth);

void buffer_ref(struct buffer *buffer);
void buffer_unref(struct buffer *buffer);

#endif
