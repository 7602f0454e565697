#include "config.h"

#include "tests/bench/player.h"

#include "common/base/fd.h"
#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RETRY_NS 100000000

static bool
start_program(struct stage *stage, bool native, const char *path)
{
	struct fixture *fixture = &stage->fixture;
	char program[600];
	char display[48];
	const char *const arguments[] = {program, path, NULL};
	const char *const environment[] = {display, NULL};

	fixture_built(program, sizeof(program), "tests/bench/load");
	snprintf(display, sizeof(display), "DISPLAY=%s", fixture->display);
	return native ? crew_start(&fixture->crew,
	                    &(struct crew_plan){.role = "native",
	                        .arguments = arguments,
	                        .environment = environment}) != NULL
	              : fixture_start(fixture, STAGE_DOMAIN, arguments);
}

/* NULL when it cannot be started, or does not call in time. */
static struct transport *
start_here(struct stage *stage, bool native)
{
	char path[160];
	struct transport *transport = NULL;
	struct pollfd wait = {.events = POLLIN};

	snprintf(path, sizeof(path), "%s/load-%s", stage->fixture.directory,
	    native ? "native" : "domain");
	wait.fd = local_listen(path);
	if (wait.fd >= 0 && start_program(stage, native, path) &&
	    poll(&wait, 1, (int)(stage_deadline() - clock_ms())) > 0) {
		transport = local_accept(wait.fd);
	}
	fd_close(&wait.fd);
	return transport;
}

#ifdef WITH_XEN
static struct transport *
call_domain(uint32_t domain)
{
	static const struct timespec pause = {0, RETRY_NS};
	int64_t deadline = stage_deadline();
	struct transport *transport;

	while (
	    !(transport = vchan_connect(domain, STAGE_PORT)) && clock_ms() < deadline) {
		nanosleep(&pause, NULL);
	}
	return transport;
}
#else
static struct transport *
call_domain(uint32_t domain)
{
	(void)domain;
	return NULL;
}
#endif

bool
player_start(struct player *player, struct stage *stage, bool native)
{
	struct transport *transport = !native && stage_is_lab(stage)
	    ? call_domain(stage->lab.domain)
	    : start_here(stage, native);

	player->native = native;
	line_init(&player->line, transport);
	return transport != NULL;
}

void
player_finish(struct player *player)
{
	line_finish(&player->line);
}

void
player_tell(struct player *player, const char *format, ...)
{
	char text[LINE_MAX_BYTES];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	line_put(&player->line, "%s", text);
}

long
player_await(struct player *player)
{
	char text[LINE_MAX_BYTES];

	if (!line_get(&player->line, text, stage_deadline())) {
		return -1;
	}
	return strncmp(text, "done ", 5) == 0 ? atol(text + 5) : 0;
}

long
player_ask(struct player *player, const char *verb, const char *word)
{
	player_tell(player, "%s %s", verb, word);
	long answer = player_await(player);
	return answer > 0 ? answer : 0;
}

void
player_stop(struct player *player)
{
	player_tell(player, "stop");
	(void)player_await(player);
}
