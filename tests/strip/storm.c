#include "tests/strip/storm.h"

#include "tests/oracle/steady.h"
#include "tests/scenario/procfs.h"

#include <string.h>

#define KEY_A 38
#define POPUPS 16u
#define HEIGHT 28 /* px of the strip */

/* Somewhere on the strip, or all of it and much more. */
static struct rect
place(unsigned step)
{
	static const struct rect places[] = {
	    {0, 0, 1280, 20},
	    {-5, -50, 300, 200},
	    {400, HEIGHT - 1, 200, 100},
	    {0, 0, 4000, 3000},
	    {1270, 4, 1, 1},
	    {20, -32000, 500, 400},
	};
	struct rect r = places[step % ARRAY_LEN(places)];

	r.x += (int32_t)(step % 37);
	return r;
}

void
storm_rage(struct agent *agent, unsigned step)
{
	uint32_t oldest = step % POPUPS;

	if (step >= POPUPS) {
		agent_destroy(agent, 1 + oldest);
	}
	agent_pop_up(agent, 1 + oldest, place(step));
	for (unsigned i = 0; i < POPUPS && i < step; i++) {
		agent_move(agent, 1 + i, place(step + i));
	}
	agent_move(agent, 0, place(step + 1));
}

static unsigned
count_key(const struct agent *agent, size_t from)
{
	unsigned count = 0;

	for (size_t i = from; i < agent->n_pressed; i++) {
		count += agent->pressed[i] == KEY_A;
	}
	return count;
}

static void
look_at_strip(struct stage *stage, struct steady *steady, struct storm_score *score)
{
	const struct picture *picture = desk_picture(&stage->fixture.desk);

	if (picture) {
		size_t now = steady_note(steady, picture,
		    (struct rect){0, 0, picture->width, HEIGHT}, clock_ms());
		score->flickers = now > score->flickers ? now : score->flickers;
	}
}

struct storm_score
storm_of_popups(struct stage *stage, unsigned keys)
{
	struct storm_score score = {.is_alive = stage_drain(stage, 0)};
	static struct steady steady;
	struct agent *red = &stage->agents[0];
	size_t from = red->n_pressed;

	steady = (struct steady){.has_seen = false};
	for (unsigned i = 0; i < keys && score.is_alive; i++) {
		storm_rage(&stage->agents[1], i);
		score.misled += stage_type(stage, KEY_A) != 0;
		score.typed++;
		look_at_strip(stage, &steady, &score);
		agent_pump(red, 1);
		score.is_alive = agent_pump(&stage->agents[1], 0);
	}
	score.is_alive = score.is_alive && stage_drain(stage, 0);
	score.arrived = count_key(red, from);
	return score;
}
