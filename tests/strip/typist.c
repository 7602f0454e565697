#include "tests/strip/typist.h"

#include <string.h>

/* Of a PC keyboard, none of them a modifier. */
static const uint8_t codes[TYPIST_BATCH] = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
    21, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 38, 39, 40, 41, 42, 43, 44, 45,
    46, 47, 48, 52, 53, 54, 55, 56};

uint8_t
typist_key(unsigned n)
{
	return codes[n % TYPIST_BATCH];
}

bool
typist_has_reached(const struct agent *agent, size_t from)
{
	for (unsigned i = 0; i < TYPIST_BATCH; i++) {
		if (agent_was_given(agent, from, codes[i])) {
			return true;
		}
	}
	return false;
}

static void
judge(
    struct stage *stage, const unsigned labels[TYPIST_BATCH], struct typist_score *score)
{
	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		const struct agent *agent = &stage->agents[d];

		for (size_t k = 0; k < agent->n_pressed; k++) {
			const uint8_t *at =
			    memchr(codes, agent->pressed[k], TYPIST_BATCH);

			if (!at) {
				continue; /* a marker */
			}
			if (labels[at - codes] == d) {
				score->reached++;
			} else {
				score->strayed++;
				tap_diag("a key reached %s while the strip showed %u",
				    agent->name, labels[at - codes]);
			}
		}
	}
}

bool
typist_run_batch(
    struct stage *stage, typist_between *between, void *data, struct typist_score *score)
{
	unsigned labels[TYPIST_BATCH];

	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		agent_forget_keys(&stage->agents[d]);
	}
	for (unsigned i = 0; i < TYPIST_BATCH; i++) {
		between(stage, data);
		labels[i] = stage_type(stage, codes[i]);
		score->typed++;
		score->unshown += labels[i] == STAGE_NOBODY;
	}
	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		if (!stage_drain(stage, d)) {
			tap_diag("%s gets no keys any more", stage->agents[d].name);
			return false;
		}
	}
	judge(stage, labels, score);
	return true;
}
