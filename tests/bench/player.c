#include "tests/bench/player.h"

#include "common/base/fd.h"
#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int
listen_at(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || strlen(path) >= sizeof(address.sun_path)) {
		return -1;
	}
	strcpy(address.sun_path, path);
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0 ||
	    listen(fd, 1) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

bool
player_start(struct player *player, struct fixture *fixture, const char *domain)
{
	char path[160];
	char program[600];
	char display[48];
	const char *const arguments[] = {program, path, NULL};
	const char *const environment[] = {display, NULL};
	struct pollfd wait = {.events = POLLIN};

	*player = (struct player){
	    .fd = -1, .listener = -1, .native = !domain, .fixture = fixture};
	snprintf(path, sizeof(path), "%s/load-%s", fixture->directory,
	    domain ? domain : "native");
	fixture_built(program, sizeof(program), "tests/bench/load");
	snprintf(display, sizeof(display), "DISPLAY=%s", fixture->display);
	player->listener = listen_at(path);
	if (player->listener < 0) {
		return false;
	}
	if (domain ? !fixture_start(fixture, domain, arguments)
	           : !crew_start(&fixture->crew,
	                 &(struct crew_plan){.role = "native",
	                     .arguments = arguments,
	                     .environment = environment})) {
		return false;
	}
	wait.fd = player->listener;
	if (poll(&wait, 1, FIXTURE_PATIENCE_MS) > 0) {
		player->fd = accept4(player->listener, NULL, NULL, SOCK_CLOEXEC);
	}
	return player->fd >= 0;
}

void
player_finish(struct player *player)
{
	fd_close(&player->fd);
	fd_close(&player->listener);
}

void
player_tell(struct player *player, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vdprintf(player->fd, format, args);
	va_end(args);
	dprintf(player->fd, "\n");
}

int
player_await(struct player *player, int64_t deadline)
{
	struct pollfd wait = {.fd = player->fd, .events = POLLIN};
	char line[64];
	size_t len = 0;

	while (len < sizeof(line) - 1) {
		int64_t left = deadline - clock_ms();

		if (left < 0 || poll(&wait, 1, (int)left) <= 0 ||
		    read(player->fd, line + len, 1) != 1) {
			return -1;
		}
		if (line[len] == '\n') {
			break;
		}
		len++;
	}
	line[len] = '\0';
	return strncmp(line, "done ", 5) == 0 ? atoi(line + 5) : 0;
}

void
player_stop(struct player *player)
{
	player_tell(player, "stop");
	(void)player_await(player, clock_ms() + FIXTURE_PATIENCE_MS);
}
