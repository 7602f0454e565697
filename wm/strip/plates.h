/*
 * The domains' marks as the X server has them, drawn once when a domain comes: so that
 * strip and attention view show them without drawing anything.
 * Decides nothing of what is shown.
 */
#ifndef STRIP_PLATES_H
#define STRIP_PLATES_H

#include "common/paint/mark.h"
#include "common/x/connection.h"

enum plate_size {
	PLATE_LARGE, /* names a window in the attention view */
	PLATE_STRIP, /* as high as the strip without its line; alone may be cut */
	PLATE_SMALL, /* names a small window */
	PLATE_N_SIZES,
};

/* A domain's name on its colour and pattern. */
struct plate_label {
	xcb_pixmap_t pixmap;    /* of the X server */
	uint32_t width, height; /* px */
};

struct plate {
	struct plate *next; /* owned */
	uint32_t domain;    /* 0: dom0, or none of them */
	struct plate_label labels[PLATE_N_SIZES];
	xcb_pixmap_t tile; /* for frames and lines */
};

struct plates {
	struct x *x;           /* borrowed */
	uint32_t scale;        /* percent */
	uint32_t strip_height; /* px on the screen, of PLATE_STRIP */
	uint32_t strip_most;   /* px, its width: a longer name ends in an ellipsis */
	struct plate *first;   /* owned */
};

/* None yet; drawn at that scale (percent), PLATE_STRIP as high, and at most as wide. */
void plates_init(struct plates *plates, struct x *x, uint32_t scale,
    uint32_t strip_height, uint32_t strip_most);

/* All that is on the server goes, too. */
void plates_finish(struct plates *plates);

/* NULL when there is none. */
const struct plate *plates_find(const struct plates *plates, uint32_t domain);

/* In place of the one that the domain had.  False, and it has none, without memory. */
MUST_USE bool plates_set(struct plates *plates, uint32_t domain, const struct mark *mark);
void plates_drop(struct plates *plates, uint32_t domain);

#endif
