/*
 * Judges a screenshot: is every guest pixel inside its owner's frame?
 * A function of the picture and of the domains' marks only: asks no server, knows no
 * window.  The guests on it must paint with tags (tag.h).
 */
#ifndef ORACLE_ORACLE_H
#define ORACLE_ORACLE_H

#include "common/paint/mark.h"
#include "tests/scenario/picture.h"

#define ORACLE_DOMAINS_MAX 63

struct oracle_domain {
	unsigned tag; /* 1..TAG_MAX */
	struct mark mark;
	uint32_t frame_width; /* px */
};

enum oracle_kind {
	ORACLE_UNFRAMED,   /* I2: beyond a guest's pixels comes no frame of its domain */
	ORACLE_THIN,       /* I2: ... too little of it */
	ORACLE_OFF_SCREEN, /* I2: ... but the edge of the screen */
	ORACLE_TOUCHING,   /* I3: beside a guest's pixel lies one of another guest */
	ORACLE_UNLABELLED, /* I4: no label can be read there (label_judge.h) */
	ORACLE_RESERVED,   /* I1: a guest's pixel in an area that is dom0's */
};

struct oracle_violation {
	enum oracle_kind kind;
	unsigned tag;  /* of the guest whose pixel it is */
	uint32_t x, y; /* px: the first pixel that is not as it should be */
	uint32_t colour;
};

/* What else to allow. */
struct oracle_rules {
	bool edge_cuts;             /* windows may reach over the edge of the screen */
	const struct rect *trusted; /* areas that dom0 draws; borrowed */
	size_t n_trusted;
	/*
	 * What dom0 fills a window with where its guest has given no pixels yet; it lies
	 * inside the frame as the guest's pixels do.  0xRRGGBB; 0 for nothing such.
	 */
	uint32_t fill;
	/* What the window manager paints all of its decoration with: cuts a frame as
	 * trusted areas do.  0xRRGGBB; 0 for nothing such. */
	uint32_t decoration;
	/*
	 * What the desktop is where nothing lies, 0xRRGGBB; 0 for nothing such.  Where it
	 * is said, all else that carries no tag was drawn by dom0, as a window manager's
	 * title bars are, and cuts a frame as trusted areas do.
	 */
	uint32_t bare;
};

struct oracle;

/* Learns the domains' tones (copies).  NULL when out of memory or too many. */
MUST_USE struct oracle *oracle_create(const struct oracle_domain *domains, size_t count);
void oracle_destroy(struct oracle *oracle); /* NULL is fine */

/* Stores the first max violations; returns how many there are. */
size_t oracle_judge(const struct oracle *oracle, const struct picture *picture,
    const struct oracle_rules *rules, struct oracle_violation *out, size_t max);

/* How many pixels carry the tag. */
size_t oracle_area(const struct picture *picture, unsigned tag);

/*
 * Whether all pixels between inner and inner grown by the domain's frame width, as far
 * as they are on the picture, are of the frame of the domain with this tag.
 */
bool oracle_has_ring(const struct oracle *oracle, const struct picture *picture,
    struct rect inner, unsigned tag);

/* Whether the colour is one of the mark of the domain with this tag. */
bool oracle_is_mark(const struct oracle *oracle, uint32_t colour, unsigned tag);

/*
 * I1: accuses each pixel of a guest inside area.  Stores the first max; returns how many
 * there are.
 */
size_t oracle_judge_reserve(const struct oracle *oracle, const struct picture *picture,
    struct rect area, struct oracle_violation *out, size_t max);

/* I5: how many pixels are the domain's: its guest's, or of marks that only it has. */
size_t oracle_cover(
    const struct oracle *oracle, const struct picture *picture, unsigned tag);

/* I7: how many pixels of the guest have a channel above most. */
size_t oracle_bright(const struct picture *picture, unsigned tag, uint8_t most);

/* "unframed" ...: for messages. */
const char *oracle_kind_name(enum oracle_kind kind);

#endif
