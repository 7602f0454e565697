/*
 * The domains' marks as the X server has them, drawn once when a domain comes: so that
 * strip and attention view show them without drawing anything.
 * Decides nothing of what is shown.
 */
#ifndef STRIP_PLATES_H
#define STRIP_PLATES_H

#include "common/paint/mark.h"
#include "common/x/connection.h"

#define PLATES_ROOMS 16u /* each monitor may be of another width */

enum plate_size {
	PLATE_LARGE, /* names a window in the attention view */
	PLATE_STRIP, /* as high as the strip without its line */
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
	/* Of PLATE_STRIP, for each of the rooms; without a pixmap where that is whole. */
	struct plate_label cuts[PLATES_ROOMS];
	xcb_pixmap_t tile; /* for frames and lines */
};

/* px on the screen. */
struct plates_measure {
	uint32_t scale;               /* percent */
	uint32_t strip_height;        /* of PLATE_STRIP */
	uint32_t warning;             /* width of a warning's sign */
	uint32_t rooms[PLATES_ROOMS]; /* the widths that it has, each once; then 0 */
};

/* px that a label may take on a monitor of that width: all but room for a warning. */
uint32_t plates_room(const struct plates_measure *measure, uint32_t monitor);

struct plates {
	struct x *x; /* borrowed */
	struct plates_measure measure;
	struct plate *first; /* owned */
};

/* None yet. */
void plates_init(
    struct plates *plates, struct x *x, const struct plates_measure *measure);

/* All that is on the server goes, too. */
void plates_finish(struct plates *plates);

/* NULL when there is none. */
const struct plate *plates_find(const struct plates *plates, uint32_t domain);

/*
 * PLATE_STRIP with as much of the name as there is room for, px: one that is longer ends
 * in an ellipsis.  Of the rooms that were told, the largest that is no wider counts, or
 * the first of them.
 */
const struct plate_label *plates_strip_label(
    const struct plates *plates, const struct plate *plate, uint32_t room);

/* In place of the one that the domain had.  False, and it has none, without memory. */
MUST_USE bool plates_set(struct plates *plates, uint32_t domain, const struct mark *mark);
void plates_drop(struct plates *plates, uint32_t domain);

#endif
