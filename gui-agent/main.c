#include "config.h"

#include "common/base/log.h"
#include "common/base/memory.h"
#include "gui-agent/options.h"
#include "gui-agent/session.h"
#include "gui-agent/supervise.h"

#include <ev.h>
#include <stdio.h>
#include <stdlib.h>

static int
run(const struct options *options)
{
	log_open("paravent-agent", options->verbose ? LOG_DEBUG : LOG_INFO);
	if (options->xorg || options->program) {
		return supervise_run(options);
	}
	return (int)session_run(options);
}

int
main(int argc, char **argv)
{
	struct options options;
	char why[128];

	log_open("paravent-agent", LOG_INFO);
	ev_set_allocator(memory_or_end);
	switch (options_read(argc, argv, &options, why)) {
	case OPTIONS_HELP:
		fputs(options_help(), stdout);
		return EXIT_SUCCESS;
	case OPTIONS_VERSION:
		puts("paravent-agent " PACKAGE_VERSION);
		return EXIT_SUCCESS;
	case OPTIONS_BAD:
		log_error("%s", why);
		return AGENT_BAD_ARGUMENTS;
	case OPTIONS_RUN:
	default:
		return run(&options);
	}
}
