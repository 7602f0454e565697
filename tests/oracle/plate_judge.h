/*
 * I4 of the oracle under paravent-wm: its title bar, which lies over the worker's label,
 * begins with the domain's name.
 * A function of the picture; asks neither server nor manager.
 */
#ifndef ORACLE_PLATE_JUDGE_H
#define ORACLE_PLATE_JUDGE_H

#include "tests/oracle/oracle.h"

struct plate_judge;

/*
 * For one domain, at 100 %; oracle is borrowed.  0xRRGGBB: fill, of contents without
 * pixels; bare, of the desktop.  NULL when out of memory.
 */
MUST_USE struct plate_judge *plate_judge_create(const struct oracle *oracle,
    const struct oracle_domain *domain, uint32_t fill, uint32_t bare);
void plate_judge_destroy(struct plate_judge *judge); /* NULL is fine */

/*
 * An area of guest pixels with paravent-wm's frame at its left is accused
 * (ORACLE_UNLABELLED, at its first pixel) when its upper left corner and the place of the
 * name above it are on the screen, nothing lies over that place, and the name does not
 * stand there.  Areas that are narrower than the name are not judged.  Stores the first
 * max; returns how many there are.
 */
size_t plate_judge_picture(const struct plate_judge *judge, const struct picture *picture,
    struct oracle_violation *out, size_t max);

#endif
