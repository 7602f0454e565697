/*
 * I4 of the oracle: a label of its domain can be read at each area of guest pixels that
 * is wide enough for one.
 */
#ifndef ORACLE_LABEL_JUDGE_H
#define ORACLE_LABEL_JUDGE_H

#include "tests/oracle/oracle.h"

struct label_judge;

/* Paints the domains' labels; oracle is borrowed.  NULL when out of memory. */
MUST_USE struct label_judge *label_judge_create(
    const struct oracle *oracle, const struct oracle_domain *domains, size_t count);
void label_judge_destroy(struct label_judge *judge); /* NULL is fine */

/*
 * An area is accused (ORACLE_UNLABELLED, at its first pixel) when it is as wide as its
 * label, nothing but its own frame lies in the label's place, above or below it, and the
 * label does not stand there, nor farther out in the same frame.  Where windows of one
 * domain lie over each other a label may be cut or covered by a frame of the same marks:
 * unless whole is asked for, any text there is enough, and an area over which something
 * lies is not accused.  Stores the first max; returns how many there are.
 */
size_t label_judge_picture(const struct label_judge *judge, const struct picture *picture,
    bool whole, struct oracle_violation *out, size_t max);

#endif
