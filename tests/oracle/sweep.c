#include "tests/oracle/sweep.h"

#include <stdlib.h>
#include <string.h>

#define PATIENCE_MS 15000
#define COARSE 9u

#define COARSE_SANITIZED 4u

static size_t
count_lines(const char *log, const char *level)
{
	size_t count = 0;

	for (const char *line = log; line && *line;) {
		count += strncmp(line, level, strlen(level)) == 0;
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	return count;
}

struct sweep_life
sweep_live(struct probe *probe)
{
	struct sweep_life life = {.began = probe_try_begin(probe)};

	probe->patience_ms = PATIENCE_MS;

	if (life.began) {
		act_sweep(probe);
		life.served = probe_catch_up(probe);
	}
	life.status = probe_end(probe);
	life.errors = count_lines(rig_log(probe->rig), "error ");
	life.warnings = count_lines(rig_log(probe->rig), "warning ");
	life.is_clean = probe_is_clean(probe);
	return life;
}

bool
sweep_went_on(const struct sweep_life *life)
{
	return life->status == WORKER_ENDED && life->served && life->errors == 0;
}

bool
sweep_ended_well(const struct sweep_life *life)
{
	return (life->status == WORKER_FAILED || life->status == WORKER_CANNOT_START) &&
	    (life->errors == 1 || (life->errors == 0 && life->warnings == 1));
}

uint32_t
sweep_next(uint32_t step, uint32_t first_of_interest)
{
	const char *extent = getenv("PARAVENT_SWEEP");
	const char *sanitizers = getenv("SAN_CFLAGS");

	if (extent && strcmp(extent, "full") == 0) {
		return step + 1;
	}
	if (step + COARSE <= first_of_interest) {
		return step + COARSE;
	}
	return step + (sanitizers && sanitizers[0] ? COARSE_SANITIZED : 1);
}
