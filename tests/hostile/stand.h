/*
 * Where hostile guests are tried: one desktop, one daemon, a domain for each scenario and
 * one that does nothing wrong.
 * Knows no scenario's content.
 */
#ifndef HOSTILE_STAND_H
#define HOSTILE_STAND_H

#include "tests/hostile/scenario.h"
#include "tests/hostile/told.h"
#include "tests/hostile/witness.h"
#include "tests/oracle/oracle.h"
#include "tests/scenario/fixture.h"

#define STAND_COLOUR_LEAST 0xc02000u /* the first scenario's; each has its own */

struct stand {
	struct fixture fixture;
	struct fixture_domain *domains; /* owned: the witness's, then the scenarios' */
	const char **policies;          /* owned; likewise */
	struct witness witness;
	struct told told; /* what there is to see on the strip */
	struct tap tap;
};

/* For one wait; $HOSTILE_PATIENCE_MS, for who expects failures. */
int64_t stand_patience_us(void);
int64_t stand_deadline(void); /* by clock_ms() */

/* Starts all, under this manager.  stand_close() is due anyway. */
MUST_USE bool stand_open(struct stand *stand, enum fixture_wm wm,
    const struct scenario *scenarios, size_t count);

/* Returns the program's exit status. */
int stand_close(struct stand *stand);

/* Plays it, judges how it ended, and whether all others still live.  Diagnostics. */
MUST_USE bool stand_try(struct stand *stand, const struct scenario *scenario);

/*
 * Waits until what is typed goes to the domain: its worker has the focus, has asked for
 * keys, and has got them.
 */
MUST_USE bool stand_await_keys(struct stand *stand, const char *domain);

/* Waits until the text is in the log of daemon and workers. */
MUST_USE bool stand_await_log(struct stand *stand, const char *text);

/* The mark of the scenario's domain. */
struct mark stand_mark(const struct stand *stand, const char *domain);

#endif
