/*
 * What the two kinds of pixbuf share; for the files of this folder only.
 */
#ifndef BUFFER_KIND_H
#define BUFFER_KIND_H

#include "gui-daemon/guest/buffer/pixbuf.h"

struct pixbuf {
	uint32_t width, height; /* px */
	uint64_t pages;
	const uint8_t *pixels; /* mapped, or NULL: map() has not been asked */
	int fd;                /* owned; -1 for grants */
	/* Maps when the first copy needs it; NULL when mapped from the start. */
	bool (*map)(struct pixbuf *pixbuf);
	void (*unmap)(struct pixbuf *pixbuf);
	struct grants *grants; /* borrowed; NULL for a memfd */
};

#endif
