/*
 * The way of the token between daemon, strip and two workers, with X between them: every
 * order in which what is under way can arrive is gone through, for a few changes of
 * focus, keys, covers and deaths of the strip.
 *
 * In each order: no key reaches another domain than the one that the strip showed when it
 * was typed, nor any once the daemon knows that there is no strip.  Whenever nothing is
 * under way any more, who has the focus is on the strip and gets keys.
 */
#include "tests/daemon/keys-model.h"
#include "tests/scenario/tap.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_BITS 21 /* of states that are remembered */
#define ROOM_BITS_FULL 25

static unsigned states, quiet;
static uint64_t *visited;
static unsigned room_bits;

/* --- every order -------------------------------------------------------------------- */

static uint64_t
hash(const struct model *state)
{
	uint64_t sum = 0xcbf29ce484222325u;

	for (size_t i = 0; i < sizeof(*state); i += sizeof(uint32_t)) {
		uint32_t word;

		memcpy(&word, (const uint8_t *)state + i, sizeof(word));
		sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
		sum ^= sum >> 32;
	}
	return sum ? sum : 1;
}

/* True when it is new.  Two states with the same 64 bits would be taken for one. */
static bool
remember(const struct model *state)
{
	uint64_t sum = hash(state);
	size_t room = (size_t)1 << room_bits;
	size_t i = sum % room;

	while (visited[i] && visited[i] != sum) {
		i = (i + 1) % room;
	}
	if (visited[i]) {
		return false;
	}
	visited[i] = sum;
	if (++states > room / 4 * 3) {
		bug("more states than there is room for");
	}
	return true;
}

static void
explore(const struct model *from)
{
	bool is_quiet = true;

	for (unsigned step = 0; step < MODEL_STEPS && !model_wrong; step++) {
		if (step == MODEL_STEPS_INSIDE && is_quiet) {
			model = *from;
			quiet++;
			model_judge_quiet();
		}
		model = *from;
		if (!model_go_on(step)) {
			continue;
		}
		is_quiet = is_quiet && step >= MODEL_STEPS_INSIDE;
		if (!model_wrong && remember(&model)) {
			struct model next = model;
			explore(&next);
		}
		if (model_wrong) {
			tap_diag("step %u", step);
		}
	}
}

/* --- tests -------------------------------------------------------------------------- */

static void
test(struct tap *tap, const char *name, struct model start)
{
	model_begin();
	memset(visited, 0, sizeof(*visited) << room_bits);
	model_wrong = NULL;
	states = quiet = model_delivered = 0;
	explore(&start);
	tap_diag("%s: %u states, %u of them quiet; a key was delivered %u times", name,
	    states, quiet, model_delivered);
	tap_ok(tap, !model_wrong && quiet > 0, "P3: %s: %s", name,
	    model_wrong ? model_wrong : "in every order");
}

int
main(void)
{
	struct tap tap = {.count = 0};
	const char *extent = getenv("PARAVENT_SWEEP");
	bool is_full = extent && strcmp(extent, "full") == 0;
	uint8_t more = is_full ? 1 : 0;

	room_bits = is_full ? ROOM_BITS_FULL : ROOM_BITS;
	visited = calloc((size_t)1 << room_bits, sizeof(*visited));
	if (!visited) {
		return tap_skip_all("not enough memory");
	}
	test(&tap, "the focus changes",
	    (struct model){.focuses = (uint8_t)(2 + more), .keys = 1});
	test(&tap, "keys are typed",
	    (struct model){.focuses = (uint8_t)(1 + more), .keys = 2});
	test(&tap, "the strip dies",
	    (struct model){.focuses = (uint8_t)(1 + more), .keys = 1, .deaths = 1});
	test(&tap, "the strip is covered",
	    (struct model){.focuses = (uint8_t)(1 + more), .keys = 1, .covers = 2});
	free(visited);
	return tap_done(&tap);
}
