/*
 * Whose each pixel of the screen is, by the tree of windows: the topmost window's, and
 * that window's whose X client made it.  Looks at windows; judges pixels against them.
 */
#ifndef ORACLE_OWNERS_H
#define ORACLE_OWNERS_H

#include "tests/oracle/oracle.h"
#include "tests/scenario/desk.h"

#define OWNERS_DOM0 0u /* else a domain's tag */
#define OWNERS_TOPS_MAX 255u

struct owners {
	uint32_t width, height; /* px */
	uint8_t *map;           /* owned; rows of width: a tag, or OWNERS_DOM0 */
	uint8_t *tops; /* owned; likewise: which child of the root, from 1; or 0 */
	size_t n_tops;
	/* Of each, from 1: the tag of the domain whose window it holds; 0: of none. */
	unsigned held[OWNERS_TOPS_MAX + 1];
	uint64_t tags;    /* bit n: a domain has tag n */
	uint32_t *pixels; /* owned; of covered */
	struct picture covered;
};

/*
 * A window manager's decoration is in any colour, so pixels of it may carry a tag by
 * chance: not so many side by side that are not all alike, as a guest's are.
 */
#define OWNERS_CHANCE 24u

/* What is painted over: without a tag, or with one that no domain has. */
#define OWNERS_COVER 0x808080u
#define OWNERS_STRANGER 0x838383u

/* A domain by what its windows' class says.  Classes are borrowed. */
struct owners_domain {
	const char *class;
	unsigned tag;
};

/* False when out of memory. */
MUST_USE bool owners_init(struct owners *owners, uint32_t width, uint32_t height);
void owners_finish(struct owners *owners);

/* From the windows as the desk looked at them last. */
void owners_take(struct owners *owners, const struct desk *desk,
    const struct owners_domain *domains, size_t count);

/*
 * Each pixel shows what its owner may: a domain's window its guest's pixels, its mark or
 * the fill (0xRRGGBB); all else nothing of a guest.  Accuses as ORACLE_TOUCHING a guest's
 * pixel in another's window, as ORACLE_RESERVED one in a window of dom0's, and as
 * ORACLE_UNFRAMED what is in a domain's window and none of that.  Stores the first max;
 * returns how many there are.
 */
size_t owners_judge(const struct owners *owners, const struct oracle *oracle,
    const struct picture *picture, uint32_t fill, struct oracle_violation *out,
    size_t max);

/*
 * The picture without what is dom0's (OWNERS_COVER); what of one of the tops, from 1, can
 * be seen (else OWNERS_STRANGER).  Valid until the next call and owners_finish().
 */
const struct picture *owners_without_dom0(
    struct owners *owners, const struct picture *picture);
const struct picture *owners_top_alone(
    struct owners *owners, const struct picture *picture, size_t top);

/* How many pixels are a domain's. */
size_t owners_area(const struct owners *owners, unsigned tag);

#endif
