#include "tests/bench/stage.h"

#include "tests/scenario/folder.h"
#include "tests/scenario/procfs.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#define PATIENCE_MS 10000

bool
stage_is_lab(const struct stage *stage)
{
	return stage->lab.domain != 0;
}

int64_t
stage_deadline(void)
{
	return clock_ms() + PATIENCE_MS;
}

static bool
open_local(struct fixture *fixture)
{
	static const struct fixture_domain domain = {
	    STAGE_DOMAIN, STAGE_DOMAIN, 0x2b6cb0, "stripes"};
	const struct fixture_options options = {.width = STAGE_WIDTH,
	    .height = STAGE_HEIGHT,
	    .domains = &domain,
	    .n_domains = 1,
	    .quiet = true};

	return fixture_open(fixture, &options);
}

static bool
open_lab(struct fixture *fixture)
{
	const char *display = getenv("DISPLAY");

	*fixture = (struct fixture){.broken = true};
	signal(SIGPIPE, SIG_IGN);
	if (!display || !folder_create(fixture->directory, sizeof(fixture->directory)) ||
	    !crew_init(&fixture->crew, fixture->directory) ||
	    !desk_open(&fixture->desk, display)) {
		return false;
	}
	snprintf(fixture->display, sizeof(fixture->display), "%s", display);
	fixture->broken = false;
	return true;
}

bool
stage_open(struct stage *stage, const struct stage_lab *lab)
{
	*stage = (struct stage){.lab = *lab};
	return stage_is_lab(stage) ? open_lab(&stage->fixture)
	                           : open_local(&stage->fixture);
}

bool
stage_close(struct stage *stage, const struct tap *tap)
{
	struct fixture *fixture = &stage->fixture;
	bool good = !fixture->broken;

	if (!stage_is_lab(stage)) {
		return fixture_close(fixture, tap);
	}
	desk_close(&fixture->desk);
	good = crew_finish(&fixture->crew) && good;
	return folder_remove(fixture->directory) && good;
}

pid_t
stage_xserver(const struct stage *stage)
{
	return stage_is_lab(stage) ? stage->lab.xserver
	                           : fixture_xserver(&stage->fixture);
}

pid_t
stage_daemon(const struct stage *stage)
{
	return stage_is_lab(stage) ? stage->lab.daemon : fixture_daemon(&stage->fixture);
}

pid_t
stage_worker(const struct stage *stage)
{
	return procfs_find(stage_daemon(stage), "paravent-guest", 0);
}
