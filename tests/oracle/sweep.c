#include "tests/oracle/sweep.h"

#include <stdlib.h>
#include <string.h>

#define COARSE 9u

static size_t
count_errors(const char *log)
{
	size_t count = 0;

	for (const char *line = log; line && *line;) {
		count += strncmp(line, "error ", 6) == 0;
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	return count;
}

struct sweep_life
sweep_live(struct probe *probe)
{
	struct sweep_life life = {.began = probe_try_begin(probe)};

	if (life.began) {
		act_sweep(probe);
		life.served = probe_catch_up(probe);
	}
	life.status = probe_end(probe);
	life.errors = count_errors(rig_log(probe->rig));
	life.is_clean = probe_is_clean(probe);
	return life;
}

uint32_t
sweep_next(uint32_t step, uint32_t first_of_interest)
{
	const char *extent = getenv("PARAVENT_SWEEP");
	bool is_full = extent && strcmp(extent, "full") == 0;

	return step + (is_full || step + COARSE > first_of_interest ? 1 : COARSE);
}
