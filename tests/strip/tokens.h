/*
 * Who may have the keys now, as the daemon's memory says: the words that it writes and
 * workers read at each key (gui-daemon/token.h).
 * Only reads.
 */
#ifndef TEST_STRIP_TOKENS_H
#define TEST_STRIP_TOKENS_H

#include "tests/strip/stage.h"

#include <stdatomic.h>

struct tokens {
	const _Atomic uint32_t *words[STAGE_DOMAINS]; /* mapped as long as we live */
};

/* Numbers of grants, 0 for none. */
struct tokens_held {
	uint32_t grants[STAGE_DOMAINS];
};

/*
 * Finds each domain's, with a strip there: gives each domain the keys in turn.  Workers
 * may not be started anew afterwards.  False, with a diagnostic.
 */
MUST_USE bool tokens_find(struct tokens *tokens, struct stage *stage);

struct tokens_held tokens_look(const struct tokens *tokens);

/*
 * Who has had the keys all the time between two looks, by one grant; STAGE_NOBODY when
 * that was nobody, STAGE_DOMAINS + 1 when it was more than one.
 */
unsigned tokens_holder(const struct tokens_held *then, const struct tokens_held *now);

#endif
