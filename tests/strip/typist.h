/*
 * A person who types while anything happens, and the judge of it: no key reaches another
 * domain than the one whose label was on the screen at that moment (P3, I6).
 * Knows no window manager.
 */
#ifndef TEST_STRIP_TYPIST_H
#define TEST_STRIP_TYPIST_H

#include "tests/strip/stage.h"

#define TYPIST_BATCH 40u /* keys, each another, before all is looked at */

struct typist_score {
	unsigned typed;
	unsigned reached; /* the domain on the strip */
	unsigned strayed; /* another one: never */
	unsigned unshown; /* typed while no domain's label was there */
};

/* What happens before each key. */
typedef void typist_between(struct stage *stage, void *data);

/*
 * Types a batch, waits until it has arrived or never will, and adds it to the score.
 * What agents were given before is forgotten.
 * False when a domain gets no keys any more.
 */
MUST_USE bool typist_run_batch(
    struct stage *stage, typist_between *between, void *data, struct typist_score *score);

/* The nth of the keys that are typed, a keycode. */
uint8_t typist_key(unsigned n);

/* Has any of them reached that domain, after the first n_pressed of then?  Markers of
 * stage_drain() may. */
bool typist_has_reached(const struct agent *agent, size_t from);

#endif
