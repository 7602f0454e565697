#include "tests/strip/tokens.h"

#include "tests/oracle/words.h"

bool
tokens_find(struct tokens *tokens, struct stage *stage)
{
	struct words words;

	words_find(&words, fixture_daemon(&stage->fixture));
	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		bool flows = stage_drain(stage, d);
		size_t held = words_held(&words);

		if (!flows || held == words.count) {
			tap_diag("%s: its token is not found among %zu",
			    stage_domains[d].name, words.count);
			return false;
		}
		tokens->words[d] = words.at[held];
	}
	return true;
}

struct tokens_held
tokens_look(const struct tokens *tokens)
{
	struct tokens_held held;

	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		held.grants[d] = atomic_load(tokens->words[d]);
	}
	return held;
}

unsigned
tokens_holder(const struct tokens_held *then, const struct tokens_held *now)
{
	unsigned holder = STAGE_NOBODY;

	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		if (now->grants[d] != 0 && now->grants[d] == then->grants[d]) {
			holder = holder == STAGE_NOBODY ? d : STAGE_DOMAINS + 1;
		}
	}
	return holder;
}
